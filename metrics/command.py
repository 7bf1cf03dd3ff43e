"""The command line of the metrics. Exit status: 0 answered (also with no rows) · 2 wrong usage · 3 could not be done now."""

from __future__ import annotations

import argparse
import csv
import dataclasses
import io
import json
import math
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import metrics
from catalog.settings import DEFAULTS, Settings
from metrics.cautions import cautions
from metrics.disclosure import ACTING, AUDIENCES
from metrics.errors import MetricsError, UnknownFilter
from metrics.in_force import settings_of
from metrics.listing import listed, listed_text
from metrics.question import LEVELS_ZH, find_indicator, require_level
from metrics.ranks import school_ranks
from metrics.sat import sat_told
from metrics.standards import standing_as_json, standings
from metrics.targets import Progress, progress
from metrics.times import period
from metrics.townships import NOW, THEN, seen_as
from store import Reader, Store
from store.errors import EmptyStore, StoreError
from store.upgrade import bring_up_to_date


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question and return the exit status."""
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        return _answer(chosen, parser)
    except MetricsError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except StoreError as error:
        print(f"现在读不了数据：{error}", file=sys.stderr)
        return 3


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m metrics", description="指标的数值、目录与来源")
    parser.add_argument("indicator", nargs="?", help="指标编号，见 --list")
    parser.add_argument(
        "--by", choices=list(LEVELS_ZH), help="district 区县 · township 乡镇 · zone 片区 · school 学校 · pair 结对"
    )
    parser.add_argument("--period", action="append", help="2023-2024 · 2023-2024-1 · 2024-03 · 2024；可重复")
    parser.add_argument(
        "--where", action="append", default=[], metavar="COLUMN=VALUE", help="筛选，可重复；同一列重复为“或”"
    )
    parser.add_argument(
        "--townships", choices=[THEN, NOW], default=THEN, help="乡镇口径：then 当时的乡镇（默认）· now 现行的乡镇"
    )
    parser.add_argument(
        "--audience",
        choices=AUDIENCES,
        default=ACTING,
        help="acting 办事人员（默认，全部可见）· public 对外（人数过少的不显示）",
    )
    parser.add_argument("--ranks", action="store_true", help="学校名次 r/N；成绩排名须先在设置中开启，不得公开")
    parser.add_argument("--format", choices=["csv", "json"], help="默认：终端上是表格，否则 csv")
    parser.add_argument("--list", action="store_true", help="列出全部指标")
    parser.add_argument(
        "--targets", action="store_true", help="年度目标与进度 / annual targets and how far they are reached"
    )
    parser.add_argument(
        "--standards", action="store_true", help="优质均衡七项：各校逐项达标情况；须给一个 --period（学年）"
    )
    parser.add_argument("--trace", metavar="INDICATOR", help="一个数从哪里来；须给 --area 和 --period")
    parser.add_argument("--area", help="区县、乡镇或学校的编号")
    parser.add_argument("--json", action="store_true", help="--list 和 --trace 用 JSON 输出")
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("EDU_DATA") or "data/local"), help="数据文件夹"
    )
    return parser


def _answer(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    if chosen.audience != ACTING and (chosen.trace or chosen.ranks or chosen.standards):
        return _misused(parser, "--trace、--ranks、--standards 只供办事人员，不对外（--audience public）")
    if chosen.list:
        settings = _settings(chosen)
        print(json.dumps(listed(settings), ensure_ascii=False, indent=1) if chosen.json else listed_text(settings))
        return 0
    if chosen.targets:
        return _print_targets(chosen)
    if chosen.standards:
        return _print_standards(chosen, parser)
    if chosen.trace:
        return _print_trace(chosen, parser)
    if not chosen.indicator or not chosen.by:
        return _misused(parser, "要有一个指标和 --by，或 --list，或 --trace")
    found = find_indicator(chosen.indicator)
    require_level(found, chosen.by)
    if chosen.audience != ACTING and found.numerator.dataset == "exam" and chosen.by in ("school", "pair"):
        return _misused(parser, "单个学校的成绩只供办事人员，不对外（--audience public）")
    where = _where(chosen.where)
    try:
        with _current(chosen) as reader:
            if chosen.ranks:
                return _print_ranks(reader, chosen, parser, where)
            for caution in cautions(reader, chosen.indicator, chosen.period, where):
                print(f"注意：{caution}", file=sys.stderr)
            frame = metrics.values(
                reader,
                chosen.indicator,
                chosen.by,
                chosen.period,
                where,
                townships=chosen.townships,
                audience=chosen.audience,
            )
            for said in sat_told(reader, found, chosen.by, chosen.period, where, chosen.townships, chosen.audience):
                print(f"注意：{said}", file=sys.stderr)
            rows, columns = metrics.records(found, frame), list(frame.columns)
    except EmptyStore:
        for code in chosen.period or ():
            period(code)
        rows, columns = [], []
        print("还没有数据：先用 python -m etl import 导入", file=sys.stderr)
    _print_rows(rows, columns, chosen.format)
    return 0


def _settings(chosen: argparse.Namespace) -> Settings:
    """What is in force; the defaults where there is no store."""
    try:
        with _current(chosen) as reader:
            return settings_of(reader)
    except EmptyStore:
        return DEFAULTS


@contextmanager
def _current(chosen: argparse.Namespace) -> Iterator[Reader]:
    """A reader of the current version, brought up to date first if an older program wrote it."""
    store = Store(chosen.data)
    bring_up_to_date(store)
    with store.read() as reader:
        yield reader


def _misused(parser: argparse.ArgumentParser, message: str) -> int:
    parser.print_usage(sys.stderr)
    print(message, file=sys.stderr)
    return 2


def _where(given: list[str]) -> dict[str, list[str]]:
    where: dict[str, list[str]] = {}
    for text in given:
        column, equals, value = text.partition("=")
        if not equals or not column or not value:
            raise UnknownFilter(f"--where 要写成 列=值，不是“{text}”")
        where.setdefault(column.strip(), []).append(value.strip())
    return where


def _print_rows(rows: list[dict[str, Any]], columns: list[str], form: str | None) -> None:
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, allow_nan=False))
    elif form == "csv" or not sys.stdout.isatty():
        print(_csv(rows, columns), end="")
    else:
        print(_table(rows, columns))


def _csv(rows: list[dict[str, Any]], columns: list[str]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    if columns:
        writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _table(rows: list[dict[str, Any]], columns: list[str]) -> str:
    if not rows:
        return "没有数据"
    cells = [columns, *([_shown(row[name]) for name in columns] for row in rows)]
    widths = [max(_width(line[place]) for line in cells) for place in range(len(columns))]
    return "\n".join(
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True))
        for line in cells
    )


def _shown(value: Any) -> str:
    if value is None:
        return "—"
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)


def _print_ranks(
    reader: Reader, chosen: argparse.Namespace, parser: argparse.ArgumentParser, where: dict[str, list[str]]
) -> int:
    if chosen.by != "school" or not chosen.period or len(chosen.period) != 1:
        return _misused(parser, "--ranks 须给 --by school 和一个 --period")
    frame = school_ranks(reader, chosen.indicator, chosen.period[0], where)
    rows = [
        {str(name): None if isinstance(value, float) and math.isnan(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
    _print_rows(rows, list(frame.columns), chosen.format)
    return 0


def _print_targets(chosen: argparse.Namespace) -> int:
    try:
        with _current(chosen) as reader:
            found = [
                {**dataclasses.asdict(each.target), **_reached(each)}
                for each in progress(reader, audience=chosen.audience)
            ]
    except EmptyStore:
        found = []
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False, default=str, allow_nan=False))
    else:
        print(_table(found, list(found[0])) if found else "还没有定目标")
    return 0


def _print_standards(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    if not chosen.period or len(chosen.period) != 1:
        return _misused(parser, "--standards 须给一个 --period（学年，如 2025-2026）")
    try:
        with _current(chosen) as reader:
            found = [standing_as_json(each) for each in standings(reader, chosen.period[0])]
    except EmptyStore:
        found = []
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False, allow_nan=False))
    else:
        shown = [{name: value for name, value in each.items() if name != "items"} for each in found]
        print(_table(shown, list(shown[0])) if shown else "没有数据")
    return 0


def _reached(each: Progress) -> dict[str, Any]:
    names = ("area", "level", "actual", "gap", "met", "missing", "done", "elapsed", "person", "at", "batch")
    return {name: getattr(each, name) for name in names}


def _print_trace(chosen: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    if not chosen.area or not chosen.period or len(chosen.period) != 1:
        return _misused(parser, "--trace 须给 --area 和一个 --period")
    with _current(chosen) as reader:
        reader = seen_as(reader, chosen.townships)
        found = metrics.trace(reader, chosen.trace, chosen.area, chosen.period[0], _where(chosen.where))
    if chosen.json:
        print(json.dumps(dataclasses.asdict(found), ensure_ascii=False, default=str, allow_nan=False))
    else:
        print(found.as_text())
    return 0
