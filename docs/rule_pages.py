"""What is set, weighed and held against each other: settings with the aid standards, alerts, cross-checks."""

from collections.abc import Sequence

from catalog import DATASETS, INDICATORS
from catalog.alerts import AGAINST_WORDS, SEVERITY_WORDS, Alert
from catalog.evidence import EVIDENCE_EN, EVIDENCE_ZH
from catalog.reconciliations import RELATION_WORDS, Check
from catalog.settings import CASES, DEFAULTS, GROUPS, PROGRAMMES, Setting
from catalog.settings.in_force import settings_of
from catalog.stages import stage
from docs.markdown import LEVELS, page, setting_links, table, words
from store.aid_standards import amount_written


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
