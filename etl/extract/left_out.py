"""A sheet that was read and is not taken: what stays of it for the clerk to see."""

from __future__ import annotations

from etl.model import ExtractedSheet


def left_out(sheet: ExtractedSheet, reason: str, skipped_as: str) -> ExtractedSheet:
    """The sheet without its table; all its accepted rows count as skipped."""
    return ExtractedSheet(
        sheet.sheet,
        sheet.sheet_no,
        reason=reason,
        header_rows=sheet.header_rows,
        rows_read=sheet.rows_read,
        skipped_because={skipped_as: sheet.rows_accepted},
        grid=sheet.grid,
        table_no=sheet.table_no,
        pupil_level=sheet.pupil_level,
    )
