"""The workbook of the page on balance: each school's amounts, its influence, what it lacks, and the seven standards."""

from __future__ import annotations

from io import BytesIO

from charts.numbers import is_unknown
from reports import write_workbook
from reports.moments import this_moment
from reports.table import Download, Field, FieldKind, Sheet
from ui.balance import Balance, amounts_of, item_name, lacking, moved_most, seen, standings_of, unit_of
from ui.balance_size import sizes_of
from ui.balance_view import cell, verdict
from ui.context import Context
from ui.text import say

_FIELDS = (
    Field("资源项目", FieldKind.TEXT), Field("单位", FieldKind.TEXT), Field("乡镇", FieldKind.TEXT), Field("学校", FieldKind.TEXT),
    Field("数量", FieldKind.NUMBER, decimals=2), Field("学生数", FieldKind.WHOLE), Field("生均", FieldKind.NUMBER, decimals=4),
    Field("全县差异系数", FieldKind.NUMBER, decimals=3), Field("去掉该校后", FieldKind.NUMBER, decimals=3),
    Field("测算：需增加", FieldKind.NUMBER, decimals=1),
)  # fmt: skip


def balance_file(context: Context, asked: Balance) -> bytes:
    """Every item's schools within the visitor's scope, then the seven standards and how to read it."""
    lines = [line for each in asked.known for line in _of_item(context, asked, each.area_id)]
    columns = [list(column) for column in zip(*lines, strict=True)] if lines else [[] for _ in _FIELDS]
    target = BytesIO()
    write_workbook(
        target,
        Download("均衡", _FIELDS, columns, (_told(context, asked), _seven(context, asked), _large(context, asked))),
    )
    return target.getvalue()


def _of_item(context: Context, asked: Balance, item: str) -> list[tuple[object, ...]]:
    schools = amounts_of(context, asked, item)
    whole, moved = moved_most(schools)
    without = {each.school.school_id: each.without for each in moved}
    found = lacking(asked, item, schools)
    more = {each.school.school_id: each.more for each in found.needed} if found else {}
    return [
        (item_name(item), unit_of(item), each.township, each.name, each.amount, each.pupils, each.each, whole,
         without.get(each.school_id), more.get(each.school_id, 0.0) if found else None)
        for each in schools
        if seen(context, each.township_id)
    ]  # fmt: skip


def _told(context: Context, asked: Balance) -> Sheet:
    indicator = context.indicator("balance_cv", asked.stage)
    rows = [
        ("学年", asked.year), ("学段", asked.stage), ("区县", asked.district.name), ("口径", indicator.formula_zh), ("出处", indicator.source),
        ("限值", "无" if is_unknown(asked.limit) else f"{asked.limit:g}（优质均衡七项；其余各项没有单项限值）"),
        ("去掉该校后", "把这所学校去掉，其余学校重新计算的差异系数"),
        ("测算", "只是测算，不是方案：学生数不变、其他学校不变，把生均最低的学校补到同一条线，直到差异系数不超过限值；已在限值以内的项目留空"),
        ("数据版本", str(context.version or "")), ("下载", f"{context.visitor.name}，{this_moment()}"),
    ]  # fmt: skip
    return Sheet("说明", ("项目", "内容"), rows)


def _seven(context: Context, asked: Balance) -> Sheet:
    rows = standings_of(context, asked)
    heads = tuple(f"{item_name(one.standard.item)}≥{one.needed:g}" for one in rows[0].items) if rows else ()
    told = [
        (each.school, each.township or "", verdict(each), f"{each.met}/{len(each.items)}", *map(cell, each.items))
        for each in rows
    ]
    return Sheet("优质均衡七项", ("学校", "乡镇", "结论", "达标项数", *heads), told)


def _large(context: Context, asked: Balance) -> Sheet:
    words = {True: "超过", False: "以内", None: "未报"}
    told = [
        (each.school, each.township or "", say(f"balance.kind_{each.kind}"), "" if each.pupils is None else f"{each.pupils:,.0f}", f"{each.limit:,.0f}", words[each.over])
        for each in sizes_of(context, asked)
    ]  # fmt: skip
    return Sheet("学校规模", ("学校", "乡镇", "类别", "在校生数", "上限", "结论"), told)
