"""Questions asked of the store. One function computes values; see values.py."""

from metrics.errors import (
    MetricsError,
    NotComparable,
    UnknownArea,
    UnknownFilter,
    UnknownIndicator,
    UnknownPeriod,
    UnsupportedLevel,
)
from metrics.values import records, values, values_many

__all__ = [
    "MetricsError",
    "NotComparable",
    "UnknownArea",
    "UnknownFilter",
    "UnknownIndicator",
    "UnknownPeriod",
    "UnsupportedLevel",
    "records",
    "values",
    "values_many",
]
