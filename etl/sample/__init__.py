"""The sample district 青云县: invented schools and six school years of returns, written as an office would.

`write_sample` makes the files; the importer takes them in like any other file. See data/sample/README.md for the
stories planted in the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.sample.books import dropout, enrolment, exam, further, pair, published, register, resource, reviews, subsidy
from etl.sample.books.desk import Draft, SampleFile
from etl.sample.world import Row, World, make_world

SEED = 20260901
_OFFICES = (register, enrolment, dropout, subsidy, exam, pair, resource, further, published, reviews)

__all__ = ["SEED", "SampleFile", "SampleFiles", "sample_truth", "write_sample"]


@dataclass(frozen=True)
class SampleFiles:
    """The written files in the order of import, and the facts they state: {dataset: rows}, schools by code.

    A fact is None where the file has a dash or nothing; `period` is written as everywhere in the product."""

    files: list[SampleFile]
    truth: dict[str, list[Row]]


def write_sample(folder: Path, *, scale: int = 1, seed: int = SEED) -> SampleFiles:
    """Write all files of the sample into `folder` (made if missing) and return them with their truth.

    `scale` multiplies the schools of every township (1: 122 schools). The same seed gives the same truth and cells.
    """
    if scale < 1:
        raise ValueError("scale must be 1 or more")
    world = make_world(seed, scale)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for order, draft in enumerate(_drafts(world), 1):
        path = folder / draft.name
        draft.write(path)
        files.append(SampleFile(path, draft.dataset, draft.person, order))
    return SampleFiles(files, world.truth)


def sample_truth(*, scale: int = 1, seed: int = SEED) -> dict[str, list[Row]]:
    """The facts of the sample without writing a file."""
    return make_world(seed, scale).truth


def _drafts(world: World) -> list[Draft]:
    """All drafts by the day they came in; the register before everything."""
    return sorted(
        (draft for office in _OFFICES for draft in office.drafts(world)), key=lambda draft: (draft.due, draft.name)
    )
