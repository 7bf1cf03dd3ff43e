"""What stands out in a set of lines, as facts a sentence can be made of. Rules only; no words, no judgement of causes.

A rise or fall is called lasting from three moves in a row on. A place with a small base is never singled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.model import Direction, Indicator, Unit
from charts.series import Line

LASTING = 3


@dataclass(frozen=True)
class Fact:
    """`kind` names the sentence, `values` fill it, `tone` is better, worse or empty, `area_ids` are the places meant."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    tone: str = ""
    area_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Move:
    """How a line moved: `streak` is how many of its latest moves went one way (negative: down), from `first` to `last`."""

    line: Line
    streak: int
    first: float
    last: float
    small: bool


def move_of(line: Line, indicator: Indicator) -> Move | None:
    """The latest run of moves in one direction; None when the last period or the one before is unknown."""
    values = line.values
    if len(values) < 2 or values[-1] is None or values[-2] is None:
        return None
    step = _sign(values[-1] - values[-2], indicator)
    run = 0
    start = len(values) - 1
    while start > 0 and step:
        now, before = values[start], values[start - 1]
        if now is None or before is None or _sign(now - before, indicator) != step:
            break
        run, start = run + 1, start - 1
    first = values[start]
    small = any(base is not None and base < indicator.smallest_base for base in line.bases[start:])
    return Move(line, run * step, values[-1] if first is None else first, values[-1], small)


def _sign(change: float, indicator: Indicator) -> int:
    """1 up, -1 down, 0 when the change would not show at the indicator's decimals."""
    factor = 100 if indicator.unit.value == "percent" else 1
    if abs(change * factor) < 0.5 * 10**-indicator.decimals:
        return 0
    return 1 if change > 0 else -1


def is_material(move: Move, indicator: Indicator) -> bool:
    """Whether a move is more than noise: of a rate of people more than one standard error, of anything else a tenth.

    One dropout a year among ever fewer pupils is a rate that rises every year and means nothing.
    """
    change = abs(move.last - move.first)
    bases = (move.line.bases[len(move.line.bases) - 1 - abs(move.streak)], move.line.bases[-1])
    if indicator.unit is not Unit.PERCENT or not all(bases):
        return change >= 0.1 * max(abs(move.first), abs(move.last))
    shares = (min(max(value, 0.0), 1.0) for value in (move.first, move.last))
    variance = sum(share * (1 - share) / base for share, base in zip(shares, bases, strict=True) if base)
    return change > variance**0.5


def worsening(indicator: Indicator) -> int:
    """The sign of a change for the worse: 1 up, -1 down, 0 where neither is."""
    return {Direction.HIGHER: -1, Direction.LOWER: 1, Direction.NONE: 0}[indicator.direction]


def trend_fact(lines: Sequence[Line], district: Line | None, indicator: Indicator) -> Fact:
    """The one thing to say about these lines: who worsens lastingly, else who improves, else how the whole moved."""
    moves = [move for line in lines if (move := move_of(line, indicator)) is not None and not move.small]
    bad = worsening(indicator)
    if bad:
        found = (
            _lasting(moves, bad, "worse", indicator)
            or _beyond_reference(lines, indicator)
            or _lasting(moves, -bad, "better", indicator)
        )
        if found:
            return found
    return _whole([line for line in lines if not _is_small(line, indicator)], district, indicator)


def _lasting(moves: Sequence[Move], sign: int, tone: str, indicator: Indicator) -> Fact | None:
    lasting = (move for move in moves if move.streak * sign >= LASTING and is_material(move, indicator))
    runs = sorted(lasting, key=lambda move: (-abs(move.streak), -abs(move.last - move.first)))
    if not runs:
        return None
    first = runs[0]
    values = {
        "name": first.line.name,
        "n": abs(first.streak),
        "from": first.first,
        "to": first.last,
        "up": sign > 0,
        "others": len(moves) - 1,
    }
    if len(runs) == 1:
        return Fact("lasting_alone" if len(moves) > 1 else "lasting_only", values, tone, (first.line.area_id,))
    longest = [move for move in runs if abs(move.streak) == abs(first.streak)]
    if len(longest) == 1:
        return Fact("lasting_longest", values | {"many": len(runs)}, tone, (first.line.area_id,))
    shown = runs[:2]
    return Fact("lasting_several", values | {"many": len(runs), "names": [move.line.name for move in shown], "n": LASTING}, tone,
                tuple(move.line.area_id for move in shown))  # fmt: skip


