"""How large schools are against the limits of 优质均衡: a primary or junior school of so many pupils, a nine-year school of
both stages together. Kindergarten classes and upper secondary pupils of the same school are not counted.

A school of which a stage is not reported is unknown, unless what is known is above the limit already.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from catalog.periods import PeriodKind, autumn_term
from catalog.settings import Settings
from metrics.errors import UnknownPeriod
from metrics.in_force import settings_of
from metrics.times import period
from store.reader import Reader

NINE_YEAR = "nine_year"
# Who is due by the register in the autumn, each stage with what it reported.
_SQL = """
SELECT d.school_id, d.stage, any_value(a.name) AS school, any_value(a.township) AS township, any_value(d.township_id) AS township_id,
    any_value(d.district_id) AS district_id, any_value(e.pupils)::DOUBLE AS pupils
FROM due d JOIN area a ON a.area_id = d.school_id
LEFT JOIN enrolment_totals e ON e.area_level = 'school' AND e.school_id = d.school_id AND e.stage = d.stage AND e.period = d.period
WHERE d.dataset = 'enrolment' AND d.period = $term AND d.stage IN ('primary', 'junior')
GROUP BY d.school_id, d.stage ORDER BY d.school_id, d.stage DESC"""


@dataclass(frozen=True)
class Size:
    """A school's pupils of compulsory stages. `kind`: primary, junior or nine_year. `pupils`: those known; `whole`: whether
    that is all of them."""

    school_id: str
    school: str
    township_id: str | None
    township: str | None
    district_id: str | None
    kind: str
    pupils: float | None
    whole: bool
    limit: float

    @property
    def over(self) -> bool | None:
        """Whether it is above its limit; None where too little is known."""
        if self.pupils is not None and self.pupils > self.limit:
            return True
        return False if self.whole else None


def limit_name(kind: str) -> str:
    """The setting that holds the limit of a kind of school."""
    return f"school_limit_{kind}"


def stages_of(kind: str) -> tuple[str, ...]:
    """The stages whose pupils are added up for a kind of school: of a nine-year school both."""
    return ("primary", "junior") if kind == NINE_YEAR else (kind,)


def school_sizes(reader: Reader, year: str, areas: Collection[str] | None = None) -> list[Size]:
    """Every school due in the autumn of a school year, the largest first, within the townships a visitor may see (None: all).

    UnknownPeriod for another kind of period.
    """
    if period(year).kind is not PeriodKind.SCHOOL_YEAR:
        raise UnknownPeriod(f"学校规模按学年看，“{year}”不是学年")
    settings = settings_of(reader)
    schools: dict[str, list[dict]] = {}
    for row in reader.rows(_SQL, {"term": autumn_term(year)}):
        if areas is None or row["township_id"] in areas:
            schools.setdefault(row["school_id"], []).append(row)
    found = [_size(settings, rows) for rows in schools.values()]
    return sorted(found, key=lambda each: (-(each.pupils or 0), each.school_id))


def _size(settings: Settings, stages: list[dict]) -> Size:
    first = stages[0]
    known = [row["pupils"] for row in stages if row["pupils"] is not None]
    kind = NINE_YEAR if len(stages) > 1 else first["stage"]
    return Size(
        first["school_id"], first["school"], first["township_id"], first["township"], first["district_id"], kind,
        sum(known) if known else None, len(known) == len(stages), settings.number(limit_name(kind)),
    )  # fmt: skip


def over_limit(sizes: Iterable[Size]) -> list[Size]:
    """Those above their limit."""
    return [each for each in sizes if each.over]
