"""A number asked about, and what is said of it: the formula with its numbers, the schools, the parts; logic without drawing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from catalog import INDICATORS, dataset, stages
from catalog.model import Indicator, Total
from catalog.periods import is_period
from catalog.stages import grade_label_zh
from charts.numbers import Scale, scale_of
from metrics import Source, Trace
from metrics.recount import Part
from ui.balance import item_name, per_name, per_of
from ui.context import Context, Where
from ui.declared import setting_text
from ui.lineage_link import ALSO, AT, OF, ON, TO, WITH, Asked, read_where
from ui.selection import period_name, short_label
from ui.text import language, name_of, say

_NAMES = frozenset(each.name for each in INDICATORS)
_MOST_NAMES = 12


@dataclass(frozen=True)
class Term:
    """One number of a formula with what it is, or (without a number) a sign."""

    text: str
    what: str = ""


def asked_here() -> Asked | None:
    """The number the address asks about; None when it names none, or none that there can be."""
    asked = {name: st.query_params.get(name, "") for name in (OF, AT, ON, WITH, TO, ALSO)}
    where = read_where(asked[WITH])
    if asked[OF] not in _NAMES or not asked[AT] or not is_period(asked[ON]) or where is None:
        return None
    return Asked(asked[OF], asked[AT], asked[ON], where, asked[TO], asked[ALSO] if is_period(asked[ALSO]) else "")


def stage_of(where: Where) -> str | None:
    """The one stage the conditions name."""
    stage = where.get("stage")
    return stage if isinstance(stage, str) else stage[0] if stage and len(stage) == 1 else None


def what_is(indicator: Indicator, where: Where) -> str:
    """The indicator with its stage in front: 初中巩固率."""
    stage = stage_of(where)
    gap = " " if language() == "en" else ""
    return f"{name_of(stages.stage(stage))}{gap}{name_of(indicator)}" if stage else name_of(indicator)


def where_words(context: Context, indicator: Indicator, where: Where, period: str) -> str:
    """The conditions as they are read, of exams those of the period; the stage stands in the title already."""
    said = []
    sat = {each.exam for each in context.papers() if each.period == period}
    places = {each.area_id: each.name for level in ("district", "township", "school") for each in context.areas(level)}
    for name, value in where.items():
        if name == "stage":
            continue
        values = [value] if isinstance(value, str) else list(value)
        if name == "exam" and sat & set(values):
            values = [each for each in values if each in sat]
        shown = [_value_text(indicator, name, each, places) for each in values]
        said.append(say("join.and").join(shown[:6]) + ("…" if len(shown) > 6 else ""))
    return " · ".join(said)


def _value_text(indicator: Indicator, name: str, value: str, places: dict[str, str]) -> str:
    if name == "grade" and value.lstrip("-").isdigit():
        return grade_label_zh(int(value))
    found = next((each for each in dataset(indicator.numerator.dataset).columns if each.name == name), None)
    if found is not None and value in found.choices:
        return found.choices[value][0] if language() == "zh" else value
    return places.get(value, value)


def trace_of(context: Context, asked: Asked) -> Trace:
    """Where the number comes from, kept with the version; places under their numbers where nobody is to be named."""
    found: Trace = context.kept("lineage", _traced, asked.indicator, asked.area_id, asked.period, _frozen(asked.where))
    return _without_names(context, found) if context.unnamed else found


def _frozen(where: Where) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return tuple(sorted((name, value if isinstance(value, str) else tuple(value)) for name, value in where.items()))


def _traced(context: Context, name: str, area_id: str, period: str, where: tuple) -> Trace:
    found: Trace = context.trace(
        name, area_id, period, {key: value if isinstance(value, str) else list(value) for key, value in where}
    )
    return found


def _without_names(context: Context, trace: Trace) -> Trace:
    return replace(
        trace, area=context.called(trace.area_id, trace.area),
        schools_counted=_renamed(context, trace.schools_counted), schools_missing=_renamed(context, trace.schools_missing),
        parts=[replace(each, area=context.called(each.area_id, each.area_id)) if each.level != "district" else each for each in trace.parts],
        cells=[replace(each, area=context.called(each.area_id, each.area_id), file=None, sheet=None) for each in trace.cells],
    )  # fmt: skip


def _renamed(context: Context, schools: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{**each, "name": context.called(each["id"], each["id"])} for each in schools]


def value_of(trace: Trace) -> float | None:
    """The one value of the trace; None when it is unknown or there are several."""
    return trace.numbers[0]["value"] if len(trace.numbers) == 1 else None


def scale_for(indicator: Indicator, value: float | None) -> Scale:
    """How the number is written here: never fewer than two decimals of a rate, so that the division can be followed."""
    scale = scale_of(indicator, [value])
    return replace(scale, decimals=max(scale.decimals, 2)) if indicator.denominator is not None else scale


def written_value(indicator: Indicator, value: float | None) -> str:
    """The value with its unit."""
    scale = scale_for(indicator, value)
    return scale.text(value) if value is None else f"{scale.text(value)}{say(scale.unit_key)}"


def formula_lines(indicator: Indicator, trace: Trace) -> list[tuple[str, list[Term]]]:
    """The formula with the numbers in it: a line for each value of a breakdown, under its name."""
    return [(_split_name(indicator, number), _terms(indicator, trace, number)) for number in trace.numbers]


def _split_name(indicator: Indicator, number: dict) -> str:
    if len(indicator.breakdown) == 0:
        return ""
    shown = [_value_text(indicator, name, str(number[name]), {}) for name in indicator.breakdown if name != "stage"]
    stage = number.get("stage")
    return " ".join([*([name_of(stages.stage(stage))] if isinstance(stage, str) else []), *shown])


def school_item(indicator: Indicator, where: Where) -> str:
    """The item, when what one school has of it is asked about; empty otherwise."""
    item, school = where.get("item"), where.get("school")
    return item if indicator.function == "cv" and school and isinstance(item, str) else ""


def _item_terms(indicator: Indicator, item: str, number: dict) -> list[Term]:
    """What a school has for each pupil: amount ÷ pupils × 100."""
    top, below, per = number["numerator"], number["denominator"], per_of(item)
    assert indicator.denominator is not None
    value = None if top is None or not below else top / below * per
    times = [Term(f"× {per}")] if per != 1 else []
    result = Term(plain_number(None if value is None else round(value, 4)), per_name(item))
    return [
        Term(plain_number(top), item_name(item)),
        Term("÷"),
        Term(plain_number(below), side_name(indicator.denominator)),
        *times,
        Term("="),
        result,
    ]


def _terms(indicator: Indicator, trace: Trace, number: dict) -> list[Term]:
    top, below = number["numerator"], number["denominator"]
    item = school_item(indicator, trace.where)
    if item:
        return _item_terms(indicator, item, number)
    result = Term(written_value(indicator, number["value"]), name_of(indicator))
    if indicator.function == "reported":
        return [
            Term(plain_number(top), say("lineage.reported")),
            Term("÷"),
            Term(plain_number(below), say("lineage.due")),
            Term("="),
            result,
        ]
    if indicator.denominator is None:
        several = indicator.numerator.plus or indicator.numerator.minus
        parts = (
            [Term(side_words(trace, "numerator", indicator.numerator)), Term("=")] if several and trace.agrees else []
        )
        return [*parts, result]
    if trace.reference is not None and top is not None and below:
        return [*_relative_terms(indicator, trace, top / below), Term("="), result]
    if indicator.function in ("cv", "spread"):
        return [result]
    sides = [Term(plain_number(top), side_words(trace, "numerator", indicator.numerator)), Term("÷")]
    sides += [Term(plain_number(below), side_words(trace, "denominator", indicator.denominator))]
    return [*sides, Term("="), result]


def side_words(trace: Trace, side: str, total: Total) -> str:
    """What a side adds up, with the sum of each column where there are several: 招生数 169 + 转入 0 − 转出 5."""
    columns = (total.column, *total.plus, *total.minus)
    if len(columns) < 2 or total.times or not trace.agrees or len(trace.numbers) != 1:
        return side_name(total)
    used = [cell for cell in trace.cells if cell.used and cell.side == side and cell.dataset == total.dataset]
    sums = {name: sum(cell.value for cell in used if cell.column == name) for name in columns}
    signs = {total.column: "", **dict.fromkeys(total.plus, "+ "), **dict.fromkeys(total.minus, "− ")}
    declared = dataset(total.dataset)
    return " ".join(f"{signs[name]}{name_of(declared.column(name))} {plain_number(sums[name])}" for name in columns)


def _relative_terms(indicator: Indicator, trace: Trace, mean: float) -> list[Term]:
    """A score against its district: (mean − district mean) ÷ standard deviation, or what is made of it."""
    assert trace.reference is not None
    here = Term(f"{mean:,.2f}", say("lineage.mean"))
    whole = Term(
        "—" if trace.reference["mean"] is None else f"{trace.reference['mean']:,.2f}", say("lineage.district_mean")
    )
    spread = Term("—" if trace.reference["sd"] is None else f"{trace.reference['sd']:,.2f}", say("lineage.district_sd"))
    lead = [Term("50 + 10 × (")] if indicator.function == "t" else [Term("(")]
    last = whole if indicator.function == "over_mean" else spread
    return [*lead, here, Term("−"), whole, Term(") ÷"), last]


def formula_note(indicator: Indicator, trace: Trace) -> str:
    """What a formula that is no division does with its numbers; empty for the others."""
    numbers = [each for each in trace.numbers if each["numerator"] is not None and each["denominator"]]
    if indicator.function == "cv" and len(numbers) == 1 and not school_item(indicator, trace.where):
        return say("lineage.cv", mean=f"{numbers[0]['numerator'] / numbers[0]['denominator']:,.4f}")
    if indicator.function == "spread" and numbers:
        return say(
            "lineage.sd", top=plain_number(numbers[0]["numerator"]), below=plain_number(numbers[0]["denominator"])
        )
    return ""


def side_name(total: Total) -> str:
    """What a side adds up: 招生数 + 转入 − 转出."""
    columns = dataset(total.dataset)
    names = {name: name_of(columns.column(name)) for name in total.columns}
    terms = names[total.column] + "".join(f" + {names[each]}" for each in total.plus)
    terms += "".join(f" − {names[each]}" for each in total.minus)
    return f"({terms}) × {names[total.times]}" if total.times else terms


def plain_number(value: float | None) -> str:
    """A number as it is written down, no digit more than it has."""
    return "—" if value is None else f"{value:,.4f}".rstrip("0").rstrip(".")


def coverage_lines(trace: Trace) -> list[str]:
    """Who stands in the number, who reported in part, who not at all."""
    own = list(dict.fromkeys(part.area for part in trace.parts if part.own_total))
    lines = [say("lineage.own", names=_listed(own))] if own else []
    lines.append(say("lineage.counted", n=len(trace.schools_counted)))
    told = {cell.area_id for cell in trace.cells}
    silent = [each["name"] for each in trace.schools_missing if each["id"] not in told]
    partly = [each["name"] for each in trace.schools_missing if each["id"] in told]
    lines += [say("lineage.incomplete", n=len(partly), names=_listed(partly))] if partly else []
    lines += [say("lineage.silent", n=len(silent), names=_listed(silent))] if silent else []
    return lines if partly or silent or own else [*lines, say("lineage.none_missing")]


def _listed(names: Sequence[str]) -> str:
    return say("join.and").join(names[:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else "")


def agreement(indicator: Indicator, trace: Trace) -> tuple[str, str]:
    """(better, caution or nothing; the sentence): whether the cells give the number again."""
    if indicator.function == "reported":
        return "", say("lineage.agrees_none")
    if trace.agrees is None:
        return "", say("lineage.partly")
    sides = ("numerator",) if indicator.denominator is None else ("numerator", "denominator")
    if any(number[side] is None for number in trace.numbers for side in sides):
        return "", say("lineage.half")
    if not trace.agrees:
        return "caution", say("lineage.differs")
    with_cells = {cell.area_id for cell in trace.cells if cell.used}
    zero = any(part.area_id not in with_cells for part in trace.parts if not part.own_total)
    return "better", say("lineage.agrees") + (say("lineage.zero") if zero else "")


def settings_lines(context: Context, indicator: Indicator) -> list[str]:
    """The settings that the number depends on, with who set them."""
    return [f"{name_of(each.setting)} {setting_text(each)}" for each in context.settings.used_by(indicator)]


@dataclass(frozen=True)
class PartRow:
    """A part as it is shown: place, both sides, what comes of them, how it stands, and the number it leads to."""

    name: str
    key: str
    numerator: str
    denominator: str
    value: str
    state: str
    asked: Asked | None


def part_rows(indicator: Indicator, trace: Trace, asked: Asked) -> list[PartRow]:
    """A row for each school or own total, its stages together; those with no number in it are not among them. Who adds
    nothing stands last."""
    grouped: dict[tuple, list[Part]] = {}
    for part in trace.parts:
        grouped.setdefault((part.area_id, part.key), []).append(part)

    def place(item: tuple[tuple, list[Part]]) -> tuple[bool, str]:
        return not any(part.numerator or part.denominator for part in item[1]), str(item[0])

    return [_part_row(indicator, parts, asked) for _, parts in sorted(grouped.items(), key=place)]


def _part_row(indicator: Indicator, parts: Sequence[Part], asked: Asked) -> PartRow:
    first = parts[0]
    top, below = _sum(part.numerator for part in parts), _sum(part.denominator for part in parts)
    ratio = indicator.denominator is not None and indicator.function in ("ratio", "cohort", "cv")
    value = top / below if ratio and top is not None and below else None
    plain = indicator.function == "cv"
    state = "in_own" if first.own_total else "in" if all(part.complete for part in parts) else "in_part"
    return PartRow(
        first.area, " ".join(_value_text(indicator, name, str(each), {}) for name, each in first.key), plain_number(top),
        plain_number(below) if indicator.denominator is not None else "",
        plain_number(value) if plain else written_value(indicator, value) if value is not None else "", say(f"lineage.{state}"),
        _asked_of(indicator, first, asked),
    )  # fmt: skip


def _asked_of(indicator: Indicator, part: Part, asked: Asked) -> Asked | None:
    """The part's own number; where the indicator has none for schools, the same number with that school alone in it."""
    if part.area_id == asked.area_id or "school" in asked.where or indicator.function == "apart":
        return None
    if part.level in {level.value for level in indicator.levels}:
        return Asked(asked.indicator, part.area_id, asked.period, asked.where)
    narrowed = {**asked.where, **{name: str(value) for name, value in part.key}, "school": part.area_id}
    return Asked(asked.indicator, asked.area_id, asked.period, narrowed) if part.level == "school" else None


