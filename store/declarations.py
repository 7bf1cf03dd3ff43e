"""Declaring what became of a school or township, through the log. Refused when it cannot be, and never guessed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from store.errors import StoreError
from store.names import normalise_name
from store.place_changes import BATCH_KIND, KINDS, MERGED, RENAMED, SPLIT, Change, live_changes
from store.versions import Store
from store.writer import NewBatch, Writer, batch_id


class ImpossibleChange(StoreError):
    """A declaration that cannot be. `reason`: unknown, levels, itself, name, name_taken, closed, circle, district."""

    def __init__(self, reason: str, **about: str) -> None:
        super().__init__(f"{reason}: {about}")
        self.reason, self.about = reason, about


@dataclass(frozen=True)
class NewChange:
    """A declaration. `area_id` is what was renamed, what was merged away, or what was split off; `other_id` what it was
    merged into or split off from. `founds`: the other begins on that day (two became a new third; 撤乡设镇)."""

    kind: str
    area_id: str
    on_date: datetime.date
    other_id: str | None = None
    name: str | None = None
    reason: str | None = None
    founds: bool = False


def declare(store: Store, new: NewChange, person: str) -> int:
    """Keep a declaration and rebuild what it changes; returns the new version. ImpossibleChange when it cannot be."""
    with store.write(person=person) as writer:
        seq, note = add_change(writer, new)
        writer.rebuild([])
        return writer.publish(action=BATCH_KIND, batch=batch_id(seq), note=note)


def add_change(writer: Writer, new: NewChange) -> tuple[int, str]:
    """Check a declaration and add it as a batch to what is being written; returns the batch's seq and a note."""
    places = {row["area_id"]: row for row in writer.rows("SELECT area_id, level, name, district_id, status FROM area")}
    _check(new, places, live_changes(writer))
    former = places[new.area_id]["name"]
    note = f"{former} {new.kind} {new.name or places[new.other_id or '']['name']} {new.on_date}"
    about = {"kind": new.kind, "area_id": new.area_id, "area": former, "other_id": new.other_id,
             "other": places[new.other_id]["name"] if new.other_id else None, "name": new.name,
             "on_date": new.on_date.isoformat(), "founds": new.founds, "reason": new.reason}  # fmt: skip
    seq = writer.add_batch(NewBatch(kind=BATCH_KIND, report=about))
    writer.connection.execute(
        "INSERT INTO rows_change(batch_seq, kind, area_id, other_id, name, former, on_date, founds, reason)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [seq, new.kind, new.area_id, new.other_id, new.name, former, new.on_date, new.founds, new.reason],
    )
    return seq, note


def _check(new: NewChange, places: dict[str, dict[str, Any]], there: list[Change]) -> None:
    for each in (new.area_id, new.other_id):
        if each is not None and (each not in places or places[each]["level"] not in ("school", "township")):
            raise ImpossibleChange("unknown", place=each)
    if new.kind == RENAMED:
        _check_name(new, places, there)
        return
    if new.kind not in KINDS or new.other_id is None:
        raise ImpossibleChange("unknown", place=str(new.other_id))
    one, other = places[new.area_id], places[new.other_id]
    if new.area_id == new.other_id:
        raise ImpossibleChange("itself", place=one["name"])
    if one["level"] != other["level"] or (new.kind == SPLIT and one["level"] != "school"):
        raise ImpossibleChange("levels", place=one["name"], other=other["name"])
    if new.kind == MERGED:
        _check_merger(new, places, there)


def _check_name(new: NewChange, places: dict[str, dict[str, Any]], there: list[Change]) -> None:
    wanted, one = normalise_name(new.name or ""), places[new.area_id]
    if not wanted or wanted == normalise_name(one["name"]):
        raise ImpossibleChange("name", place=one["name"])
    gone = {each.area_id for each in there if each.kind == MERGED and each.on_date <= new.on_date}
    for area_id, each in places.items():
        same = each["level"] == one["level"] and each["district_id"] == one["district_id"]
        if same and area_id != new.area_id and area_id not in gone and normalise_name(each["name"]) == wanted:
            raise ImpossibleChange("name_taken", place=each["name"], id=area_id)


def _check_merger(new: NewChange, places: dict[str, dict[str, Any]], there: list[Change]) -> None:
    into = {each.area_id: each.other_id for each in there if each.kind == MERGED}
    if new.area_id in into:
        raise ImpossibleChange("closed", place=places[new.area_id]["name"])
    then: str | None = new.other_id
    while then is not None:
        if then == new.area_id:
            raise ImpossibleChange("circle", place=places[new.area_id]["name"])
        then = into.get(then)
    gone = next((each for each in there if each.kind == MERGED and each.area_id == new.other_id), None)
    if gone is not None and gone.on_date <= new.on_date:
        raise ImpossibleChange("closed", place=places[gone.area_id]["name"])
