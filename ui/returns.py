"""Returns as a matrix: townships by period, and what stands behind a cell; logic without drawing."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from catalog import DATASETS
from catalog import dataset as declared_dataset
from catalog.model import Dataset
from catalog.periods import lies_in, parse_period, school_year_of
from metrics.returns import ReturnState, SchoolReturn, expected_returns, periods_withdrawn, school_returns
from store.returns import ReturnsDesk, SentBack
from ui.context import Context


class Standing(StrEnum):
    """How a return stands for the office: what the school did, and whether it was sent back since."""

    NOT_DUE = "not_due"
    MISSING = "missing"
    PARTIAL = "partial"
    SENT_BACK = "sent_back"
    NIL = "nil"
    SENT = "sent"


_DAY = re.compile(r"(?:(20\d\d)\s*[-/.年]\s*)?(\d\d?)\s*[-/.月]\s*(\d\d?)\s*日?|(20\d\d)(\d\d)(\d\d)")
OPEN = (Standing.NOT_DUE, Standing.MISSING, Standing.PARTIAL, Standing.SENT_BACK)


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
    today: datetime.date = datetime.date.min

    def waits(self, period: str) -> bool:
        """Whether the deadline of a period is still to come: what has not been sent by `today` is then not late."""
        return period in self.due and self.today <= self.due[period]

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
    spans = [parse_period(code) for code in own]
    # One that was taken back is owed again; one outside of what is collected was a slip of the title.
    again = [each for code in periods_withdrawn(context.reader, name) if (each := parse_period(code)) and spans
             and each.kind is spans[0].kind and min(span.start for span in spans) < each.start
             < max(span.start for span in spans)]  # fmt: skip
    return sorted({*own, *due, *(each.code for each in again)}, key=lambda code: parse_period(code).start)


def years_of_returns(context: Context, due: Mapping[str, datetime.date]) -> list[str]:
    """The school years there is something to look at in, the newest first."""
    asked = {parse_period(code) for code in due}
    return sorted({*context.school_years(), *(each.school_year or school_year_of(each.start) for each in asked)})[::-1]


def last_owed(years: Sequence[str], periods: Sequence[str]) -> str:
    """The newest of the years (newest first) in which something of a return is due; the newest of all when none is."""
    return next((year for year in years if any(lies_in(code, year) for code in periods)), years[0])


def deadlines_of(context: Context, name: str) -> dict[str, datetime.date]:
    """The days the returns of a dataset are due, by period."""
    return ReturnsDesk(context.store.folder.root).deadlines(name)


def matrix_of(context: Context, name: str, periods: Sequence[str], today: datetime.date | None = None) -> Matrix:
    """The matrix of a dataset over these periods, within the visitor's townships, as it stands on a day."""
    today, due = today or datetime.datetime.now().astimezone().date(), deadlines_of(context, name)
    desk = ReturnsDesk(context.store.folder.root)
    back = {(each.area_id, each.period): each for each in desk.sent_back(name)}
    found = context.kept("returns", _asked, name, tuple(periods))
    waiting = {code for code, day in due.items() if today <= day}
    units = [_unit(each, back.get((each.school_id, each.period)), each.period in waiting) for each in found]
    order = tuple(each.area_id for each in context.areas("township"))
    return Matrix(declared_dataset(name), tuple(periods), units, due, order, today)


def _asked(context: Context, name: str, periods: tuple[str, ...]) -> list[SchoolReturn]:
    """The returns of the collected periods; one that nobody has answered yet is due from whom the last one was due."""
    found = school_returns(context.reader, name, periods, context.scope)
    begun = {each.period for each in found}
    last = max(begun or context.periods(name)[-1:], key=lambda code: parse_period(code).start, default=None)
    waiting = [code for code in periods if code not in begun]
    if last is None:
        return found
    return found + [
        each for code in waiting for each in expected_returns(context.reader, name, code, last, context.scope)
    ]


def _unit(what: SchoolReturn, back: SentBack | None, waits: bool) -> Unit:
    # Batches carry UTC without saying so.
    sent_at = what.at.replace(tzinfo=datetime.UTC) if what.at else None
    if back is not None and (sent_at is None or back.at > sent_at):
        return Unit(what, Standing.SENT_BACK, back.reason)
    if what.state is ReturnState.MISSING and waits:
        return Unit(what, Standing.NOT_DUE)
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


def day_of(text: str, after: datetime.date) -> datetime.date | None:
    """A day as people write it: 2026-9-10, 2026年9月10日, 20260910; without a year (9月10日) the first one not before
    `after`. None when it is none."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    parts = match.groups()
    year, month, day = (int(each) if each else None for each in (parts[3:] if parts[3] else parts[:3]))
    for written in [year] if year else [after.year, after.year + 1]:
        try:
            found = datetime.date(written, month or 0, day or 0)
        except ValueError:
            continue
        if year or found >= after:
            return found
    return None


def _by_when(due: datetime.date | None, today: datetime.date) -> str:
    """What a reminder says of the deadline: one that has passed is no date to ask for."""
    if due is None:
        return "，请尽快报送"
    day = f"{due.month}月{due.day}日"
    return f"，原定{day}前报送，现已逾期，请尽快报送" if due < today else f"，请于{day}前报送"