def _sum(numbers: Iterable[float | None]) -> float | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def ordered_cells(trace: Trace) -> list[Source]:
    """The cells, those that make the number first."""
    return sorted(trace.cells, key=lambda cell: not cell.used)


def cell_code(cell: Source) -> str:
    """What the address calls a cell."""
    return f"{cell.batch_id}~{cell.sheet or ''}~{cell.cell or ''}~{cell.column}~{cell.area_id}~{cell.period}"


def cell_label(cell: Source) -> str:
    """A cell in a box to choose from."""
    at = cell.cell or say("source.rolled_up")
    area = f"{cell.area} · {short_label(cell.period)}"
    return say("lineage.cell_of", area=area, column=name_of(dataset(cell.dataset).column(cell.column)), cell=at)


def lineage_title(context: Context, asked: Asked, trace: Trace) -> str:
    """The number as a heading."""
    indicator = context.indicator(asked.indicator, stage_of(asked.where))
    item = school_item(indicator, asked.where)
    if item:
        place = trace.parts[0].area if trace.parts else trace.area
        return say(
            "lineage.title", place=place, period=period_name(asked.period), what=item_name(item), value=""
        ).rstrip("：:, ")
    value = value_of(trace)
    several = len(trace.numbers) > 1
    alone = "school" in asked.where and len({part.area_id for part in trace.parts}) == 1
    words = {
        "place": trace.parts[0].area if alone else trace.area,
        "period": period_name(asked.period),
        "what": what_is(indicator, asked.where),
    }
    return say("lineage.title", **words, value="" if several else written_value(indicator, value)).rstrip("：:, ")
