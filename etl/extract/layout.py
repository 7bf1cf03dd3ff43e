"""Find where a sheet's header stands, what each column means and which dataset it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from catalog import DATASETS, dataset
from catalog.model import Dataset, Role
from etl.extract.cells import RawSheet
from etl.extract.header_cells import HeaderCells, crowded_rows_above, header_candidates, numbered_rows_above
from etl.extract.headers import read_header
from etl.extract.meaning import Meaning
from etl.extract.numbers import parse_number
from etl.extract.text import key_of
from etl.extract.title_measure import with_title_measure
from etl.extract.vocabulary import vocabulary
from etl.extract.words import REFERENCE, SUBJECTS, TOTAL_SUBJECTS

LEAST_SCORE = 2.5


@dataclass(frozen=True)
class Layout:
    """Where things stand on a sheet; rows zero-based, `bottom` the last header row.

    `first_row`, `last_row` and `money_unit` are what a person said of the data and its amounts, if anything.
    """

    dataset: Dataset
    top: int
    bottom: int
    meanings: tuple[Meaning, ...]
    score: float
    titles: tuple[str, ...] = ()
    first_row: int | None = None
    last_row: int | None = None
    money_unit: str | None = None
    remembered_unit: str | None = None  # one of the units comes from an earlier file

    def of_role(self, role: str) -> list[Meaning]:
        """The columns of a role, from the left."""
        return [each for each in self.meanings if each.role == role]

    def named(self, column: str) -> Meaning | None:
        """The first place or text column of this name."""
        return next((each for each in self.meanings if each.column == column and each.role in ("place", "text")), None)


@lru_cache(maxsize=50000)
def _meaning(path: tuple[str, ...], name: str) -> Meaning:
    return read_header(0, path, vocabulary(name))


def find_layouts(sheet: RawSheet, context: str, forced: str | None) -> list[Layout]:
    """The best layout per dataset that fits, best first; empty when none does. `context`: the file's name."""
    cells = HeaderCells.of(sheet)
    best: dict[str, Layout] = {}
    for top, bottom in header_candidates(cells):
        paths = cells.paths(top, bottom)
        titles = cells.titles(top)
        crowded = crowded_rows_above(cells, top, bottom)
        if any(_is_table(each) for each in best.values()) and numbered_rows_above(cells, top) >= 2:
            continue  # rows of a table stand between: this header is a second one's
        for declared in [dataset(forced)] if forced else DATASETS:
            layout = _judge(declared, paths, (top, bottom), titles, f"{sheet.name}", context, bool(forced))
            known = best.get(declared.name)
            if layout is not None:
                layout = replace(layout, score=layout.score - 2 * crowded)
            if (
                layout is not None
                and (forced or layout.score >= LEAST_SCORE or _is_bare(layout))
                and (known is None or layout.score > known.score + 0.01)
            ):
                best[declared.name] = layout
    return sorted(best.values(), key=lambda each: -each.score)


def _is_table(layout: Layout) -> bool:
    return bool(layout.of_role("place")) and len(layout.of_role("fact")) >= 2


def _is_bare(layout: Layout) -> bool:
    """Schools and their pupils, no title, nothing that is not understood: only an enrolment return looks so."""
    pupils = any((each.role, each.column) == ("fact", "pupils") for each in layout.meanings)
    known = all(each.role in ("place", "text", "fact", "period", "serial") for each in layout.meanings)
    return pupils and known and not layout.titles and bool(layout.of_role("place"))


def _judge(
    declared: Dataset,
    paths: list[tuple[str, ...]],
    where: tuple[int, int],
    titles: tuple[str, ...],
    sheet_name: str,
    context: str,
    forced: bool,
) -> Layout | None:
    meanings = tuple(_placed(_meaning(path, declared.name), index) for index, path in enumerate(paths))
    title_hits = _title_hits(declared, " ".join((*titles, sheet_name)))
    file_hits = _title_hits(declared, context)
    meanings = with_title_measure(meanings, declared, titles)
    score = _score(meanings) + (5 + 0.2 * title_hits if title_hits else 3 if file_hits else 0)
    layout = Layout(declared, *where, meanings, score, titles)
    texts = " ".join((*titles, sheet_name, context))
    told = bool(title_hits or file_hits or forced or (_is_bare(layout) and not REFERENCE.search(texts)))
    return layout if _fits(declared, meanings, told, texts) else None


