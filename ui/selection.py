"""What a theme page is about to show: indicator, stage, periods, places, read from the address with sensible defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog import INDICATORS, stages
from catalog.model import Indicator, Level, Reference
from catalog.periods import Period, PeriodKind, label_zh, parse_period, school_year, school_year_of
from charts.trend import Target
from metrics.register import Place
from metrics.townships import NOW, THEN
from ui.context import Context
from ui.coverage import covered_year
from ui.filters import Choice, pick_many, pick_one, pick_segment, pick_span
from ui.text import language, name_of, say

ALL = "all"
_MOST_HIGHLIGHTED = 3
# What follows the year in the codes of the periods that make it up.
_PARTS = {
    PeriodKind.SCHOOL_YEAR: ("",),
    PeriodKind.TERM: ("-1", "-2"),
    PeriodKind.QUARTER: ("-Q1", "-Q2", "-Q3", "-Q4"),
}


@dataclass(frozen=True)
class Selection:
    """One view. `periods` are codes of `kind`; `level` is township, or district where several are compared."""

    indicator: Indicator
    kind: PeriodKind
    periods: tuple[str, ...]
    where: Mapping[str, str | Sequence[str]]
    level: str
    district: Place | None
    highlighted: tuple[str, ...] = ()
    stage: str = ALL
    labels: tuple[str, ...] = field(default=())

    @property
    def places(self) -> str:
        """The word for what is compared."""
        return say(f"word.{self.level}")


def pick_selection(
    context: Context, indicators: Sequence[Indicator], *, where: Mapping | None = None
) -> Selection | None:
    """Draw the pickers of a theme page and return what they say; None when the theme has no data at all."""
    indicators = [each for each in indicators if context.periods(each.numerator.dataset)]
    if not indicators:
        return None
    names = Choice({each.name: name_of(each) for each in indicators})
    chosen = pick_one("indicator", say("filters.indicator"), names, names.codes[0])
    indicator = next(each for each in indicators if each.name == chosen)
    stage = pick_stage(context, indicator)
    district = pick_district(context)
    pick_townships_as(context)
    highlighted = pick_townships(context, district)
    kind = pick_kind(context, indicator)
    level = "township" if district or highlighted or len(context.areas("district")) <= 1 else "district"
    asked: dict[str, str | Sequence[str]] = dict(where or {})
    if stage != ALL:
        asked["stage"] = stage
    if district is not None and len(context.areas("district")) > 1:
        asked["district"] = district.area_id
    periods = periods_within(context, indicator, kind, covered_year(context, indicator, asked))
    return Selection(
        indicator,
        kind,
        periods,
        asked,
        level,
        district,
        highlighted,
        stage,
        tuple(short_label(code) for code in periods),
    )


def pick_programme(context: Context) -> dict[str, str]:
    """The subsidy programme as a condition; empty for all of them."""
    names = context.choices("subsidy", "programme")
    if len(names) < 2:
        return {}
    choice = Choice({ALL: say("filters.all_programmes")} | {name: name for name in names})
    chosen = pick_one("programme", say("aid.programme"), choice, ALL)
    return {} if chosen == ALL else {"programme": chosen}


def theme_indicators(context: Context, theme: str) -> list[Indicator]:
    """The indicators of a theme in the order of their declaration, as they read under the settings in force.

    A theme page compares townships: what only the whole district has, or what comes in several parts, is not offered there.
    """
    compared = [each for each in INDICATORS if Level.TOWNSHIP in each.levels and not each.breakdown]
    return [context.indicator(each.name) for each in compared if each.theme == theme]


def pick_stage(context: Context, indicator: Indicator) -> str:
    """The stage, or all. An indicator whose reference lines differ by stage begins with the one it is read for."""
    codes = [each.code for each in stages.STAGES if each.code in context.choices(indicator.numerator.dataset, "stage")]
    known = Choice({ALL: say("filters.all_stages")} | {code: name_of(stages.stage(code)) for code in codes})
    return pick_one("stage", say("filters.stage"), known, default_stage(indicator, codes))


def default_stage(indicator: Indicator, codes: Sequence[str]) -> str:
    """The highest stage among the reference lines, else all together. A cohort's stages have different lengths."""
    own = [each.stage for each in indicator.references if each.stage in codes]
    return own[-1] if own and own[-1] and all(each.stage for each in indicator.references) else ALL


def pick_district(context: Context) -> Place | None:
    """The district, where there are several; the only one otherwise."""
    districts = context.areas("district")
    if len(districts) <= 1:
        return districts[0] if districts else None
    choice = Choice({ALL: say("filters.all_districts")} | {each.area_id: each.name for each in districts})
    chosen = pick_one("district", say("filters.district"), choice, ALL, clears=("townships", "township", "school"))
    return next((each for each in districts if each.area_id == chosen), None)


def pick_townships_as(context: Context) -> None:
    """Townships of then or of now, where they differ. From here on the context answers so."""
    if context.townships_differ:
        choice = Choice({each: say(f"filters.townships_{each}") for each in (THEN, NOW)})
        context.townships = pick_segment("townships_as", say("filters.townships_as"), choice, THEN)


def townships_choice(context: Context, district: Place | None) -> Choice:
    """The townships to choose from; where several share a name, their district stands behind it."""
    places = [each for each in context.areas("township") if district is None or each.district_id == district.area_id]
    return Choice(unique_names(places))


