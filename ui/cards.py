"""Headline numbers of the overview: value, change on the year before, what it is read against, where it leads."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from catalog.model import Indicator
from charts.coverage import last_covered
from charts.numbers import scale_of
from charts.series import Line, combined, cut
from ui.asking import asked
from ui.context import Context
from ui.goals import goal_note, goals_of, own_goals
from ui.lineage_link import PAIR_COUNT, Asked, show_number_link
from ui.menu import show_page_link
from ui.narrate import change_text, change_tone, written
from ui.pairing import CLOSED, exam_name, junior_exam, junior_paper, pair_periods, pair_views, z_indicator
from ui.pairing_panels import kinds_of
from ui.school_exams import may_count_gaps
from ui.selection import reference_of, short_label
from ui.style import Card, card_html
from ui.text import name_of, say


@dataclass(frozen=True)
class Headline:
    """A card with the page and conditions it leads to, and the number it shows."""

    card: Card
    page: str
    conditions: dict[str, str | None]
    asked: Asked | None = None


def headlines(context: Context, years: tuple[str, ...], district: str | None) -> list[Headline]:
    """Up to five; one is left out where its data is missing."""
    where = {"district": district} if district and len(context.areas("district")) > 1 else {}
    made = [
        _of(context, years, where, "pupils"),
        _retention(context, years, where),
        _of(context, years, where, "dropout_open"),
        _of(context, years, where, "aid_amount"),
        _pairs(context, years),
    ]
    return [each for each in made if each is not None]


def own_line(context: Context, indicator: Indicator, years: tuple[str, ...], where: dict) -> Line | None:
    """The line of the visitor's whole: of his townships together where he sees only some, else of the district."""
    level = "township" if context.scope else "district"
    return combined(asked(context, indicator, level, years, where), indicator, say("word.together"))


def _told(context: Context, indicator: Indicator, years: tuple[str, ...], where: dict) -> tuple[Line | None, str]:
    """The line up to the last period enough schools have reported for, and that period."""
    line = own_line(context, indicator, years, where)
    if line is None or not line.values:
        return None, ""
    end = last_covered([line], indicator)
    return cut(line, slice(0, end + 1)), pair_periods(context, indicator, years)[end]


def _named(name: str, period: str, years: tuple[str, ...]) -> str:
    """What a number is of, with its period where that is not the last one looked at."""
    return name if period == years[-1] else f"{name} {short_label(period)}"


def _of(context: Context, years: tuple[str, ...], where: dict, name: str) -> Headline | None:
    indicator = context.indicator(name)
    line, period = _told(context, indicator, years, where)
    if line is None or line.last is None:
        return None
    scale = scale_of(indicator, [line.last])
    note = say("word.year_before", value=scale.text(line.before)) if line.before is not None else ""
    if name == "aid_amount":
        until = years[: years.index(period) + 1] if period in years else years
        recipients = own_line(context, context.indicator("aid_recipients"), until, where)
        note = (
            say("overview.recipients", n=f"{recipients.last:,.0f}")
            if recipients and recipients.last is not None
            else ""
        )
    note = _against_target(context, name, "all", period, district_of(context, where)) or note
    note = _with_missing(note, line)
    card = Card(_named(name_of(indicator), period, years), scale.text(line.last), say(scale.unit_key), change_text(line.last, line.before, scale, indicator), note,
                change_tone(line.last, line.before, indicator))  # fmt: skip
    return Headline(card, indicator.theme, {"indicator": name}, _number(name, line, period, where))


def _retention(context: Context, years: tuple[str, ...], where: dict) -> Headline | None:
    indicator = context.indicator("retention_rate")
    line, period = _told(context, indicator, years, {**where, "stage": "junior"})
    if line is None or line.last is None:
        return None
    scale = scale_of(indicator)
    reference = reference_of(indicator, "junior")
    note = say("overview.reference", value=written(reference.value, scale)) if reference else ""
    note = _against_target(context, "retention_rate", "junior", period, district_of(context, where)) or note
    note = _with_missing(note, line)
    card = Card(_named(say("overview.card_retention"), period, years), scale.text(line.last), say(scale.unit_key), change_text(line.last, line.before, scale, indicator),
                note, change_tone(line.last, line.before, indicator))  # fmt: skip
    asked_of = _number("retention_rate", line, period, {**where, "stage": "junior"})
    return Headline(card, "enrolment", {"indicator": "retention_rate", "stage": "junior"}, asked_of)


def _with_missing(note: str, line: Line) -> str:
    """The note, and how many schools the number lacks: 0 未劝返复学 with schools silent is not nobody."""
    missing = line.missing[-1] if line.missing else 0
    return say("join.clause").join(part for part in (say("coverage.lacks", n=missing) if missing else "", note) if part)


def _number(name: str, line: Line, period: str, where: dict) -> Asked | None:
    """What the card's number asks about; None where several areas are added up in it."""
    return Asked(name, line.area_id, period, where) if line.area_id else None


def district_of(context: Context, where: dict) -> str:
    """The district a card's number is of; empty where it is of several together, or of some townships of one."""
    districts = context.areas("district")
    only = districts[0].area_id if len(districts) == 1 else ""
    return "" if context.scope else where.get("district", only)


def _against_target(context: Context, name: str, stage: str, period: str, area_id: str) -> str:
    """The target of what a card shows, with gap and progress; empty where none is set."""
    own = own_goals(goals_of(context, name, stage), period)
    return goal_note(own[area_id]) if area_id in own else ""


def _pairs(context: Context, years: tuple[str, ...]) -> Headline | None:
    exam = junior_exam(context)
    views = pair_views(context, z_indicator(), pair_periods(context, z_indicator(), years), exam) if exam else []
    facts = [view.fact for view in views if view.fact is not None]
    if not facts or not may_count_gaps(context, kinds_of(views)):
        return None
    closed = [fact for fact in facts if fact.kind in CLOSED]
    core = sum(fact.kind == "gap_core_fell" for fact in closed)
    wider = sum(fact.kind == "gap_wider" for fact in facts)
    change = say("overview.pairs_core", n=core) if core else ""
    paper = junior_paper(context)
    parts = [exam_name(paper) if paper else "", say("overview.pairs_wider", n=wider) if wider else ""]
    note = say("join.clause").join(part for part in parts if part)
    card = Card(
        say("overview.card_pairs"),
        str(len(closed)),
        say("overview.card_pairs_unit", all=len(facts)),
        change,
        note,
        "caution" if core else "",
    )
    # The card counts the pairs that sit the junior exam: its page opens on the same ones.
    counted = Asked(PAIR_COUNT, "all", years[-1], {"from": years[0], "to": years[-1]})
    return Headline(card, "pairs", {"indicator": z_indicator().name, "exam": None, "subject": None}, counted)


def show_headlines(context: Context, found: list[Headline]) -> None:
    """The cards side by side; each is a link as a whole."""
    if not found:
        return
    with st.container(key="cards"):
        for number, each in enumerate(found):
            with st.container(key=f"card_{number}"):
                st.html(card_html(each.card))
                show_page_link(
                    context, each.page, f"{say('overview.open')} {each.card.name}", **_clean(each.conditions)
                )
                if each.asked is not None:
                    with st.container(key=f"why_{number}"):
                        show_number_link(context, each.asked, say("lineage.card"), aloud=each.card.name)


def _clean(conditions: dict[str, str | None]) -> dict[str, str | None]:
    """A card leads to its indicator over everything: choices of a place or stage do not narrow it."""
    return {"stage": None, "townships": None, "township": None, "school": None, "grain": None, **conditions}
