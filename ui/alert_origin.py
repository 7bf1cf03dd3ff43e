"""Where the numbers of an alert come from: its own, each of its sides, what it was held against, and the limit in force."""

from __future__ import annotations

from dataclasses import replace

from catalog.alerts import Against
from catalog.periods import parse_period, school_year_of, shift_years
from catalog.settings import InForce
from catalog.stages import stage
from metrics import MetricsError
from metrics.alerts import AlertRow
from metrics.disclosure import PUBLIC
from ui.alert_trend import where_of
from ui.context import Context
from ui.lineage import trace_of
from ui.lineage_formula import plain_number, side_name
from ui.lineage_link import Asked, show_number_link
from ui.lineage_rows import batch_of, show_batch_link
from ui.menu import show_page_link
from ui.panel import panel
from ui.selection import period_name
from ui.settings_link import setting_words, show_setting_link
from ui.style import show_subtitle
from ui.text import name_of, say

# Alerts whose numbers no indicator has: the page that lists what they count.
_LISTED = {"months_not_reported": "returns", "register_old": "places"}
# Alerts that carry no trail, though an indicator has their number.
_COUNTED = {"largest_classes": "super_large_classes"}


def show_origin(context: Context, row: AlertRow) -> None:
    """A link for every number of the sentence: those that stand in the data, and the limit they are held against."""
    if context.candidate is not None:
        return
    with panel("alert_origin", say("source.title")):
        if context.audience == PUBLIC:
            show_subtitle(say("lineage.public"))
        else:
            _show_numbers(context, row)
        for each in limits_of(context, row):
            _show_limit(context, row, each)


def limits_of(context: Context, row: AlertRow) -> list[InForce]:
    """The setting that holds the limit the alert was weighed by, as it is in force; none where it has none."""
    name = row.alert.limit_name(row.stage)
    return [context.settings.of(name)] if name else []


def _show_numbers(context: Context, row: AlertRow) -> None:
    for asked in numbers_of(context, row):
        show_number_link(context, asked, _words(context, row, asked))
    for asked, number in sides_of(context, row):
        indicator = context.indicator(asked.indicator, row.stage)
        total = indicator.numerator if asked.side == "numerator" else indicator.denominator
        assert total is not None
        words = say(
            "lineage.side_of", side=say(f"lineage.{asked.side}"), what=side_name(total), value=plain_number(number)
        )
        show_number_link(context, asked, words)
    if _own(row) is None:
        _show_listed(context, row)


def _words(context: Context, row: AlertRow, asked: Asked) -> str:
    indicator = context.indicator(asked.indicator, row.stage)
    stage_name = name_of(stage(row.stage)) if row.stage else ""
    return say("lineage.of", place=row.area, period=period_name(asked.period), what=f"{stage_name}{name_of(indicator)}")


def numbers_of(context: Context, row: AlertRow) -> list[Asked]:
    """The numbers an alert speaks of: its own, that of the year before or of the district where it is held against it."""
    own = _own(row)
    if own is None:
        return []
    if row.before is None:
        return [own]
    if row.alert.against in (Against.LAST_YEAR, Against.SAME_MONTH):
        return [own, replace(own, period=shift_years(own.period, -1), where=where_of(context, row))]
    home = _district_of(context, row) if row.alert.against is Against.DISTRICT else ""
    return [own, replace(own, area_id=home)] if home else [own]


def _own(row: AlertRow) -> Asked | None:
    """The alert's own number; None where no indicator has it."""
    if row.trail is not None:
        return Asked(row.trail.indicator, row.trail.area_id, row.trail.period, dict(row.trail.where))
    counted = _COUNTED.get(row.alert.name)
    return Asked(counted, row.area_id, row.period, {"stage": row.stage} if row.stage else {}) if counted else None


def _district_of(context: Context, row: AlertRow) -> str:
    """The district of the alert's place; empty where the visitor sees none, or it is the place itself."""
    townships = {each.area_id: each.district_id for each in context.areas("township")}
    home = townships.get(row.area_id if row.level == "township" else row.township_id or "")
    return home or ""


def sides_of(context: Context, row: AlertRow) -> list[tuple[Asked, float]]:
    """Numerator and denominator of the alert's number with their values, where they are those of its trail."""
    own = _own(row)
    if own is None or context.indicator(own.indicator, row.stage).denominator is None:
        return []
    try:
        numbers = trace_of(context, own).numbers
    except MetricsError:
        # Not to be asked so: the page of the number itself says why.
        return []
    if len(numbers) != 1:
        return []
    told = (("numerator", row.n), ("denominator", row.d))
    return [
        (replace(own, side=side), value)
        for side, value in told
        if value is not None and numbers[0][side] is not None and abs(numbers[0][side] - value) < 1e-6
    ]


def _show_listed(context: Context, row: AlertRow) -> None:
    """The way on from an alert that counts what no indicator does."""
    if row.alert.name == "aid_above_enrolment":
        code = "~".join(("aid_within_enrolment", row.area_id, row.stage or "", row.period, row.part))
        year = school_year_of(parse_period(row.period).start)
        show_page_link(
            context,
            "reconcile",
            say("alerts.to_reconcile"),
            icon=":material/fact_check:",
            row=code,
            year=year,
            outcome=None,
        )
    elif row.alert.name in _LISTED:
        page = _LISTED[row.alert.name]
        show_page_link(
            context,
            page,
            say("alerts.to_list", page=context.targets[page].title if page in context.targets else ""),
            icon=":material/fact_check:",
        )


def _show_limit(context: Context, row: AlertRow, each: InForce) -> None:
    """The limit with who set it; to the settings, or (for who has no settings page) to the definition."""
    show_setting_link(
        context, each, say("alerts.limit_from", words=setting_words(each)), row.trail.indicator if row.trail else ""
    )
    batch = batch_of(context, each.batch) if each.changed else None
    if batch is not None:
        show_batch_link(context, batch)
