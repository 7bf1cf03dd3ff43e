"""The cell formats of a form. Only what a clerk fills in is unlocked: the rest is protected, without a password."""

from __future__ import annotations

from dataclasses import dataclass, field

import xlsxwriter
from xlsxwriter.format import Format

from catalog.model import Column, Kind

_SHAPES = {Kind.COUNT: "0", Kind.NUMBER: "0.00", Kind.MONEY: "0.00", Kind.RATE: "0.00", Kind.DATE: "yyyy-mm-dd"}
# What stays possible on a protected sheet: everything but changing the headers.
ALLOWED = dict.fromkeys(
    ("objects", "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort"), True
)


@dataclass
class Styles:
    """The few cell formats of the workbook. `cells` and `below` by kind: ruled ones, and plain ones further down."""

    title: Format
    note: Format
    header: Format
    required: Format
    example: Format
    text: Format
    open: Format
    cells: dict[Kind, Format] = field(default_factory=dict)
    below: dict[Kind, Format] = field(default_factory=dict)

    def cell(self, column: Column) -> Format:
        """The format of the ruled cells of a column."""
        return self.cells[column.kind]

    def column(self, column: Column) -> Format:
        """The format of a column below the ruled rows: open for pasting, and codes keep their zeros."""
        return self.below[column.kind]


def styles_of(book: xlsxwriter.Workbook) -> Styles:
    """The formats, made in a workbook."""
    edge = {"border": 1, "border_color": "#BFC5CC"}
    head = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, **edge}
    shapes = {kind: {"num_format": _SHAPES.get(kind, "@"), "locked": False} for kind in Kind}
    return Styles(
        title=book.add_format({"bold": True, "font_size": 14, "align": "center", "locked": False}),
        note=book.add_format({"font_color": "#5A6470", "text_wrap": True, "valign": "top"}),
        header=book.add_format({**head, "bg_color": "#E8EEF5"}),
        required=book.add_format({**head, "bg_color": "#FBE7C6"}),
        example=book.add_format({"italic": True, "font_color": "#8A929B", **edge}),
        text=book.add_format({"valign": "top", "text_wrap": True, **edge}),
        open=book.add_format({"locked": False}),
        cells={kind: book.add_format({**shape, **edge}) for kind, shape in shapes.items()},
        below={kind: book.add_format(shape) for kind, shape in shapes.items()},
    )
