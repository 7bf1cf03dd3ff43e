"""Mutations of a file's bytes: anywhere in it, and inside the members of a zip, which stays a zip."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from etl.extract.container import UNREADABLE

_ODD = (b"", b"\x00", b"\xff" * 8, b"\r\n", b'"', b"&", b"<", b"]]>", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1a", b"-1")
_VALUES = (
    b"0", b"-1", b"1", b"65535", b"65536", b"1048576", b"16384", b"4294967295", b"9" * 30, b"1e308", b"1e999", b"-1e-320",
    b"NaN", b"INF", b"", b"A1", b"XFD1048576", b"A1:XFD1048576", b"ZZZZ9", b"A0", b"A-1", b"B2:A1", b"s", b"str", b"e", b"b",
    b"d", b"inlineStr", b"true", b"&#0;", b"&amp;", b"&x;", b"\xe5\xad\xa6", b"../../etc/passwd", b"http://127.0.0.1:9/x",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'="[^"<>]{0,200}"')
_TEXT = re.compile(rb">[^<>]{1,200}<")
_TAG = re.compile(rb"<[^<>]{1,200}>")


def mutate_bytes(chance: Random, data: bytes) -> bytes:
    """One to eight changes anywhere."""
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        data = chance.choice(_ANYWHERE)(chance, data)
    return data


def mutate_zip(chance: Random, data: bytes) -> bytes:
    """Changes inside the members of a zip, sometimes a member gone, doubled or renamed; not a zip: anywhere."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(each.filename, archive.read(each)) for each in archive.infolist()]
    except (*UNREADABLE, RuntimeError):  # a seed that is no zip, is damaged by design, or has a password on a member
        return mutate_bytes(chance, data)
    for _ in range(chance.choice((1, 1, 2, 4))):
        members = _change_member(chance, members)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in dict.fromkeys(name for name, _ in members):
            archive.writestr(name, next(content for each, content in members if each == name))
    return packed.getvalue()


def _change_member(chance: Random, members: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    if not members:
        return members
    at = _interesting(chance, members)
    name, content = members[at]
    draw = chance.random()
    if draw < 0.04:
        return members[:at] + members[at + 1 :]
    if draw < 0.07:
        return [*members, (chance.choice((name.upper(), name.replace("/", "\\"), "../" + name, "x" + name)), content)]
    if draw < 0.10:
        content = chance.choice(members)[1]
    else:
        changes = _ANYWHERE if not content.lstrip(b"\xef\xbb\xbf").startswith(b"<") or draw < 0.3 else _IN_XML
        content = chance.choice(changes)(chance, content)
    return [*members[:at], (name, content), *members[at + 1 :]]


def _interesting(chance: Random, members: list[tuple[str, bytes]]) -> int:
    """Sheets, strings and styles rather than themes and properties."""
    wanted = [
        at
        for at, (name, _) in enumerate(members)
        if any(word in name.lower() for word in ("sheet", "string", "style", "workbook", "content", "rels"))
    ]
    return chance.choice(wanted) if wanted and chance.random() < 0.9 else chance.randrange(len(members))


def _flip(chance: Random, data: bytes) -> bytes:
    if not data:
        return b"\x00"
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _set(chance: Random, data: bytes) -> bytes:
    if not data:
        return b"\xff"
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))]) + data[at + 1 :]


def _set_number(chance: Random, data: bytes) -> bytes:
    """A little-endian number of two or four bytes set to an extreme: lengths and counts of binary records."""
    size = chance.choice((2, 4))
    at = chance.randrange(max(1, len(data) - size))
    value = chance.choice((0, 1, 0x7FFF, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, 1 << 16, 1 << 20)) & ((1 << (8 * size)) - 1)
    return data[:at] + value.to_bytes(size, "little") + data[at + size :]


def _cut(chance: Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[at + chance.choice((1, 2, 16, 256, 4096)) :]


def _truncate(chance: Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _repeat(chance: Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = data[at : at + chance.choice((1, 4, 64, 1024))]
    return data[:at] + piece * chance.choice((2, 3, 50)) + data[at:]


def _insert(chance: Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_ODD + _VALUES) + data[at:]


def _swap(chance: Random, data: bytes) -> bytes:
    one, two = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    size = min(chance.choice((1, 8, 64)), two - one)
    return data[:one] + data[two : two + size] + data[one + size : two] + data[one : one + size] + data[two + size :]


def _replaced(pattern: re.Pattern[bytes], put: Callable[[Random, bytes], bytes]) -> Callable[[Random, bytes], bytes]:
    def change(chance: Random, data: bytes) -> bytes:
        found = list(pattern.finditer(data[: 1 << 20]))
        if not found:
            return _flip(chance, data)
        one = chance.choice(found)
        return data[: one.start()] + put(chance, one.group()) + data[one.end() :]

    return change


_ANYWHERE = (_flip, _flip, _set, _set_number, _cut, _truncate, _repeat, _insert, _swap)
_IN_XML = (
    _replaced(_ATTRIBUTE, lambda chance, _: b'="' + chance.choice(_VALUES) + b'"'),
    _replaced(_ATTRIBUTE, lambda chance, _: b'="' + chance.choice(_VALUES) + b'"'),
    _replaced(_TEXT, lambda chance, _: b">" + chance.choice(_VALUES) + b"<"),
    _replaced(_TAG, lambda chance, tag: tag * chance.choice((0, 2, 3))),
    _flip,
    _cut,
    _swap,
)
