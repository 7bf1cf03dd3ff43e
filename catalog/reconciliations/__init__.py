"""Every cross-check (对账). To add one: one block in the file of its theme; page, download and docs follow."""

from catalog.reconciliations import enrolment, returns
from catalog.reconciliations.model import (
    OUTCOME_WORDS,
    REASON_WORDS,
    RELATION_WORDS,
    Check,
    Operand,
    Outcome,
    Relation,
    Shape,
)

RECONCILIATIONS: tuple[Check, ...] = (*enrolment.CHECKS, *returns.CHECKS)

_BY_NAME = {each.name: each for each in RECONCILIATIONS}


def reconciliation(name: str) -> Check:
    """The check of this id; KeyError if there is none."""
    return _BY_NAME[name]


__all__ = [
    "OUTCOME_WORDS",
    "REASON_WORDS",
    "RECONCILIATIONS",
    "RELATION_WORDS",
    "Check",
    "Operand",
    "Outcome",
    "Relation",
    "Shape",
    "reconciliation",
]
