"""Alerts that were dealt with and are there again: true once more after they were gone, or worse than when they were closed."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.periods import lies_in, parse_period
from metrics.alerts import AlertRow
from metrics.disclosure import ACTING
from metrics.townships import THEN
from store.alerts import AlertDesk, AlertKey, AlertState, AlertStep, facts_of
from ui.context import Context

DEALT_WITH = (AlertState.EXPLAINED, AlertState.CLOSED)
AGAIN, WORSE = "again", "worse"


def facts_now(context: Context) -> str:
    """What the data now shown is made of."""
    return context.kept("alert_facts", _facts)


def _facts(context: Context) -> str:
    return facts_of(context.reader)


def reopened(row: AlertRow, step: AlertStep | None, desk_gone: dict[AlertKey, list], facts: str) -> str:
    """Why an alert that was explained or closed is new again: AGAIN, WORSE, or empty where it stays dealt with.

    What is back because the very data it was closed on is back (an undo was undone) stays closed.
    """
    if step is None or step.state not in DEALT_WITH:
        return ""
    if row.worse_than(step.value):
        return WORSE
    since = any(at > step.at for at in desk_gone.get(row.key, ()))
    return AGAIN if since and facts != step.facts else ""


def note_gone(context: Context, desk: AlertDesk, year: str, rows: Iterable[AlertRow]) -> None:
    """Note which alerts of the year that were dealt with are true no more. `rows`: all of them, as who sees everything does;
    looked at by anybody else, or on another version than the one in use, nothing is noted."""
    sees_all = context.scope is None and context.audience == ACTING and context.townships == THEN
    if not sees_all or context.candidate is not None or context.version != context.store.current():
        return
    there, gone = {row.key for row in rows}, desk.gone()
    noted = [
        step.key
        for step in desk.last().values()
        if step.state in DEALT_WITH
        and _of_year(step.key[2], year)
        and step.key not in there
        and not any(at > step.at for at in gone.get(step.key, ()))
    ]
    if noted:
        desk.mark_gone(noted)


def _of_year(period: str, year: str) -> bool:
    return lies_in(period, year) or parse_period(period).code == year[:4]
