"""Names to districts, townships and zones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from store.names import normalise_name, stem_of_district, stem_of_township
from store.place_changes import MERGED, RENAMED, Change
from store.registry import UNNAMED_DISTRICT, Entry, Places


class AreaNames:
    """The names of the live areas. A township is known by its district and name: many share a name."""

    def __init__(self, places: Places, changes: Iterable[Change] = ()) -> None:
        self._places = places
        self._renamed = [(each.area_id, each.name) for each in changes if each.kind == RENAMED and each.name]
        self._gone = {each.area_id for each in changes if each.kind == MERGED}
        self.refresh()

    def refresh(self) -> None:
        """Read the names anew, after a place was minted."""
        districts, townships = self._places.live("district"), self._places.live("township")
        self._districts = _by(districts, normalise_name)
        self._district_stems = _by(districts, lambda name: stem_of_district(normalise_name(name)))
        self._townships = _by(townships, normalise_name)
        self._township_stems = _by(townships, lambda name: stem_of_township(normalise_name(name)))
        live = {each.area_id for each in townships}
        for area_id, name in self._renamed:
            if area_id in live:
                self._townships[normalise_name(name)].add(area_id)
                self._township_stems[stem_of_township(normalise_name(name))].add(area_id)
        self._zones = _by(self._places.live("zone"), normalise_name)
        self.districts = frozenset(self._districts)
        self.townships = frozenset(self._townships)

    def home(self) -> str | None:
        """The only district of the store; None when there are several (or none)."""
        districts = self._places.live("district")
        return districts[0].area_id if len(districts) == 1 else None

    def district(self, name: str | None) -> str | None:
        """The district of this name; the home district without a name."""
        wanted = normalise_name(name or "")
        if not wanted or wanted == UNNAMED_DISTRICT:
            return self.home()
        return _only(self._districts.get(wanted) or self._district_stems.get(wanted) or set())

    def township(self, name: str | None, district: str | None) -> str | None:
        """The township of this name in this district (the home district; else the only township so named)."""
        wanted = normalise_name(name or "")
        if not wanted:
            return None
        within = self.district(district)
        if within is None and normalise_name(district or ""):
            return None
        for found in self._spellings(wanted):
            inside = {each for each in found if within in (None, self._places[each].district_id)}
            if inside:
                # 石桥 for 石桥乡 that became 石桥镇: the one that is still there.
                return _only(inside - self._gone if len(inside) > 1 else inside)
        return None

    def zone(self, name: str | None, district_id: str | None) -> str | None:
        """The zone of this name (in this district, if known)."""
        found = self._zones.get(normalise_name(name or ""), set())
        return _only({each for each in found if district_id in (None, self._places[each].district_id)})

    def _spellings(self, wanted: str) -> Iterable[set[str]]:
        """The townships so named; so named with the district in front; so named without 镇 or 乡."""
        yield self._townships.get(wanted, set())
        for district in self.districts:
            if district and wanted.startswith(district):
                yield self._townships.get(wanted[len(district) :], set())
        yield self._township_stems.get(wanted, set())


def _by(entries: Iterable[Entry], key: Callable[[str], str]) -> dict[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        index[key(entry.name)].add(entry.area_id)
    return index


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None