def _beyond_reference(lines: Sequence[Line], indicator: Indicator) -> Fact | None:
    if len(indicator.references) != 1:
        return None
    bad, limit = worsening(indicator), indicator.references[0].value
    beyond = [
        line
        for line in lines
        if line.last is not None and (line.last - limit) * bad > 0 and not _is_small(line, indicator)
    ]
    if not beyond:
        return None
    beyond.sort(key=lambda line: ((line.last or 0) - limit) * -bad)
    return Fact("beyond_reference", {"many": len(beyond), "name": beyond[0].name, "to": beyond[0].last, "limit": limit}, "worse",
                tuple(line.area_id for line in beyond[:2]))  # fmt: skip


def _is_small(line: Line, indicator: Indicator) -> bool:
    base = line.bases[-1] if line.bases else None
    return base is not None and base < indicator.smallest_base


def _whole(lines: Sequence[Line], district: Line | None, indicator: Indicator) -> Fact:
    """How the whole moved over all the periods, and how many places moved the same way."""
    known = [value for value in district.values if value is not None] if district else []
    if district is None or len(known) < 2:
        return Fact("nothing")
    stated = [number for number, value in enumerate(district.values) if value is not None]
    first, last = stated[0], stated[-1]
    sign = _sign(known[-1] - known[0], indicator)
    if sign == 0 or _barely(district, known[0], known[-1], indicator):
        return Fact("whole_level", {"name": district.name, "from": known[0], "to": known[-1], "first": first})
    spans = [(line, span) for line in lines if (span := _span(line, indicator, first, last)) is not None]
    alike = [line for line, span in spans if span * sign > 0]
    furthest = max(spans, key=lambda pair: pair[1] * sign, default=None)
    tone = "" if not worsening(indicator) else ("worse" if sign == worsening(indicator) else "better")
    values = {
        "name": district.name,
        "from": known[0],
        "to": known[-1],
        "first": first,
        "up": sign > 0,
        "alike": len(alike),
        "all": len(spans),
        "unknown": len(lines) - len(spans),
    }
    if furthest is None or len(spans) < 2:
        return Fact("whole", values, tone)
    line = furthest[0]
    told = {"who": line.name, "share" if in_shares(indicator) else "change": furthest[1]}
    return Fact("whole_furthest", values | told, tone, (line.area_id,))


def _barely(line: Line, first: float, last: float, indicator: Indicator) -> bool:
    """Whether a whole moved too little to speak of a rise or fall: a rate of people within one standard error, anything else
    by less than half a percent."""
    if indicator.unit is Unit.PERCENT:
        return not is_material(Move(line, len(line.values) - 1, first, last, small=False), indicator)
    return abs(last - first) < 0.005 * max(abs(first), abs(last))


def in_shares(indicator: Indicator) -> bool:
    """Whether a change is told as a share of what was before: of sums alone. A share of a rate would read as points, and one
    child more of two is no 50%."""
    return indicator.denominator is None and indicator.function == "total"


def _span(line: Line, indicator: Indicator, first: int, last: int) -> float | None:
    """The change between the two periods the whole is told of: of a sum in shares of the first, of anything else as it is.
    None where either is unknown: such a place moved neither way."""
    before, now = line.values[first], line.values[last]
    if before is None or now is None or (in_shares(indicator) and not before):
        return None
    return (now - before) / abs(before) if in_shares(indicator) else now - before


