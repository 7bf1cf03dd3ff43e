"""Balance for a page: the coefficients by item and year, what moves one of them, what is lacking; logic without drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog import dataset, stages
from catalog.periods import lies_in
from catalog.settings.standards import SEVEN, SEVEN_ITEMS
from charts.numbers import is_unknown
from charts.series import Line
from metrics.balance import Amount, WhatIf, school_amounts, variation, what_if, without_each
from metrics.register import Place
from metrics.standards import Standing, standings
from ui.context import Context
from ui.selection import reference_of
from ui.text import language, say

STAGES = ("primary", "junior")
INDICATOR = "balance_cv"
_STANDARD = {each.item: each for each in SEVEN}
_UNITS = {"computers": "台", "books": "册", "mid_title_teachers": "人", "teachers": "人"}


@dataclass(frozen=True)
class Balance:
    """What the page looks at: a district, a stage, a school year, and a line over the years for each item."""

    district: Place
    stage: str
    year: str
    years: tuple[str, ...]
    lines: tuple[Line, ...]
    limit: float | None

    @property
    def known(self) -> list[Line]:
        """The items known this year, the one that varies most first."""
        return sorted((each for each in self.lines if each.last is not None), key=lambda each: -(each.last or 0))

    def limit_of(self, item: str) -> float | None:
        """How far schools may be apart in an item: `limit` for the seven of 优质均衡, None for what 基本均衡 alone counts."""
        return self.limit if item in SEVEN_ITEMS else None

    @property
    def limited(self) -> list[Line]:
        """The known items that have a limit."""
        return [each for each in self.known if self.limit_of(each.area_id) is not None]

    def is_over(self, line: Line) -> bool:
        """Whether an item varies by more than its limit."""
        limit = self.limit_of(line.area_id)
        return limit is not None and line.last is not None and line.last > limit + 1e-9


@dataclass(frozen=True)
class Moved:
    """A school and the coefficient of all the others."""

    school: Amount
    without: float


def years_of(context: Context) -> list[str]:
    """The school years with resources, oldest first."""
    periods = context.periods("resource")
    return [year for year in context.school_years() if any(lies_in(code, year) for code in periods)]


def balance_of(context: Context, district: Place, stage: str, year: str) -> Balance:
    """The coefficients of every item up to a year."""
    years = tuple(code for code in years_of(context) if code <= year)
    table = context.values(INDICATOR, "district", years, {"stage": stage})
    values: dict[str, list[float | None]] = {}
    mine = table[table["area_id"] == district.area_id]
    for period, item, value in zip(mine["period"].tolist(), mine["item"].tolist(), mine["value"].tolist(), strict=True):
        values.setdefault(item, [None] * len(years))[years.index(period)] = None if is_unknown(value) else value
    blank = (None,) * len(years)
    lines = tuple(
        Line(item, item_name(item), "", tuple(row), blank, blank, (0,) * len(years), (0,) * len(years))
        for item, row in values.items()
    )
    reference = reference_of(context.indicator(INDICATOR), stage)
    return Balance(district, stage, year, years, lines, reference.value if reference else None)


def item_name(item: str) -> str:
    """What an item is called."""
    labels = dataset("resource").column("item").choices.get(item)
    return item.replace("_", " ") if language() == "en" or not labels else labels[0]


def unit_of(item: str) -> str:
    """The unit an item is counted in."""
    return _STANDARD[item].unit if item in _STANDARD else _UNITS.get(item, "")


def per_of(item: str) -> int:
    """For how many pupils an item is told: persons, rooms and computers for a hundred."""
    return _STANDARD[item].per if item in _STANDARD else 1 if item == "books" else 100


def per_name(item: str) -> str:
    """The same in words."""
    return say(f"balance.per_{per_of(item)}")


def amounts_of(context: Context, asked: Balance, item: str) -> list[Amount]:
    """The schools that count in one coefficient, wherever they are: it is the district's."""
    found = context.kept("balance", _amounts, asked.year, asked.stage, asked.district.area_id)
    return [
        replace(
            each,
            name=context.called(each.school_id, each.name),
            township=context.called(each.township_id, each.township),
        )
        for each in found.get(item, [])
    ]


def names_of(context: Context) -> dict[str, str]:
    """What places are called on this screen: their names, or what stands for them where nobody is to be named."""
    return {each.area_id: each.name for level in ("township", "school") for each in context.areas(level)}


def _amounts(context: Context, year: str, stage: str, district_id: str) -> dict[str, list[Amount]]:
    return school_amounts(context.reader, year, stage, district_id)


def moved_most(schools: Sequence[Amount]) -> tuple[float | None, list[Moved]]:
    """The coefficient, and every school with that of the others, the one that moves it furthest first."""
    whole = variation([(each.amount, each.pupils) for each in schools])
    if whole is None:
        return None, []
    found = [
        Moved(school, without)
        for school, without in zip(schools, without_each(schools), strict=True)
        if without is not None
    ]
    return whole, sorted(found, key=lambda each: (-abs(each.without - whole), each.school.school_id))


def lacking(asked: Balance, item: str, schools: Sequence[Amount]) -> WhatIf | None:
    """The what-if of one item; None where it is within its limit or has none."""
    limit = asked.limit_of(item)
    return None if limit is None else what_if(schools, limit, whole=True)


def seen(context: Context, township_id: str | None) -> bool:
    """Whether a school of this township may be named to the visitor."""
    return context.scope is None or township_id in context.scope


def standings_of(context: Context, asked: Balance) -> list[Standing]:
    """How the schools of the district's stage stand to the seven, those that fail first."""
    mine = {each.area_id for each in context.areas("school") if each.district_id == asked.district.area_id}
    rows = context.kept("standings", _standings, asked.year)
    found = [each for each in rows if each.stage == asked.stage and each.school_id in mine]
    order = {False: 0, None: 1, True: 2}
    towns = {each.area_id: each.township for each in context.areas("school")}
    named = names_of(context)
    found = [replace(each, school=named[each.school_id], township=towns[each.school_id]) for each in found]
    return sorted(found, key=lambda each: (not each.measured, order[each.passes], each.met, each.school_id))


def _standings(context: Context, year: str) -> list[Standing]:
    return standings(context.reader, year, context.scope)


def balance_title(asked: Balance, *, outside: bool = False) -> str:
    """The finding: of the items with a limit how many are over it, and which varies most; without any, of all items. Where not
    all seven are known, of how many it speaks; `outside`: some may be known and not be shown."""
    known = asked.limited or asked.known
    over = sum(map(asked.is_over, known))
    key = "no_limit" if not asked.limited else "over" if over else "under"
    stage = stages.stage(asked.stage)
    few = "_few" if asked.limited and len(known) < len(SEVEN) else ""
    return say(
        f"balance.title_{key}{few}", seven=len(SEVEN), known=say("balance.few_shown" if outside else "balance.few_known"), stage=stage.en if language() == "en" else stage.zh, all=len(known), n=over, name=known[0].name,
        value=f"{known[0].last:.3f}", limit="" if asked.limit is None else f"{asked.limit:.2f}",
    )  # fmt: skip
