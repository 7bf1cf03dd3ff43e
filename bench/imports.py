"""Import of a 100,000-row x 20-column workbook, beside calamine only parsing it and beside pandas + openpyxl."""

from __future__ import annotations

import sys
import tempfile
from itertools import islice, product
from pathlib import Path

import xlsxwriter

from bench.measure import Row, at_least, at_most, beside, limit, run_command, side_by_side

ROWS = 100_000
HEADERS = [
    "学年", "乡镇", "学校标识码", "学校", "学段", "年级", "班数", "在校生数", "女生数", "寄宿生",
    "留守儿童", "随迁子女", "残疾学生", "专任教师", "招生数", "转入", "转出", "56-65人班", "66人以上", "少数民族",
]  # fmt: skip

_PARSE = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
rows = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
assert sum(len(each) for each in rows) > 100_000
"""
_PANDAS = """
import sys
import duckdb, pandas
frame = pandas.read_excel(sys.argv[1], header=1, engine="openpyxl", dtype={"学校标识码": str})
assert len(frame) == 100_000
duckdb.connect(sys.argv[2]).execute("CREATE OR REPLACE TABLE enrolment AS SELECT * FROM frame")
"""


def write_workbook(path: Path) -> None:
    """A county's worth of grade rows, 1,191 schools x 6 grades x 14 years, cut at 100,000."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("在校生")
    sheet.write(0, 0, "某县历年在校生统计表（单位：人）")
    sheet.write_row(1, 0, HEADERS)
    keys = islice(product(range(14), range(1191), range(1, 7)), ROWS)
    for row, (year, school, grade) in enumerate(keys, start=2):
        pupils = 30 + (school * 7 + grade * 3 + year) % 60
        sheet.write_row(row, 0, _row(year, school, grade, pupils))
    book.close()


def _row(year: int, school: int, grade: int, pupils: int) -> list[object]:
    township = f"第{school % 24 + 1}镇"
    return [
        f"{2010 + year}-{2011 + year}", township, f"2199{school:06d}", f"{township}{school}号小学", "小学", grade,
        2, pupils, pupils // 2, pupils // 5, pupils // 6, pupils // 9, 0, 4, pupils if grade == 1 else 0, 1, 0, 0, 0, 3,
    ]  # fmt: skip


def rows() -> list[Row]:
    """The importer's lines of the table."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "在校生.xlsx"
        write_workbook(book)
        counter = iter(range(1000))

        def ours():
            data = Path(folder) / f"data{next(counter)}"
            return run_command([sys.executable, "-m", "etl", "--data", str(data), "import", str(book), "--json"])

        parse, parsed = side_by_side(ours, lambda: run_command([sys.executable, "-c", _PARSE, str(book)]))
        database = str(Path(folder) / "pandas.duckdb")
        slow, pandas = side_by_side(
            ours, lambda: run_command([sys.executable, "-c", _PANDAS, str(book), database]), runs=1
        )
    return [
        at_most("import 100,000 x 20, beside calamine parsing only", parse.wall_s, parsed.wall_s, 2.5, "s"),
        beside("… the same in seconds of CPU, which a busy machine stretches less", parse.cpu_s, parsed.cpu_s, "s"),
        limit("… peak memory of importer and child together", parse.peak_mb, 600, "MB"),
        at_least("… pandas + openpyxl into DuckDB, times slower than ours", slow.wall_s, pandas.wall_s, 4, "s"),
    ]
