"""Every answer a context gives, kept by the version's file, the question and the visitor's scope.

A new version is a new key and nobody clears anything; the number of answers kept is bounded. Arguments that begin with an
underscore are no part of the key: the context only lends its cursor.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

import metrics
from catalog.settings import Settings
from metrics import ledger as questions
from metrics import register
from metrics.in_force import settings_of
from metrics.pairs import unpaired_like
from metrics.register import Place
from metrics.townships import any_change
from store.place_changes import changes_listed
from ui.looking import Looking


@st.cache_data(max_entries=20, show_spinner=False)
def settings(_context: Looking, source) -> Settings:
    """What the bureau has set."""
    return settings_of(_context.reader)


@st.cache_data(max_entries=20, show_spinner=False)
def changes(_context: Looking, source) -> list[dict[str, Any]]:
    """What became of schools and townships, as declared."""
    return _context.reader.known.once("changes", lambda: changes_listed(_context.reader))


@st.cache_data(max_entries=20, show_spinner=False)
def differ(_context: Looking, source) -> bool:
    """Whether the townships of then are not those of now."""
    return any_change(_context.reader)


@st.cache_data(max_entries=600, show_spinner=False)
def values(_context: Looking, source, scope, name, by, periods, where, split) -> pd.DataFrame:
    """The values of one indicator at one level, as far as the audience may see them."""
    named = _named(where)
    return metrics.values(_context.reader, name, by, periods=periods, where=named, areas=scope, split=split,
                          audience=_context.audience)  # fmt: skip


@st.cache_data(max_entries=600, show_spinner=False)
def values_many(_context: Looking, source, scope, names, by, periods, where) -> dict[tuple[str, str], pd.DataFrame]:
    """The same of several indicators at several levels, by (name, level)."""
    return metrics.values_many(_context.reader, names, by, periods=periods, where=_named(where), areas=scope,
                               audience=_context.audience)  # fmt: skip


def _named(where: tuple) -> dict[str, str | list[str]] | None:
    return {key: value if isinstance(value, str) else list(value) for key, value in where} or None


@st.cache_data(max_entries=40, show_spinner=False)
def places(_context: Looking, source, scope, level) -> list[Place]:
    """The live places of a level within the scope."""
    return register.places(_context.reader, level, scope)


@st.cache_data(max_entries=60, show_spinner=False)
def periods(_context: Looking, source, dataset) -> tuple[str, ...]:
    """Every period the dataset has rows for."""
    return register.periods(_context.reader, dataset)


@st.cache_data(max_entries=10, show_spinner=False)
def school_years(_context: Looking, source) -> tuple[str, ...]:
    """Every school year with rows, without gaps."""
    return register.school_years(_context.reader)


@st.cache_data(max_entries=60, show_spinner=False)
def choices(_context: Looking, source, dataset, column) -> tuple[str, ...]:
    """The values of a key column, most frequent first."""
    return register.choices(_context.reader, dataset, column)


@st.cache_data(max_entries=100, show_spinner=False)
def ledger(_context: Looking, source, scope, question: str, *asked) -> Any:
    """The answer of a question of metrics/ledger.py within the scope."""
    return getattr(questions, question)(_context.reader, *asked, scope)


@st.cache_data(max_entries=100, show_spinner=False)
def unscoped(_context: Looking, source, question: str, *asked) -> Any:
    """The answer of a question of metrics/ledger.py that knows no scope."""
    return getattr(questions, question)(_context.reader, *asked)


@st.cache_data(max_entries=200, show_spinner=False)
def similar(_context: Looking, source, school_id, period) -> tuple[str, ...]:
    """Ids of unpaired schools of the same kind."""
    return tuple(unpaired_like(_context.reader, school_id, period)["area_id"].unique())


@st.cache_resource(max_entries=40, show_spinner=False)
def kept_whole(_context: Looking, _work, source, scope, name, asked) -> tuple[Any, ...]:
    """The same as a tuple, and the very same tuple for everyone: nothing in it may be changed."""
    return tuple(_work(_context, *asked))


@st.cache_data(max_entries=60, show_spinner=False)
def kept(_context: Looking, _work, source, scope, name, asked) -> Any:
    """What the work returns; its name and what it was asked stand for it in the key."""
    return _work(_context, *asked)


@st.cache_data(max_entries=40, show_spinner=False)
def published_at(_context: Looking, source) -> str:
    """When the version was put in use, as text."""
    return register.published_at(_context.reader)
