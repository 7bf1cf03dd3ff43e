"""What of the clerk's workbook the marked copy cannot show. It is said, so that nobody goes on with the copy unknowing."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from etl.extract.container import Container, look_at
from etl.extract.limits import Limits

_NEW_BOOK = "本核对文件按原文件的内容另制，没有字体、列宽等格式；请对照清单在原文件上改正。"
_LOST = "本核对文件没有保留原文件中的{what}；需要时请对照清单在原文件上改正。"
# By the name of a part, and by what stands in a sheet or drawing.
_PARTS = {
    "宏": re.compile(r"vbaProject\.bin$"),
    "外部链接": re.compile(r"/externalLinks/"),
    "切片器": re.compile(r"/slicers?/"),
    "批注的回复": re.compile(r"/threadedComments/"),
}
_WORDS = {
    "文本框和图形": re.compile(rb"<xdr:(?:sp|cxnSp|grpSp)[ >]"),
    "数据条等新式条件格式": re.compile(rb"<x14:conditionalFormatting[ >]"),
    "引用其他表的下拉选项": re.compile(rb"<x14:dataValidation[ >]"),
    "迷你图": re.compile(rb"<x14:sparklineGroup[ >]"),
}
_READ_IN = re.compile(r"xl/(?:worksheets|drawings)/[^/]+\.xml$")
# The extensions stand at the end of a sheet; what is larger is looked at to here only.
_MOST_BYTES = 64_000_000


def lost_parts(path: Path, limits: Limits) -> list[str]:
    """One line on what is lost, none when nothing is."""
    container, refused = look_at(path, limits)
    if refused is not None or container in (None, Container.TEXT):
        return []
    if container is not Container.XLSX:
        return [_NEW_BOOK]
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        lost = [zh for zh, part in _PARTS.items() if any(part.search(name) for name in names)]
        lost += _told_by_words(archive, [name for name in names if _READ_IN.search(name)])
    return [_LOST.format(what="、".join(lost))] if lost else []


def _told_by_words(archive: zipfile.ZipFile, names: list[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        with archive.open(name) as part:
            content = part.read(_MOST_BYTES)
        found += [zh for zh, word in _WORDS.items() if zh not in found and word.search(content)]
    return found
