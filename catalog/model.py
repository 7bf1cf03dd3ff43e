"""The shapes of our declarations. Each refuses nonsense when built; none knows SQL, Excel or Streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from catalog.evidence import Evidence
from catalog.periods import PeriodKind


class DeclarationError(ValueError):
    """A declaration contradicts itself."""


class Kind(StrEnum):
    """What a cell of a column holds once it has been read."""

    TEXT = "text"
    CODE = "code"  # text that keeps its leading zeros
    CHOICE = "choice"  # one of `choices`
    COUNT = "count"  # a whole number of something
    NUMBER = "number"
    MONEY = "money"  # yuan
    RATE = "rate"  # a fraction of one
    DATE = "date"
    FLAG = "flag"
    GRADE = "grade"  # -3..-1 kindergarten, 1..12
    BINS = "bins"  # a histogram as JSON text {"lower bound": count}


class Role(StrEnum):
    """What a column is for in its dataset."""

    PLACE = "place"  # names a school or an area as it was written
    KEY = "key"  # part of what makes a row one row
    STOCK = "stock"  # a snapshot: true on a day
    FLOW = "flow"  # happens during a period and adds over time
    ATTRIBUTE = "attribute"  # describes; never summed
    GIVEN = "given"  # accepted on input only, turned into facts on import (a mean into a sum)


@dataclass(frozen=True)
class Column:
    """One column of a dataset. Limits are inclusive; `scale_units` maps a unit seen in a header to a factor."""

    name: str
    zh: str
    en: str
    kind: Kind
    role: Role
    unit: str = ""
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    synonyms: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""

    def __post_init__(self) -> None:
        if self.kind is Kind.CHOICE and not self.choices:
            raise DeclarationError(f"{self.name}: a choice needs choices")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise DeclarationError(f"{self.name}: minimum above maximum")
        if not self.zh or not self.en:
            raise DeclarationError(f"{self.name}: needs a label in both languages")

    @property
    def is_fact(self) -> bool:
        """Whether the column holds a number that indicators may sum."""
        return self.role in (Role.STOCK, Role.FLOW)


@dataclass(frozen=True)
class RowRule:
    """`part` may not exceed the sum of `whole` in one row; `level` is what a breach does to the file."""

    code: str
    part: str
    whole: tuple[str, ...]
    level: str = "error"


class AbsentRow(StrEnum):
    """What it means when a covered slice has no row for a school that is due."""

    NONE = "none"  # there was nothing to report: counts as zero
    NOT_REPORTED = "not_reported"  # unknown: counts as missing


class BareYear(StrEnum):
    """How a bare 2023年 in a title is read for a dataset (an info finding says so)."""

    AUTUMN_TERM = "autumn_term"  # 2023年 -> 2023-2024-1
    SUMMER_TERM = "summer_term"  # 2023年 -> 2022-2023-2: an exam sat in June
    SCHOOL_YEAR = "school_year"  # 2023年 -> 2023-2024
    FISCAL_YEAR = "fiscal_year"  # 2023年 -> 2023


@dataclass(frozen=True)
class Dataset:
    """One kind of return. `key` names the columns that make a row one row, `school` and `period` among them.

    `places` are the prefixes of the schools a row names: `""` for one school (or an area), `core_` and `member_` for a
    pair. `breakdown` is the key column whose absence means "the total over it" (enrolment: grade).
    """

    name: str
    zh: str
    en: str
    grain: str
    key: tuple[str, ...]
    period_kinds: tuple[PeriodKind, ...]
    bare_year: BareYear
    columns: tuple[Column, ...]
    absent_row: AbsentRow = AbsentRow.NOT_REPORTED
    places: tuple[str, ...] = ("",)
    areas_may_report: bool = False
    breakdown: str | None = None
    stages_due: tuple[str, ...] = ()
    # Rows say no stage as a rule: they hold all stages together, and a form does not ask for one.
    stages_together: bool = False
    # An exam is not held in every stage every term: a stage is due only where some school of it has a row.
    due_where_seen: bool = False
    slice_columns: tuple[str, ...] = ()
    # A key column whose kinds may be returned at rhythms of their own: a sum over time that lacks one is not the whole.
    own_rhythms: str | None = None
    rules: tuple[RowRule, ...] = ()
    title_words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(set(names)) != len(names):
            raise DeclarationError(f"{self.name}: a column is declared twice")
        known = {*names, "period"}
        rhythms = (self.own_rhythms,) if self.own_rhythms else ()
        missing = [name for name in (*self.key, *self.slice_columns, *rhythms) if name not in known]
        missing += [name for rule in self.rules for name in (rule.part, *rule.whole) if name not in known]
        if missing:
            raise DeclarationError(f"{self.name}: undeclared columns {missing}")
        if self.breakdown and self.breakdown not in self.key:
            raise DeclarationError(f"{self.name}: breakdown must be part of the key")

    def column(self, name: str) -> Column:
        """The column of this name; KeyError if there is none."""
        for each in self.columns:
            if each.name == name:
                return each
        raise KeyError(f"{self.name} has no column {name!r}")

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns kept in the store: everything but places (kept as text beside) and given forms."""
        return tuple(each for each in self.columns if each.role not in (Role.PLACE, Role.GIVEN))

    @property
    def names_places(self) -> bool:
        """Whether its rows may name a school or an area; else they belong to the district as a whole."""
        return any(each.role is Role.PLACE for each in self.columns)

    @property
    def facts(self) -> tuple[Column, ...]:
        """The stocks and flows."""
        return tuple(each for each in self.columns if each.is_fact)


