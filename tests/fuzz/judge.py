"""Read one mutant in a limited process of its own, as the importer does, and say what was wrong with how that went."""

from __future__ import annotations

import gc
import json
import os
import pickle
import re
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import pyarrow.acero  # noqa: F401 - loaded once here instead of in every fork

from catalog import dataset
from catalog.model import Kind
from etl.extract import book, child
from etl.extract.cells import RawSheet
from etl.extract.container import look_at
from etl.extract.exchange import write_exchange
from etl.extract.limits import LIMITS, hold_to
from etl.extract.redact import redacted
from etl.extract.run import End, _taken_over
from etl.extract.text import column_index
from etl.model import ExtractedSheet, Finding

_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?")
# A file may name a column that no sheet has; then that is what the finding names.
_ADDRESS = re.compile(r"([A-Z]{1,7}\d*(:[A-Z]{1,7}\d*)?)?")
_POWERS = tuple(10.0**power for power in range(-4, 9))
_COUNTED = (Kind.COUNT, Kind.NUMBER, Kind.MONEY, Kind.RATE)
_INVENTED = "invented.json"
_PATIENCE = 8  # times the limit, for a reader that waits for a busy machine; the limit itself is of processor time


@dataclass
class Verdict:
    """How the reading of one mutant went. `outcome` is taken, refused, slow or died; `faults` are ours to mend.

    `seconds` are of the processor: a machine busy with other things makes no reader slow.
    """

    outcome: str
    seconds: float
    peak_mb: float
    codes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def judge_file(path: Path, folder: Path) -> Verdict:
    """The verdict on the file at `path`; `folder` is empty and takes what the reader writes."""
    job: dict[str, object] = {
        "path": str(path),
        "stem": path.stem,
        "dataset": None,
        "period": None,
        "said": {},
        "limits": LIMITS.as_json(),
        "folder": str(folder),
        "seconds": LIMITS.time_for(path.stat().st_size),
    }
    return _judged(folder, job)


def judge_sheets(sheets: list[RawSheet], folder: Path) -> Verdict:
    """The verdict on sheets handed to the recogniser as they are."""
    (folder / "sheets.pickle").write_bytes(pickle.dumps(sheets))
    return _judged(folder, {"folder": str(folder), "seconds": LIMITS.seconds})


def _judged(folder: Path, job: dict[str, object]) -> Verdict:
    job_file = folder / "job.json"
    job_file.write_text(json.dumps(job), encoding="utf-8")
    pid = os.fork()
    if pid == 0:
        _read_and_leave(job_file, job)
    status, seconds, peak_mb, stopped = _wait(pid, time.monotonic() + _PATIENCE * int(str(job["seconds"])))
    sheets, findings = _taken_over(folder, End(status, stopped), job)
    faults = _faults(sheets, findings, folder, status)
    codes = [each.code for each in findings]
    return Verdict(_outcome(codes, sheets, findings), seconds, peak_mb, codes, faults)


def _read_and_leave(job_file: Path, job: dict[str, object]) -> None:
    """In the forked process: read, check what was accepted against the cells, leave without any clean-up."""
    status = 90
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        status = child.main(str(job_file)) if "path" in job else _recognise(job)
        if status == 0:
            _check_numbers(job)
    finally:
        os._exit(status)


def _recognise(job: dict[str, object]) -> int:
    folder = Path(str(job["folder"]))
    gc.disable()
    hold_to(LIMITS, int(str(job["seconds"])))
    try:
        sheets = pickle.loads((folder / "sheets.pickle").read_bytes())
        write_exchange(folder, *book.read_sheets(sheets, "表", None, None, LIMITS))
    except Exception as error:
        (folder / child.FAILURE).write_text(child._where(error), encoding="utf-8")
        return 3
    return 0


def _check_numbers(job: dict[str, object]) -> None:
    folder = Path(str(job["folder"]))
    if "path" in job:
        path = Path(str(job["path"]))
        container, _ = look_at(path, LIMITS)
        sheets = book._raw_sheets(path, path.stem, container, LIMITS)[0] if container else []
    else:
        sheets = pickle.loads((folder / "sheets.pickle").read_bytes())
    read, findings = _taken_over(folder, End(0), job)
    if not any(each.stops for each in findings):
        (folder / _INVENTED).write_text(json.dumps(list(invented(read, sheets))[:5], ensure_ascii=False))


