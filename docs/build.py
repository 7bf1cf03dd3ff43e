"""Write docs/reference/ from the declarations: `python -m docs.build`; with `--check` only say what is stale.

Six pages: the data dictionary, every indicator's definition, every setting, every alert, every cross-check, every finding
the importer can make. Nobody edits them.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from catalog import DATASETS, INDICATORS
from catalog.alerts import AGAINST_WORDS, ALERTS, SEVERITY_WORDS, Alert
from catalog.evidence import EVIDENCE_EN, EVIDENCE_ZH
from catalog.indicators import THEMES
from catalog.model import Column, Dataset, Indicator, Kind, Role, Total
from catalog.reconciliations import RECONCILIATIONS, RELATION_WORDS, Check
from catalog.settings import CASES, DEFAULTS, GROUPS, PROGRAMMES, SETTINGS, Setting
from catalog.settings.in_force import settings_of
from catalog.stages import stage
from etl.problem import Problem
from etl.problems import PROBLEMS
from store.aid_standards import amount_written

FOLDER = Path(__file__).resolve().parent / "reference"
ROLES = {
    Role.PLACE: "地点 place",
    Role.KEY: "主键 key",
    Role.STOCK: "时点数 stock",
    Role.FLOW: "时期数 flow",
    Role.ATTRIBUTE: "属性 attribute",
    Role.GIVEN: "换算用 given",
}
LEVELS = {"school": "学校", "township": "乡镇", "zone": "片区", "district": "区县", "pair": "结对"}
PERIODS = {
    "school_year": "学年",
    "term": "学期",
    "month": "月",
    "half_year": "半年",
    "quarter": "季度",
    "week": "周",
    "fiscal_year": "年度",
}
DIRECTIONS = {"higher": "越高越好 higher is better", "lower": "越低越好 lower is better", "none": "无方向 no direction"}
RULE_OF_SUMS = (
    "总量为合计，比率为合计之比，从不对比率求平均；未报告不等于 0。  \n"
    "Totals are sums and ratios are ratios of sums, never means of ratios; not reported is not zero."
)
FINDINGS = {"error": "错误 error（整个文件不启用）", "warning": "提醒 warning", "info": "说明 info"}


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; what would break a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )


def page(title: str, made_from: str, parts: Iterable[str]) -> str:
    """A page with its title and where it comes from."""
    origin = f"<!-- Made from {made_from} by `make docs`; edit the declarations, not this page. -->"
    return "\n\n".join([f"# {title}", origin, *parts]) + "\n"


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


def words(labels: dict[str, str], values: Iterable[str]) -> str:
    """Codes with their Chinese names, in the order given."""
    return "、".join(f"{labels[str(value)]} `{value}`" for value in values)


def indicators_page(indicators: Sequence[Indicator]) -> str:
    """Every definition, by theme."""
    parts = [RULE_OF_SUMS]
    for theme, (zh, en) in THEMES.items():
        parts.append(f"## {zh} · {en}")
        parts += [indicator_part(each) for each in indicators if each.theme == theme]
    return page("指标口径 · Indicators", "`catalog/indicators/`", parts)


def indicator_part(indicator: Indicator) -> str:
    """One indicator's section: what it is, over what, where it means something, since when it is trusted."""
    facts = [
        ("公式 formula", f"{indicator.formula_zh}  \n  {indicator.formula_en}"),
        (
            "由 made of",
            f"`{side(indicator.numerator)}`" + (f" ÷ `{side(indicator.denominator)}`" if indicator.denominator else ""),
        ),
        ("算法 function", f"`{indicator.function}`"),
        ("单位 unit", indicator.unit.value),
        ("方向 direction", DIRECTIONS[indicator.direction.value]),
        ("层级 levels", words(LEVELS, indicator.levels)),
        ("期间 periods", words(PERIODS, indicator.period_kinds)),
        ("分子分母相遇于 meets on", indicator.meets_on),
        ("最小分母 smallest base", str(indicator.smallest_base or "—")),
        ("参考线 reference", "；".join(reference_words(indicator)) or "—"),
        ("设置 settings", "、".join(f"[`{name}`](settings.md#{name})" for name in settings_of(indicator)) or "—"),
        ("出处 source", indicator.source),
        ("依据 evidence", f"{EVIDENCE_ZH[indicator.evidence]} · {EVIDENCE_EN[indicator.evidence]}"),
        ("为什么看 why", f"{indicator.why_zh} · {indicator.why_en}"),
    ]
    shown = "\n".join(f"- {label}: {text}" for label, text in facts)
    return f"### {indicator.name}\n\n**{indicator.zh}** · {indicator.en}\n\n{shown}"