class Level(StrEnum):
    """Where a value stands. A zone is a grouping of schools beside the townships; a pair is two schools."""

    SCHOOL = "school"
    TOWNSHIP = "township"
    ZONE = "zone"
    DISTRICT = "district"
    PAIR = "pair"


class Direction(StrEnum):
    """Which way is better. NONE is never coloured."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Unit(StrEnum):
    """How a value is shown. Rates are stored as fractions of one, money as yuan."""

    PERSONS = "persons"
    PERSON_TIMES = "person_times"
    CLASSES = "classes"
    SCHOOLS = "schools"
    HOMES = "homes"
    PERCENT = "percent"
    YUAN = "yuan"
    YUAN_PER_HEAD = "yuan_per_head"
    YUAN_PER_PUPIL = "yuan_per_pupil"
    POINTS = "points"
    DAYS = "days"
    PER_TEACHER = "per_teacher"
    PER_CLASS = "per_class"
    SD = "sd"
    NONE = "none"


@dataclass(frozen=True)
class Total:
    """A sum over `column` (or a product such as `sat*full_mark`) of `dataset`. `minus` columns are subtracted, `plus`
    columns added; a side is unknown as soon as one named column is (rule: unknown is not zero). `negative`: less all that."""

    dataset: str
    column: str
    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    times: str | None = None
    negative: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column the sum reads."""
        return (self.column, *self.plus, *self.minus, *((self.times,) if self.times else ()))


@dataclass(frozen=True)
class Reference:
    """A reference line: a value per stage (None: any stage), who set it and how sure we are.

    `setting`: the setting whose value in force replaces this one.
    """

    value: float
    source: str
    stage: str | None = None
    verified: bool = True
    setting: str = ""


@dataclass(frozen=True)
class Apart:
    """Two sides that no school states both of: each of its own stages (empty: those asked for), the denominator of so many
    years before."""

    numerator_stages: tuple[str, ...] = ()
    denominator_stages: tuple[str, ...] = ()
    years_back: int = 0


@dataclass(frozen=True)
class Variant:
    """One of several formulas of an indicator; which one holds is a setting."""

    code: str
    numerator: Total
    denominator: Total | None
    formula_zh: str
    formula_en: str


@dataclass(frozen=True)
class Indicator:
    """One measure: `numerator / denominator`, a plain total (no denominator), or a named `function` over totals.

    `meets_on` names the period on which the two sides meet when their datasets report at different rhythms.
    `one_paper`: may only be computed within one exam paper. `breakdown`: key columns a value is always split by.
    `cohort_lag`: the denominator's `lagged` columns are taken from the cohort's year of intake.
    `variant_by`: the setting that chooses among `variants`. `smallest_base_by`: (stage or None, setting) pairs.
    `settings`: further settings that the numbers depend on. `judged_by_standards`: the table of aid standards in force says
    what its values should be.
    """

    name: str
    zh: str
    en: str
    theme: str
    numerator: Total
    denominator: Total | None
    unit: Unit
    direction: Direction
    levels: tuple[Level, ...]
    period_kinds: tuple[PeriodKind, ...]
    formula_zh: str
    formula_en: str
    source: str
    why_zh: str
    why_en: str
    function: str = "ratio"
    meets_on: str = "same period"
    smallest_base: int = 0
    references: tuple[Reference, ...] = ()
    one_paper: bool = False
    breakdown: tuple[str, ...] = ()
    decimals: int = 1
    variant_by: str = ""
    variants: tuple[Variant, ...] = ()
    smallest_base_by: tuple[tuple[str | None, str], ...] = ()
    settings: tuple[str, ...] = ()
    apart: Apart | None = None
    judged_by_standards: bool = False
    evidence: Evidence = Evidence.PUBLISHED

    def __post_init__(self) -> None:
        if not self.levels or not self.period_kinds:
            raise DeclarationError(f"{self.name}: needs levels and period kinds")
        if self.function == "ratio" and self.denominator is None:
            raise DeclarationError(f"{self.name}: a ratio needs a denominator")
        if self.function == "total" and self.denominator is not None:
            raise DeclarationError(f"{self.name}: a total has no denominator")
        if bool(self.variant_by) != bool(self.variants):
            raise DeclarationError(f"{self.name}: variants and the setting that chooses among them go together")
        if (self.function == "apart") != (self.apart is not None):
            raise DeclarationError(f"{self.name}: sides apart say of what stages and years they are")
        if self.function not in FUNCTIONS:
            raise DeclarationError(f"{self.name}: unknown function {self.function!r}")
        if not (self.formula_zh and self.formula_en and self.source and self.why_zh):
            raise DeclarationError(f"{self.name}: formula, source and reason are part of an indicator")

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets it reads, numerator's first."""
        sides = (self.numerator, self.denominator) if self.denominator else (self.numerator,)
        return tuple(dict.fromkeys(side.dataset for side in sides))


# ratio: sum over sum · total: a sum · open: running numerator within the school year · cohort: a lagged ratio ·
# reported: schools that reported over schools due · z: distance to the district in its standard deviations ·
# t: 50 + 10 z · over_mean: distance to the district mean as a share of it · spread: standard deviation of the pupils there ·
# cv: pupil-weighted coefficient of variation over schools · apart: sides of different schools or years, met for whole areas
FUNCTIONS = ("ratio", "total", "open", "cohort", "reported", "z", "t", "over_mean", "spread", "cv", "apart")
# Those that place an area within its district, by the mean and the spread of all pupils who sat the paper.
RELATIVE = ("z", "t", "over_mean")
