"""Transfers are those of the class that leaves: retention counts them beside its intake and its graduates."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from etl.checks.scope import Scope
from etl.model import ExtractedSheet, Finding
from etl.problems import finding

_OF_A_CLASS = re.compile(r"届|毕业|同级")


def transfers_are_leavers(scope: Scope) -> Iterator[Finding]:
    """A warning for each sheet of pupils whose transfers stand without graduates and do not say whose they are."""
    for sheet in scope.taken:
        told = [name for name in ("transfer_in", "transfer_out") if name in sheet.columns]
        if sheet.dataset == "enrolment" and told and "graduates" not in sheet.columns:
            headers = _headers(sheet, told)
            if not any(_OF_A_CLASS.search(each) for each in (*headers, sheet.sheet, *_titles(sheet))):
                yield finding("transfers_of_whom", sheet=sheet.sheet, value="、".join(headers))


def _headers(sheet: ExtractedSheet, columns: Container[str]) -> list[str]:
    return [header for header, code in zip(sheet.grid.headers, sheet.grid.codes, strict=False) if code in columns]


def _titles(sheet: ExtractedSheet) -> list[str]:
    rows = zip(sheet.grid.rows, sheet.grid.roles, strict=False)
    return [text for row, role in rows if role == "title" for text in row]
