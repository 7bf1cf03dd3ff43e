"""What single schools scored: for those who must act on it, and in no order of the scores unless the bureau switched that on."""

from __future__ import annotations

from access import Role
from catalog.model import Indicator, Level
from ui.context import Context

_OF_SCHOOLS = {Level.SCHOOL.value, "pair"}


def is_exam(indicator: Indicator) -> bool:
    """Whether an indicator is made of exam results."""
    return indicator.numerator.dataset == "exam"


def may_see_schools(context: Context, indicator: Indicator) -> bool:
    """Whether the visitor may see this indicator school by school."""
    return not is_exam(indicator) or context.visitor.role >= Role.CLERK


def may_order_schools(context: Context, indicator: Indicator) -> bool:
    """Whether schools or pairs may stand in the order of this indicator: of exams only for an administrator, once switched on."""
    if not is_exam(indicator):
        return True
    return context.visitor.role >= Role.ADMIN and context.settings.value("exam_ranks") == "on"


def refused_download(context: Context, dataset: str, level: str) -> bool:
    """Whether a download would hand results of single schools to somebody who may not see them. `level` empty: rows of files."""
    return dataset == "exam" and level in {"", *_OF_SCHOOLS} and context.visitor.role < Role.CLERK
