"""Headings narrow enough to stand beside each other."""

from __future__ import annotations

from ui.reports import month_heading


def test_twelve_months_name_the_year_once_and_again_in_january():
    months = [f"2025-{number:02d}" for number in range(9, 13)] + [f"2026-{number:02d}" for number in range(1, 9)]
    headings = [month_heading(month, first=month == months[0]) for month in months]
    assert headings[:5] == ["2025\n9月", "10月", "11月", "12月", "2026\n1月"]
    assert max(len(line) for heading in headings for line in heading.split("\n")) <= 4