def _wait(pid: int, deadline: float) -> tuple[int, float, float, str]:
    """(exit status, negative for a signal; processor seconds; peak resident megabytes; why it was stopped)."""
    stopped, pause = "", 0.002
    while True:
        ended, raw, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            seconds = usage.ru_utime + usage.ru_stime
            return os.waitstatus_to_exitcode(raw), seconds, usage.ru_maxrss / 1024, stopped
        if time.monotonic() > deadline and not stopped:
            stopped = "reader_too_slow"
            os.kill(pid, 9)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.05)


def _outcome(codes: list[str], sheets: list[ExtractedSheet], findings: list[Finding]) -> str:
    if "reader_too_slow" in codes:
        return "slow"
    if "reader_stopped" in codes:
        return "died"
    taken = any(each.table is not None and each.table.num_rows for each in sheets)
    return "taken" if taken and not any(each.stops for each in findings) else "refused"


def _faults(sheets: list[ExtractedSheet], findings: list[Finding], folder: Path, status: int) -> list[str]:
    found = [f"{each.code}: {each.message}" for each in findings if each.code in ("reader_failed", "reader_too_slow")]
    found += [f"{each.code}: no address: {each.cell}" for each in findings if not _ADDRESS.fullmatch(each.cell)]
    if any(each.code == "reader_stopped" for each in findings):
        found.append(f"the reader died: status {status}")
    if not findings and not any(each.table is not None and each.table.num_rows for each in sheets):
        found.append("nothing taken and nothing said")
    if (folder / _INVENTED).is_file():
        found += [f"invented: {each}" for each in json.loads((folder / _INVENTED).read_text())]
    elif status == 90:
        found.append("the check of the numbers failed")
    return found


def invented(read: Iterable[ExtractedSheet], sheets: Iterable[RawSheet]) -> Iterator[str]:
    """Accepted numbers that stand in none of the cells they are said to come from, up to powers of ten."""
    rows_by_name: dict[str, list[list[list[object]]]] = {}
    for sheet in sheets:
        rows_by_name.setdefault(redacted(sheet.name), []).append(sheet.rows)
    for each in read:
        for table in (each.table, each.area_totals):
            if table is None or each.dataset is None:
                continue
            counted = [column.name for column in dataset(each.dataset).facts if column.kind in _COUNTED]
            for row in table.to_pylist():
                yield from _invented_in(each, row, counted, rows_by_name.get(each.sheet, []))


def _invented_in(
    sheet: ExtractedSheet, row: dict[str, object], counted: list[str], candidates: list[list[list[object]]]
) -> Iterator[str]:
    if row["row_no"] is None:
        return  # added up from persons
    letters = sheet.blocks.get(int(str(row["block_no"])), {})
    derived = str(row["derived"] or "").split(",")
    for name in counted:
        value = row[name]
        if value is None or name in derived or name == "full_mark" or not value:
            continue
        if not any(
            _stands(float(str(value)), rows, int(str(row["row_no"])), letters.get(name, "")) for rows in candidates
        ):
            yield f"{sheet.sheet} row {row['row_no']} {name} = {value} said to stand in {letters.get(name) or 'no column'}"


def _stands(value: float, rows: list[list[object]], row_no: int, letters: str) -> bool:
    """Whether the cells add up to it. With schools as columns, boys and girls stand in the rows around."""
    columns = [column_index(each) for each in letters.split("+") if each]
    cells = [rows[row_no - 1][at] for at in columns if row_no <= len(rows) and at < len(rows[row_no - 1])]
    below = [
        rows[row][at]
        for at in columns
        for row in range(row_no - 3, row_no + 2)
        if 0 <= row < len(rows) and at < len(rows[row])
    ]
    return _adds_up(value, cells) or any(_adds_up(value, [one, two]) for one, two in combinations(below, 2))


def _adds_up(value: float, cells: list[object]) -> bool:
    sums = [0.0]
    for cell in cells:
        sums = [before + number for before in sums for number in numbers_in(cell)] or sums
    return any(abs(value - total * power) <= 1e-6 * abs(value) for total in sums for power in _POWERS)


def numbers_in(cell: object) -> list[float]:
    """Every number a cell can be said to state."""
    if isinstance(cell, int | float):
        return [float(cell)]
    text = unicodedata.normalize("NFKC", str(cell)).lower().replace(",", "").replace(" ", "")
    return [float(each) for each in _NUMBER.findall(text)]
