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
from metrics.silence import silent_counts
from metrics.source import Source
from metrics.tracing import Trace, trace
from metrics.values import records, values, values_many

__all__ = [
    "MetricsError",
    "NotComparable",
    "Source",
    "Trace",
    "UnknownArea",
    "UnknownFilter",
    "UnknownIndicator",
    "UnknownPeriod",
    "UnsupportedLevel",
    "records",
    "silent_counts",
    "trace",
    "values",
    "values_many",
]
