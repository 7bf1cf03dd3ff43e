"""The periods with which those of a file are compared: the same one of last year, and the last one of its kind."""

from __future__ import annotations

import datetime

from catalog.model import Dataset
from catalog.periods import parse_period, shift_years
from etl.checks.scope import Scope
from etl.compare import periods_kept_under

_NO_TIME, _YEAR = datetime.timedelta(), datetime.timedelta(days=370)


def periods_before(scope: Scope, dataset: Dataset) -> dict[str, list[str]]:
    """For each period of the file the collected ones it follows: a year earlier, then the last of its kind within a year."""
    known = {
        row["period"] for row in scope.rows(f'SELECT DISTINCT period FROM "{dataset.name}" WHERE period IS NOT NULL')
    }
    found = {}
    for period in periods_kept_under(scope.periods(dataset)):
        parsed, last_year = parse_period(period), shift_years(period, -1)
        like = [each for each in map(parse_period, known - {period, last_year}) if each.kind is parsed.kind]
        recent = [each for each in like if _YEAR > parsed.start - each.start > _NO_TIME]
        last = [max(recent, key=lambda each: each.start).code] if recent else []
        found[period] = [last_year, *last] if last_year in known else last
    return found