def comparison_fact(lines: Sequence[Line], district: Line | None, indicator: Indicator) -> Fact:
    """Who stands out at the last period: furthest on the worse side of the district, or the two ends."""
    known = [line for line in lines if line.last is not None and not _is_small(line, indicator)]
    if len(known) < 2:
        return Fact("nothing")
    bad = worsening(indicator)
    known.sort(key=lambda line: line.last or 0)
    low, high = known[0], known[-1]
    if not bad or district is None or district.last is None:
        highs, lows = (_equal_to(each, known, indicator) for each in (high, low))
        if high.name in lows:
            return Fact("level_all", {"all": len(known)})
        ends = {"high": highs, "high_value": high.last, "low": lows, "low_value": low.last}
        return Fact("ends", ends, "", (high.area_id, low.area_id))
    worst = high if bad > 0 else low
    behind = sum(((line.last or 0) - district.last) * bad > 0 for line in known)
    if _sign((worst.last or 0) - district.last, indicator) * bad <= 0:
        return Fact("level_all", {"all": len(known)})
    return Fact("worst", {"name": _equal_to(worst, known, indicator), "to": worst.last, "whole": district.last, "whole_name": district.name, "behind": behind, "all": len(known)},
                "worse", (worst.area_id,))  # fmt: skip


def _equal_to(end: Line, known: Sequence[Line], indicator: Indicator) -> tuple[str, ...]:
    """The names of all that stand where `end` does, as far as the indicator's decimals show."""
    return tuple(each.name for each in known if _sign((each.last or 0) - (end.last or 0), indicator) == 0)


@dataclass(frozen=True)
class GapMove:
    """A gap then and now, split into its ends. `core_part` and `member_part` are what each narrowed it by; they add up."""

    then: float
    now: float
    core_part: float
    member_part: float
    # The numbers of the periods that `then` is the mean of, and of that of `now`.
    before: tuple[int, ...] = ()
    last: int = -1

    @property
    def narrowed_by(self) -> float:
        """How much the gap shrank (negative: widened)."""
        return self.core_part + self.member_part


def gap_move(core: Sequence[float | None], member: Sequence[float | None], start: int) -> GapMove | None:
    """The move from before the pairing to the last period. `start` is the number of the first period within the pairing.

    The mean of up to two periods before the pairing stands against the last period; without one before, the first known
    period stands for it. None when either end lacks two known periods.
    """
    both = [number for number in range(len(core)) if core[number] is not None and member[number] is not None]
    if len(both) < 2:
        return None
    before = [number for number in both if number < start][-2:] or both[:1]
    if before[-1] == both[-1]:
        return None
    core_then, member_then = (sum(ends[number] or 0.0 for number in before) / len(before) for ends in (core, member))
    core_now, member_now = core[both[-1]] or 0.0, member[both[-1]] or 0.0
    parts = core_then - core_now, member_now - member_then
    return GapMove(core_then - member_then, core_now - member_now, *parts, tuple(before), both[-1])


# A change of a school's Z below this is within what two papers differ by chance for a school of about a hundred pupils
# (two standard errors of a mean, 1/sqrt(n) each way).
WITHIN_ERROR = 0.15


def gap_fact(move: GapMove, error: float = WITHIN_ERROR) -> Fact:
    """Why a gap moved: the member rose, the core fell, both, or neither beyond error."""
    values = {
        "narrowed_by": move.narrowed_by,
        "core_part": move.core_part,
        "member_part": move.member_part,
        "then": move.then,
        "now": move.now,
    }
    if abs(move.narrowed_by) < error:
        return Fact("gap_level", values)
    if move.narrowed_by < 0:
        return Fact("gap_wider", values, "worse")
    # A member that stood above its core already and drew further ahead had no gap that could have narrowed.
    if move.then <= 0:
        return Fact("gap_ahead", values)
    share = move.core_part / move.narrowed_by
    if share >= 2 / 3:
        return Fact("gap_core_fell", values, "caution")
    return Fact("gap_member_rose" if share <= 1 / 3 else "gap_both", values, "better" if share <= 1 / 3 else "caution")
