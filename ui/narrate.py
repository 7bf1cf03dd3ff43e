"""Facts as sentences in the visitor's language. The numbers come written by the indicator's own scale."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Indicator, Unit
from catalog.periods import PeriodKind
from charts.facts import Fact, GapMove, in_shares
from charts.numbers import Scale, change_scale
from charts.series import Line
from ui.text import name_of, say

_COUNTED = (Unit.PERSONS, Unit.PERSON_TIMES, Unit.CLASSES, Unit.SCHOOLS, Unit.HOMES, Unit.YUAN)
_MOST_EQUALS = 2
_NUMBERS = ("from", "to", "limit", "high_value", "low_value", "whole")


def fact_sentence(fact: Fact, indicator: Indicator, scale: Scale, kind: PeriodKind, places: str, what: str = "") -> str:
    """The sentence of a fact about one indicator. `places` is the word for what is compared (乡镇, 学校)."""
    values = dict(fact.values)
    for name in _NUMBERS:
        if name in values:
            values[name] = written(values[name], scale)
    if "share" in values:
        values["share"] = f"{values['share']:+.0%}".replace("-", "−")
    if "change" in values:
        shown = change_scale(scale)
        values["share"] = f"{shown.text(values['change'], signed=True)}{unit_word(shown)}"
    if values.get("unknown"):
        values["all"] = say("fact.comparable", n=values["all"])
    if "names" in values:
        values["names"] = say("join.and").join(values["names"])
    values |= {name: _equals(values[name]) for name in ("name", "high", "low") if isinstance(values.get(name), tuple)}
    if "up" in values:
        values["move"] = _move(indicator, up=values["up"])
    values["beyond"] = say(f"beyond.{indicator.direction.value}")
    values |= {"what": what or name_of(indicator), "span": say(f"span.{kind.value}"), "places": places}
    return say(f"fact.{fact.kind}", **values)


def _equals(names: Sequence[str]) -> str:
    """Places that stand level at an end: none of them is singled out."""
    if len(names) == 1:
        return names[0]
    if len(names) <= _MOST_EQUALS:
        return say("fact.level_few", names=say("join.and").join(names))
    return say("fact.level_many", first=names[0], n=len(names))


def written(value: float | None, scale: Scale) -> str:
    """A number with its unit as it stands in a sentence."""
    return f"{scale.text(value)}{say(scale.unit_key)}"


def unit_word(scale: Scale) -> str:
    """The unit as it stands by itself, where ∶1 after a number would read as nothing."""
    return say("unit.per_teacher_alone" if scale.unit_key == "unit.per_teacher" else scale.unit_key)


def change_text(now: float | None, before: float | None, scale: Scale, indicator: Indicator) -> str:
    """▲ or ▼ with the change: of counts and money in percent of before, of rates in percentage points; empty when unknown."""
    if now is None or before is None:
        return ""
    change = now - before
    if in_shares(indicator) and before:
        number = f"{abs(change / before):.1%}"
        level = number == "0.0%"
    else:
        shown = change_scale(scale)
        number = f"{shown.text(abs(change))}{say(shown.unit_key)}"
        level = shown.text(abs(change)) == shown.text(0.0)
    if level:
        return say("change.level")
    return f"{'▲' if change > 0 else '▼'} {number}"


def change_tone(now: float | None, before: float | None, indicator: Indicator) -> str:
    """better, worse or empty, by the indicator's direction."""
    sign = {"higher": 1, "lower": -1, "none": 0}[indicator.direction.value]
    if now is None or before is None or not sign or now == before:
        return ""
    return "better" if (now - before) * sign > 0 else "worse"


def coverage_sentence(line: Line | None) -> str:
    """How many schools have not reported all that the last period needs; empty when all have."""
    missing = line.missing[-1] if line and line.missing else 0
    return say("caution.partial", n=missing) if missing else ""


def small_sentence(lines: Sequence[Line], indicator: Indicator) -> str:
    """Which places have too small a base for a verdict; empty when none has."""
    small = [
        line.name
        for line in lines
        if line.last is not None and line.bases[-1] is not None and line.bases[-1] < indicator.smallest_base
    ]
    return say("caution.small", names=say("join.and").join(small[:6]), n=indicator.smallest_base) if small else ""


def gap_sentence(fact: Fact, move: GapMove, core: str, member: str, scale: Scale) -> str:
    """Why the gap of one pair moved, claiming no more than the numbers do."""
    values = {"core": core, "member": member, "narrowed_by": scale.text(abs(move.narrowed_by))}
    if fact.kind == "gap_wider":
        values["why"] = say(f"why.{_wider_because(move)}")
    return say(f"fact.{fact.kind}", **values)


def gap_reason(fact: Fact, move: GapMove) -> str:
    """The cause alone, for a table whose other columns hold the schools and the numbers."""
    return say(f"why.{_wider_because(move)}" if fact.kind == "gap_wider" else f"why.{fact.kind}")


def _wider_because(move: GapMove) -> str:
    if move.member_part < 0 and move.core_part < 0:
        return "both_wider"
    return "member_fell" if move.member_part < 0 else "core_rose"


def _move(indicator: Indicator, *, up: bool) -> str:
    counted = indicator.unit in _COUNTED
    return say(("move.more" if up else "move.less") if counted else ("move.up" if up else "move.down"))
