"""What a file is, from its first bytes and its zip directory, before any parser sees it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

import msoffcrypto
import olefile

from etl.extract.delimited import UnreadableText, decode
from etl.extract.limits import MEGABYTE, Limits
from etl.model import Finding
from etl.problems import finding


class Container(StrEnum):
    """The ways a file may be packed."""

    XLSX = "xlsx"
    PACKED = "packed"  # another zip that calamine reads: xlsb, ods
    OLE = "ole"
    XML = "xml"  # Excel 2003 XML
    PAGE = "page"  # a web page with tables, whatever its name
    TEXT = "text"


# What zipfile raises for a damaged or foreign archive: a bad directory, a bad stream, a name or offset that cannot be, a
# method it does not know, an early end. Each is said to the clerk as a finding.
UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError)
_MARKUP = tuple(
    b"<" + each
    for each in b"html !doctype table ?xml meta head style body div workbook ss:workbook title center !--".split()
)
_SPREADSHEET_XML = (b"urn:schemas-microsoft-com:office:spreadsheet", b'progid="excel.sheet"')
_PACKED_PARTS = {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}
_OTHER = {
    b"%PDF": "PDF 文档",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"MZ": "程序文件",
    b"SQLi": "数据库文件",
    b"ID;P": "SYLK 文件",
    b"\x7fELF": "程序文件",
}


def look_at(path: Path, limits: Limits) -> tuple[Container | None, Finding | None]:
    """The container of the file at `path`, or the finding that says why it is not to be opened."""
    size = path.stat().st_size
    if size == 0:
        return None, finding("file_empty")
    if size > limits.file_mb * MEGABYTE:
        return None, finding("file_too_large", size=size // MEGABYTE, limit=limits.file_mb)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PK"):
        return _zip(path, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _ole(path)
    return _plain(head)


def _zip(path: Path, limits: Limits) -> tuple[Container | None, Finding | None]:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except UNREADABLE:
        return None, finding("file_broken", detail="压缩目录不可读，文件可能被截断")
    expanded = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    too_dense = expanded > 50 * MEGABYTE and expanded / packed > limits.ratio
    if expanded > limits.expanded_mb * MEGABYTE or len(parts) > limits.parts or too_dense:
        return None, finding("file_expands_too_much", size=expanded // MEGABYTE, parts=len(parts))
    return _zip_kind({part.filename.replace("\\", "/").lstrip("/").lower() for part in parts}, parts)


def _zip_kind(names: set[str], parts: list[zipfile.ZipInfo]) -> tuple[Container | None, Finding | None]:
    if any(part.flag_bits & 1 for part in parts):
        return None, finding("file_encrypted")
    if not parts:
        return None, finding("file_broken", detail="压缩包里没有内容")
    if any(name.startswith("xl/") for name in names) and "xl/workbook.bin" not in names:
        return Container.XLSX, None
    if names & _PACKED_PARTS:
        return Container.PACKED, None
    if "[content_types].xml" in names and any(name.endswith("workbook.xml") for name in names):
        return Container.XLSX, None
    if "word/document.xml" in names:
        return None, finding("not_a_spreadsheet", kind="Word 文档")
    if "ppt/presentation.xml" in names:
        return None, finding("not_a_spreadsheet", kind="演示文稿")
    return None, finding("not_a_spreadsheet", kind="普通压缩包")


def _ole(path: Path) -> tuple[Container | None, Finding | None]:
    try:
        with olefile.OleFileIO(io.BytesIO(path.read_bytes())) as compound:
            streams = {"/".join(each).lower() for each in compound.listdir()}
    except Exception as error:  # olefile raises whatever a damaged file makes it raise
        return None, finding("file_broken", detail=f"复合文档不可读：{type(error).__name__}")
    if "encryptedpackage" in streams or _needs_password(path):
        return None, finding("file_encrypted")
    if streams & {"workbook", "book"}:
        return Container.OLE, None
    if "worddocument" in streams:
        return None, finding("not_a_spreadsheet", kind="Word 文档")
    return None, finding("not_a_spreadsheet", kind="未知的复合文档")


def _needs_password(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(msoffcrypto.OfficeFile(file).is_encrypted())
    except Exception:  # a damaged file: the reader will say so
        return False


def _plain(head: bytes) -> tuple[Container | None, Finding | None]:
    for magic, kind in _OTHER.items():
        if head.startswith(magic):
            return None, finding("not_a_spreadsheet", kind=kind)
    if head[:1] == b"\x09" and head[1:2] in (b"\x00", b"\x02", b"\x04"):
        return None, finding("file_too_old")  # Excel 2 to 4
    if head[:2] == b"\x09\x08":
        return Container.OLE, None  # a bare BIFF stream
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").replace(b"\x00", b"")[:200].lower()
    if start.startswith(b"mime-version:"):  # a web archive, as Excel saves "single file web page"
        return None, finding("html_as_spreadsheet")
    if start.startswith(_MARKUP):
        return _markup(head.replace(b"\x00", b"").lower())
    if b"\x00" in head and not _wide_text(head):
        return None, finding("not_a_spreadsheet", kind="二进制文件")
    return Container.TEXT, None


def _markup(head: bytes) -> tuple[Container | None, Finding | None]:
    if any(mark in head for mark in _SPREADSHEET_XML):
        return Container.XML, None
    if head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml") and not re.search(
        rb"<(html|table|body)\b", head
    ):
        return None, finding("html_as_spreadsheet")
    return Container.PAGE, None


def _wide_text(head: bytes) -> bool:
    """UTF-16 and UTF-32 hold zero bytes too, but no control characters once they are decoded."""
    try:
        text = decode(head[: len(head) // 4 * 4])
    except UnreadableText:
        return False
    return not any(ord(character) < 9 or 13 < ord(character) < 32 for character in text)
