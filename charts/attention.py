"""What needs attention, by rule. Each rule reads lines or facts and returns concerns; none asks the store or writes words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.model import Indicator
from charts.facts import LASTING, is_material, move_of, worsening
from charts.series import Line

# Order of severity: what a county acts on first.
URGENT, CHECK, WATCH, SILENT = "urgent", "check", "watch", "silent"
SEVERITY = (URGENT, CHECK, WATCH, SILENT)


@dataclass(frozen=True)
class Concern:
    """`kind` names the sentence, `values` fill it, `page` and `conditions` lead to what is behind it."""

    severity: str
    kind: str
    page: str
    values: dict[str, Any] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)
    weight: float = 0.0


def open_dropouts(lines: Sequence[Line]) -> list[Concern]:
    """Children still out: a place with a fifth of all or more by itself, the others in one line."""
    out = [line for line in lines if line.last]
    total = sum(line.last or 0 for line in out)
    big = sorted(
        (line for line in out if (line.last or 0) >= 0.2 * total and (line.last or 0) > 1),
        key=lambda line: -(line.last or 0),
    )[:2]
    rest = [line for line in out if line not in big]
    conditions = {"indicator": "dropout_open"}
    found = [
        Concern(URGENT, "open", "dropout", {"name": line.name, "n": int(line.last or 0), "share": (line.last or 0) / total},
                conditions | {"townships": line.area_id, "township": line.area_id}, (line.last or 0))
        for line in big
    ]  # fmt: skip
    if rest:
        n = int(sum(line.last or 0 for line in rest))
        found.append(
            Concern(WATCH, "open_few", "dropout", {"names": [line.name for line in rest], "n": n}, conditions, n)
        )
    return found


def lasting_moves(lines: Sequence[Line], indicator: Indicator, page: str, *, most: int = 2) -> list[Concern]:
    """Places that worsen three times running or more, the longest first."""
    moves = [move for line in lines if (move := move_of(line, indicator)) is not None and not move.small]
    bad = worsening(indicator)
    lasting = (move for move in moves if bad and move.streak * bad >= LASTING and is_material(move, indicator))
    runs = sorted(lasting, key=lambda move: (-abs(move.streak), -abs(move.last - move.first)))
    return [
        Concern(URGENT, "rising", page, {"name": move.line.name, "n": abs(move.streak), "from": move.first, "to": move.last, "up": bad > 0},
                {"indicator": indicator.name, "townships": move.line.area_id}, abs(move.streak))
        for move in runs[:most]
    ]  # fmt: skip


def beyond_reference(lines: Sequence[Line], indicator: Indicator, limit: float, page: str) -> list[Concern]:
    """Places beyond the reference line, in one concern that names the furthest."""
    bad = worsening(indicator)
    beyond = [line for line in lines if line.last is not None and (line.last - limit) * bad > 0]
    if not beyond:
        return []
    worst = max(beyond, key=lambda line: ((line.last or 0) - limit) * bad)
    values = {"name": worst.name, "to": worst.last, "limit": limit, "many": len(beyond)}
    conditions = {"indicator": indicator.name, "townships": worst.area_id}
    return [Concern(WATCH, "beyond" if len(beyond) == 1 else "beyond_many", page, values, conditions, len(beyond))]


def leaking_schools(
    retention: Sequence[Line], still_out: Sequence[Line], limit: float, townships: dict[str, str]
) -> list[Concern]:
    """Schools whose retention is below the line and falling while their own returns say that nobody is out.

    Two returns of one school contradict each other: pupils who left without being reported would look like this.
    """
    out = {line.area_id: line.last for line in still_out}
    found = [
        line for line in retention
        if line.last is not None and line.last < limit and out.get(line.area_id) == 0 and line.before is not None and line.last <= line.before
    ]  # fmt: skip
    return [
        Concern(CHECK, "leaking", "enrolment", {"name": line.name, "to": line.last},
                {"indicator": "retention_rate", "stage": "junior", "township": townships.get(line.area_id, ""), "school": line.area_id},
                limit - (line.last or 0))
        for line in sorted(found, key=lambda line: line.last or 0)[:3]
    ]  # fmt: skip


def in_order(concerns: Sequence[Concern]) -> list[Concern]:
    """The most severe first; within one severity the weightiest."""
    return sorted(concerns, key=lambda each: (SEVERITY.index(each.severity), -each.weight))
