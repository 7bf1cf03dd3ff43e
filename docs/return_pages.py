"""The data dictionary, and every finding the importer can make."""

from collections.abc import Iterable, Sequence

from catalog.model import Column, Dataset, Kind, Role
from catalog.stages import stage
from docs.markdown import PERIODS, page, table, words
from etl.problem import Problem

ROLES = {
    Role.PLACE: "地点 place",
    Role.KEY: "主键 key",
    Role.STOCK: "时点数 stock",
    Role.FLOW: "时期数 flow",
    Role.ATTRIBUTE: "属性 attribute",
    Role.GIVEN: "换算用 given",
}
FINDINGS = {"error": "错误 error（整个文件不启用）", "warning": "提醒 warning", "info": "说明 info"}


def datasets_page(datasets: Sequence[Dataset]) -> str:
    """The data dictionary: every dataset with its grain, key, periods, columns and row rules."""
    index = table(
        ("数据集", "Dataset", "一行是什么 grain", "缺一行意味着 an absent row means"),
        ((each.zh, f"[`{each.name}`](#{each.name})", each.grain, absent_row(each)) for each in datasets),
    )
    return page(
        "数据字典 · Data dictionary", "`catalog/datasets/`", [index, *(dataset_part(each) for each in datasets)]
    )


def absent_row(dataset: Dataset) -> str:
    """What silence means, in words."""
    return {"none": "没有发生（计 0） none", "not_reported": "未报告（计为缺失） not reported"}[
        dataset.absent_row.value
    ]


def dataset_part(dataset: Dataset) -> str:
    """One dataset's section."""
    facts = [
        f"- 名称 title: {dataset.zh} · {dataset.en}",
        f"- 一行 grain: {dataset.grain}",
        f"- 主键 key: 地点 place, {', '.join(f'`{name}`' for name in dataset.key)}",
        f"- 期间 periods: {words(PERIODS, dataset.period_kinds)}",
        f"- 缺行 absent row: {absent_row(dataset)}",
        f"- 应报学段 stages due: {'、'.join(stage(code).zh for code in dataset.stages_due) or '—'}",
        f"- 可按区县、乡镇直接填报 areas may report: {'是 yes' if dataset.areas_may_report else '否 no'}",
    ]
    heads = (
        "列 column",
        "中文",
        "English",
        "类型 kind",
        "用途 role",
        "单位",
        "界限 limits",
        "表头也可写作 header synonyms",
        "说明 note",
    )
    columns = table(heads, (column_row(each) for each in dataset.columns))
    rules = [f"- `{rule.code}`: {rule.part} ≤ {' + '.join(rule.whole)} ({rule.level})" for rule in dataset.rules]
    parts = [f"## {dataset.name}", "\n".join(facts), columns]
    return "\n\n".join(parts + (["行内规则 row rules:\n\n" + "\n".join(rules)] if rules else []))


def column_row(column: Column) -> tuple[str, ...]:
    """One column's line of the dictionary."""
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    kind = column.kind.value
    if column.kind is Kind.CHOICE:
        kind += ": " + ", ".join(f"{code} {labels[0]}" for code, labels in column.choices.items())
    synonyms = "、".join(each for each in column.synonyms if each != column.name)
    return name, column.zh, column.en, kind, ROLES[column.role], column.unit, limits(column), synonyms, column.note


def limits(column: Column) -> str:
    """The inclusive limits as text; empty when there are none."""
    if column.minimum is None and column.maximum is None:
        return ""
    low = "" if column.minimum is None else f"{column.minimum:g}"
    high = "" if column.maximum is None else f"{column.maximum:g}"
    return f"{low}…{high}"


def findings_page(problems: Iterable[Problem]) -> str:
    """Every finding of the importer by severity: its code, what is wrong, what to do."""
    known = list(problems)
    parts = ["`{…}` 处填入文件里的实际内容。 `{…}` is filled in from the file."]
    for level, title in FINDINGS.items():
        rows = (
            (f"`{each.code}`", each.zh, each.advice_zh, each.en, each.advice_en)
            for each in known
            if each.level == level
        )
        parts += [f"## {title}", table(("代码 code", "问题", "怎么办", "Problem", "What to do"), rows)]
    return page("导入检查 · Findings of the importer", "`etl/problems.py`", parts)
