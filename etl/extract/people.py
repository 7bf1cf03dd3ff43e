"""Whether a table or a group of columns counts staff: 人数 under 教师 is never the number of pupils."""

from __future__ import annotations

import re
from collections.abc import Sequence

from etl.extract.collect import Findings
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.staff_words import names_pupils, names_staff
from etl.extract.text import cell_name

_OF_PUPILS = re.compile(r"生|幼儿|儿童|学籍|在园|在校|pupil|student|enrol", re.IGNORECASE)


def vague_pupils(layout: Layout, sheet_name: str, stem: str) -> Meaning | None:
    """The first column taken for pupils although its header does not say so and the title, the sheet's name or the
    file's speaks of staff and of no pupils; None when there is none."""
    vague = [each for each in layout.of_role("fact") if each.column == "pupils" and not _OF_PUPILS.search(each.header)]
    return vague[0] if vague and _about_staff(layout.titles, sheet_name, stem) else None


def _about_staff(titles: Sequence[str], sheet_name: str, stem: str) -> bool:
    above = " ".join(titles)
    if names_pupils(above):
        return False
    if names_staff(above):
        return True
    return any(names_staff(text) for text in (sheet_name, stem)) and not names_pupils(f"{sheet_name} {stem}")


def without_staff(layouts: Sequence[Layout], sheet_name: str, stem: str, findings: Findings) -> list[Layout]:
    """The layouts that take no staff for pupils; an error when none is left."""
    kept = [each for each in layouts if vague_pupils(each, sheet_name, stem) is None]
    if layouts and not kept:
        first = vague_pupils(layouts[0], sheet_name, stem)
        assert first is not None
        findings.add("staff_not_pupils", cell=cell_name(layouts[0].bottom, first.index), header=first.header)
    return kept
