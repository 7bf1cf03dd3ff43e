"""Where one number comes from: the formula with its numbers, who counted, and every cell behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from catalog.model import RELATIVE, Indicator
from catalog.periods import label_zh
from metrics.apart import sides_apart
from metrics.balance import amounts_asked
from metrics.behind import number_cells, own_totals, summed_by
from metrics.engine import answer
from metrics.errors import UnknownArea
from metrics.filters import Where
from metrics.question import Question, ask, require_level
from metrics.recount import Part, known, parts_of, recount
from metrics.source import Source
from metrics.spread import district_spread
from store.reader import Reader


@dataclass(frozen=True)
class Trace:
    """One number and what it is made of. Sides and value are None when unknown.

    `schools_counted` and `schools_missing`: {"id", "name"} of those of which everything due is in, or not. `sources`: every
    formula's sides, one dict per split (of a breakdown); `cells`: the stored values, by school, with those that add up to
    the number marked as used; `parts`: what each school (or area by its own total) adds; `agrees`: whether the cells were
    added up to the number again, None where the visitor does not see them all. `reference`: see _reference.
    """

    indicator: str
    title: str
    area_id: str
    area: str
    level: str
    period: str
    where: dict[str, Any]
    formula: str
    calculation: str
    numbers: list[dict[str, Any]]
    own_total: bool
    schools_counted: list[dict[str, str]]
    schools_missing: list[dict[str, str]]
    cells: list[Source]
    parts: list[Part]
    agrees: bool | None
    reference: dict[str, Any] | None = None

    def as_text(self) -> str:
        """The trace for a terminal."""
        lines = [f"{self.area} · {label_zh(self.period)} · {self.title}", f"口径：{self.formula}", self.calculation]
        lines.append(
            f"计入 {len(self.schools_counted)} 所，缺 {len(self.schools_missing)} 所"
            + (" · 采用本级上报合计" if self.own_total else "")
        )
        if self.schools_missing:
            lines.append("缺：" + "、".join(each["name"] for each in self.schools_missing))
        for each in self.cells:
            where = " ".join(str(part) for part in (each.file, each.sheet, each.cell or "（由学生名单汇总）") if part)
            lines.append(
                f"{each.area} {each.period} {each.column} = {each.value}  ← {where} · {each.batch_id} · {each.person} · {each.at:%Y-%m-%d %H:%M}"
            )
        return "\n".join(lines)


def trace(
    reader: Reader,
    name: str,
    area_id: str,
    period: str,
    where: Where | None = None,
    areas: Collection[str] | None = None,
) -> Trace:
    """The lineage of one number, down to file, sheet, cell, batch, person and time.

    Raises what `metrics.values` does, and UnknownArea for a place that is not there or not in `areas` (township ids).
    """
    place = _place(reader, area_id, areas)
    question = ask(reader, name, period, where)
    require_level(question.indicator, place["level"])
    frame = answer(question, [place["level"]])
    mine = frame[frame["area_id"] == area_id]
    behind = _behind(question, place, areas)
    return Trace(
        indicator=name, title=question.indicator.zh, area_id=area_id, area=place["name"], level=place["level"], period=period,
        where=dict(question.filters.shown), formula=question.indicator.formula_zh, calculation=_calculation(question.indicator, mine),
        numbers=_numbers(question, mine), own_total=bool(len(mine)) and bool(mine["own_total"].any()),
        schools_counted=behind.counted, schools_missing=behind.missing, cells=behind.cells, parts=behind.parts,
        agrees=behind.agrees, reference=_reference(question, place),
    )  # fmt: skip


@dataclass(frozen=True)
class _Behind:
    counted: list[dict[str, str]]
    missing: list[dict[str, str]]
    cells: list[Source]
    parts: list[Part]
    agrees: bool | None


def _behind(question: Question, place: dict[str, Any], areas: Collection[str] | None) -> _Behind:
    """The schools, the parts and the cells of a number, as far as a visitor may see them."""
    if question.indicator.function == "apart":
        return _behind_apart(question, place, areas)
    if question.indicator.function == "cv":
        return _behind_cv(question, place, areas)
    schools = _schools(question, place, areas)
    names = dict(zip(schools["area_id"], schools["area"], strict=True))
    own, made = own_totals(question, place, areas)
    cells = number_cells(question, names | own)
    parts = parts_of(_within(question, place), place) if question.steps else []
    homes = dict(zip(schools["area_id"], schools["parent_id"], strict=True))
    cells, agrees = recount(parts, cells, summed_by(question), homes, made)
    seen = [part for part in parts if part.area_id in names or part.area_id in own]
    # Of a number whose parts he does not all see a visitor cannot be told that they add up.
    return _Behind(*_counted(schools), cells, seen, agrees if len(seen) == len(parts) else None)


def _behind_apart(question: Question, place: dict[str, Any], areas: Collection[str] | None) -> _Behind:
    """Both sides, each a number of its own."""
    found: list[_Behind] = []
    for side, asked in zip(("numerator", "denominator"), sides_apart(question), strict=True):
        each = _behind(asked, place, areas)
        cells = [replace(cell, side=side) for cell in each.cells]
        parts = each.parts if side == "numerator" else [_as_below(part) for part in each.parts]
        found.append(replace(each, cells=cells, parts=parts))
    top, below = found
    missing = {each["id"]: each for each in (*top.missing, *below.missing)}
    counted = {each["id"]: each for each in (*top.counted, *below.counted) if each["id"] not in missing}
    agrees = None if None in (top.agrees, below.agrees) else bool(top.agrees and below.agrees)
    return _Behind(
        [*counted.values()], [*missing.values()], [*top.cells, *below.cells], [*top.parts, *below.parts], agrees
    )


def _as_below(part: Part) -> Part:
    return replace(part, numerator=None, denominator=part.numerator)


def _behind_cv(question: Question, place: dict[str, Any], areas: Collection[str] | None) -> _Behind:
    """The schools of a coefficient of variation, by item: what each has, and its pupils."""
    found = amounts_asked(question, place["area_id"])
    seen = [each for each in found if areas is None or each["township_id"] in areas]
    parts = [
        Part(each["area_id"], each["name"], "school", each["stage"], each["amount"], each["weight"], own_total=False,
             complete=bool(each["counts"]), key=(("item", each["item"]),))
        for each in seen if each["counts"]
    ]  # fmt: skip
    names = {each["area_id"]: each["name"] for each in seen}
    missing = {each["area_id"] for each in seen if not each["counts"] and each["weight"] != 0}
    cells, agrees = recount(parts, number_cells(question, names), summed_by(question), {}, {})
    listed = [{"id": area_id, "name": name} for area_id, name in sorted(names.items())]
    counted = [each for each in listed if each["id"] not in missing]
    return _Behind(
        counted,
        [each for each in listed if each["id"] in missing],
        cells,
        parts,
        agrees if len(seen) == len(found) else None,
    )


def _within(question: Question, place: dict[str, Any]) -> Question:
    """The question asked of the schools of a zone alone."""
    if place["level"] != "zone":
        return question
    return ask(
        question.reader, question.indicator.name, question.periods, {**question.filters.asked, "zone": place["area_id"]}
    )


def _reference(question: Question, place: dict[str, Any]) -> dict[str, Any] | None:
    """What a score is measured against: the district's id, pupils, mean and spread of the same paper."""
    if question.indicator.function not in RELATIVE or not question.steps:
        return None
    home = place["area_id"] if place["level"] == "district" else place["district_id"]
    spread = district_spread(question.reader, question.indicator, question.filters, question.steps, question.split)
    for row in spread[spread["home_id"] == home].to_dict("records"):
        return {"area_id": home, "pupils": known(row["n"]), "mean": known(row["mu"]), "sd": known(row["sigma"])}
    return None


