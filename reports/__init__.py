"""Workbooks that leave the house: what was asked for, what it means and where it came from, in one file."""

from reports.delimited import write_csv
from reports.table import Download, Field, FieldKind
from reports.workbook import write_workbook

__all__ = ["Download", "Field", "FieldKind", "write_csv", "write_workbook"]
