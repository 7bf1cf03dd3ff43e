"""Export of 100,000 rows to a workbook, beside bare xlsxwriter writing the same cells."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pyarrow
import pyarrow.parquet

from bench.imports import ROWS
from bench.measure import Row, at_most, run_command, side_by_side

# Both read the same Parquet file first, so that what is compared is the writing.
_BARE = """
import sys
import pyarrow.parquet, xlsxwriter
columns = [column.to_pylist() for column in pyarrow.parquet.read_table(sys.argv[1]).columns]
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True})
sheet = book.add_worksheet()
for number, row in enumerate(zip(*columns)):
    sheet.write_row(number, 0, row)
book.close()
"""
_OURS = """
import sys
from pathlib import Path
import pyarrow.parquet, pyarrow.types
from reports import Download, Field, FieldKind, write_workbook
table = pyarrow.parquet.read_table(sys.argv[1])
kinds = [FieldKind.TEXT if pyarrow.types.is_string(each.type) else FieldKind.WHOLE for each in table.schema]
fields = tuple(Field(name, kind) for name, kind in zip(table.column_names, kinds))
write_workbook(Path(sys.argv[2]), Download("bench", fields, [column.to_pylist() for column in table.columns]))
"""


def _write_parquet(path: Path) -> None:
    numbers = range(ROWS)
    table = pyarrow.table(
        {
            "学年": ["2023-2024-1"] * ROWS,
            "学校": [f"第{number}小学" for number in numbers],
            **{f"数{column}": [number % (column + 7) for number in numbers] for column in range(8)},
        }
    )
    pyarrow.parquet.write_table(table, path)


def rows() -> list[Row]:
    """The export's line of the table."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "rows.parquet"
        _write_parquet(source)
        target = str(Path(folder) / "out.xlsx")
        ours, bare = side_by_side(
            lambda: run_command([sys.executable, "-c", _OURS, str(source), target]),
            lambda: run_command([sys.executable, "-c", _BARE, str(source), target]),
        )
    return [at_most("export 100,000 rows to xlsx, beside bare xlsxwriter", ours.wall_s, bare.wall_s, 1.3, "s")]
