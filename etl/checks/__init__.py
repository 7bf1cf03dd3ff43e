"""Checks of a loaded file against what was there. One check per file: a generator of findings over a `Scope`.

Checks of single cells and rows stand in the extract, where no store is known. To add one here: a file with one
generator function named as a true statement, one entry in `etl.screen.CHECKS`, one problem in `etl.problems_checks`.
"""
