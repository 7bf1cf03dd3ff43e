"""Declarations as rows a person reads: what an indicator means, what a dataset's columns are."""

from __future__ import annotations

from catalog import dataset as declared
from catalog import stages
from catalog.evidence import EVIDENCE_EN, EVIDENCE_ZH, Evidence
from catalog.model import Column, Dataset, Indicator, Level, Reference, Total, Unit
from catalog.settings import InForce, Setting
from catalog.settings.model import Value
from reports.moments import local_moment
from ui.text import language, name_of, say


def symbols(indicator: Indicator) -> str:
    """The formula over the columns of the returns: Σ 毕业生数 ÷ Σ（招生数 + 转入 − 转出）."""
    top, apart = f"Σ {_side(indicator.numerator)}", indicator.apart
    below = f"Σ {_side(indicator.denominator)}" if indicator.denominator else ""
    back = f"（t−{apart.years_back}）" if apart and apart.years_back else ""
    return say(f"function.{indicator.function}", top=top, below=below, back=back)


def _side(total: Total) -> str:
    columns = declared(total.dataset)
    names = {name: name_of(columns.column(name)) for name in total.columns}
    terms = names[total.column] + "".join(f" + {names[each]}" for each in total.plus)
    terms += "".join(f" − {names[each]}" for each in total.minus)
    whole = f"（{terms}）" if total.plus or total.minus else terms
    return f"{whole} × {names[total.times]}" if total.times else whole


def setting_text(each: InForce) -> str:
    """A setting in force: its value, who set it when and why; else what its default rests on."""
    if each.at is None:
        return f"{written(each.setting, each.value)}（{say('settings.default')}；{evidence_text(each.setting)}）"
    changed = say("settings.changed_by", person=each.person, time=local_moment(each.at), note=each.note)
    return f"{written(each.setting, each.value)}（{changed}）"


def written(setting: Setting, value: Value) -> str:
    """A setting's value in the visitor's language."""
    if setting.choices:
        return setting.choices[str(value)][language() == "en"]
    return setting.written(value)


def evidence_text(setting: Setting) -> str:
    """How sure we are of a setting's default."""
    return evidence_of(setting.evidence)


def evidence_of(evidence: Evidence) -> str:
    """How sure we are of a source, in words."""
    return (EVIDENCE_EN if language() == "en" else EVIDENCE_ZH)[evidence]


def reference_text(indicator: Indicator, reference: Reference) -> str:
    """A reference line in words: its stage, value and who set it."""
    stage = name_of(stages.stage(reference.stage)) if reference.stage else ""
    value = f"{reference.value:.1%}" if indicator.unit is Unit.PERCENT else f"{reference.value:g}"
    unchecked = "" if reference.verified else f"（{say('definitions.unverified')}）"
    return f"{stage}{value}（{reference.source}）{unchecked}"


def column_rows(dataset: Dataset) -> dict[str, list[str]]:
    """The columns of a dataset: name, label, kind, unit, required, other headers understood."""
    columns = dataset.columns
    return {
        say("definitions.column"): [name_of(each) for each in columns],
        say("definitions.column_id"): [each.name for each in columns],
        say("definitions.kind"): [say(f"kind.{each.kind.value}") for each in columns],
        say("definitions.unit"): [each.unit for each in columns],
        say("definitions.role"): [say(f"role.{each.role.value}") for each in columns],
        say("definitions.limits"): [_limits(each) for each in columns],
        say("definitions.synonyms"): ["、".join(each.synonyms) for each in columns],
        say("definitions.note"): [each.note for each in columns],
    }


def unit_name(unit: Unit) -> str:
    """The unit as written behind a number."""
    return say(f"unit.{unit.value}")


def level_name(level: Level) -> str:
    """Township, school, … in the visitor's language."""
    return say(f"level.{level.value}")


def _limits(column: Column) -> str:
    if column.choices:
        return "、".join(names[0] for names in column.choices.values())
    low = "" if column.minimum is None else f"≥ {column.minimum:g}"
    high = "" if column.maximum is None else f"≤ {column.maximum:g}"
    return " ".join(each for each in (low, high) if each)
