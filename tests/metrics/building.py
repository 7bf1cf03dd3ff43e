"""A small district as files would tell it, put into a real store by the store's own writer.

`Said` is one row of one file; `File` is one batch. The oracle in tests/soundness reads the same description.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from catalog import dataset as declared
from store import NewBatch, NewSheet, Reader, Resolver, Store, Writer
from store.schema import rows_columns

DISTRICT = "青山县"


@dataclass(frozen=True)
class Said:
    """One row: a school's (school), a township's total (township without school) or the district's (neither)."""

    dataset: str
    period: str | None
    values: dict[str, Any]
    school: str | None = None
    township: str | None = None

    @property
    def level(self) -> str:
        return "school" if self.school else "township" if self.township else "district"


@dataclass
class File:
    """One batch, undone if not live."""

    rows: list[Said] = field(default_factory=list)
    live: bool = True


def register(
    school: str, township: str | None, stages: Iterable[str], period: str | None = None, **values: Any
) -> list[Said]:
    """Rows of the register: one per stage."""
    return [Said("school", period, {"stage": stage, **values}, school, township) for stage in stages]


def enrolled(school: str, period: str, stage: str = "primary", **values: Any) -> Said:
    """One row of enrolment."""
    return Said("enrolment", period, {"stage": stage, **values}, school)


def month(school: str, period: str, stage: str = "primary", **values: Any) -> Said:
    """One row of a dropout return."""
    return Said("dropout", period, {"stage": stage, **values}, school)


def aid(
    school: str | None, period: str, stage: str | None = "primary", township: str | None = None, **values: Any
) -> Said:
    """One row of subsidy, of a school or (without one) of an area."""
    return Said("subsidy", period, {"stage": stage, **values}, school, township)


def paper(school: str, period: str, stage: str = "junior", **values: Any) -> Said:
    """One school's totals of one paper."""
    given = {"grade": 9, "exam": "中考", "subject": "语文", "full_mark": 100.0, **values}
    return Said("exam", period, {"stage": stage, **given}, school)


def pair(core: str, member: str, start: Any, end: Any = None, pair_type: str = "co_built") -> Said:
    """One spell of a pair."""
    return Said("pair", None, {"core": core, "member": member, "start": start, "end": end, "pair_type": pair_type})


def build(folder: Path, files: Sequence[File]) -> Store:
    """A store of one version holding these files as batches, in order."""
    store = Store(folder)
    with store.write("tester") as writer:
        places = _mint(writer, files)
        for number, each in enumerate(files, 1):
            _add(writer, places, each, f"{number}.xlsx")
        writer.rebuild_all()
        writer.publish("import")
    return store


@contextmanager
def reading(folder: Path, *rows: Said | Sequence[Said]):
    """A reader of a store that holds these rows as one file."""
    flat = [said for each in rows for said in ([each] if isinstance(each, Said) else each)]
    with build(folder, [File(flat)]).read() as reader:
        yield reader


def ids(reader: Reader) -> dict[str, str]:
    """The id of every live place by its name."""
    return {row["name"]: row["area_id"] for row in reader.rows("SELECT name, area_id FROM area")}


def code_of(school: str) -> str:
    """A code that is the school's own: tests are about numbers, not about telling names apart."""
    return "33" + "".join(f"{ord(letter) % 1000:03d}" for letter in school)


def _mint(writer: Writer, files: Sequence[File]) -> dict[str, str]:
    resolver = Resolver(writer)
    places = {DISTRICT: resolver.mint_district(DISTRICT)}
    rows = [said for each in files for said in each.rows]
    for name in dict.fromkeys(said.township for said in rows if said.township):
        places[name] = resolver.mint_township(name, places[DISTRICT])
    for zone in dict.fromkeys(said.values["zone"] for said in rows if said.values.get("zone")):
        places[zone] = resolver.mint_zone(zone, places[DISTRICT])
    for name in dict.fromkeys(said.school for said in rows if said.school):
        home = next((said.township for said in rows if said.school == name and said.township), None)
        places[name] = resolver.mint_school(
            name, code=code_of(name), township_id=places.get(home or ""), district_id=places[DISTRICT]
        )
    return places


def _add(writer: Writer, places: dict[str, str], file: File, name: str) -> None:
    seq = writer.add_batch(NewBatch(file_name=name, slices=_slices(places, file)))
    for dataset in dict.fromkeys(said.dataset for said in file.rows):
        rows = [said for said in file.rows if said.dataset == dataset]
        blocks = {0: {column.name: "E" for column in declared(dataset).stored}}
        sheet = writer.add_sheet(seq, NewSheet(sheet=declared(dataset).zh, dataset=dataset, blocks=blocks))
        writer.append(dataset, seq, sheet, _table(dataset, rows))
    named = {said.school for said in file.rows} | {said.township for said in file.rows}
    named |= {said.values.get(key) for said in file.rows for key in ("zone", "core", "member")}
    writer.claim(seq, [places[each] for each in named if each] + [places[DISTRICT]])
    if not file.live:
        writer.connection.execute("UPDATE batch SET live = false WHERE batch_seq = ?", [seq])


def _slices(places: dict[str, str], file: File) -> list[dict[str, Any]]:
    """What the importer declares: every area, period and stage that the rows speak of."""
    found: dict[tuple[str, str | None, str | None], set[str]] = {}
    for said in file.rows:
        area = said.township or (home_of(file, said.school) if said.school else None) or DISTRICT
        found.setdefault((said.dataset, said.period, said.values.get("stage")), set()).add(places[area])
    return [
        {
            "dataset": dataset,
            "periods": [period] if period else [],
            "areas": sorted(areas),
            "stages": [stage] if stage else [],
        }
        for (dataset, period, stage), areas in found.items()
    ]


def home_of(file: File, school: str | None) -> str | None:
    """The township that any row of the file gives the school."""
    return next((said.township for said in file.rows if said.school == school and said.township), None)


def _table(dataset: str, rows: list[Said]) -> pa.Table:
    types = {
        name: kind
        for name, kind in rows_columns(declared(dataset)).items()
        if name not in ("row_id", "batch_seq", "sheet_no")
    }
    columns: dict[str, list[Any]] = {name: [] for name in types}
    for number, said in enumerate(rows, 3):
        written = {**said.values, **_place(said), "row_no": number, "block_no": 0, "period": said.period}
        for name, filled in columns.items():
            filled.append(written.get(name))
    return pa.table({name: pa.array(filled, _ARROW[types[name]]) for name, filled in columns.items()})


def _place(said: Said) -> dict[str, Any]:
    if said.dataset in ("pair", "support"):
        texts = {f"{side}_school_text": said.values.get(side) for side in ("core", "member")}
        return texts | {
            f"{side}_school_code": code_of(said.values[side]) for side in ("core", "member") if said.values.get(side)
        }
    place = {
        "area_level": said.level,
        "district_text": DISTRICT,
        "township_text": said.township,
        "school_text": said.school,
    }
    return place | ({"school_code": code_of(said.school)} if said.school else {})


_ARROW = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
}
