"""Runs one command and says how it went: 0 done, 1 refused for what is in the file, 2 wrong usage, 3 not now."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Sequence
from typing import Any

from etl.commands import COMMANDS
from etl.options import BadOption
from etl.place_declarations import COMMANDS as PLACE_COMMANDS
from etl.words import ImportStopped, WrongUsage, parser
from store import EmptyStore, StoreBroken, StoreBusy, UnknownBatch, UnknownVersion

DONE, REFUSED, WRONG_USAGE, NOT_NOW = 0, 1, 2, 3

# What went wrong, as a word for scripts, the exit status, and what a person reads.
_FAILURES: tuple[tuple[type[BaseException], str, int, str], ...] = (
    (WrongUsage, "usage", WRONG_USAGE, "{error}"),
    (BadOption, "usage", WRONG_USAGE, "{error}"),
    (UnknownBatch, "unknown_batch", WRONG_USAGE, "没有这个批次：{error}"),
    (UnknownVersion, "unknown_version", WRONG_USAGE, "没有这个版本：{error}"),
    (StoreBusy, "busy", NOT_NOW, "另一个导入正在进行，请稍后再试：{error}"),
    (EmptyStore, "empty_store", NOT_NOW, "还没有任何数据。"),
    (StoreBroken, "store", NOT_NOW, "数据目录无法读写：{error}"),
    (OSError, "system", NOT_NOW, "系统不允许：{error}"),
    (MemoryError, "memory", NOT_NOW, "内存不足。"),
)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command of these words (the program's own by default) and return its exit status."""
    given = list(sys.argv[1:] if words is None else words)
    as_json = "--json" in given
    try:
        chosen = parser().parse_args(given)
        status, answer, text = (COMMANDS | PLACE_COMMANDS)[chosen.command](chosen)
    except SystemExit as leaving:  # --help has spoken
        return int(leaving.code or 0)
    except Exception as error:
        return _failed(error, as_json=as_json)
    _say(answer, text, as_json=as_json)
    return status


def _failed(error: Exception, *, as_json: bool) -> int:
    reports: list[dict[str, Any]] = []
    if isinstance(error, ImportStopped) and isinstance(error.__cause__, Exception):
        reports, error = error.reports, error.__cause__
    word, status, message = _told(error)
    answer: dict[str, Any] = {"error": word, "message": message}
    if reports:
        answer["reports"] = reports
    if as_json:
        _say(answer, "", as_json=True)
    else:
        print(message, file=sys.stderr)
    return status


def _told(error: Exception) -> tuple[str, int, str]:
    for kind, word, status, text in _FAILURES:
        if isinstance(error, kind):
            return word, status, text.format(error=error)
    # Where it happened is told, not what was in hand: an exception's text may hold cells of a file.
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return "internal", NOT_NOW, f"内部错误 {type(error).__name__}（{places}）"


def _say(answer: Any, text: str, *, as_json: bool) -> None:
    # A terminal of another encoding must not turn a report into a failure.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8" if as_json else sys.stdout.encoding, errors="replace")
    print(json.dumps(answer, ensure_ascii=False, default=str) if as_json else text)
