"""Short questions for the tests: one row, one value, values by name."""

from __future__ import annotations

from typing import Any

import metrics
from catalog import indicator
from store import Reader


def rows(reader: Reader, name: str, by: str = "district", period: Any = None, **where: Any) -> list[dict[str, Any]]:
    """The rows as the command line prints them."""
    return metrics.records(indicator(name), metrics.values(reader, name, by, period, where))


def row(reader: Reader, name: str, by: str = "district", period: Any = None, **where: Any) -> dict[str, Any]:
    """The only row."""
    (found,) = rows(reader, name, by, period, **where)
    return found


def value(reader: Reader, name: str, by: str = "district", period: Any = None, **where: Any) -> Any:
    """The value of the only row."""
    return row(reader, name, by, period, **where)["value"]


def by_area(reader: Reader, name: str, by: str, period: Any = None, **where: Any) -> dict[str, Any]:
    """Values by the area's name, of one period."""
    return {each["area"]: each["value"] for each in rows(reader, name, by, period, **where)}