def side(total: Total) -> str:
    """One side of an indicator as its columns: `dropout.dropouts - returned`."""
    words_plus = "".join(f" + {name}" for name in total.plus) + "".join(f" - {name}" for name in total.minus)
    return f"{total.dataset}.{total.column}{f' × {total.times}' if total.times else ''}{words_plus}"


def reference_words(indicator: Indicator) -> list[str]:
    """Reference lines with stage and source; what nobody verified says so."""
    said = []
    for each in indicator.references:
        where = f"（{stage(each.stage).zh}）" if each.stage else ""
        doubt = "" if each.verified else "（未核实 unverified）"
        said.append(f"{each.value:g}{where} {each.source}{doubt}")
    return said


def settings_page(settings: Sequence[Setting]) -> str:
    """Every setting by group, with its default and how sure we are of it."""
    parts = [
        (
            "经 `python -m etl settings --set NAME=VALUE --note 原因` 或“设置”页修改；每次修改都留痕、可撤销。  \n"
            "Changed by `python -m etl settings` or on the page; every change is logged and can be undone."
        )
    ]
    for group, (zh, en) in GROUPS.items():
        parts.append(f"## {zh} · {en}")
        parts += [setting_part(each) for each in settings if each.group == group]
    parts += aid_standards_part()
    return page("设置 · Settings", "`catalog/settings/declared.py`", parts)


def aid_standards_part() -> list[str]:
    """The declared table of aid standards, with what each entry rests on and what was not verified."""
    heads = ("项目", "学段", "对象", "起始学期 from", "元/学年 a year", "每学期 a term", "出处 source", "依据 evidence")
    rows = (
        (
            next(programme.zh for programme in PROGRAMMES if programme.code == each.programme), stage(each.stage).zh, CASES[each.case][0],
            each.since, "—" if each.per_year is None else f"{each.per_year:g}", amount_written(each), each.source,
            "；".join(filter(None, (EVIDENCE_ZH[each.evidence], each.doubt))),
        )
        for each in (entry.standard for entry in DEFAULTS.aid.listed())
    )  # fmt: skip
    said = (
        "资助标准表：从起始学期起生效，直到同一项目、学段、对象的下一条；在“设置—资助标准”按文件改。  \n"
        "Aid standards: each holds from its term until the next of its programme, stage and case; the bureau edits the table on the settings page."
    )
    return ["## 资助标准 · Aid standards", said, table(heads, rows)]


def setting_part(setting: Setting) -> str:
    """One setting's section."""
    used = [each.name for each in INDICATORS if setting.name in settings_of(each)]
    facts = [
        ("默认 default", setting.written(setting.default)),
        ("可取 choices", "、".join(f"`{code}` {labels[0]}" for code, labels in setting.choices.items())),
        ("范围 limits", "" if setting.choices else f"{setting.minimum:g}…{setting.maximum:g}"),
        ("出处 source", setting.source),
        ("依据 evidence", f"{EVIDENCE_ZH[setting.evidence]} · {EVIDENCE_EN[setting.evidence]}"),
        ("说明 note", setting.note),
        (
            "用于 used by",
            "；".join(filter(None, ["、".join(f"[`{name}`](indicators.md#{name})" for name in used), setting.uses])),
        ),
    ]
    shown = "\n".join(f"- {label}: {text}" for label, text in facts if text)
    return f"### {setting.name}\n\n**{setting.zh}** · {setting.en}\n\n{shown}"


def alerts_page(alerts: Sequence[Alert]) -> str:
    """Every alert: what it compares with what, from where on, what it says and on whose word."""
    small = (
        "基数小于下限时：水平类的预警只列人数并提示“不作判断”，增减类的不提示。处理状态按预警、地点、时期记录，不改变任何数。  \n"
        "Below the smallest base, levels are given as counts with a caution, and changes say nothing. States change no number."
    )
    heads = ("预警", "级别 severity", "对照 against", "层级 levels", "界限 limit")
    rows = ((f"[{each.zh}](#{each.name})", *alert_facts(each)) for each in alerts)
    return page("预警 · Alerts", "`catalog/alerts/`", [small, table(heads, rows), *map(alert_part, alerts)])


