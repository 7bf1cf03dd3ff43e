"""Every alert. To add one: one block in the file of its theme; page, overview, download and docs follow."""

from catalog.alerts import aid, dropout, enrolment, exam, returns, targets
from catalog.alerts.model import AGAINST_WORDS, SEVERITY_WORDS, Against, Alert, Rule, Severity

ALERTS: tuple[Alert, ...] = (
    *dropout.ALERTS,
    *enrolment.ALERTS,
    *aid.ALERTS,
    *exam.ALERTS,
    *targets.ALERTS,
    *returns.ALERTS,
)

_BY_NAME = {each.name: each for each in ALERTS}


def alert(name: str) -> Alert:
    """The alert of this id; KeyError if there is none."""
    return _BY_NAME[name]


__all__ = ["AGAINST_WORDS", "ALERTS", "SEVERITY_WORDS", "Against", "Alert", "Rule", "Severity", "alert"]
