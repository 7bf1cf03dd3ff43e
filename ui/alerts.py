"""Alerts for a page: those of a year with how they are handled, chosen, grouped and said; logic without drawing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from access import Role, in_scope, may
from catalog.alerts import Severity
from metrics.alerts import AlertRow, find_alerts
from metrics.disclosure import ACTING, stranger_of
from store.alerts import AlertDesk, AlertState, AlertStep
from ui.context import Context
from ui.reopened import facts_now, note_gone, reopened
from ui.text import language, say

OPEN_STATES = (AlertState.NEW, AlertState.WORKING)
_OF_EXAMS = ("exam", "pairs")
SERIOUS = (Severity.ACT, Severity.WATCH)


@dataclass(frozen=True)
class Case:
    """An alert with the last step of its handling, None while nobody has touched it."""

    row: AlertRow
    step: AlertStep | None
    # Why one that was dealt with is new again (ui/reopened.py); empty otherwise.
    again: str = ""

    @property
    def state(self) -> AlertState:
        """Where it stands."""
        return self.step.state if self.step and not self.again else AlertState.NEW

    @property
    def code(self) -> str:
        """What the address calls it."""
        return "~".join(self.row.key)

    @property
    def moved(self) -> bool:
        """Whether the number is another than when it was last handled."""
        now = self.row.weight
        if self.step is None or self.step.value is None or now is None:
            return False
        return abs(self.step.value - now) > 1e-9 * max(1.0, abs(now))

    def overdue(self, today: datetime.date) -> bool:
        """Whether its deadline has passed and it is still open. The deadline of what was dealt with before is none now."""
        due = self.step.due if self.step and not self.again else None
        return self.state in OPEN_STATES and due is not None and due < today

    @property
    def sentence(self) -> str:
        """What it says, in the visitor's language."""
        return self.row.sentence(language())


@dataclass(frozen=True)
class Wanted:
    """What a visitor chose to see. Empty means any."""

    severities: Sequence[Severity] = SERIOUS
    states: Sequence[AlertState] = tuple(AlertState)
    kind: str = ""
    township: str = ""
    district: str = ""


def today() -> datetime.date:
    """The day it is where the server stands: deadlines are kept by it."""
    return datetime.datetime.now().astimezone().date()


def rows_of(context: Context, year: str) -> list[AlertRow]:
    """Every alert of the year within the visitor's scope, kept with the version. What the exams of single schools say is for
    who may see those."""
    rows = list(context.kept_whole("alerts", _found, year))
    if context.unnamed:
        rows = _without_names(context, rows)
    return rows if context.visitor.role >= Role.CLERK else [row for row in rows if row.alert.theme not in _OF_EXAMS]


def _found(context: Context, year: str) -> list[AlertRow]:
    # For outsiders those that the stranger's numbers give alike (metrics/disclosure): the rest would tell small counts.
    stranger = None if context.audience == ACTING else stranger_of(context.reader)
    return find_alerts(context.reader, year, context.scope, stranger)


def _without_names(context: Context, rows: Sequence[AlertRow]) -> list[AlertRow]:
    """The rows under the numbers of their places, wherever a name stands."""
    return [
        replace(
            row,
            area=context.called(row.area_id, row.area),
            township=context.called(row.township_id, row.township or "") or None,
            # Of a pair the core is named too.
            detail=context.called(row.core_id, row.detail),
        )
        for row in rows
    ]


def cases_of(context: Context, year: str) -> list[Case]:
    """The alerts of the year with how each is handled."""
    desk, rows = desk_of(context), rows_of(context, year)
    steps = desk.last()
    if not steps:
        return [Case(row, None) for row in rows]
    note_gone(context, desk, year, context.kept_whole("alerts", _found, year))
    gone, facts = desk.gone(), facts_now(context)
    again = {row.key: reopened(row, steps.get(row.key), gone, facts) for row in rows}
    if seen_from_outside(context):
        # What people note may hold names and counts.
        steps = {key: replace(step, unit="", note="", person="") for key, step in steps.items()}
    return [Case(row, steps.get(row.key), again[row.key]) for row in rows]


