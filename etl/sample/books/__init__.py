"""The workbooks of the sample district, one module per dataset: the same truth, drawn as different offices draw it."""
