"""Leave out hidden sheets that repeat what a visible one states: earlier drafts that nobody sees and nobody corrects."""

from __future__ import annotations

from collections.abc import Sequence

from etl.extract.cells import RawSheet
from etl.extract.collect import Findings
from etl.extract.left_out import left_out
from etl.model import ExtractedSheet


def leave_out_hidden(
    sheets: Sequence[RawSheet], read: list[ExtractedSheet], findings: Findings
) -> list[ExtractedSheet]:
    """The sheets, hidden ones of a dataset that a visible one has too turned into unrecognised ones.

    A hidden sheet that is alone with its dataset is taken, and the clerk is told.
    """
    hidden = {each.number for each in sheets if each.hidden}
    shown = {each.dataset for each in read if each.dataset and each.sheet_no not in hidden and each.rows_accepted}
    kept = []
    for sheet in read:
        if sheet.sheet_no not in hidden or sheet.dataset is None:
            kept.append(sheet)
            continue
        findings.sheet, findings.secret = sheet.sheet, False
        if sheet.dataset not in shown:
            findings.add("hidden_sheet_read")
            kept.append(sheet)
            continue
        # What is odd about rows that are not taken concerns nobody.
        findings.found = [each for each in findings.found if each.sheet != sheet.sheet]
        findings.add("hidden_sheet_left_out")
        kept.append(left_out(sheet, "是隐藏的工作表", "hidden"))
    return kept
