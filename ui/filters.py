"""What is being looked at, kept in the address: it survives moving between pages and a reload, and a copied link opens
the same view. The address is the truth; widgets show it and write back to it.

Widgets hold what the visitor reads (names), the address holds codes and ids. Two places of one name are told apart by
what they lie in, so a name always means one code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from catalog import INDICATORS
from ui.text import say

# Every condition a link may carry. Anything else in an address is dropped by the menu's links.
PARAMETERS = (
    "indicator", "stage", "from", "to", "grain", "period", "district", "townships_as", "townships", "township", "school", "subject",
    "exam", "programme", "pair", "lang", "draft", "view", "names",
)  # fmt: skip
_NOTES = "dropped_conditions"
# What the visitor calls a condition; one without a word of its own stands as it is in the address.
_WORDS = {
    "indicator": "filters.indicator", "stage": "filters.stage", "from": "filters.years", "to": "filters.years",
    "grain": "filters.grain", "district": "filters.district", "townships": "filters.township",
    "townships_as": "filters.townships_as", "township": "filters.township", "school": "filters.school", "subject": "download.subject", "exam": "download.exam",
    "programme": "aid.programme", "pair": "pairs.core", "level": "download.level", "periods": "download.periods",
    "source": "source.place", "source_period": "source.period", "source_of": "source.what",
    "of": "filters.indicator", "at": "source.place", "on": "source.period", "cell": "source.cell", "cell_left": "source.cell", "cell_right": "source.cell",
}  # fmt: skip
_INDICATORS = frozenset(each.name for each in INDICATORS)


@dataclass(frozen=True)
class Choice:
    """Codes to choose from with the name shown for each, in order."""

    names: Mapping[str, str]

    @property
    def codes(self) -> list[str]:
        """The codes, in order."""
        return list(self.names)

    def code_of(self, name: str) -> str:
        """The code shown under `name`."""
        return next(code for code, shown in self.names.items() if shown == name)


def carried() -> dict[str, str]:
    """The conditions a link to another page takes along."""
    # Read whole: every single look into the address takes a lock, and a table of links asks hundreds of times.
    said = st.query_params.to_dict()
    return {name: said[name] for name in PARAMETERS if name in said}


def stated(parameter: str, codes: Sequence[str], default: str | None = None) -> str | None:
    """The one code the address states, else `default`. An unknown one is noted and ignored."""
    code = st.query_params.get(parameter)
    if code is None or code in codes:
        return code if code is not None else default
    # Each theme has indicators of its own: one of another theme waits for its page and is nothing to speak of.
    if not (parameter == "indicator" and code in _INDICATORS):
        _note(parameter)
    return default


def stated_many(parameter: str, codes: Sequence[str]) -> tuple[str, ...]:
    """The codes the address states, joined there by commas; unknown ones are noted and ignored."""
    asked = [code for code in st.query_params.get(parameter, "").split(",") if code]
    known = set(codes)
    if any(code not in known for code in asked):
        _note(parameter)
    return tuple(code for code in asked if code in known)


def state(parameter: str, codes: str | Sequence[str] | None) -> None:
    """Write a condition into the address; nothing chosen takes it out."""
    text = codes if isinstance(codes, str) else ",".join(codes or ())
    if text:
        st.query_params[parameter] = text
    elif parameter in st.query_params:
        del st.query_params[parameter]


def pick_one(parameter: str, label: str, choice: Choice, default: str, *, clears: Sequence[str] = ()) -> str:
    """A box to choose one code. Choosing anew takes the conditions in `clears` out of the address."""
    chosen = stated(parameter, choice.codes, default) or default
    key = f"pick_{parameter}"
    st.session_state[key] = choice.names[chosen]
    st.selectbox(label, list(choice.names.values()), key=key, on_change=_remember_one,
                 args=(parameter, choice, default, tuple(clears)))  # fmt: skip
    return chosen


def pick_optional(parameter: str, label: str, choice: Choice, *, hint: str) -> str | None:
    """A box to choose one code or none."""
    chosen = stated(parameter, choice.codes)
    key = f"pick_{parameter}"
    st.session_state[key] = choice.names[chosen] if chosen else None
    st.selectbox(label, list(choice.names.values()), key=key, index=None, placeholder=hint, on_change=_remember_one,
                 args=(parameter, choice, "", ()))  # fmt: skip
    return chosen


def pick_many(parameter: str, label: str, choice: Choice, *, hint: str, most: int | None = None) -> tuple[str, ...]:
    """A box to choose several codes, at most `most`."""
    chosen = stated_many(parameter, choice.codes)[:most]
    key = f"pick_{parameter}"
    st.session_state[key] = [choice.names[code] for code in chosen]
    st.multiselect(label, list(choice.names.values()), key=key, placeholder=hint, max_selections=most,
                   on_change=_remember_many, args=(parameter, choice))  # fmt: skip
    return chosen


def pick_segment(parameter: str, label: str, choice: Choice, default: str) -> str:
    """A row of buttons to choose one of a few codes."""
    chosen = stated(parameter, choice.codes, default) or default
    key = f"pick_{parameter}"
    st.session_state[key] = choice.names[chosen]
    st.segmented_control(label, list(choice.names.values()), key=key, on_change=_remember_one,
                         args=(parameter, choice, default, ()))  # fmt: skip
    return chosen


def pick_span(label: str, choice: Choice, end: str | None = None) -> tuple[str, ...]:
    """A slider over ordered codes, kept as `from` and `to`; returns the codes from one to the other. It ends at `end` (else at
    the last code) until another end is chosen."""
    codes = choice.codes
    end = end if end in codes else codes[-1]
    first, last = stated("from", codes, codes[0]) or codes[0], stated("to", codes, end) or end
    if codes.index(first) > codes.index(last):
        first, last = last, first
    if len(codes) > 1:
        # A slider is a range only when its default is one, and a default does not follow the address: so each span of the
        # address is a widget of its own.
        key = f"pick_span_{first}_{last}"
        span = (choice.names[first], choice.names[last])
        st.select_slider(
            label, list(choice.names.values()), value=span, key=key, on_change=_remember_span, args=(choice, key, end)
        )
    return tuple(codes[codes.index(first) : codes.index(last) + 1])


def show_dropped() -> None:
    """One quiet line when the address held conditions that mean nothing here."""
    dropped = st.session_state.pop(_NOTES, [])
    if dropped:
        names = (say(_WORDS[each]) if each in _WORDS else each for each in dropped)
        st.caption(say("filters.dropped", names="、".join(dict.fromkeys(names))))


def _note(parameter: str) -> None:
    dropped = st.session_state.setdefault(_NOTES, [])
    if parameter not in dropped:
        dropped.append(parameter)


def _remember_one(parameter: str, choice: Choice, default: str, clears: tuple[str, ...]) -> None:
    shown = st.session_state[f"pick_{parameter}"]
    code = choice.code_of(shown) if shown else default
    state(parameter, "" if code == default else code)
    for other in clears:
        state(other, None)


def _remember_many(parameter: str, choice: Choice) -> None:
    state(parameter, [choice.code_of(name) for name in st.session_state[f"pick_{parameter}"]])


def _remember_span(choice: Choice, key: str, end: str) -> None:
    first, last = (choice.code_of(name) for name in st.session_state[key])
    codes = choice.codes
    state("from", "" if first == codes[0] else first)
    state("to", "" if last == end else last)