def seen_from_outside(context: Context) -> bool:
    """Whether small counts or names are kept off this screen."""
    return context.audience != ACTING or context.unnamed


def overdue(cases: Iterable[Case]) -> int:
    """How many are open past their deadline."""
    now = today()
    return sum(each.overdue(now) for each in cases)


def desk_of(context: Context) -> AlertDesk:
    """Where handling is noted."""
    return AlertDesk(context.store.folder.root)


def may_note(context: Context, row: AlertRow) -> bool:
    """Whether the visitor may note something on this alert: what concerns the whole is for who sees the whole."""
    acting = context.candidate is None and not seen_from_outside(context)
    return acting and may(context.visitor, "alert") and in_scope(context.visitor, row.township_id)


def note_step(
    context: Context, row: AlertRow, state: AlertState, note: str, unit: str, due: datetime.date | None
) -> None:
    """Add a step to an alert's handling. PermissionError for somebody who may not: a hidden form keeps nobody out."""
    if not may_note(context, row):
        raise PermissionError(f"{context.visitor.role.name} may not note on {row.area_id}")
    desk_of(context).step(row.key, state, context.visitor.name, note=note, unit=unit, due=due, value=row.weight,
                          facts=facts_now(context))  # fmt: skip


def chosen(cases: Iterable[Case], wanted: Wanted, districts: dict[str, str | None]) -> list[Case]:
    """The cases wanted. `districts`: the district of each township and school by id."""
    return [
        each
        for each in cases
        if each.row.severity in wanted.severities
        and each.state in wanted.states
        and wanted.kind in ("", each.row.alert.name)
        and wanted.township in ("", township_of(each.row))
        and wanted.district in ("", districts.get(each.row.area_id))
    ]


def township_of(row: AlertRow) -> str:
    """The township an alert is listed under; that of the whole district is none of them."""
    return row.area_id if row.level == "township" else row.township_id or ""


def grouped(cases: Sequence[Case]) -> list[tuple[str, list[Case]]]:
    """(name of the township, its cases, the most severe first); who must act now first, among equals the whole."""
    order = list(Severity)
    found: dict[tuple[str, str], list[Case]] = {}
    for each in cases:
        row = each.row
        name = (
            say("alerts.whole") if row.level == "district" else (row.area if row.level == "township" else row.township)
        )
        found.setdefault((township_of(row), name or say("alerts.nowhere")), []).append(each)

    def weight(item: tuple[tuple[str, str], list[Case]]) -> tuple:
        (area_id, _), mine = item
        counts = [sum(each.row.severity is severity for each in mine) for severity in (*SERIOUS, Severity.NOTE)]
        below = any(each.row.level != "district" for each in mine)
        return not counts[0], below, *(-count for count in counts), area_id

    ranked = sorted(found.items(), key=weight)
    return [(name, sorted(mine, key=lambda each: order.index(each.row.severity))) for (_, name), mine in ranked]


def alerts_title(cases: Sequence[Case], period: str, *, outside: bool = False) -> str:
    """How much there is to do, whatever is chosen below."""
    act, watch = (sum(each.row.severity is severity for each in cases) for severity in SERIOUS)
    places = {township_of(each.row) for each in cases if each.row.severity in SERIOUS} - {""}
    # From outside nobody may conclude that there is nothing.
    key = "outside" if outside else "act" if act else "watch" if watch else "none"
    return say(f"alerts.title_{key}", period=period, act=act, watch=watch, places=len(places))


def foremost(rows: Sequence[AlertRow], most: int) -> list[tuple[AlertRow, int]]:
    """One alert of each kind to act on or to watch, the one furthest off, with how many there are of its kind and severity."""
    serious = [row for row in rows if row.severity in SERIOUS]
    found = []
    for _, alike in groupby(serious, key=lambda row: (row.severity, row.alert.name)):
        mine = list(alike)
        found.append((max(mine, key=_distance), len(mine)))
    return found[:most]


def _distance(row: AlertRow) -> float:
    """How far a number is off what it was held against, in parts of it; larger is worse within one kind."""
    against = row.before if row.before is not None else row.limit
    if row.value is None or against is None:
        return 0.0
    return abs(row.value - against) / max(abs(against), 1e-6)
