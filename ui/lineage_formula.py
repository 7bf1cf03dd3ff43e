"""The formula of a number with the numbers in it, and the number as a heading; logic without drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from catalog import dataset, stages
from catalog.model import Indicator, Total
from charts.numbers import Scale, scale_of
from metrics import Trace
from ui.balance import item_name, per_name, per_of
from ui.context import Context, Where
from ui.lineage import stage_of, value_of, value_text, what_is
from ui.lineage_link import Asked
from ui.selection import period_name
from ui.text import name_of, say


@dataclass(frozen=True)
class Term:
    """One number of a formula with what it is, or (without a number) a sign."""

    text: str
    what: str = ""


def scale_for(indicator: Indicator, value: float | None) -> Scale:
    """How the number is written here: never fewer than two decimals of a rate, so that the division can be followed."""
    scale = scale_of(indicator, [value])
    return replace(scale, decimals=max(scale.decimals, 2)) if indicator.denominator is not None else scale


def written_value(indicator: Indicator, value: float | None) -> str:
    """The value with its unit."""
    scale = scale_for(indicator, value)
    return scale.text(value) if value is None else f"{scale.text(value)}{say(scale.unit_key)}"


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


def school_item(indicator: Indicator, where: Where) -> str:
    """The item, when what one school has of it is asked about; empty otherwise."""
    item, school = where.get("item"), where.get("school")
    return item if indicator.function == "cv" and school and isinstance(item, str) else ""


def formula_lines(indicator: Indicator, trace: Trace) -> list[tuple[str, list[Term]]]:
    """The formula with the numbers in it: a line for each value of a breakdown, under its name."""
    return [(_split_name(indicator, number), _terms(indicator, trace, number)) for number in trace.numbers]


def _split_name(indicator: Indicator, number: dict) -> str:
    if len(indicator.breakdown) == 0:
        return ""
    shown = [value_text(indicator, name, str(number[name]), {}) for name in indicator.breakdown if name != "stage"]
    stage = number.get("stage")
    return " ".join([*([name_of(stages.stage(stage))] if isinstance(stage, str) else []), *shown])


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


def side_sentence(indicator: Indicator, asked: Asked, trace: Trace) -> str:
    """The side that alone was asked about, with its number: 分子：毕业生数 146; empty where the whole number was."""
    total = {"numerator": indicator.numerator, "denominator": indicator.denominator}.get(asked.side)
    if total is None or len(trace.numbers) != 1:
        return ""
    side, value = say(f"lineage.{asked.side}"), plain_number(trace.numbers[0][asked.side])
    return say("lineage.side_of", side=side, what=side_name(total), value=value)


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
