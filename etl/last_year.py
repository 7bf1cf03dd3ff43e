"""What schools reported a year earlier: printed beside a form, so that a slip is seen before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from catalog.model import Dataset
from catalog.periods import is_period, shift_years
from etl.compare import periods_kept_under
from etl.form_columns import reference_keys
from store import Reader
from store.schema import quoted


def last_year(reader: Reader, declared: Dataset, period: str, school_ids: Iterable[str]) -> list[dict[str, Any]]:
    """{school_id, school, township, period, the other key columns, facts} by school; none where a year says nothing.

    Two papers are never compared, and pairs and the register are no numbers.
    """
    if not declared.facts or "period" not in declared.key or "exam" in declared.key or declared.places != ("",):
        return []
    before = shift_years(period, -1)
    if not is_period(before):  # there is not a 53rd week every year
        return []
    table = f"{declared.name}_totals" if declared.breakdown else declared.name
    columns = [*reference_keys(declared), *(each.name for each in declared.facts)]
    listed = ", ".join(f"t.{quoted(each)}" for each in columns)
    return reader.rows(
        f"SELECT t.school_id, a.name AS school, a.township, t.period, {listed}"
        f" FROM {quoted(table)} t JOIN area a ON a.area_id = t.school_id"
        " WHERE t.area_level = 'school' AND list_contains($periods, t.period) AND list_contains($schools, t.school_id)"
        " ORDER BY a.township, a.name, t.school_id, t.period, t.stage",
        {"periods": periods_kept_under([before]), "schools": list(school_ids)},
    )
