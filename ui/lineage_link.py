"""Which number is asked about, in an address: every place that shows a number leads to the one page that explains it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from ui.context import Context, Where
from ui.menu import show_page_link
from ui.text import say

URL = "lineage"
OF, AT, ON, WITH, TO, BACK = "of", "at", "on", "with", "to", "back"
ALSO, SIDE = "also", "side"
_OWN = (OF, AT, ON, WITH, TO, ALSO, SIDE, BACK, "cell")
# What has no indicator of its own (ui/lineage_counted.py): the pairs counted, a band of scores, a figure of another county,
# what a core school did.
PAIR_COUNT, SCORE_BAND, PUBLISHED, SUPPORT = "pair_count", "score_band", "published", "support"
# What holds on every page: language, whose eyes, names, draft, townships of then or of now.
_EVERYWHERE = ("lang", "view", "names", "draft", "townships_as")
_CLICKED = "number_clicked"


@dataclass(frozen=True)
class Asked:
    """One number: indicator, area, period and conditions. `to`: the core school of a pair, when the gap to it was clicked;
    `also`: the other period, where that gap is the mean of two; `side`: numerator or denominator, where that alone was."""

    indicator: str
    area_id: str
    period: str
    where: Where = field(default_factory=dict)
    to: str = ""
    also: str = ""
    side: str = ""

    @property
    def params(self) -> dict[str, str]:
        """It as conditions of an address."""
        narrowed = {name: value for name, value in self.where.items() if value}
        told = json.dumps(narrowed, ensure_ascii=False, separators=(",", ":"), default=list) if narrowed else ""
        found = {
            OF: self.indicator,
            AT: self.area_id,
            ON: self.period,
            WITH: told,
            TO: self.to,
            ALSO: self.also,
            SIDE: self.side,
        }
        return {name: value for name, value in found.items() if value}


# From what a point of a figure carries to the number it shows; None where it shows none of ours.
Asker = Callable[..., Asked | None]


def read_where(text: str) -> dict[str, str | list[str]] | None:
    """The conditions of an address; None for what nobody here wrote."""
    try:
        found = json.loads(text) if text else {}
    except json.JSONDecodeError:
        return None
    if not isinstance(found, dict):
        return None
    known = all(
        isinstance(each, str) or (isinstance(each, list) and all(isinstance(one, str) for one in each))
        for each in found.values()
    )
    return found if known else None


def asker(indicator: str, where: Where) -> Asker:
    """For a figure of one indicator, whose points carry area and period."""

    def ask(area_id: str = "", period: str = "") -> Asked | None:
        return Asked(indicator, area_id, period, where) if area_id and period else None

    return ask


def gap_asker(indicator: str, where: Where) -> Asker:
    """For a figure of gaps, whose marks carry the member, its core and the periods they are the mean of."""

    def ask(member_id: str = "", core_id: str = "", *periods: str) -> Asked | None:
        known = [period for period in periods if period]
        if not member_id or not known:
            return None
        return Asked(indicator, member_id, known[-1], where, core_id, known[0] if len(known) > 1 else "")

    return ask


def here() -> str:
    """This view, to come back to: its page and conditions."""
    page = st.session_state.get("page_here", "")
    kept = [(name, value) for name, value in st.query_params.items() if name not in _OWN]
    return f"{page}?{urlencode(kept)}" if kept and page else page


def _conditions(asked: Asked, back: str) -> dict[str, str]:
    kept = {name: st.query_params[name] for name in _EVERYWHERE if name in st.query_params}
    return {**kept, **asked.params, **({BACK: back} if back else {})}


def number_link(asked: Asked | None, text: str, back: str = "") -> str:
    """The number as HTML, a link to where it comes from; plain text where it has none."""
    if asked is None:
        return escape(text)
    return f'<a class="zh-number" href="{escape(f"{URL}?{urlencode(_conditions(asked, back))}")}" target="_self">{escape(text)}</a>'


def show_number_link(context: Context, asked: Asked, label: str | None = None, aloud: str = "") -> None:
    """A link to where a number comes from, for a card or a sentence. `aloud`: what it is of, where only the page around says it."""
    text = f"{label or say('source.title')}{f'：{aloud}' if aloud else ''}"
    show_page_link(
        context,
        URL,
        text,
        icon=":material/find_in_page:",
        **dict.fromkeys(_carried(), None),
        **_conditions(asked, here()),
    )


def _carried() -> Sequence[str]:
    return [name for name in st.query_params if name not in (*_EVERYWHERE, *_OWN)]


def on_point(key: str, ask: Asker) -> Callable[[], None]:
    """What a click on a point of the figure `key` does: remember its number; `go_to_clicked` opens it."""

    def remember() -> None:
        points = st.session_state[key]["selection"]["points"]
        carried = points[0].get("customdata") if points else None
        asked = ask(*carried) if isinstance(carried, list) else None
        if asked is not None:
            st.session_state[_CLICKED] = (asked, here())

    return remember


def go_to_clicked(context: Context) -> None:
    """Open the page of the number that was clicked, if one was."""
    clicked: tuple[Asked, str] | None = st.session_state.pop(_CLICKED, None)
    if clicked is not None and URL in context.targets:
        st.switch_page(context.targets[URL], query_params=_conditions(*clicked))


def show_way_back(context: Context) -> None:
    """The link to the view the visitor came from."""
    page, _, query = st.query_params.get(BACK, "").partition("?")
    if page in context.targets and page != URL:
        label = say("lineage.back", page=context.targets[page].title)
        conditions: Mapping[str, str] = dict(parse_qsl(query))
        st.page_link(context.targets[page], label=label, icon=":material/arrow_back:", query_params=dict(conditions))
