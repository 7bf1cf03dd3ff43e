"""The reader on files nobody means to send: it ends in time, dies alone if at all, and invents no number."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.extract.book import read_sheets
from etl.extract.cells import Merge, RawSheet
from etl.extract.limits import LIMITS
from tests.corpus.composer import compose
from tests.fuzz.grids import ODD_CELLS, random_sheets, raw_sheets
from tests.fuzz.judge import invented

NEEDS_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="mutants are read in forked processes")


def fuzzed(kept: Path, *words: str) -> dict[str, Any]:
    """What `python -m tests.fuzz` says came of it."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--keep", str(kept), *words], capture_output=True, check=False
    )
    assert ran.returncode in (0, 1), ran.stderr.decode()[-2000:]
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def faults_of(sheets: list[RawSheet]) -> list[str]:
    """Accepted numbers that stand nowhere, of sheets handed to the recogniser as they are."""
    read, findings = read_sheets(sheets, "表", None, None, LIMITS)
    assert findings or any(each.table is not None and each.table.num_rows for each in read)
    return [] if any(each.stops for each in findings) else list(invented(read, sheets))


@NEEDS_FORK
def test_some_mutants_of_every_kind_end_in_time_and_invent_nothing(tmp_path: Path) -> None:
    said = fuzzed(tmp_path / "kept", "--most", "40", "--seed", "7000", "--minutes", "2")
    assert said["all"] >= 25
    assert said["faults"] == []


@NEEDS_FORK
@pytest.mark.slow
@pytest.mark.timeout(0)
def test_many_mutants_end_in_time_and_invent_nothing(tmp_path: Path) -> None:
    """FUZZ_MINUTES long (2 by default), from FUZZ_SEED on; HOSTILE_DIR's files are mutated as well where it is named."""
    files = ["--files", os.environ["HOSTILE_DIR"]] if os.environ.get("HOSTILE_DIR") else []
    minutes, seed = os.environ.get("FUZZ_MINUTES", "2"), os.environ.get("FUZZ_SEED", "1")
    said = fuzzed(tmp_path / "kept", "--minutes", minutes, "--seed", seed, *files)
    assert said["all"] > 50 * float(minutes)
    assert said["faults"] == []


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 30), composed=st.booleans())
def test_the_recogniser_invents_no_number_of_a_random_grid(seed: int, composed: bool) -> None:
    chance = Random(seed)
    assert faults_of(raw_sheets(chance, compose(seed)) if composed else random_sheets(chance)) == []


HEADERS = ("学校名称", "乡镇", "学段", "年级", "班数", "在校生数", "其中女", "合计", "2023年", "一年级", "资助金额（万元）", "及格率", "项目", "时间")  # fmt: skip
CELLS = st.one_of(
    st.sampled_from(ODD_CELLS), st.integers(-5, 3000), st.floats(0, 100), st.text(max_size=8), st.sampled_from(HEADERS)
)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    header=st.lists(st.sampled_from(HEADERS), min_size=2, max_size=6),
    body=st.lists(st.lists(CELLS, min_size=6, max_size=6), min_size=1, max_size=6),
    merges=st.lists(st.tuples(*[st.integers(0, 6)] * 4), max_size=3),
)
def test_a_table_with_anything_in_its_cells_is_read_or_refused(
    header: list[str], body: list[list[object]], merges: list[tuple[int, int, int, int]]
) -> None:
    width = len(header)
    rows: list[list[object]] = [["青云县2023年秋季在校生统计表", *[""] * (width - 1)], [*header]]
    rows += [["石桥小学", *row[1:width]] for row in body]
    inside = [Merge(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in merges if min(b, d) < width]
    kept = [each for each in inside if each.top < len(rows)]
    assert faults_of([RawSheet("Sheet1", 1, rows, kept)]) == []
