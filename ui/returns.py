"""Returns as a matrix: townships by period, and what stands behind a cell; logic without drawing."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from catalog import DATASETS
from catalog import dataset as declared_dataset
from catalog.model import Dataset
from catalog.periods import parse_period, school_year_of
from metrics.returns import ReturnState, SchoolReturn, school_returns
from store.returns import ReturnsDesk, SentBack
from ui.context import Context


class Standing(StrEnum):
    """How a return stands for the office: what the school did, and whether it was sent back since."""

    MISSING = "missing"
    PARTIAL = "partial"
    SENT_BACK = "sent_back"
    NIL = "nil"
    SENT = "sent"


OPEN = (Standing.MISSING, Standing.PARTIAL, Standing.SENT_BACK)


@dataclass(frozen=True)
class Unit:
    """One school's return of one period with its standing; `reason` why it was sent back."""

    what: SchoolReturn
    standing: Standing
    reason: str = ""


@dataclass(frozen=True)
class Matrix:
    """The returns of one dataset: `units` by period and township, `due` the days they are due, `order` the townships' ids
    as the register has them."""

    dataset: Dataset
    periods: tuple[str, ...]
    units: Sequence[Unit]
    due: Mapping[str, datetime.date] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    @property
    def townships(self) -> list[tuple[str, str]]:
        """(id, name) of every township with a school that is due, in the register's order."""
        place_of = {area_id: number for number, area_id in enumerate(self.order)}
        found = {(each.what.township_id or "", each.what.township or "") for each in self.units}
        return sorted(
            found, key=lambda place: (place_of.get(place[0], len(place_of)), place[1] == "", place[1], place[0])
        )

    def cell(self, township_id: str, period: str) -> Counter[Standing]:
        """How many schools of a township stand how in a period; empty when none is due."""
        return Counter(
            each.standing
            for each in self.units
            if (each.what.township_id or "", each.what.period) == (township_id, period)
        )

    def still_open(self, period: str) -> list[Unit]:
        """The units that somebody has to be reminded of, by township."""
        number = {area_id: number for number, (area_id, _) in enumerate(self.townships)}
        found = [each for each in self.units if each.what.period == period and each.standing in OPEN]
        return sorted(found, key=lambda each: number[each.what.township_id or ""])


def returns_offered() -> list[Dataset]:
    """The datasets that schools owe."""
    return [each for each in DATASETS if each.stages_due and "period" in each.key]


def periods_of_return(context: Context, name: str, due: Mapping[str, datetime.date]) -> list[str]:
    """The periods the return is made for, oldest first: those collected in its own rhythm, and those with a deadline."""
    collected = context.periods(name)
    rhythm = declared_dataset(name).period_kinds[0]
    own = [code for code in collected if parse_period(code).kind is rhythm] or list(collected)
    return sorted({*own, *due}, key=lambda code: parse_period(code).start)


def years_of_returns(context: Context, due: Mapping[str, datetime.date]) -> list[str]:
    """The school years there is something to look at in, the newest first."""
    asked = {parse_period(code) for code in due}
    return sorted({*context.school_years(), *(each.school_year or school_year_of(each.start) for each in asked)})[::-1]


def deadlines_of(context: Context, name: str) -> dict[str, datetime.date]:
    """The days the returns of a dataset are due, by period."""
    return ReturnsDesk(context.store.folder.root).deadlines(name)


def matrix_of(context: Context, name: str, periods: Sequence[str]) -> Matrix:
    """The matrix of a dataset over these periods, within the visitor's townships."""
    desk = ReturnsDesk(context.store.folder.root)
    back = {(each.area_id, each.period): each for each in desk.sent_back(name)}
    found = context.kept("returns", _asked, name, tuple(periods))
    units = [_unit(each, back.get((each.school_id, each.period))) for each in found]
    order = tuple(each.area_id for each in context.areas("township"))
    return Matrix(declared_dataset(name), tuple(periods), units, desk.deadlines(name), order)


def _asked(context: Context, name: str, periods: tuple[str, ...]) -> list[SchoolReturn]:
    """The returns of the collected periods; in one that nobody has answered yet, all schools of the last one are due."""
    found = school_returns(context.reader, name, periods, context.scope)
    begun = {each.period for each in found}
    last = max(begun, key=lambda code: parse_period(code).start, default=None)
    if last is None and (known := context.periods(name)):
        last = known[-1]
        found_last = school_returns(context.reader, name, [last], context.scope)
    else:
        found_last = [each for each in found if each.period == last]
    waiting = [code for code in periods if code not in begun]
    return found + [
        replace(each, period=code, state=ReturnState.MISSING, at=None) for code in waiting for each in found_last
    ]


def _unit(what: SchoolReturn, back: SentBack | None) -> Unit:
    # Batches carry UTC without saying so.
    sent_at = what.at.replace(tzinfo=datetime.UTC) if what.at else None
    if back is not None and (sent_at is None or back.at > sent_at):
        return Unit(what, Standing.SENT_BACK, back.reason)
    return Unit(what, Standing(what.state.value))


def reminder(matrix: Matrix, period: str, name: str, period_label: str, today: datetime.date) -> str:
    """The list to copy into a message: what is asked for, by when, and who has not sent it and why not, by township."""
    lines = [f"【催报】{period_label}{name}{_by_when(matrix.due.get(period), today)}。尚未报送："]
    groups: dict[str, list[str]] = {}
    for each in matrix.still_open(period):
        mark = {Standing.SENT_BACK: f"（退回待改：{each.reason}）", Standing.PARTIAL: "（部分学段）"}.get(
            each.standing, ""
        )
        groups.setdefault(each.what.township or "未知乡镇", []).append(each.what.school + mark)
    lines += [f"{township}（{len(names)}所）：{'、'.join(names)}" for township, names in groups.items()]
    return "\n".join(lines)


def _by_when(due: datetime.date | None, today: datetime.date) -> str:
    """What a reminder says of the deadline: one that has passed is no date to ask for."""
    if due is None:
        return "，请尽快报送"
    day = f"{due.month}月{due.day}日"
    return f"，原定{day}前报送，现已逾期，请尽快报送" if due < today else f"，请于{day}前报送"
