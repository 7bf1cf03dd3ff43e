"""What single schools scored: for those who must act on it, and in no order of the scores unless the bureau switched that on."""

from __future__ import annotations

from collections.abc import Collection

from access import Role
from catalog import indicator as declared
from catalog.model import Indicator, Level
from ui.context import Context
from ui.text import say

_SEVERAL = 3
_OF_SCHOOLS = {Level.SCHOOL.value, "pair"}


def is_exam(indicator: Indicator) -> bool:
    """Whether an indicator is made of exam results."""
    return indicator.numerator.dataset == "exam"


def may_see_schools(context: Context, indicator: Indicator) -> bool:
    """Whether the visitor may see this indicator school by school."""
    return not is_exam(indicator) or context.visitor.role >= Role.CLERK


def schools_gate(context: Context) -> str:
    """Why single schools' results are not here, in the reader's words: who has switched to the outside view can switch back."""
    return say("exam.schools_gate_outside" if context.visitor.as_outside else "exam.schools_gate")


def may_count_gaps(context: Context, kinds: Collection[str]) -> bool:
    """Whether it may be said how many gaps in an exam closed, grew or stayed (`kinds`: of each pair): to who may not see schools
    only of several pairs that differ, or the count would say what became of each."""
    several = len(kinds) >= _SEVERAL and len(set(kinds)) > 1
    return several or may_see_schools(context, declared("exam_z"))


def may_order_schools(context: Context, indicator: Indicator) -> bool:
    """Whether schools or pairs may stand in the order of this indicator: of exams only for an administrator, once switched on."""
    if not is_exam(indicator):
        return True
    return context.visitor.role >= Role.ADMIN and context.settings.value("exam_ranks") == "on"


def refused_download(context: Context, dataset: str, level: str) -> bool:
    """Whether a download would hand results of single schools to somebody who may not see them. `level` empty: rows of files."""
    return dataset == "exam" and level in {"", *_OF_SCHOOLS} and context.visitor.role < Role.CLERK
