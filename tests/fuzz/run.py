"""Make mutants from a seed until the time is up, have each judged, keep those that show a fault."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.corpus.composer import compose
from tests.corpus.markup import write_markup
from tests.corpus.writer import write
from tests.fuzz.bytes_of import mutate_bytes, mutate_zip
from tests.fuzz.grids import mutate_book, random_sheets, raw_sheets
from tests.fuzz.judge import Verdict, judge_file, judge_sheets

KINDS = ("cells", "cells", "cells", "markup", "zip", "zip", "bytes", "grid", "grid")
_MOST_BYTES = 120_000


@dataclass
class Tally:
    """What came of the mutants so far; `faults` are (kind, number, what)."""

    mutants: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, int, str]] = field(default_factory=list)
    worst_seconds: float = 0.0
    worst_mb: float = 0.0
    seconds: float = 0.0

    def add(self, kind: str, number: int, verdict: Verdict) -> None:
        """Count one."""
        self.mutants[kind] += 1
        self.outcomes[f"{kind.partition(':')[0]} {verdict.outcome}"] += 1
        self.codes.update(set(verdict.codes))
        # Bytes that make a library abort end its process, and the clerk is told; cells that do are ours to mend.
        told = "died" if kind.startswith(("zip", "bytes")) else ""
        self.faults += [(kind, number, each) for each in verdict.faults if not told or told not in each]
        self.worst_seconds = max(self.worst_seconds, verdict.seconds)
        self.worst_mb = max(self.worst_mb, verdict.peak_mb)

    def as_json(self) -> str:
        """One line for a log."""
        return json.dumps(
            self.__dict__ | {"faults": self.faults[-200:], "all": self.mutants.total()}, ensure_ascii=False
        )


def fuzz(
    seconds: float, seed: int, kept: Path, own_files: Sequence[Path] = (), log: Path | None = None, most: int = 10**9
) -> Tally:
    """Mutants of composed files and of `own_files` for so many seconds; those with a fault are copied to `kept`."""
    tally, started, logged = Tally(), time.monotonic(), 0.0
    sources = [path for path in own_files if path.is_file() and path.stat().st_size <= _MOST_BYTES]
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        for number in range(seed, seed + most):
            tally.seconds = time.monotonic() - started
            if tally.seconds > seconds:
                break
            _one(number, Path(scratch), sources, kept, tally)
            if log is not None and tally.seconds - logged > 20:
                logged = tally.seconds
                log.write_text(tally.as_json() + "\n", encoding="utf-8")
    if log is not None:
        log.write_text(tally.as_json() + "\n", encoding="utf-8")
    return tally


def _one(number: int, scratch: Path, sources: Sequence[Path], kept: Path, tally: Tally) -> None:
    chance = Random(number)
    folder = scratch / str(number)
    (folder / "out").mkdir(parents=True)
    kind = chance.choice(KINDS)
    if kind == "grid":
        book = compose(chance.randrange(1 << 30)) if chance.random() < 0.7 else None
        sheets = random_sheets(chance) if book is None else raw_sheets(chance, book)
        verdict, made = judge_sheets(sheets, folder / "out"), folder / "out" / "sheets.pickle"
    else:
        mutant = _mutant(chance, kind, folder, sources)
        if mutant is None:
            shutil.rmtree(folder)
            return
        made, kind = mutant, f"{kind}:{mutant.suffix.lower()[1:]}"
        verdict = judge_file(made, folder / "out")
    tally.add(kind, number, verdict)
    if verdict.faults:
        kept.mkdir(parents=True, exist_ok=True)
        shutil.copy(made, kept / f"{number}{made.suffix}")
        (kept / f"{number}.txt").write_text("\n".join((kind, made.name, *verdict.faults)), encoding="utf-8")
    shutil.rmtree(folder)


def _mutant(chance: Random, kind: str, folder: Path, sources: Sequence[Path]) -> Path | None:
    """The mutated file; None where no writer writes what was asked for."""
    book = compose(chance.randrange(1 << 30))
    if kind == "cells":
        try:
            return write(mutate_book(chance, book), folder)
        except (ValueError, TypeError, OverflowError, UnicodeEncodeError, AssertionError):
            return None
    if kind == "markup":
        path = write_markup(mutate_book(chance, book), folder, chance.choice(("xml", "html")))
        if chance.random() < 0.5:
            path.write_bytes(mutate_bytes(chance, path.read_bytes()))
        return path
    source = chance.choice(sources) if sources and chance.random() < 0.5 else write(book, folder)
    path = folder / source.name
    path.write_bytes((mutate_zip if kind == "zip" else mutate_bytes)(chance, source.read_bytes()))
    return path
