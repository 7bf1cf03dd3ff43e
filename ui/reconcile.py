"""Cross-checks for a page: those of a year, chosen, counted and ordered; logic without drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from catalog.reconciliations import RECONCILIATIONS, Check, Outcome
from metrics.reconcile import Reconciled, reconcile
from ui.context import Context
from ui.text import say


@dataclass(frozen=True)
class Sought:
    """What a visitor chose to see. Empty means any."""

    outcome: str = Outcome.FAILED.value
    kind: str = ""
    dataset: str = ""
    township: str = ""
    period: str = ""


@dataclass(frozen=True)
class Tally:
    """How often a check agreed, failed or could not be made."""

    check: Check
    failed: int
    unchecked: int
    passed: int


def rows_of(context: Context, year: str) -> Sequence[Reconciled]:
    """Every cross-check of the year within the visitor's scope, kept with the version."""
    found = context.kept_whole("reconcile", _found, year)
    if not nameless(context):
        return found
    return [
        replace(
            row,
            area=context.called(row.area_id, row.area),
            township=context.called(row.township_id, row.township or "") or None,
        )
        for row in found
    ]


def nameless(context: Context) -> bool:
    """Whether places go without their names on this screen."""
    return bool(getattr(context, "unnamed", False))


def _found(context: Context, year: str) -> list[Reconciled]:
    return reconcile(context.reader, year, context.scope)


def sought(rows: Iterable[Reconciled], wanted: Sought) -> list[Reconciled]:
    """The rows wanted, each check's together, strict checks first."""
    found = [
        row
        for row in rows
        if wanted.outcome in ("", row.outcome.value)
        and wanted.kind in ("", row.check.name)
        and wanted.dataset in ("", row.check.dataset)
        and wanted.township in ("", row.township_id)
        and wanted.period in ("", row.period)
    ]
    place = {check.name: number for number, check in enumerate(RECONCILIATIONS)}
    outcomes = list(Outcome)
    return sorted(
        found, key=lambda row: (outcomes.index(row.outcome), not row.check.strict, place[row.check.name], -_weight(row))
    )


def _weight(row: Reconciled) -> float:
    """How far the sides are apart, in parts of the larger one."""
    if row.difference is None:
        return 0.0
    return abs(row.difference) / max(abs(row.left or 0), abs(row.right or 0), 1e-9)


def tallies(rows: Sequence[Reconciled]) -> list[Tally]:
    """The counts of every check that had something to compare; what fails most first, strict checks before the others."""
    counts = Counter((row.check.name, row.outcome) for row in rows)
    seen = {name for name, _ in counts}
    found = [
        Tally(check, *(counts[check.name, each] for each in (Outcome.FAILED, Outcome.UNCHECKED, Outcome.PASSED)))
        for check in RECONCILIATIONS
        if check.name in seen
    ]
    return sorted(found, key=lambda each: (not each.failed, not each.check.strict, -each.failed))


def reconcile_title(rows: Sequence[Reconciled], period: str) -> str:
    """How much does not agree, whatever is chosen below."""
    failed = [row for row in rows if row.outcome is Outcome.FAILED]
    strict = sum(row.check.strict for row in failed)
    key = "strict" if strict else "soft" if failed else "none"
    return say(f"reconcile.title_{key}", period=period, n=strict, soft=len(failed) - strict)
