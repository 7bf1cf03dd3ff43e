"""Uploads in progress: files received and checked, drafts found again, what a draft knows of its sheets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import streamlit as st

from catalog import dataset
from etl.archives import TABLES, is_archive
from etl.drafts import Draft, DraftGone, DraftOutdated, discard, open_draft, remove_expired
from etl.extract.limits import LIMITS, MEGABYTE
from etl.jobs import receive
from etl.layouts import table_key
from etl.options import Options
from store.desk import Desk, Job
from ui.context import Context
from ui.corrections import SeenSheet
from ui.grid import PaintedSheet, column_letters
from ui.jobs import start_job
from ui.text import say

# What can be a table at all; whether it is one is for the importer to say.
EXTENSIONS = (*TABLES, ".zip")
# How workbooks begin, whatever their name ends in: a zip, or an older Excel's compound file.
_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
MOST_FILES = 20
_KEPT = "kept_uploads"
_MOST_KEPT = 3


class Uploaded(Protocol):
    """A file as Streamlit hands it over."""

    name: str
    size: int

    def getvalue(self) -> bytes: ...


@dataclass(frozen=True)
class Waiting:
    """An upload that somebody began: where it stands and the job that leads back to it.

    `archive` is the zip it came in; `doubles` names another one that waits and has the same content (`content`).
    """

    job: str
    file_name: str
    person: str
    began: datetime
    standing: str  # running, refused, ready, outdated
    archive: str = ""
    content: str = ""
    doubles: str = ""


def largest_mb() -> int:
    """The largest file we take, in megabytes: the smaller of the server's limit and the reader's."""
    return min(int(st.get_option("server.maxUploadSize")), LIMITS.file_mb)


def refusal(file: Uploaded, largest: int) -> str:
    """Why a file is not even looked at, in words; empty when it is."""
    extension = Path(file.name).suffix.lower()
    if extension not in EXTENSIONS and not file.getvalue().startswith(_BOOKS) and file.size:
        return say("upload.wrong_type", file=file.name, known=" ".join(EXTENSIONS[:7]))
    if file.size > largest * MEGABYTE:
        return say("upload.too_big", file=file.name, size=f"{file.size / MEGABYTE:.0f}", largest=largest)
    if not file.size:
        return say("upload.empty_file", file=file.name)
    return ""


def take_files(context: Context, files: Sequence[Uploaded], options: Options) -> tuple[list[str], list[str]]:
    """Start the job that reads the files that may be looked at; returns its id, if any, and the refusals in words."""
    taken, refused = [], []
    for file in files[:MOST_FILES]:
        reason = refusal(file, largest_mb())
        if reason:
            refused.append(reason)
        else:
            taken.append(file)
    if len(files) > MOST_FILES:
        refused.append(say("upload.too_many", n=MOST_FILES))
    if len(taken) == 1 and not is_archive(BytesIO(taken[0].getvalue())):
        return [take_bytes(context, taken[0].name, taken[0].getvalue(), options)], refused
    return ([_take_several(context, taken, options)] if taken else []), refused


def _take_several(context: Context, files: Sequence[Uploaded], options: Options) -> str:
    """Start the job that reads these files, or what a zip holds, one after the other."""
    paths = [str(receive(context.store, each.name, each.getvalue())) for each in files]
    return start_job(context, "several", {"paths": paths, "options": options.as_json()})


def take_bytes(context: Context, name: str, content: bytes, options: Options) -> str:
    """Start the job that reads these bytes. They are kept in this session for reading again by other choices."""
    path = receive(context.store, name, content)
    number = start_job(context, "prepare", {"path": str(path), "options": options.as_json()})
    kept = st.session_state.setdefault(_KEPT, {})
    kept[number] = (name, content)
    for old in list(kept)[:-_MOST_KEPT]:
        del kept[old]
    return number


def kept_bytes(job: Job) -> tuple[str, bytes] | None:
    """Name and bytes of the file this job read, while this session lasts."""
    found: tuple[str, bytes] | None = st.session_state.get(_KEPT, {}).get(job.id)
    return found


def draft_of(context: Context, job: Job) -> Draft | None:
    """The draft a job made; None when it was put in use, thrown away or has expired."""
    number = (job.result or {}).get("draft")
    try:
        return open_draft(context.store, number) if number else None
    except DraftGone:
        return None


def outdated_of(context: Context, job: Job) -> DraftOutdated | None:
    """What is left of a draft that an earlier program saved; None when it can be opened or is gone."""
    number = (job.result or {}).get("draft")
    try:
        if number:
            open_draft(context.store, number)
    except DraftOutdated as outdated:
        return outdated
    except DraftGone:
        return None
    return None


def take_outdated(context: Context, outdated: DraftOutdated, upload: Path) -> str:
    """Start the job that reads the kept file of an outdated draft from the beginning; returns its id."""
    number = take_bytes(context, outdated.file_name or upload.name, upload.read_bytes(), Options())
    shutil.rmtree(outdated.folder, ignore_errors=True)
    return number


def waiting(context: Context) -> list[Waiting]:
    """Uploads that are still being read or wait for a decision, the newest first. Those nobody came back to expire."""
    remove_expired(context.store)
    found: dict[str, Waiting] = {}
    archives: dict[str, str] = {}
    for job in Desk(context.store.folder.root).jobs(limit=200):
        if job.kind in ("prepare", "compare", "read_again", "name_school"):
            key = (job.result or {}).get("draft") or job.id
            # Later jobs of a draft do not know what it came in: the first one does.
            archives[key] = str((job.request or {}).get("archive") or archives.get(key, ""))
            each = None if key in found else _waiting(context, job)
            if each is not None:
                found[key] = each
    every = list(found.values())
    return [replace(each, archive=archives[key], doubles=double_of(each, every)) for key, each in found.items()]


def double_of(one: Waiting, every: Sequence[Waiting]) -> str:
    """The name and person of another upload with the same content; empty without one."""
    same = (each for each in every if each is not one and each.content and each.content == one.content)
    other = next(same, None)
    return "" if other is None else f"{other.file_name}（{other.person}）"


def throw_away(context: Context, jobs: Sequence[str]) -> None:
    """Throw away the drafts of these jobs, as far as they are still there."""
    desk = Desk(context.store.folder.root)
    for job in (each for number in jobs if (each := desk.job(number)) is not None):
        outdated = outdated_of(context, job)
        draft = None if outdated else draft_of(context, job)
        if outdated is not None:
            shutil.rmtree(outdated.folder, ignore_errors=True)
        elif draft is not None:
            discard(draft)


def _waiting(context: Context, job: Job) -> Waiting | None:
    request = job.request or {}
    name = Path(str(request.get("path", ""))).name or str(request.get("file", ""))
    if job.state in ("queued", "running"):
        return Waiting(job.id, name, job.person or "", job.created, "running")
    outdated = outdated_of(context, job)
    if outdated is not None:
        return Waiting(job.id, outdated.file_name, outdated.person, job.created, "outdated")
    draft = draft_of(context, job)
    if draft is None:
        return None
    standing = "refused" if draft.refused else "ready"
    return Waiting(job.id, draft.file_name, draft.person, job.created, standing, content=draft.content)


def painted_sheets(draft: Draft) -> list[PaintedSheet | None]:
    """The sheets of a draft in order, as far as they may be shown: nothing of sheets that name persons."""
    return [_painted(each) if _may_be_shown(each) else None for each in _extracted(draft)]


def seen_sheets(draft: Draft) -> list[SeenSheet | None]:
    """What may be corrected of each sheet, in order: nothing of those that name persons."""
    return [_seen(each) if _may_be_shown(each) else None for each in _extracted(draft)]


def _extracted(draft: Draft) -> list[dict[str, Any]]:
    sheets: list[dict[str, Any]] = json.loads((draft.folder / "extract.json").read_text(encoding="utf-8"))["sheets"]
    return sheets


def _may_be_shown(sheet: dict[str, Any]) -> bool:
    return bool(sheet["grid"]["rows"]) and not sheet["pupil_level"]


def _painted(sheet: dict[str, Any]) -> PaintedSheet:
    grid = sheet["grid"]
    return PaintedSheet(
        grid["rows"], grid["roles"], grid["meanings"], sheet["dataset"], sheet["rows_read"], unused_columns(sheet)
    )


def unused_columns(sheet: dict[str, Any]) -> frozenset[int]:
    """The columns, from 0, that were taken for a number of the dataset of which nothing went into the rows."""
    if not sheet["dataset"]:
        return frozenset()
    facts = {each.name for each in dataset(sheet["dataset"]).facts}
    taken = {part for columns in sheet["blocks"].values() for joined in columns.values() for part in joined.split("+")}
    for letters in sheet["columns"].values():
        taken |= {letters} if isinstance(letters, str) else set(letters)
    codes = enumerate(sheet["grid"]["codes"])
    return frozenset(number for number, code in codes if code in facts and column_letters(number) not in taken)


def _seen(sheet: dict[str, Any]) -> SeenSheet:
    grid = sheet["grid"]
    return SeenSheet(
        table_key(sheet["sheet"], sheet["table_no"]), sheet["dataset"] or None, tuple(sheet["header_rows"]),
        tuple(grid["headers"]), tuple(grid["codes"]), tuple(grid["meanings"]), tuple(sheet["periods"]), sheet["unit"],
        sheet["fingerprint"], sheet["recalled"],
    )  # fmt: skip


def asks_for(draft: Draft) -> tuple[str, ...]:
    """What the clerk can say that the file does not: period, dataset, new_schools."""
    codes = {each.code for each in draft.findings}
    asked = {
        "period": {"period_unknown", "period_kind_wrong", "period_cell_unreadable"},
        "dataset": {"nothing_recognised"},
        "new_schools": {"school_unknown", "township_unknown", "district_unknown"},
    }
    return tuple(name for name, behind in asked.items() if behind & codes)
