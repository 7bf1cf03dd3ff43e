"""Every word on the screen, Chinese first with the English beside it. A key names where it stands: `overview.cards`."""

from __future__ import annotations

from typing import Protocol

import streamlit as st

from catalog.wording import filled
from ui.text.alerts import ALERTS_TEXT
from ui.text.analysis import ANALYSIS
from ui.text.balance import BALANCE_TEXT
from ui.text.data import DATA
from ui.text.declared import DECLARED
from ui.text.exam_pairs import EXAM_PAIRS
from ui.text.findings import FINDINGS
from ui.text.frame import FRAME
from ui.text.lineage import LINEAGE_TEXT
from ui.text.places import PLACES
from ui.text.reconcile import RECONCILE_TEXT
from ui.text.standards import STANDARDS_TEXT

TEXT: dict[str, tuple[str, str]] = {
    **FRAME,
    **DECLARED,
    **ANALYSIS,
    **ALERTS_TEXT,
    **EXAM_PAIRS,
    **FINDINGS,
    **DATA,
    **PLACES,
    **RECONCILE_TEXT,
    **BALANCE_TEXT,
    **STANDARDS_TEXT,
    **LINEAGE_TEXT,
}


class Named(Protocol):
    """Anything declared with a Chinese and an English name."""

    @property
    def zh(self) -> str: ...

    @property
    def en(self) -> str: ...


def language() -> str:
    """`zh`, or `en` when the address says lang=en."""
    return "en" if st.query_params.get("lang") == "en" else "zh"


def say(key: str, **values: object) -> str:
    """The text under `key` in the visitor's language, with `values` filled in; KeyError for an unknown key."""
    chinese, english = TEXT[key]
    return filled(english if language() == "en" else chinese, **values)


def name_of(thing: Named) -> str:
    """The declared name of a dataset, column, stage or indicator in the visitor's language."""
    return thing.en if language() == "en" else thing.zh
