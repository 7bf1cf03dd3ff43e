"""What a page may ask: numbers, places and periods, for this visitor, on one version of the data.

A page never sees the store. Every answer is kept (ui/answers.py) and, where places go without names, given without.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

import metrics
from catalog import indicator
from catalog.model import Indicator
from catalog.periods import school_year_of
from catalog.settings import DEFAULTS, Settings
from metrics import ledger
from metrics.disclosure import ACTING, PUBLIC
from metrics.register import Place
from ui import answers
from ui.looking import Looking
from ui.unnamed import number_of, numbers_by_name, place_without_name, without_names

Where = Mapping[str, str | Sequence[str]]
FrozenWhere = tuple[tuple[str, str | tuple[str, ...]], ...]


_TOGETHER = ("district", "township")


class Context(Looking):
    """What one visitor may ask of the version he looks at."""

    @property
    def settings(self) -> Settings:
        """What the bureau has set, in this version."""
        return DEFAULTS if self.is_empty else self._once(answers.settings)

    def indicator(self, name: str, stage: str | None = None) -> Indicator:
        """The indicator as it reads under the settings in force (of a stage)."""
        return self.settings.applied(indicator(name), stage)

    def values(
        self,
        name: str,
        by: str,
        periods: Sequence[str] | None = None,
        where: Where | None = None,
        split: Sequence[str] = (),
    ) -> pd.DataFrame:
        """The values of indicator `name` at level `by`, in the columns of `metrics.values`, within the visitor's scope.

        Of a district outside nothing is answered; the line of his own district stays, as the sum he is measured against.
        """
        asked, chosen = _frozen(periods), frozen_where(where)
        if by in _TOGETHER and asked is not None and not split:
            # A page that shows townships shows their district beside them: one question answers both.
            names = self._groups.get((name, asked, chosen), (name,))
            both = self._once(answers.values_many, self.scope, names, _TOGETHER, asked, chosen)
            if (name, by) in both:
                return self._named(both[name, by])
        return self._named(self._once(answers.values, self.scope, name, by, asked, chosen, tuple(split)))

    def will_ask(self, names: Sequence[str], periods: Sequence[str], where: Where | None = None) -> None:
        """Say that `values` of these will be asked for townships and their district: the first one asked brings them all,
        where they stand in the same rows in one pass."""
        group, asked, chosen = tuple(names), tuple(periods), frozen_where(where)
        self._groups |= {(name, asked, chosen): group for name in group}

    def values_many(
        self, names: Sequence[str], by: Sequence[str], periods: Sequence[str], where: Where | None = None
    ) -> dict[tuple[str, str], pd.DataFrame]:
        """`values` of several indicators at several levels, by (name, level), asked in one go."""
        found = self._once(
            answers.values_many, self.scope, tuple(names), tuple(by), tuple(periods), frozen_where(where)
        )
        return {key: self._named(frame) for key, frame in found.items()}

    def _named(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The values with the names of places, or without; another frame each time, whose columns may be set."""
        if not self.unnamed:
            return frame.copy(deep=False)
        parents = [place for level in ("district", "township") for place in self._once(answers.places, None, level)]
        return without_names(frame, numbers_by_name(parents))

    def called(self, area_id: str | None, name: str) -> str:
        """What a place is called on this screen: its name, or its number where nobody is to be named."""
        return number_of(area_id, name) if self.unnamed else name

    def trace(self, name: str, area_id: str, period: str, where: Where | None = None) -> Any:
        """Where one number comes from (metrics.Trace), as far as the visitor may see what it is made of.

        An area outside his scope has none, nor has any for those who need not act: PermissionError.
        """
        if self.audience == PUBLIC or not self.may_see(area_id):
            raise PermissionError(area_id)
        return metrics.trace(self.reader, name, area_id, period, where=dict(where) if where else None, areas=self.scope)

    def areas(self, level: str) -> list[Place]:
        """The live places of `level` the visitor may see, by name."""
        found = self._once(answers.places, self.scope, level)
        return [place_without_name(each) for each in found] if self.unnamed else list(found)

    def schools(self, township_id: str | None = None) -> list[Place]:
        """The schools of one township, or all."""
        every = self.areas("school")
        return [each for each in every if township_id is None or each.township_id == township_id]

    def may_see(self, area_id: str) -> bool:
        """Whether a place lies in the visitor's scope (a district does for everyone)."""
        if self.scope is None:
            return True
        return any(
            each.area_id == area_id for level in ("district", "township", "school") for each in self.areas(level)
        )

    def periods(self, dataset: str) -> tuple[str, ...]:
        """Every period the dataset has rows for, oldest first, as it was reported."""
        return self._once(answers.periods, dataset)

    def school_years(self) -> tuple[str, ...]:
        """Every school year that some dataset has rows for, without gaps between the first and the last; while only the
        register or pairs are known, this year, which nobody has reported for."""
        return self._once(answers.school_years) or (school_year_of(datetime.datetime.now().astimezone().date()),)

    def choices(self, dataset: str, column: str) -> tuple[str, ...]:
        """The values a key column of a dataset has (subjects, programmes, exams), most frequent first."""
        return self._once(answers.choices, dataset, column)

    def silences(self, dataset: str, periods: Sequence[str]) -> list[ledger.Silence]:
        """Townships and periods in which schools that were due did not report, the worst first."""
        found = answers.ledger(self, self.source, self.scope, "silences", dataset, tuple(periods))
        return [replace(each, township=self.called(each.township_id, each.township)) for each in found]

    def never_reported(self, dataset: str, periods: Sequence[str]) -> list[tuple[str, str, str]]:
        """(school id, name, township id) of schools that reported in none of the periods they were due in."""
        found = answers.ledger(self, self.source, self.scope, "never_reported", dataset, tuple(periods))
        return [(school, self.called(school, name), township) for school, name, township in found]

    def changes(self) -> list[dict[str, Any]]:
        """What became of schools and townships, as declared (store/place_changes.py)."""
        found = [] if self.is_empty else answers.changes(self, self.source)
        return [self._change_named(each) for each in found] if self.unnamed else found

    def _change_named(self, change: Mapping[str, Any]) -> dict[str, Any]:
        own, other = number_of(change["area_id"]), number_of(change["other_id"])
        return {
            **change,
            "area": own,
            "name": own,
            "former": own,
            "other": other if change["other"] else change["other"],
        }

    @property
    def townships_differ(self) -> bool:
        """Whether the townships of then are not those of now."""
        return not self.is_empty and self._once(answers.differ)

    def pairs(self) -> list[ledger.PairRow]:
        """Every pair with a school in the visitor's scope."""
        found = answers.ledger(self, self.source, self.scope, "pairs")
        if not self.unnamed:
            return found
        # A group is mostly called after its core.
        return [
            replace(each, core=number_of(each.core_id), member=number_of(each.member_id), group=None) for each in found
        ]

    def activities(self, core_id: str, members: Sequence[str]) -> list[ledger.Activity]:
        """What a core school did with these members."""
        found = answers.unscoped(self, self.source, "activities", core_id, tuple(members))
        return (
            found
            if self.audience == ACTING
            else answers.unscoped(self, self.source, "activities_outside", core_id, tuple(members))
        )

    def papers(self) -> list[ledger.Paper]:
        """Every exam paper."""
        return answers.unscoped(self, self.source, "papers")

    def score_bins(self, paper: ledger.Paper, townships: Sequence[str] | None = None) -> dict[float, int]:
        """Pupils by lower bound of the score, within these townships and the visitor's. Only for those who must act: the ends
        of a distribution are always few."""
        if self.audience == PUBLIC:
            return {}
        asked = None if townships is None else set(townships)
        seen = asked if self.scope is None else set(self.scope) & (asked or set(self.scope))
        return answers.unscoped(self, self.source, "score_bins", paper, None if seen is None else tuple(sorted(seen)))

    def without_spread(self, paper: ledger.Paper) -> tuple[int, list[tuple[str, str]]]:
        """How many schools sat a paper, and (name, township id) of those that gave no spread, wherever they are."""
        count, named = answers.unscoped(self, self.source, "without_spread", paper)
        return count, [(self.called(township, name), township) for name, township in named]

    def similar_schools(self, school_id: str, period: str) -> tuple[str, ...]:
        """Ids of unpaired schools of the same kind as this one in the period."""
        return answers.similar(self, self.source, school_id, period)

    def kept(self, name: str, work: Callable[..., Any], *asked: Any) -> Any:
        """What `work(context, *asked)` returns, kept like every answer. For findings over many values: see ui/aid.py."""
        return answers.kept(self, work, self.source, self.scope, name, asked)

    def kept_whole(self, name: str, work: Callable[..., Any], *asked: Any) -> tuple[Any, ...]:
        """`kept` for thousands of rows that nobody can change (frozen, of what is frozen): handed out without a copy."""
        return answers.kept_whole(self, work, self.source, self.scope, name, asked)

    def published_at(self) -> str:
        """When the version was put in use, as text; empty for a candidate."""
        return "" if self.is_empty else answers.published_at(self, self.source)


def _frozen(names: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)


def frozen_where(where: Where | None) -> FrozenWhere:
    """Conditions as something that answers are kept by."""
    return tuple(
        sorted((key, value if isinstance(value, str) else tuple(value)) for key, value in (where or {}).items())
    )
