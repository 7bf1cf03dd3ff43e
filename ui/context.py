"""What a page may ask: numbers, places and periods, for this visitor, on one version of the data.

A page never sees the store. Every answer is kept by the version's file, the question and the visitor's scope, so a
new version is a new key and nobody clears anything; the number of answers kept is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

import metrics
from access import Visitor, may
from catalog import indicator
from catalog.model import Indicator
from catalog.settings import DEFAULTS, Settings
from metrics import ledger, register
from metrics.disclosure import ACTING, PUBLIC, smallest_shown
from metrics.pairs import unpaired_like
from metrics.register import Place
from metrics.townships import THEN, any_change, seen_as
from store import Reader, Store
from store.place_changes import changes_listed
from store.settings import settings_in_force
from ui.unnamed import numbered, place_without_name, without_names

Where = Mapping[str, str | Sequence[str]]


_TOGETHER = ("district", "township")


class Context:
    """One visitor looking at one version (or at a candidate not yet in use). Close it at the end of the run."""

    def __init__(self, store: Store, visitor: Visitor, version: int | None, candidate: Path | None = None) -> None:
        self.store = store
        self.visitor = visitor
        self.version = version
        self.candidate = candidate
        # What Streamlit knows the pages the visitor may open by, under their addresses: links need it.
        self.targets: dict[str, Any] = {}
        # Townships of then or of now (metrics/townships.py): what the visitor chose on this page.
        self.townships = THEN
        # Whether townships and schools go without their names (ui/unnamed.py).
        self.unnamed = False
        self._open = ExitStack()
        self._reader: Reader | None = None
        self._published: tuple[str, int] | None = None

    def __enter__(self) -> Context:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the cursor back. The next question opens another."""
        self._open.close()
        self._reader = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at yet."""
        return self.version is None and self.candidate is None

    @property
    def source(self) -> tuple[str, int, str, str, bool]:
        """What the answers depend on: the version's file, when it was made (a folder may be emptied and filled again),
        whether townships are those of then or of now, who sees them, and whether places are named."""
        return (*self._file, self.townships, self.audience, self.unnamed)

    @property
    def audience(self) -> str:
        """Whether the visitor sees exact small counts, because he must act, or what may leave the house."""
        return ACTING if may(self.visitor, "exact") else PUBLIC

    @property
    def _file(self) -> tuple[str, int]:
        if self.candidate is not None:
            return _identity(self.candidate)
        # A published file never changes, and a page asks some sixty times.
        if self._published is None:
            self._published = _identity(self.store.folder.version_path(self.version or 0))
        return self._published

    @property
    def settings(self) -> Settings:
        """What the bureau has set, in this version."""
        return DEFAULTS if self.is_empty else _settings(self, self.source)

    def indicator(self, name: str, stage: str | None = None) -> Indicator:
        """The indicator as it reads under the settings in force (of a stage)."""
        return self.settings.applied(indicator(name), stage)

    @property
    def scope(self) -> tuple[str, ...] | None:
        """The townships this visitor may see, in order; None for all."""
        return None if self.visitor.townships is None else tuple(sorted(self.visitor.townships))

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
        asked, chosen = _frozen(periods), _frozen_where(where)
        if by in _TOGETHER and asked is not None and not split:
            # A page that shows townships shows their district beside them: one question answers both.
            both = _values_many(self, self.source, self.scope, (name,), _TOGETHER, asked, chosen)
            if (name, by) in both:
                return self._named(both[name, by])
        return self._named(_values(self, self.source, self.scope, name, by, asked, chosen, tuple(split)))

    def values_many(
        self, names: Sequence[str], by: Sequence[str], periods: Sequence[str], where: Where | None = None
    ) -> dict[tuple[str, str], pd.DataFrame]:
        """`values` of several indicators at several levels, by (name, level), asked in one go."""
        found = _values_many(
            self, self.source, self.scope, tuple(names), tuple(by), tuple(periods), _frozen_where(where)
        )
        return {key: self._named(frame) for key, frame in found.items()}

    def _named(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The values with the names of places, or without."""
        return without_names(frame, *self._instead()) if self.unnamed else frame

    def _instead(self) -> tuple[dict[str, str], dict[str, str]]:
        """What townships and schools are called instead of their names: by id, and of townships by name."""
        townships = _places(self, self.source, self.scope, "township")
        instead = numbered([*townships, *_places(self, self.source, self.scope, "school")])
        return instead, {each.name: instead[each.area_id] for each in townships}

    def trace(self, name: str, area_id: str, period: str, where: Where | None = None) -> Any:
        """Where one number comes from (metrics.Trace), as far as the visitor may see what it is made of.

        An area outside his scope has none, nor has any for those who need not act: PermissionError.
        """
        if self.audience == PUBLIC or not self.may_see(area_id):
            raise PermissionError(area_id)
        return metrics.trace(self.reader, name, area_id, period, where=dict(where) if where else None, areas=self.scope)

    def areas(self, level: str) -> list[Place]:
        """The live places of `level` the visitor may see, by name."""
        found = _places(self, self.source, self.scope, level)
        if not self.unnamed:
            return found
        instead = self._instead()[0]
        return [place_without_name(each, instead) for each in found]

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
        return _periods(self, self.source, dataset)

    def school_years(self) -> tuple[str, ...]:
        """Every school year that some dataset has rows for, without gaps between the first and the last."""
        return _school_years(self, self.source)

    def choices(self, dataset: str, column: str) -> tuple[str, ...]:
        """The values a key column of a dataset has (subjects, programmes, exams), most frequent first."""
        return _choices(self, self.source, dataset, column)

    def silences(self, dataset: str, periods: Sequence[str]) -> list[ledger.Silence]:
        """Townships and periods in which schools that were due did not report, the worst first."""
        found = _ledger(self, self.source, self.scope, "silences", dataset, tuple(periods))
        instead = self._instead()[0] if self.unnamed else {}
        return [replace(each, township=instead.get(each.township_id, each.township)) for each in found]

    def never_reported(self, dataset: str, periods: Sequence[str]) -> list[tuple[str, str, str]]:
        """(school id, name, township id) of schools that reported in none of the periods they were due in."""
        found = _ledger(self, self.source, self.scope, "never_reported", dataset, tuple(periods))
        instead = self._instead()[0] if self.unnamed else {}
        return [(school, instead.get(school, name), township) for school, name, township in found]

    def changes(self) -> list[dict[str, Any]]:
        """What became of schools and townships, as declared (store/place_changes.py)."""
        return [] if self.is_empty else _changes(self, self.source)

    @property
    def townships_differ(self) -> bool:
        """Whether the townships of then are not those of now."""
        return not self.is_empty and _differ(self, self.source)

    def pairs(self) -> list[ledger.PairRow]:
        """Every pair with a school in the visitor's scope."""
        found = _ledger(self, self.source, self.scope, "pairs")
        instead = self._instead()[0] if self.unnamed else {}
        return [
            replace(each, core=instead.get(each.core_id, each.core), member=instead.get(each.member_id, each.member))
            for each in found
        ]

    def activities(self, core_id: str, members: Sequence[str]) -> list[ledger.Activity]:
        """What a core school did with these members."""
        found = _unscoped(self, self.source, "activities", core_id, tuple(members))
        if self.audience == ACTING:
            return found
        k = smallest_shown(self.reader)
        return [replace(each, persons=None) if each.persons and each.persons < k else each for each in found]

    def papers(self) -> list[ledger.Paper]:
        """Every exam paper."""
        return _unscoped(self, self.source, "papers")

    def score_bins(self, paper: ledger.Paper, townships: Sequence[str] | None = None) -> dict[float, int]:
        """Pupils by lower bound of the score, within these townships and the visitor's. Only for those who must act: the ends
        of a distribution are always few."""
        if self.audience == PUBLIC:
            return {}
        asked = None if townships is None else set(townships)
        seen = asked if self.scope is None else set(self.scope) & (asked or set(self.scope))
        return _unscoped(self, self.source, "score_bins", paper, None if seen is None else tuple(sorted(seen)))

    def without_spread(self, paper: ledger.Paper) -> tuple[int, list[tuple[str, str]]]:
        """How many schools sat a paper, and (name, township id) of those that gave no spread, wherever they are."""
        count, named = _unscoped(self, self.source, "without_spread", paper)
        return (
            (count, [(f"{self._instead()[0].get(township, township)}", township) for _, township in named])
            if self.unnamed
            else (count, named)
        )

    def similar_schools(self, school_id: str, period: str) -> tuple[str, ...]:
        """Ids of unpaired schools of the same kind as this one in the period."""
        return _similar(self, self.source, school_id, period)

    def kept(self, name: str, work: Callable[..., Any], *asked: Any) -> Any:
        """What `work(context, *asked)` returns, kept like every answer. For findings over many values: see ui/aid.py."""
        return _kept(self, work, self.source, self.scope, name, asked)

    def published_at(self) -> str:
        """When the version was put in use, as text; empty for a candidate."""
        return "" if self.is_empty else _published_at(self, self.source)

    @property
    def reader(self) -> Reader:
        """The run's one cursor, opened at the first question that is not answered from memory."""
        if self._reader is None:
            opened = self.store.read_file(self.candidate) if self.candidate else self.store.read(self.version)
            self._reader = self._open.enter_context(opened)
        return seen_as(self._reader, self.townships)


