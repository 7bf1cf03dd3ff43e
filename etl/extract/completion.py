"""Complete a month, a season or a term that is written without its year."""

from __future__ import annotations

from catalog.periods import PeriodKind, parse_period, school_year


def complete(partial: tuple[str, int], base: str) -> str | None:
    """A month, season or term within the year of `base` (a school year, term or calendar year); None when it has none,
    or for the first or second term of a calendar year, which may be either season."""
    kind, number = partial
    period = parse_period(base)
    if kind == "half" and period.kind is not PeriodKind.SCHOOL_YEAR:
        return None  # beside a term 上学期 is the one before it
    if period.kind is PeriodKind.FISCAL_YEAR:
        if kind == "month":
            return f"{base}-{number:02d}"
        if kind == "term":
            return None
        return f"{base}-{int(base) + 1}-1" if number == 1 else f"{int(base) - 1}-{base}-2"
    year = period.school_year
    if year is None:
        return None
    if kind != "month":
        return f"{year}-{number}"
    return f"{year[:4] if number >= 9 else year[5:]}-{number:02d}"


def previous_school_year(code: str) -> str | None:
    """The school year before the one `code` lies in."""
    year = parse_period(code).school_year
    return school_year(int(year[:4]) - 1) if year else None