def layout_at(cells: HeaderCells, declared: Dataset, rows: tuple[int, int]) -> Layout:
    """The sheet read as this dataset with its header in these rows (zero-based), whether or not that fits."""
    titles = cells.titles(rows[0])
    paths = cells.paths(*rows)
    meanings = tuple(_placed(_meaning(path, declared.name), index) for index, path in enumerate(paths))
    meanings = with_title_measure(meanings, declared, titles)
    return Layout(declared, *rows, meanings, _score(meanings), titles)


def named_datasets(titles: tuple[str, ...], sheet_name: str, context: str) -> str:
    """Every dataset that the title or the sheet's name speaks of (else the file's name), joined by `+`."""
    for text in (" ".join((*titles, sheet_name)), context):
        found = [each.name for each in DATASETS if _title_hits(each, text)]
        if found:
            return "+".join(sorted(found))
    return ""


def _placed(meaning: Meaning, index: int) -> Meaning:
    return Meaning(**{**meaning.__dict__, "index": index})


def _title_hits(declared: Dataset, text: str) -> int:
    flat = key_of(text)
    return max((len(word) for word in declared.title_words if key_of(word) in flat), default=0)


def _score(meanings: tuple[Meaning, ...]) -> float:
    score, seen = 0.0, set()
    for each in meanings:
        identity = (each.role, each.column, each.dims, each.sex, each.is_total, each.previous)
        if each.role == "unknown":
            score -= 0.1
        if each.role in ("unknown", "ignored") or identity in seen:
            continue
        seen.add(identity)
        if each.role in ("fact", "score"):
            score += 3 if each.specific else 1
        elif each.role == "text":
            score += 2 if each.specific else 1
        else:
            score += 1.5 if each.role == "place" and each.specific else 1
    return score


def _fits(declared: Dataset, meanings: tuple[Meaning, ...], told: bool, texts: str) -> bool:
    columns = {each.column for each in meanings if each.role in ("place", "text", "fact", "score")}
    groups = {key for each in meanings for key in each.dim}
    facts = [each for each in meanings if each.role in ("fact", "score")]
    needed = {each.name for each in declared.columns if each.required}
    if not needed <= columns | groups or len(columns | groups) < 2:
        return False
    if "subject" in declared.key and facts and not ({"subject"} & (columns | groups)) and not subject_in(texts):
        return False
    if not declared.facts:
        return _describes(declared, meanings, told)
    if not facts and not (declared.places != ("",) and "activity" in columns):
        return False
    if {each.column for each in facts} <= {
        each.name for each in declared.facts if each.role is Role.STOCK
    } and not told:
        return any(each.specific for each in facts)
    return told or any(each.specific for each in (*facts, *(each for each in meanings if each.role == "text")))


def _describes(declared: Dataset, meanings: tuple[Meaning, ...], told: bool) -> bool:
    """Datasets without numbers (registers, pairs): some attribute of their own, or a title that says so."""
    texts = [each for each in meanings if each.role == "text"]
    if declared.places != ("",):
        return True  # both schools are named: nothing else looks like it
    return (
        bool(texts)
        and (told or any(each.specific for each in texts))
        and not any(each.role == "person" for each in meanings)
    )


def subject_in(text: str) -> str | None:
    """The one subject a title names; None when it names none or several."""
    flat = key_of(text)
    found = [word for word in SUBJECTS if word in flat and word not in ("综合", "实验", "阅读", "劳动", "艺术", "写字")]
    found = [word for word in found if not any(word != other and word in other for other in found)]
    if len(found) != 1:
        return None
    return "总分" if found[0] in TOTAL_SUBJECTS else found[0]


def holds_numbers(sheet: RawSheet, layout: Layout) -> bool:
    """Whether what stands under the headers of numbers looks like numbers; else data was taken for a header."""
    columns = [each.index for each in (*layout.of_role("fact"), *layout.of_role("score"))]
    states: list[str] = []
    for row in sheet.rows[layout.bottom + 1 : layout.bottom + 41]:
        for column in columns:
            cell = row[column]
            if isinstance(cell, str):
                states.append(parse_number(cell).state)
            elif cell is not None:
                states.append("number" if isinstance(cell, float | int) else "other")
    strange = sum(1 for state in states if state == "other")
    said = sum(1 for state in states if state != "blank")
    return strange < 3 or strange * 5 < said * 4
