"""Read the corpus with `pandas.read_excel` and a mapping of header words written by hand, as a careful script would."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from tests.corpus.composer import compose
from tests.corpus.measure import FileOutcome, SheetOutcome
from tests.corpus.page import Book, Page
from tests.corpus.truth import Key, same
from tests.corpus.writer import write

_SCHOOL = ("学校名称", "学校", "校名", "单位名称", "学校（机构）名称")
_COLUMNS = {
    "班数": "classes", "班级数": "classes", "教学班数": "classes", "在校生数": "pupils", "在校学生数": "pupils", "学生数": "pupils",
    "在校生": "pupils", "在校人数": "pupils", "人数": "pupils", "女": "girls", "女生": "girls", "女生数": "girls", "其中女": "girls",
    "寄宿生": "boarders", "寄宿生数": "boarders", "住校生": "boarders", "留守儿童": "left_behind", "农村留守儿童": "left_behind",
    "留守儿童数": "left_behind", "随迁子女": "migrant", "进城务工人员随迁子女": "migrant", "残疾学生": "disabled", "随班就读": "disabled",
    "专任教师数": "teachers_fulltime", "招生数": "intake", "学年初在校生数": "enrolled_start", "年初在校生数": "enrolled_start",
    "疑似辍学人数": "suspected", "疑似辍学": "suspected", "辍学人数": "dropouts", "辍学学生数": "dropouts", "本月辍学": "dropouts",
    "劝返复学人数": "returned", "劝返复学": "returned", "已劝返": "returned", "送教上门": "home_teaching", "送教上门人数": "home_teaching",
    "资助人数": "recipients", "受助人数": "recipients", "享受人数": "recipients", "应助人数": "eligible", "资助金额": "amount",
    "发放金额": "amount", "金额": "amount", "参考人数": "sat", "实考人数": "sat", "实考": "sat",
}  # fmt: skip
_UNITS = {"万元": 10000, "千元": 1000}
_SUM = re.compile(r"计$|^全县|小计|总计")


def measure_by_hand(seeds: Iterable[int], folder: Path) -> list[FileOutcome]:
    """The same files, read by the script."""
    return [_measure_one(compose(seed), folder) for seed in seeds]


def _measure_one(book: Book, folder: Path) -> FileOutcome:
    path = write(book, folder)
    start = time.perf_counter()
    frames = _frames(book, path)
    read = {name: _facts(frame) for name, frame in frames.items()}
    seconds = time.perf_counter() - start
    path.unlink()
    sheets = [_outcome(page, read.get(page.name, {})) for page in book.pages]
    return FileOutcome(book, sheets, seconds)


def _frames(book: Book, path: Path) -> dict[str, pd.DataFrame]:
    try:
        if ":" not in book.form:
            return pd.read_excel(path, sheet_name=None, header=None, engine="calamine")
        _, encoding, delimiter = book.form.split(":", 2)
        return {book.pages[0].name: pd.read_csv(path, header=None, encoding=encoding, sep=delimiter, names=range(60))}
    except (ValueError, UnicodeError):
        return {}


def _facts(frame: pd.DataFrame) -> dict[tuple[str, str, str], float]:
    """(school, group header, column) -> number."""
    found = _header(frame)
    if found is None:
        return {}
    row, school = found
    groups = frame.iloc[row - 1].ffill() if row else frame.iloc[row]
    if pd.isna(frame.iat[min(row + 1, len(frame) - 1), school]):  # the name is merged over a second header row
        groups, row = frame.iloc[row].ffill(), row + 1
    facts: dict[tuple[str, str, str], float] = {}
    for column in range(frame.shape[1]):
        name, factor = _named(
            str(frame.iat[row, column]) if not pd.isna(frame.iat[row, column]) else str(groups.iat[column])
        )
        if name is None:
            continue
        values = pd.to_numeric(frame.iloc[row + 1 :, column], errors="coerce")
        for at, value in values.dropna().items():
            text = str(frame.iat[int(str(at)), school])
            if text != "nan" and not _SUM.search(text):
                facts[text, str(groups.iat[column]), name] = float(value) * factor
    return facts


def _header(frame: pd.DataFrame) -> tuple[int, int] | None:
    for row in range(min(12, len(frame))):
        for column in range(frame.shape[1]):
            if frame.iat[row, column] in _SCHOOL:
                return row, column
    return None


def _named(header: str) -> tuple[str | None, int]:
    unit = next((factor for word, factor in _UNITS.items() if word in header), 1)
    return _COLUMNS.get(re.sub(r"（.*|其中：|#", "", header).strip()), unit


def _outcome(page: Page, facts: dict[tuple[str, str, str], float]) -> SheetOutcome:
    """The script knows neither period nor stage, and derives nothing: those are given to it. Only numbers are compared."""
    truth = page.truth
    if truth is None:
        return SheetOutcome(not facts, False, False, 0, ["taken from a sheet of nothing"] * len(facts), [])
    outcome = SheetOutcome(False, bool(truth.damage), False)
    left: dict[tuple[str, str], list[Key]] = {}
    for key in truth.facts.keys() - truth.derived:
        left.setdefault((key.place, key.column), []).append(key)
    for (school, _group, column), value in facts.items():
        keys = left.get((school, column), [])
        match = next((key for key in keys if same(truth.facts[key], value)), None)
        if match is None:
            outcome.wrong.append(f"{school} {column}: {value}")
        else:
            keys.remove(match)
            outcome.right += 1
    outcome.missing = [key for keys in left.values() for key in keys]
    outcome.understood = not outcome.wrong and not outcome.missing and not truth.damage
    return outcome
