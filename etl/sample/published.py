"""What others published: invented figures of an invented city and county, to stand beside the sample district's own."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

_CITY, _COUNTY = "示例市（全市）", "示例邻县"
# (area, figure, stage, per cent by year from 2022 on, value by year, unit, document)
_FIGURES: tuple[tuple[str, str, str, tuple[float, ...], tuple[float, ...], str], ...] = (
    (_CITY, "巩固率", "junior", (96.2, 96.4, 96.9), (), ""),
    (_COUNTY, "巩固率", "junior", (94.8, 95.1, 95.6), (), ""),
    (_CITY, "生师比", "primary", (), (17.4, 17.1, 16.8), "∶1"),
)
_YEARS = (2022, 2023, 2024)


def published_rows() -> list[Row]:
    """Truth of the dataset: no district, no school; rates as fractions of one."""
    return [
        {
            "school": None, "area_name": area, "figure": figure, "stage": stage, "period": f"{year}-{year + 1}",
            "rate": round(rates[place] / 100, 4) if rates else None, "quantity": values[place] if values else None, "unit": unit or None,
            "document": _document(area, year), "document_number": None, "page": str(place + 3),
        }
        for area, figure, stage, rates, values, unit in _FIGURES
        for place, year in enumerate(_YEARS)
    ]  # fmt: skip


def _document(area: str, year: int) -> str:
    return f"{area.removesuffix('（全市）')}{year}年教育事业统计公报（示例）"
