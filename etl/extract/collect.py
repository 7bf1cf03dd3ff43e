"""Collect findings while a sheet is read: at most so many of a code, then one that counts the rest."""

from __future__ import annotations

from collections import Counter

from etl.extract.redact import redacted
from etl.model import Finding
from etl.problems import PROBLEMS, finding


class Findings:
    """The findings of a file. A sheet that names persons gives no values (`secret`)."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.found: list[Finding] = []
        self.sheet = ""
        self.secret = False
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, code: str, *, cell: str = "", value: object = "", level: str = "", **details: object) -> None:
        """Note one finding on the current sheet."""
        key = (self.sheet, code)
        self._counts[key] += 1
        if self._counts[key] > self.limit:
            return
        if self.secret:
            value = ""
        details = {name: redacted(each) if isinstance(each, str) else each for name, each in details.items()}
        self.found.append(
            finding(code, sheet=redacted(self.sheet), cell=cell, value=redacted(str(value)), level=level, **details)
        )

    def closed(self) -> list[Finding]:
        """All findings, with one more per code that had too many."""
        rest = []
        for (sheet, code), count in self._counts.items():
            if count > self.limit:
                shown = next(each.message for each in self.found if each.code == code and each.sheet == redacted(sheet))
                rest.append(
                    finding(
                        "more_findings",
                        sheet=redacted(sheet),
                        level=PROBLEMS[code].level,
                        title=shown,
                        count=count - self.limit,
                    )
                )
        return [*self.found, *rest]
