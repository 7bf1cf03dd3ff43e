"""Layouts that somebody confirmed once: the next file with the same header is read by them without a click."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from etl.layouts import BadLayout, RememberedLayout, SheetLayout
from etl.model import ExtractedSheet
from store import Store
from store.layout_memory import LayoutMemory

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class KeptLayout:
    """A remembered layout for a list: `name` is the file and sheet it was confirmed on."""

    fingerprint: str
    name: str
    layout: SheetLayout
    person: str
    at: datetime


def remember(store: Store, sheet: ExtractedSheet, told: SheetLayout, name: str, person: str) -> None:
    """Keep what was said of a sheet for every sheet with the same header. ValueError for one that was not understood."""
    if not sheet.fingerprint or not sheet.header_rows:
        raise ValueError("only a sheet that was read can be remembered")
    under = next((each.layout for each in remembered(store) if each.fingerprint == sheet.recalled), SheetLayout())
    layout = replace(told.over(under).for_every_file(), dataset=sheet.dataset)
    kept = RememberedLayout(sheet.fingerprint, len(sheet.header_rows), layout)
    LayoutMemory(store.folder.root).keep(sheet.fingerprint, {**kept.as_json(), "name": name}, person)


def forget(store: Store, fingerprint: str, person: str) -> bool:
    """Read sheets of this kind without help again; False when nothing was remembered."""
    return LayoutMemory(store.folder.root).forget(fingerprint, person)


def remembered(store: Store) -> tuple[RememberedLayout, ...]:
    """The remembered layouts, as the reader takes them."""
    return tuple(
        RememberedLayout(each.fingerprint, height, each.layout, each.person, each.at.isoformat())
        for each, height in _kept(store)
    )


def listed(store: Store) -> list[KeptLayout]:
    """The remembered layouts with who confirmed them when, the newest first."""
    return [each for each, _ in _kept(store)]


def _kept(store: Store) -> list[tuple[KeptLayout, int]]:
    found = []
    for row in LayoutMemory(store.folder.root).kept():
        try:
            layout = RememberedLayout.from_json({**row["data"], "person": row["person"], "at": row["at"]})
        except BadLayout:  # kept by another release: reading goes on without it
            _LOG.warning("a remembered layout of %s is not understood any more", row["at"])
            continue
        at = datetime.fromisoformat(row["at"])
        name = str(row["data"].get("name", ""))
        found.append((KeptLayout(layout.fingerprint, name, layout.layout, row["person"], at), layout.height))
    return found
