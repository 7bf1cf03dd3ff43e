"""Why a question cannot be answered. Each message is for the screen; the command line exits with 2 on any of them."""


class MetricsError(ValueError):
    """A question that makes no sense as asked."""


class UnknownIndicator(MetricsError):
    """No indicator has this id."""


class UnsupportedLevel(MetricsError):
    """The indicator means nothing at this level."""


class UnknownPeriod(MetricsError):
    """The text is not a period."""


class UnknownFilter(MetricsError):
    """The column cannot be filtered on here, or the value is none of its choices."""


class UnknownArea(MetricsError):
    """No place has this id, or it lies outside what the visitor may see."""


class NotPermitted(MetricsError):
    """The question is one that the bureau has not switched on: schools ranked by exam results."""


class NotComparable(MetricsError):
    """The selection mixes what must not be mixed: two exam papers."""
