"""Where one number comes from: the formula with its numbers, who counted, and every cell behind it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from catalog import dataset as declared
from catalog.model import RELATIVE, Indicator, Role, Total
from catalog.periods import label_zh
from metrics import times
from metrics.apart import sides_apart
from metrics.engine import answer
from metrics.errors import UnknownArea
from metrics.filters import Where
from metrics.meeting import COHORTS
from metrics.question import Question, ask, require_level
from metrics.sides import table
from metrics.townships import made_of
from store.lineage import Cell, cells_of
from store.reader import Reader


@dataclass(frozen=True)
class Source:
    """One stored value behind the number. `side`: numerator, denominator or reference (the district's spread of a Z score).

    `cell` is None for rows rolled up from pupils; `key` holds the further key columns (programme, grade, item …).
    """

    area_id: str
    area: str
    side: str
    dataset: str
    column: str
    period: str
    stage: str | None
    key: dict[str, Any]
    value: Any
    file: str | None
    sheet: str | None
    cell: str | None
    row: int | None
    batch_id: str
    person: str
    at: datetime.datetime
    rolled_up: bool
    derived: bool


@dataclass(frozen=True)
class Trace:
    """One number and what it is made of. Sides and value are None when unknown.

    `schools_counted` and `schools_missing`: {"id", "name"} of those of which everything due is in, or not. `sources`: every
    formula's sides, one dict per split (of a breakdown); `cells`: the stored values, by school.
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
    schools = _schools(question, place, areas)
    sources = _sources(question, place, schools, areas)
    counted, missing = _counted(schools)
    return Trace(
        indicator=name, title=question.indicator.zh, area_id=area_id, area=place["name"], level=place["level"], period=period,
        where=dict(question.filters.shown), formula=question.indicator.formula_zh, calculation=_calculation(question.indicator, mine),
        numbers=_numbers(question, mine), own_total=bool(len(mine)) and bool(mine["own_total"].any()),
        schools_counted=counted, schools_missing=missing, cells=sources,
    )  # fmt: skip


def _place(reader: Reader, area_id: str, areas: Collection[str] | None) -> dict[str, Any]:
    found = reader.rows("SELECT area_id, level, name, township_id FROM area WHERE area_id = $id", {"id": area_id})
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


def _sources(
    question: Question, place: dict[str, Any], schools: pd.DataFrame, areas: Collection[str] | None
) -> list[Source]:
    """The cells of both sides, of the schools and (for an area) of its own and its townships' totals."""
    names = dict(zip(schools["area_id"], schools["area"], strict=True)) | _own_totals(question, place, areas)
    found: list[Source] = []
    for side, total, steps in sides_of(question):
        for column in total.columns:
            found += _cells(question, side, total, column, steps, names)
    return sorted(found, key=lambda each: (each.area_id, each.side != "numerator", each.column, each.period))


def _own_totals(question: Question, place: dict[str, Any], areas: Collection[str] | None) -> dict[str, str]:
    """The place, and the townships of a district (of those a visitor may see), whose own stated totals stand in the number."""
    if place["level"] not in ("township", "district"):
        return {}
    levels = ["township", "district"] if place["level"] == "district" else ["township"]
    frame = answer(question, levels)
    mine = frame[(frame["area_id"] == place["area_id"]) | (frame["parent_id"] == place["area_id"])]
    used = mine[mine["own_total"].astype(bool)]
    if areas is not None:
        used = used[used["area_id"].isin({place["area_id"], *areas})]
    names = dict(zip(used["area_id"], used["area"], strict=True))
    return {then: names[now] for then, now in made_of(question.reader, set(names)).items()}


def sides_of(question: Question) -> Iterable[tuple[str, Total, tuple[times.Step, ...]]]:
    """Each total with the periods of the data that answer for it."""
    top, below = question.indicator.numerator, question.indicator.denominator
    if question.indicator.function == "apart":
        yield from _sides_apart(question)
        return
    yield "numerator", top, question.steps
    if question.indicator.function in ("z", "t"):
        yield "numerator", Total(top.dataset, "sum_squares"), question.steps
    elif question.indicator.function == "spread":
        yield "numerator", Total(top.dataset, "sum_score"), question.steps
    if below is None or question.indicator.function == "reported":
        return
    if question.indicator.function == "cohort":
        intake, *moves = question.below
        yield (
            "denominator",
            intake,
            times.cohort_steps(question.answers, question.natives(intake, other_side=True), COHORTS),
        )
        for each in moves:
            yield "denominator", each, times.flow_steps(question.answers, question.natives(each, other_side=True))
    elif question.indicator.meets_on != "same period":
        yield "denominator", below, _stock_steps(question, below)
    else:
        yield "denominator", below, question.steps


def _sides_apart(question: Question) -> Iterable[tuple[str, Total, tuple[times.Step, ...]]]:
    """Each side with its own periods and stages."""
    for name, side in zip(("numerator", "denominator"), sides_apart(question), strict=True):
        stages = side.filters.stages or (None,)
        steps = tuple(replace(step, stage=stage) for step in side.steps for stage in stages)
        yield name, side.indicator.numerator, steps


def _stock_steps(question: Question, below: Total) -> tuple[times.Step, ...]:
    stated = question.natives(below, other_side=True)
    own = tuple(code for code in stated if code in question.answers)
    within = tuple(
        code
        for code in stated
        if times.school_year_code(code) in {times.school_year_code(each) for each in question.answers}
    )
    return times.flow_steps(own, own) + times.flow_steps(within, within)


def _cells(
    question: Question, side: str, total: Total, column: str, steps: tuple[times.Step, ...], names: dict[str, str]
) -> list[Source]:
    dataset = declared(total.dataset)
    # Choosing by a trait or a place of the school is done already: by who is in `names`.
    where = table(total, question.filters, question.split)
    key = [each for each in dataset.key if where == total.dataset or each != dataset.breakdown]
    if dataset.column(column).role is Role.ATTRIBUTE and where != total.dataset:
        return []
    stages = {step.native: step.stage for step in steps}
    answered: list[Source] = []
    for identity, cells in cells_of(question.reader, where, column, list(names), list(stages)).items():
        keyed = dict(zip(key, identity[1:], strict=True))
        if not _selected(question, total, keyed, steps):
            continue
        for cell in cells:
            if cell.counts:
                answered.append(_source(cell, identity[0], names[identity[0]], side, total.dataset, column, keyed))
    return answered


def _selected(question: Question, total: Total, keyed: dict[str, Any], steps: tuple[times.Step, ...]) -> bool:
    filters = question.filters
    if filters.stages and keyed["stage"] not in filters.stages:
        return False
    same = total.dataset == question.indicator.numerator.dataset
    if same and any(keyed[name] not in values for name, values in filters.facts.items() if name in keyed):
        return False
    return any(step.native == keyed["period"] and step.stage in (None, keyed["stage"]) for step in steps)


def _source(cell: Cell, area_id: str, area: str, side: str, dataset: str, column: str, keyed: dict[str, Any]) -> Source:
    rest = {name: value for name, value in keyed.items() if name not in ("period", "stage") and value is not None}
    source = Source(
        area_id=area_id, area=area, side=side, dataset=dataset, column=column, period=keyed["period"], stage=keyed["stage"],
        key=rest, value=cell.value, file=cell.file, sheet=cell.sheet, cell=cell.cell, row=cell.row, batch_id=cell.batch_id,
        person=cell.person, at=cell.at, rolled_up=cell.rolled_up, derived=cell.derived,
    )  # fmt: skip
    return source if cell.part is None else replace(source, key={**rest, "grade": cell.part})


def _numbers(question: Question, mine: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            **{name: row[name] for name in question.split},
            "numerator": _known(row["numerator"]),
            "denominator": _known(row["denominator"]),
            "value": _known(row["value"]),
            "schools_counted": int(row["schools_counted"]),
            "schools_missing": int(row["schools_missing"]),
        }
        for row in mine.to_dict("records")
    ]


def _known(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


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
    known = _known(value)
    return "未知" if known is None else f"{known:,.6f}".rstrip("0").rstrip(".")