def _place(reader: Reader, area_id: str, areas: Collection[str] | None) -> dict[str, Any]:
    found = reader.rows(
        "SELECT area_id, level, name, township_id, district_id FROM area WHERE area_id = $id", {"id": area_id}
    )
    inside = areas is None or (bool(found) and (found[0]["level"] == "district" or found[0]["township_id"] in areas))
    if not found or not inside:
        raise UnknownArea(f"没有编号为“{area_id}”的地方")
    return found[0]


def _schools(question: Question, place: dict[str, Any], areas: Collection[str] | None) -> pd.DataFrame:
    """The schools of the place that are due, with counted and missing; of those a visitor may see."""
    level = place["level"]
    if level == "school":
        found = answer(question, ["school"])
        found = found[found["area_id"] == place["area_id"]]
    elif level == "zone":
        inside = ask(
            question.reader,
            question.indicator.name,
            question.periods,
            {**question.filters.asked, "zone": place["area_id"]},
        )
        found = answer(inside, ["school"])
    else:
        found = answer(question, ["school"])
        found = found[found["parent_id" if level == "township" else "home_id"] == place["area_id"]]
    return found if areas is None else found[found["parent_id"].isin(set(areas))]


def _counted(schools: pd.DataFrame) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    grouped = schools.groupby("area_id", sort=True).agg(name=("area", "first"), missing=("schools_missing", "max"))
    listed = [
        ({"id": area_id, "name": row.name_}, row.missing)
        for area_id, row in grouped.rename(columns={"name": "name_"}).iterrows()
    ]
    return [each for each, missing in listed if not missing], [each for each, missing in listed if missing]


def _numbers(question: Question, mine: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            **{name: row[name] for name in question.split},
            "numerator": known(row["numerator"]),
            "denominator": known(row["denominator"]),
            "value": known(row["value"]),
            "schools_counted": int(row["schools_counted"]),
            "schools_missing": int(row["schools_missing"]),
        }
        for row in mine.to_dict("records")
    ]


def _calculation(indicator: Indicator, mine: pd.DataFrame) -> str:
    """The formula with the numbers in it, a line for each value of a breakdown."""
    if mine.empty:
        return "没有数据"
    return "\n".join(_line(indicator, row) for row in mine.to_dict("records"))


def _line(indicator: Indicator, row: Mapping[Any, Any]) -> str:
    n, d, value = (_shown(row[name]) for name in ("numerator", "denominator", "value"))
    keyed = " ".join(str(row[name]) for name in indicator.breakdown)
    lead = f"{keyed}：" if keyed else ""
    if indicator.denominator is None:
        return f"{lead}{value}"
    if indicator.function in (*RELATIVE, "spread", "cv"):
        return f"{lead}{value}（合计 {n}，人数 {d}）"
    return f"{lead}{n} ÷ {d} = {value}"


def _shown(value: Any) -> str:
    told = known(value)
    return "未知" if told is None else f"{told:,.6f}".rstrip("0").rstrip(".")
