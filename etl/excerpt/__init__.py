"""A few rows of an uploaded file as they stand in it: the headings and the row that a number was read from."""

from etl.excerpt.run import Excerpt, excerpt_of

__all__ = ["Excerpt", "excerpt_of"]
