"""The tests, one folder per room of the project and a few for what goes across rooms."""
