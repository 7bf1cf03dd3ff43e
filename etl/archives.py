"""A zip of spreadsheets is so many files: unpacked within limits, each then read for itself."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from etl.extract.container import UNREADABLE
from etl.extract.limits import LIMITS, MEGABYTE, Limits
from etl.model import Finding
from etl.plain_notes import is_note
from etl.problems import finding

TABLES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".txt", ".tsv")
MOST_MEMBERS = 200
_UTF8 = 0x800
_ENCRYPTED = 0x1
_PIECE = MEGABYTE


@dataclass(frozen=True)
class Unpacked:
    """The spreadsheets of a zip in its order, the names of what was left out, or why it is not opened at all."""

    files: list[Path] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    refused: Finding | None = None


def is_archive(file: Path | BinaryIO) -> bool:
    """Whether the file is a zip that holds spreadsheets; a workbook is a zip too, but of parts."""
    if not zipfile.is_zipfile(file):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            names = [_name(each) for each in archive.infolist()]
    except UNREADABLE:
        return False
    lower = {name.lower() for name in names}
    is_one_document = (
        "[content_types].xml" in lower or "mimetype" in lower or any(each.startswith("xl/") for each in lower)
    )
    return not is_one_document and any(_is_table(name) for name in names)


def unpack(path: Path, folder: Path, limits: Limits = LIMITS) -> Unpacked:
    """Write the spreadsheets of the zip at `path` into `folder`, never elsewhere, under their own names.

    Sizes are counted while unpacking: what a zip says of itself may be a lie. Members that are no spreadsheets are named,
    and so are notes in plain text beside them.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if not each.is_dir() and not _is_litter(_name(each))]
            tables = [each for each in members if _is_table(_name(each))]
            left_out = [_name(each) for each in members if not _is_table(_name(each))]
            if len(tables) > MOST_MEMBERS:
                return Unpacked(refused=finding("archive_too_many", count=len(tables), limit=MOST_MEMBERS))
            if any(each.flag_bits & _ENCRYPTED for each in tables):
                return Unpacked(refused=finding("file_encrypted"))
            return _written(archive, tables, left_out, folder, limits)
    except UNREADABLE as error:
        return Unpacked(refused=finding("file_broken", detail=type(error).__name__))


def _written(
    archive: zipfile.ZipFile, tables: list[zipfile.ZipInfo], left_out: list[str], folder: Path, limits: Limits
) -> Unpacked:
    files: list[Path] = []
    room = limits.expanded_mb * MEGABYTE
    for member, name in zip(tables, _own_names([_name(each) for each in tables]), strict=True):
        # A folder of its own for each: two systems may hold different names to be the same.
        target = folder / f"{len(files):03d}" / name
        target.parent.mkdir(parents=True)
        most = min(limits.file_mb * MEGABYTE, room)
        size = _copied(archive, member, target, most)
        if size > most:
            parts = len(archive.infolist())
            return Unpacked(refused=finding("file_expands_too_much", size=size // MEGABYTE, parts=parts))
        room -= size
        files.append(target)
    notes = [each for each in files if is_note(each)]
    if len(notes) == len(files):
        # Nothing else is there to be read: that these are no tables is said of each where it is refused.
        return Unpacked(files, left_out)
    return Unpacked([each for each in files if each not in notes], [*left_out, *(each.name for each in notes)])


def _copied(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Bytes written; one piece more than `most` at the utmost."""
    size = 0
    with archive.open(member) as source, target.open("wb") as out:
        while size <= most and (piece := source.read(_PIECE)):
            out.write(piece)
            size += len(piece)
    return size


def _own_names(paths: list[str]) -> list[str]:
    """The files' own names; where two are alike, the folder stands before it."""
    plain = [PurePosixPath(each).name for each in paths]
    often = Counter(plain)
    named = ["_".join(PurePosixPath(path).parts[-2:]) if often[name] > 1 else name
             for path, name in zip(paths, plain, strict=True)]  # fmt: skip
    return [each[-120:] for each in named]


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name. Chinese Windows writes GBK without saying so, which zipfile takes for cp437."""
    name = member.filename
    if not member.flag_bits & _UTF8:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = member.filename
    return name.replace("\\", "/")


def _is_table(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in TABLES


def _is_litter(name: str) -> bool:
    """What archivers and Excel leave behind by themselves."""
    own = PurePosixPath(name).name
    return "__MACOSX/" in name or own.startswith((".", "~$")) or own.lower() in ("thumbs.db", "desktop.ini")
