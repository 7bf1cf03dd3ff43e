"""The words of the command line: which commands there are and what each takes."""

from __future__ import annotations

import argparse
import getpass
import os
from pathlib import Path
from typing import Any, NoReturn

from etl.place_words import place_words

DEFAULT_DATA = "data/local"


class WrongUsage(Exception):
    """The command line says something that cannot be; exit status 2."""


class ImportStopped(Exception):
    """The store failed at one of several files. `reports` are those of the files before it."""

    def __init__(self, reports: list[dict[str, Any]]) -> None:
        super().__init__()
        self.reports = reports


class _Parser(argparse.ArgumentParser):
    """A parser that raises, so that `--json` can answer in JSON."""

    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{message}\n{self.format_usage().strip()}")


def login_name() -> str:
    """Who is at the machine; `nobody` where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "nobody"


def parser() -> argparse.ArgumentParser:
    """The parser of everything. Options of all commands may stand before or after the command."""
    found = _Parser(prog="python -m etl", description="导入、撤销、备份 / take files in, take them back, keep them")
    _everywhere(found, default=True)
    commands = found.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        _everywhere(command, default=False)
        return command

    _import(add("import", "导入文件，每个文件一个批次 / import files, a batch each"))
    add("batches", "列出批次 / list the batches")
    for name, text in (("undo", "撤销一个批次 / withdraw a batch"), ("redo", "恢复一个批次 / bring a batch back")):
        add(name, text).add_argument("batch", metavar="BATCH")
    add("versions", "列出保留的版本 / list the kept versions")
    add("return", "回到某个版本 / publish an old version again").add_argument("version", type=int, metavar="VERSION")
    for name, text in (
        ("backup", "备份整个数据目录 / back up the data folder"),
        ("restore", "从备份恢复 / restore a backup"),
    ):
        add(name, text).add_argument("file", type=Path, metavar="FILE")
    template = add("template", "空白模板 / a blank form")
    template.add_argument("dataset", metavar="DATASET")
    template.add_argument("out", type=Path, metavar="OUT.xlsx")
    template.add_argument(
        "--school", action="append", default=[], metavar="ID", help="预填这所学校 / fill in this school"
    )
    template.add_argument("--period", metavar="P", help="表题中的时期 / the period in the title")
    sample = add("sample", "装入示例县 / load the sample district")
    sample.add_argument("--scale", type=_positive, default=1, metavar="N", help="学校数的倍数 / times as many schools")
    _alias(add("alias", "登记或取消学校别名 / register or remove another name of a school"))
    add("aliases", "列出别名 / list the other names")
    place_words(add)
    _settings(add("settings", "列出或修改设置 / list the settings or change them"))
    _targets(add("targets", "列出或定下年度目标 / list the annual targets or set one"))
    add("job", "（内部）执行排队的任务 / do a queued job").add_argument("job", metavar="ID")
    return found


def _everywhere(command: argparse.ArgumentParser, *, default: bool) -> None:
    """Options of every command. After the command they only count when given."""
    nothing: Any = argparse.SUPPRESS
    data = Path(os.environ.get("EDU_DATA") or DEFAULT_DATA)
    command.add_argument(
        "--data", type=Path, default=data if default else nothing, metavar="DIR", help="数据目录 / data folder"
    )
    command.add_argument("--person", default=login_name() if default else nothing, metavar="NAME", help="操作人 / who")
    command.add_argument(
        "--json", action="store_true", default=False if default else nothing, help="输出一个 JSON 值 / answer in JSON"
    )


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--dataset", metavar="NAME", help="指定数据集 / what the file holds")
    command.add_argument("--period", metavar="P", help="指定时期 / its period, when the file does not say")
    command.add_argument(
        "--replace", action="store_true", help="文件所涵盖的范围以文件为准 / the slice becomes exactly the file"
    )
    command.add_argument("--new-schools", action="store_true", help="允许新增学校 / unknown names are new schools")
    command.add_argument("--dry-run", action="store_true", help="只检查，不启用 / check only, publish nothing")


def _alias(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", nargs="?", metavar="NAME")
    command.add_argument("school", nargs="?", metavar="SCHOOL_ID")
    command.add_argument("--township", metavar="T", help="只在这个乡镇内有效 / in this township only")
    command.add_argument("--remove", metavar="NAME", help="取消这个别名 / remove this name")


def _targets(command: argparse.ArgumentParser) -> None:
    command.add_argument("indicator", nargs="?", metavar="INDICATOR", help="指标 / which indicator")
    command.add_argument("--area", metavar="ID", help="区县、乡镇或学校的编号 / of which area")
    command.add_argument("--year", metavar="Y", help="2025-2026，按日历年的写 2026 / school or calendar year")
    command.add_argument("--value", metavar="V", help="95%% 或 0.95 或 120 / the value to reach")
    command.add_argument("--stage", metavar="S", help="只定一个学段 / of one stage only")
    command.add_argument("--document", default="", metavar="TEXT", help="依据的文件，必填 / the document, required")
    command.add_argument("--remove", action="store_true", help="取消这个目标 / take it out of force")


def _settings(command: argparse.ArgumentParser) -> None:
    command.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="改一项，可重复 / change one")
    command.add_argument(
        "--default", action="append", default=[], metavar="NAME", help="恢复默认 / back to its default"
    )
    command.add_argument("--note", default="", metavar="TEXT", help="为什么改，必填 / why, required with a change")
    command.add_argument("--history", action="store_true", help="列出历次修改 / list the changes")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} must be 1 or more")
    return number