def _identity(file: Path) -> tuple[str, int]:
    return str(file.resolve()), file.stat().st_mtime_ns


def _frozen(names: Sequence[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)


def _frozen_where(where: Where | None) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return tuple(
        sorted((key, value if isinstance(value, str) else tuple(value)) for key, value in (where or {}).items())
    )


@st.cache_data(max_entries=20, show_spinner=False)
def _settings(_context: Context, source) -> Settings:
    return settings_in_force(_context.reader)


@st.cache_data(max_entries=20, show_spinner=False)
def _changes(_context: Context, source) -> list[dict[str, Any]]:
    return changes_listed(_context.reader)


@st.cache_data(max_entries=20, show_spinner=False)
def _differ(_context: Context, source) -> bool:
    return any_change(_context.reader)


# Arguments that begin with an underscore are not part of the key: the context only lends its cursor.
@st.cache_data(max_entries=600, show_spinner=False)
def _values(_context: Context, source, scope, name, by, periods, where, split) -> pd.DataFrame:
    named = _named(where)
    return metrics.values(_context.reader, name, by, periods=periods, where=named, areas=scope, split=split,
                          audience=_context.audience)  # fmt: skip


@st.cache_data(max_entries=600, show_spinner=False)
def _values_many(_context: Context, source, scope, names, by, periods, where) -> dict[tuple[str, str], pd.DataFrame]:
    return metrics.values_many(_context.reader, names, by, periods=periods, where=_named(where), areas=scope,
                               audience=_context.audience)  # fmt: skip


def _named(where: tuple) -> dict[str, str | list[str]] | None:
    return {key: value if isinstance(value, str) else list(value) for key, value in where} or None


@st.cache_data(max_entries=40, show_spinner=False)
def _places(_context: Context, source, scope, level) -> list[Place]:
    return register.places(_context.reader, level, scope)


@st.cache_data(max_entries=60, show_spinner=False)
def _periods(_context: Context, source, dataset) -> tuple[str, ...]:
    return register.periods(_context.reader, dataset)


@st.cache_data(max_entries=10, show_spinner=False)
def _school_years(_context: Context, source) -> tuple[str, ...]:
    return register.school_years(_context.reader)


@st.cache_data(max_entries=60, show_spinner=False)
def _choices(_context: Context, source, dataset, column) -> tuple[str, ...]:
    return register.choices(_context.reader, dataset, column)


@st.cache_data(max_entries=100, show_spinner=False)
def _ledger(_context: Context, source, scope, question: str, *asked) -> Any:
    return getattr(ledger, question)(_context.reader, *asked, scope)


@st.cache_data(max_entries=100, show_spinner=False)
def _unscoped(_context: Context, source, question: str, *asked) -> Any:
    return getattr(ledger, question)(_context.reader, *asked)


@st.cache_data(max_entries=200, show_spinner=False)
def _similar(_context: Context, source, school_id, period) -> tuple[str, ...]:
    return tuple(unpaired_like(_context.reader, school_id, period)["area_id"].unique())


@st.cache_data(max_entries=60, show_spinner=False)
def _kept(_context: Context, _work, source, scope, name, asked) -> Any:
    return _work(_context, *asked)


@st.cache_data(max_entries=40, show_spinner=False)
def _published_at(_context: Context, source) -> str:
    return register.published_at(_context.reader)
