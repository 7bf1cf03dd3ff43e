"""An upload in progress on the disk: what was extracted, what it would change, and the candidate to look at."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil
import uuid
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather as feather

from etl.layouts import ColumnSaid, SheetLayout
from etl.model import Extract, ExtractedSheet, Finding, Grid, SchoolQuestion
from etl.options import Options
from etl.report import Report, is_refused
from store import Store

DRAFT_DAYS = 7
_TABLES = ("table", "area_totals")
_ID = re.compile(r"[0-9a-f]{16}")


class DraftGone(LookupError):
    """The draft expired, was published or was thrown away."""


class DraftOutdated(DraftGone):
    """The draft was saved by an earlier program and cannot be opened. `upload` is its file, where that is kept."""

    def __init__(self, number: str, folder: Path, file_name: str, person: str) -> None:
        super().__init__(f"draft {number} was saved by another version of the program")
        self.folder, self.file_name, self.person = folder, file_name, person

    @property
    def upload(self) -> Path | None:
        """The file as it came, to be read once more."""
        return _upload_in(self.folder)


@dataclass
class Draft:
    """One prepared file. `base_version` is the version it was compared with, `candidate` the version it would make,
    `content` the hash of the file."""

    id: str
    folder: Path
    person: str
    file_name: str
    created_at: str
    options: Options
    base_version: int | None
    report: Report
    questions: list[SchoolQuestion] = field(default_factory=list)
    content: str = ""

    @property
    def candidate(self) -> Path:
        """A version for `store.read_file`; missing when the file is refused."""
        return self.folder / "candidate.duckdb"

    @property
    def changes(self) -> dict[str, Any]:
        """What it changes, by dataset: counts and the first cells (see `etl.compare.Changes`)."""
        changes: dict[str, Any] = self.report["changes"]
        return changes

    @property
    def findings(self) -> list[Finding]:
        """Everything there is to say about the file."""
        return [Finding(**each) for each in self.report["findings"]]

    @property
    def refused(self) -> bool:
        """Whether it cannot be put in use as it is."""
        return is_refused(self.report)

    @property
    def upload(self) -> Path | None:
        """The file as it came, as long as it is kept: never one that names persons."""
        return _upload_in(self.folder)

    @property
    def mark(self) -> str:
        """Changes with whatever a page shows of the draft: who decides names the mark of what he saw."""
        # As it is read back from the disk, where every key is text.
        shown = json.loads(json.dumps([self.options.as_json(), self.base_version, self.report], default=str))
        return _short_hash(shown)


def _upload_in(folder: Path) -> Path | None:
    return next(iter(folder.glob("upload.*")), None)


def _short_hash(values: Any) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def _form() -> str:
    """By what a draft on the disk is known to be of this program: the fields of everything it is made of."""
    made_of = (Draft, Options, SheetLayout, ColumnSaid, ExtractedSheet, Grid, Finding, SchoolQuestion)
    named = [[each.__name__, *(part.name for part in fields(each))] for each in made_of]
    return _short_hash(named)


def new_draft(store: Store, person: str, file_name: str, options: Options) -> Draft:
    """An empty draft with a folder of its own."""
    number = uuid.uuid4().hex[:16]
    folder = store.folder.drafts / number
    folder.mkdir(parents=True)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    return Draft(number, folder, person, file_name, now, options, store.current(), {"findings": [], "changes": {}})


def save_draft(draft: Draft) -> None:
    """Write what is known of the draft; the file is replaced whole, so a reader never sees half of it."""
    known: dict[str, Any] = {"person": draft.person, "file_name": draft.file_name, "created_at": draft.created_at}
    known |= {
        "content": draft.content,
        "options": draft.options.as_json(),
        "base_version": draft.base_version,
        "report": draft.report,
    }
    known["questions"] = [asdict(each) for each in draft.questions]
    known["form"] = _form()
    fresh = draft.folder / "draft.json.new"
    fresh.write_text(json.dumps(known, ensure_ascii=False, default=str), encoding="utf-8")
    fresh.replace(draft.folder / "draft.json")


def open_draft(store: Store, number: str) -> Draft:
    """The draft of this id; DraftGone when there is none, DraftOutdated when an earlier program saved it."""
    folder = store.folder.drafts / number
    if not _ID.fullmatch(number) or not (folder / "draft.json").is_file():
        raise DraftGone(f"no draft {number!r}")
    known = json.loads((folder / "draft.json").read_text(encoding="utf-8"))
    if known.pop("form", None) != _form():
        raise DraftOutdated(number, folder, str(known.get("file_name") or ""), str(known.get("person") or ""))
    options = Options.from_json(known.pop("options"))
    questions = [_question(each) for each in known.pop("questions", [])]
    return Draft(id=number, folder=folder, options=options, questions=questions, **known)


def _question(plain: dict[str, Any]) -> SchoolQuestion:
    return SchoolQuestion(**{**plain, "candidates": tuple(tuple(each) for each in plain["candidates"])})


def discard(draft: Draft) -> None:
    """Remove the draft and everything in it."""
    shutil.rmtree(draft.folder, ignore_errors=True)


def remove_expired(store: Store, days: float = DRAFT_DAYS) -> int:
    """Remove the drafts older than so many days and say how many there were."""
    if not store.folder.drafts.is_dir():
        return 0
    oldest = datetime.datetime.now(datetime.UTC).timestamp() - days * 86400
    old = [each for each in store.folder.drafts.iterdir() if each.is_dir() and each.stat().st_mtime < oldest]
    for each in old:
        shutil.rmtree(each, ignore_errors=True)
    return len(old)


def save_extract(extract: Extract, folder: Path) -> None:
    """Write the extract beside the draft: it is parsed once, however often it is compared."""
    sheets = []
    for number, sheet in enumerate(extract.sheets):
        plain = {each.name: getattr(sheet, each.name) for each in fields(sheet) if each.name not in (*_TABLES, "grid")}
        plain["grid"] = asdict(sheet.grid)
        plain["tables"] = [each for each in _TABLES if getattr(sheet, each) is not None]
        sheets.append(plain)
        for each in plain["tables"]:
            feather.write_feather(getattr(sheet, each), str(folder / _file_of(each, number)), compression="lz4")
    known = {"file_name": extract.file_name, "file_hash": extract.file_hash, "sheets": sheets}
    known["findings"] = [each.as_json() for each in extract.findings]
    (folder / "extract.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


def open_extract(folder: Path) -> Extract:
    """The extract that `save_extract` wrote."""
    known = json.loads((folder / "extract.json").read_text(encoding="utf-8"))
    sheets = [_sheet(plain, folder, number) for number, plain in enumerate(known["sheets"])]
    findings = [Finding(**each) for each in known["findings"]]
    return Extract(known["file_name"], known["file_hash"], findings, sheets)


def _file_of(table: str, number: int) -> str:
    return f"{table}_{number}.arrow"


def _sheet(plain: dict[str, Any], folder: Path, number: int) -> ExtractedSheet:
    plain["grid"] = Grid(**plain["grid"])
    plain["blocks"] = {int(number): columns for number, columns in plain["blocks"].items()}
    tables: dict[str, pa.Table] = {
        each: feather.read_table(str(folder / _file_of(each, number))) for each in plain.pop("tables")
    }
    return ExtractedSheet(**plain, **tables)
