"""The pickers of the cross-checks: year, outcome, check, return, period and township, all in the address."""

from __future__ import annotations

from collections.abc import Sequence

from catalog import dataset
from catalog.periods import parse_period
from catalog.reconciliations import RECONCILIATIONS, Outcome
from metrics.reconcile import Reconciled
from ui.context import Context
from ui.coverage import last_told
from ui.filters import Choice, pick_one, pick_optional
from ui.reconcile import Sought
from ui.selection import short_label, unique_names
from ui.text import name_of, say

_CLEARS = ("row", "first", "cell_left", "cell_right")
ALL = "all"


def pick_year(context: Context) -> str:
    """The school year; the last one enough schools reported for unless another is chosen."""
    years = context.school_years()[::-1]
    choice = Choice({code: short_label(code) for code in years})
    return pick_one("year", say("returns.year"), choice, last_told(context) or years[0], clears=_CLEARS)


def pick_sought(context: Context, rows: Sequence[Reconciled]) -> tuple[Sought, list[tuple[str, str]]]:
    """What the visitor wants to see, and the same in words for a download."""
    outcomes = Choice({each.value: say(f"reconcile.{each.value}") for each in Outcome} | {ALL: say("reconcile.all")})
    outcome = pick_one("outcome", say("reconcile.outcome"), outcomes, Outcome.FAILED.value, clears=_CLEARS)
    found = {row.check.name for row in rows}
    kinds = Choice({each.name: name_of(each) for each in RECONCILIATIONS if each.name in found})
    datasets = Choice({each: name_of(dataset(each)) for each in dict.fromkeys(row.check.dataset for row in rows)})
    periods = sorted({row.period for row in rows}, key=lambda code: (parse_period(code).start, code))
    whens = Choice({code: short_label(code) for code in periods})
    places = Choice(unique_names(context.areas("township")))
    kind = pick_optional("kind", say("reconcile.kind"), kinds, hint=say("reconcile.kind_any"))
    named = pick_optional("dataset", say("reconcile.dataset"), datasets, hint=say("reconcile.dataset_any"))
    when = pick_optional("when", say("reconcile.when"), whens, hint=say("reconcile.when_any"))
    township = pick_optional("township", say("alerts.place"), places, hint=say("alerts.place_any"))
    words = [("筛选·结果", outcomes.names[outcome])]
    for label, choice, chosen in (("项目", kinds, kind), ("报表", datasets, named), ("时期", whens, when), ("乡镇", places, township)):  # fmt: skip
        if chosen:
            words.append((f"筛选·{label}", choice.names[chosen]))
    wanted = Sought("" if outcome == ALL else outcome, kind or "", named or "", township or "", when or "")
    return wanted, words
