"""Which payments do not fit: the amount per head that most schools of a kind pay, and those that differ from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# Half a yuan: amounts are whole yuan and a half at most (62.5 steps), rounding of a mean stays below.
_SAME = 0.5
_SHARE = 0.6
_FEWEST = 5


@dataclass(frozen=True)
class Payment:
    """What one school paid per head in one term to one kind of recipient. `kind` is stage, programme and category."""

    area_id: str
    area: str
    period: str
    kind: tuple[str, str, str]
    recipients: float
    amount: float

    @property
    def per_head(self) -> float:
        """Yuan per recipient."""
        return self.amount / self.recipients


@dataclass(frozen=True)
class OddPayment:
    """A payment off what is usual for its kind in its term, with the difference in yuan to what would be usual."""

    payment: Payment
    usual: float

    @property
    def difference(self) -> float:
        """Paid less what the usual amount would have come to."""
        return self.payment.amount - self.usual * self.payment.recipients


def odd_payments(payments: Iterable[Payment]) -> list[OddPayment]:
    """Payments that differ from an amount that at least six in ten of at least five schools pay; the latest first."""
    groups: dict[tuple, list[Payment]] = {}
    for each in payments:
        groups.setdefault((each.period, each.kind), []).append(each)
    found = [odd for group in groups.values() for odd in _odd_in(group)]
    return sorted(found, key=lambda odd: (odd.payment.period, abs(odd.difference)), reverse=True)


def _odd_in(group: list[Payment]) -> list[OddPayment]:
    if len(group) < _FEWEST:
        return []
    usual, count = Counter(round(each.per_head, 1) for each in group).most_common(1)[0]
    if count < _SHARE * len(group):
        return []
    return [OddPayment(each, usual) for each in group if abs(each.per_head - usual) > _SAME]
