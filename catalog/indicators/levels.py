"""The sets of levels that several indicators share."""

from catalog.model import Level
from catalog.periods import PeriodKind

EVERYWHERE = (Level.SCHOOL, Level.TOWNSHIP, Level.ZONE, Level.DISTRICT, Level.PAIR)
AREAS = (Level.TOWNSHIP, Level.ZONE, Level.DISTRICT)
DISTRICT = (Level.DISTRICT,)

TERMS = (PeriodKind.TERM, PeriodKind.SCHOOL_YEAR)
YEARS = (PeriodKind.SCHOOL_YEAR,)
RETURNS = (PeriodKind.MONTH, PeriodKind.WEEK, PeriodKind.QUARTER, PeriodKind.TERM, PeriodKind.SCHOOL_YEAR)
MONEY = (PeriodKind.TERM, PeriodKind.SCHOOL_YEAR, PeriodKind.MONTH, PeriodKind.HALF_YEAR, PeriodKind.FISCAL_YEAR)