def unique_names(places: Sequence[Place]) -> dict[str, str]:
    """Id -> a name no other of these places has."""
    seen: dict[str, int] = {}
    for each in places:
        seen[each.name] = seen.get(each.name, 0) + 1
    named = {
        each.area_id: each.name if seen[each.name] == 1 else f"{each.name}（{each.township or each.district}）"
        for each in places
    }
    if len(set(named.values())) < len(named):
        named = {
            each.area_id: f"{each.name}（{each.area_id}）" if seen[each.name] > 1 else each.name for each in places
        }
    return named


def pick_townships(context: Context, district: Place | None) -> tuple[str, ...]:
    """The townships to highlight."""
    hint = say("filters.township_hint")
    return pick_many(
        "townships", say("filters.township"), townships_choice(context, district), hint=hint, most=_MOST_HIGHLIGHTED
    )


def pick_kind(context: Context, indicator: Indicator) -> PeriodKind:
    """The kind of period, where the data allows more than one."""
    kinds = kinds_of(context, indicator)
    if len(kinds) == 1:
        return kinds[0]
    choice = Choice({kind.value: say(f"grain.{kind.value}") for kind in kinds})
    return PeriodKind(pick_segment("grain", say("filters.grain"), choice, kinds[0].value))


def kinds_of(context: Context, indicator: Indicator) -> list[PeriodKind]:
    """The kinds of period the indicator can answer for with this data, the school year first."""
    natives = [parse_period(code) for code in context.periods(indicator.numerator.dataset)]
    found: list[PeriodKind] = [
        kind for kind in (PeriodKind.SCHOOL_YEAR, PeriodKind.TERM, PeriodKind.MONTH) if kind in indicator.period_kinds
    ]
    usable: list[PeriodKind] = [
        kind for kind in found if kind is PeriodKind.SCHOOL_YEAR or _adds_to_years(natives, kind)
    ]
    return usable or [natives[0].kind]


def _adds_to_years(natives: Sequence[Period], kind: PeriodKind) -> bool:
    """Whether periods of this kind say more than the years do: there are several in some year, or a spring alone, whose
    stock no year shows."""
    codes = {code for native in natives if (code := widened(native, kind))}
    lone = kind is PeriodKind.TERM and any(code.endswith("-2") and f"{code[:-1]}1" not in codes for code in codes)
    return lone or len(codes) > len({native.school_year for native in natives})


def widened(native: Period, kind: PeriodKind) -> str | None:
    """The period of `kind` that a period of the data lies in; None when it is wider."""
    if native.kind is kind:
        return native.code
    if kind is PeriodKind.SCHOOL_YEAR:
        return native.school_year or school_year_of(native.start)
    if kind is PeriodKind.TERM and native.kind in (PeriodKind.MONTH, PeriodKind.WEEK):
        spring = 2 <= native.start.month <= 8
        return f"{school_year_of(native.start)}-{2 if spring else 1}"
    return None


def school_years(context: Context) -> tuple[str, ...]:
    """Every school year some data lies in, without gaps between the first and the last."""
    return context.school_years()


def periods_within(context: Context, indicator: Indicator, kind: PeriodKind, end: str | None = None) -> tuple[str, ...]:
    """The indicator's periods of `kind` within the span of school years chosen (up to `end` unless chosen); draws the slider."""
    years = pick_span(say("filters.years"), Choice({code: short_label(code) for code in context.school_years()}), end)
    natives = [parse_period(code) for code in context.periods(indicator.numerator.dataset)]
    found = {code for native in natives if (code := widened(native, kind)) and _year_of(native) in years}
    return without_gaps(sorted(found, key=lambda code: parse_period(code).end), kind)


def without_gaps(codes: Sequence[str], kind: PeriodKind) -> tuple[str, ...]:
    """The periods in order, with the quarters, terms or school years nobody reported between the first and the last: an axis
    that leaves them out would draw one step for two."""
    if kind not in _PARTS or not codes:
        return tuple(codes)
    first, last = (int(code[:4]) for code in (codes[0], codes[-1]))
    years = [str(year) if kind is PeriodKind.QUARTER else school_year(year) for year in range(first, last + 1)]
    every = [f"{year}{part}" for year in years for part in _PARTS[kind]]
    return tuple(every[every.index(codes[0]) : every.index(codes[-1]) + 1])


def _year_of(period: Period) -> str:
    return period.school_year or school_year_of(period.start)


def short_label(code: str) -> str:
    """A period as it stands on an axis: 2020-21, 2020-21秋, 2024-03."""
    parts = code.split("-")
    match parse_period(code).kind:
        case PeriodKind.SCHOOL_YEAR:
            return f"{parts[0]}-{parts[1][2:]}"
        case PeriodKind.TERM:
            season = say("word.autumn") if parts[2] == "1" else say("word.spring")
            return f"{parts[0]}-{parts[1][2:]}{season}"
        case _:
            return code


def period_name(code: str) -> str:
    """A period as it stands in a sentence."""
    return label_zh(code) if language() == "zh" else code


def reference_of(indicator: Indicator, stage: str) -> Reference | None:
    """The reference line for this stage: its own, or one that holds for any."""
    return next((each for each in indicator.references if each.stage in (stage, None)), None)


def target_of(indicator: Indicator, stage: str) -> Target | None:
    """The reference as a line of a figure. A zero that is the floor of a count is no line to draw."""
    reference = reference_of(indicator, stage)
    return Target(reference.value, say("word.reference")) if reference and reference.value else None