def alert_facts(alert: Alert) -> tuple[str, ...]:
    """Severity, what it is compared with, levels and limits, in words."""
    severity, against = (" ".join(each) for each in (SEVERITY_WORDS[alert.severity], AGAINST_WORDS[alert.against]))
    return severity, against, words(LEVELS, alert.levels), setting_links(name for _, name in alert.limits)


def setting_links(names: Iterable[str]) -> str:
    """Links to settings; a dash where there are none."""
    return "、".join(f"[`{name}`](settings.md#{name})" for name in names) or "—"


def alert_part(alert: Alert) -> str:
    """One alert's section."""
    severity, against, levels, limits_text = alert_facts(alert)
    known = {each.name for each in INDICATORS}
    reads = (f"[`{name}`](indicators.md#{name})" if name in known else f"`{name}`" for name in alert.reads)
    small = (
        f"{alert.small_zh}  \n  {alert.small_en}" if alert.small_zh else "不提示 says nothing" if alert.base else "—"
    )
    facts = [
        ("读 reads", "、".join(reads)),
        ("规则 rule", f"`{alert.rule.value}`"),
        ("对照 against", against),
        ("级别 severity", severity),
        ("层级 levels", levels),
        ("界限 limit", limits_text),
        ("最小基数 smallest base", setting_links(name for _, name in alert.base)),
        ("怎么说 sentence", f"{alert.sentence_zh}  \n  {alert.sentence_en}"),
        ("基数小时 small base", small),
        ("出处 source", alert.source),
        ("依据 evidence", f"{EVIDENCE_ZH[alert.evidence]} · {EVIDENCE_EN[alert.evidence]}"),
        ("为什么看 why", f"{alert.why_zh} · {alert.why_en}"),
    ]
    shown = "\n".join(f"- {label}: {text}" for label, text in facts)
    return f"### {alert.name}\n\n**{alert.zh}** · {alert.en}\n\n{shown}"


def reconciliations_page(checks: Sequence[Check]) -> str:
    """Every cross-check: what is held against what, how far they may be apart, and what is said."""
    known = {each.name: each.zh for each in DATASETS}
    strict = (
        "“必须成立”的一项不成立，必有一处填错；其余的可能另有原因，需核对。一边没有填报的，说“无法核对”，不算一致。  \n"
        "A strict check that fails means a mistake somewhere; the others may have their reasons. A blank side cannot be checked."
    )
    heads = (
        "核对 check",
        "报表 return",
        "左 left",
        "右 right",
        "关系 relation",
        "允许相差 tolerance",
        "必须成立 strict",
    )
    rows = (
        (
            f"**`{each.name}`** {each.zh} · {each.en}", known[each.dataset], each.left.zh, each.right.zh, " ".join(RELATION_WORDS[each.relation]),
            setting_links(filter(None, [each.tolerance])), "是 yes" if each.strict else "否 no",
        )
        for each in checks
    )  # fmt: skip
    return page("对账 · Cross-checks", "`catalog/reconciliations/`", [strict, table(heads, rows)])


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


def pages() -> dict[Path, str]:
    """Every generated page by its path."""
    return {
        FOLDER / "datasets.md": datasets_page(DATASETS),
        FOLDER / "indicators.md": indicators_page(INDICATORS),
        FOLDER / "settings.md": settings_page(SETTINGS),
        FOLDER / "alerts.md": alerts_page(ALERTS),
        FOLDER / "reconciliations.md": reconciliations_page(RECONCILIATIONS),
        FOLDER / "findings.md": findings_page(PROBLEMS.values()),
    }


def main(words_given: list[str] | None = None) -> int:
    """Write the pages, or with --check return 1 when one differs from what would be written."""
    parser = argparse.ArgumentParser(prog="python -m docs.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is stale")
    check_only = parser.parse_args(words_given).check
    stale = [path for path, text in pages().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"docs/reference/{path.name} is {'stale: make docs' if check_only else 'written'}")
        if not check_only:
            path.parent.mkdir(exist_ok=True)
            path.write_text(pages()[path], encoding="utf-8")
    return 1 if check_only and stale else 0


if __name__ == "__main__":
    sys.exit(main())
