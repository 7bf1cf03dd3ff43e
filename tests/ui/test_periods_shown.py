"""Which periods a page shows and which month it names."""

from __future__ import annotations

from catalog.periods import PeriodKind
from metrics.ledger import Silence
from ui.reports import reports_title
from ui.selection import without_gaps


def test_a_term_nobody_reported_keeps_its_place_on_the_axis() -> None:
    terms = without_gaps(["2022-2023-1", "2023-2024-1"], PeriodKind.TERM)
    assert terms == ("2022-2023-1", "2022-2023-2", "2023-2024-1")
    assert without_gaps(["2021-2022", "2023-2024"], PeriodKind.SCHOOL_YEAR) == ("2021-2022", "2022-2023", "2023-2024")
    assert without_gaps(["2024-03", "2024-05"], PeriodKind.MONTH) == ("2024-03", "2024-05")
    assert without_gaps(["2024-Q3", "2025-Q1"], PeriodKind.QUARTER) == ("2024-Q3", "2024-Q4", "2025-Q1")
    assert without_gaps([], PeriodKind.TERM) == ()


def test_a_month_is_named_only_where_it_stands_out() -> None:
    every = [Silence(month, "T1", "青屏街道", 8, 1) for month in ("2024-05", "2024-04", "2024-03")]
    assert reports_title(every, 3) == "青屏街道3个月每月都有未报：应报8所，每月1所未报"
    worst = Silence("2024-03", "T2", "枫树乡", 6, 6)
    assert reports_title([worst, *every], 3) == "枫树乡2024年3月报告最少：6所应报学校中6所未报"
    assert reports_title(every[:2], 3).startswith("2处同为报告最少，如青屏街道2024年5月")
