"""What the steps of taking a file in hand to each other: findings, extracted sheets, an extract."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import pyarrow as pa

ERROR = "error"
WARNING = "warning"
INFO = "info"


@dataclass(frozen=True)
class Finding:
    """One thing to tell the clerk. `code` is one of `etl.problems.PROBLEMS`; `cell` is "E17", "E17:E19" or empty.

    `message` and `advice` are Chinese; `message_en` and `advice_en` say the same in English.
    """

    level: str
    code: str
    sheet: str = ""
    cell: str = ""
    value: str = ""
    message: str = ""
    advice: str = ""
    message_en: str = ""
    advice_en: str = ""

    @property
    def stops(self) -> bool:
        """Whether the file is refused because of it."""
        return self.level == ERROR

    def as_json(self) -> dict[str, str]:
        """The shape scripts read from `import --json`."""
        return asdict(self)


@dataclass(frozen=True)
class SchoolQuestion:
    """A name of a file that no school answers to: which is it? `candidates` are (school_id, name, township, score of 100),
    the nearest first; `township` is what the row says."""

    name: str
    township: str | None
    sheet: str
    cell: str
    candidates: tuple[tuple[str, str, str | None, int], ...] = ()

    @property
    def key(self) -> str:
        """By which `Options.new_names` allows it to be created."""
        return f"{self.township or ''}/{self.name}"


@dataclass(frozen=True)
class Grid:
    """The first rows of a sheet as text, for showing how it was understood. Empty for pupil-level sheets.

    `rows[i]` are the texts of sheet row i + 1; `roles[i]` is what that row was taken for (title, header, index,
    data, subtotal, total, header_again, footer, note, blank); `meanings[j]` says what column j holds ("pupils",
    "grade 1: pupils", "" when nothing). `headers[j]` is its header text and `codes[j]` the column of the dataset it was
    taken for ("girls", "period", "ignore", "person", "" when it is not understood).
    """

    rows: list[list[str]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    meanings: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


@dataclass
class ExtractedSheet:
    """One sheet of a file, recognised (or not: then `dataset` is None and `reason` says why).

    `table` has the columns of `rows_<dataset>` from `row_no` to `derived`; `periods` every period its rows have.
    `area_totals`, of the same columns: totals of townships or the district printed beside their schools, no rows of
    `table`; `repeating` are the sheet rows of those that merely repeat what the sheet's schools add up to.
    `columns` maps a stored column to its letter, or to a list of letters when groups or sums feed it. `unit` is that of
    the sheet's amounts where it is stated. `fingerprint` knows the kind of sheet by its header, `recalled` is the
    fingerprint of the remembered layout it was read by, `remembered_unit` the unit of money that only that layout states.
    `table_no` numbers, from 0, the tables that stand on one sheet. `totals_kept` are the printed totals of areas stored beside
    the accepted rows, because they say more than those.
    """

    sheet: str
    sheet_no: int
    dataset: str | None = None
    reason: str = ""
    period: str | None = None
    periods: list[str] = field(default_factory=list)
    header_rows: list[int] = field(default_factory=list)
    columns: dict[str, str | list[str]] = field(default_factory=dict)
    rows_read: int = 0
    rows_accepted: int = 0
    skipped_because: dict[str, int] = field(default_factory=dict)
    blocks: dict[int, dict[str, str]] = field(default_factory=dict)
    table: pa.Table | None = None
    grid: Grid = field(default_factory=Grid)
    pupil_level: bool = False
    area_totals: pa.Table | None = None
    repeating: list[int] = field(default_factory=list)
    unit: str = ""
    fingerprint: str = ""
    recalled: str = ""
    remembered_unit: str = ""
    table_no: int = 0
    totals_kept: int = 0

    def as_json(self) -> dict[str, Any]:
        """The shape scripts read from `import --json`, without the table and the grid."""
        return {
            "sheet": self.sheet,
            "dataset": self.dataset,
            "reason": self.reason,
            "period": self.period,
            "periods": self.periods,
            "header_rows": self.header_rows,
            "columns": self.columns,
            "rows_read": self.rows_read,
            "rows_accepted": self.rows_accepted,
            "skipped_because": self.skipped_because,
            "totals_kept": self.totals_kept,
        }


@dataclass
class Extract:
    """What one file says. `file_name` is redacted of numbers and names of persons."""

    file_name: str
    file_hash: str
    findings: list[Finding] = field(default_factory=list)
    sheets: list[ExtractedSheet] = field(default_factory=list)

    @property
    def pupil_level(self) -> bool:
        """Whether any sheet names persons: then the original is not kept."""
        return any(each.pupil_level for each in self.sheets)

    @property
    def refused(self) -> bool:
        """Whether a finding stops the file."""
        return any(each.stops for each in self.findings)
