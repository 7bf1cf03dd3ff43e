"""The clerk's own workbook given back with every finding where it belongs: a coloured cell, a comment, a list in front."""

from etl.marked.run import NotMarked, list_file, mark_file

__all__ = ["NotMarked", "list_file", "mark_file"]
