"""Which place a row speaks of. A code settles it; then an alias; then the name within its township.

A name that could mean two schools means none: the row stays unresolved and the candidates are offered.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Protocol

import duckdb

from catalog.school_parts import part_of_school
from store import registry
from store.area_names import AreaNames
from store.dated_names import DatedNames
from store.names import normalise_name
from store.place_changes import RENAMED, knows_changes
from store.registry import Entry
from store.school_names import SchoolNames

__all__ = ["Match", "Resolver", "normalise_name"]


class Source(Protocol):
    """A Reader or a Writer."""

    def rows(self, sql: str) -> list[dict[str, Any]]: ...


Candidate = tuple[str, str, str | None, int]


@dataclass(frozen=True)
class Match:
    """What a row's school turned out to be. `candidates`: (school_id, name, township, score), nearest first.

    `how`: code, alias, name; or why there is none: ambiguous, code_differs (the name is known under another code),
    elsewhere (known, but not in this township), unknown, unnamed.
    """

    school_id: str | None
    candidates: tuple[Candidate, ...] = ()
    how: str = "unknown"


class Resolver:
    """Names to places, by what is live in one version. On a writer it can also mint."""

    def __init__(self, source: Source | duckdb.DuckDBPyConnection) -> None:
        self._source = source
        # Asked once: looking whether a class has a protocol's methods takes longer than minting a place.
        self._minting = source if isinstance(source, registry.Minting) else None
        self._places = registry.load(source)
        self.dated = DatedNames(source, known=knows_changes(source))
        self._areas = AreaNames(self._places, self.dated.changes)
        self._schools = SchoolNames(self._areas)
        self._aliases: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
        for entry in self._places.live("school"):
            self._schools.add(entry)
        self._load_learned()

    # Areas

    def district(self, name: str | None) -> str | None:
        """The district of this name; without a name the home district, which is the only one in the store."""
        return self._areas.district(name)

    def township(self, name: str | None, district: str | None = None) -> str | None:
        """The township of this name in the named district (unnamed: the home district, else the only one so named)."""
        return self._areas.township(name, district)

    def zone(self, name: str | None, district_id: str | None = None) -> str | None:
        """The zone of this name (in this district, if known)."""
        return self._areas.zone(name, district_id)

    def place(self, area_id: str) -> Entry:
        """The registry's entry of a place; KeyError when it was never minted."""
        return self._places[area_id]

    def live(self, level: str) -> list[Entry]:
        """The live places of a level: district, township, zone or school."""
        return self._places.live(level)

    @property
    def has_schools(self) -> bool:
        """Whether the store holds any live school."""
        return len(self._schools) > 0

    # Schools

    def school(
        self, code: str | None, name: str | None, township: str | None = None, district: str | None = None, *,
        candidates: bool = True, on: datetime.date | None = None,
    ) -> Match:  # fmt: skip
        """The school a row names (`on` that day: a name may have passed on to another school; today if None).
        `candidates=False` spares the search for near names."""
        by_code = self._schools.by_code(code)
        if by_code:
            return Match(by_code, how="code")
        wanted = normalise_name(name or "")
        if not wanted:
            return Match(None, how="unnamed")
        by_alias = self._alias(wanted, township)
        if by_alias:
            return Match(by_alias, how="alias")
        found = self._by_name(wanted, code, township, district, candidates, on)
        part = part_of_school(name or "") if found.how == "unknown" else None
        if part is None:
            return found
        # 石桥九年一贯制学校小学部 is that school, in one of its stages.
        whole = self._by_name(normalise_name(part[0]), code, township, district, False, on)
        return whole if whole.school_id else found

    def varies(
        self, level: str | None, district: str | None, township: str | None, name: str | None, code: str | None
    ) -> bool:
        """Whether a place so written is not the same one in every period."""
        if not self.dated.changes:
            return False
        if level == "township":
            found = self.township(township, district)
            return found is not None and self.dated.gone_on(found) is not None
        if level != "school" or self._schools.by_code(code) or not self.has_namesakes(name):
            return False
        meant = {self.school(code, name, township, district, candidates=False, on=day).school_id
                 for day in self.dated.days}  # fmt: skip
        return len(meant) > 1

    def has_namesakes(self, name: str | None) -> bool:
        """Whether several schools answer, or ever answered, to the name."""
        return any(len(found) > 1 for found in self._schools.namesakes(normalise_name(name or ""), None))

    def school_in(self, text: str, township_id: str | None, district_id: str | None) -> str | None:
        """The school meant by a name (or code) in a row about a school there: its township's before the district's."""
        by_code = self._schools.by_code(text)
        if by_code:
            return by_code
        wanted = normalise_name(text)
        for found in self._schools.namesakes(wanted, district_id):
            near = {each for each in found if township_id in self._schools[each].townships} or found
            if len(near) == 1:
                return next(iter(near))
        return self._alias(wanted, None)

    def _by_name(
        self,
        wanted: str,
        code: str | None,
        township: str | None,
        district: str | None,
        candidates: bool,
        on: datetime.date | None,
    ) -> Match:
        township_id, district_id = self.township(township, district), self.district(district)
        if district_id is None and normalise_name(district or ""):
            return Match(None, how="unknown")
        code = code.strip() if code else None
        how = "unknown"
        for found in self._schools.namesakes(wanted, district_id):
            chosen = self._schools.in_township(found, township_id) if normalise_name(township or "") else found
            usable = self.dated.holders({each for each in chosen if self._schools[each].may_have(code)}, wanted, on)
            if len(usable) == 1:
                return Match(next(iter(usable)), how="name")
            if found and how == "unknown":
                how = "ambiguous" if len(usable) > 1 else ("code_differs" if chosen else "elsewhere")
        return Match(None, self._candidates(wanted, township_id, district_id) if candidates else (), how)

    def _alias(self, wanted: str, township: str | None) -> str | None:
        """The school of an alias for this township, else of one for all; the latest of each."""
        given = normalise_name(township) if township else None
        live = [
            (within, school_id) for within, school_id in self._aliases.get(wanted, ()) if school_id in self._schools
        ]
        own = [school_id for within, school_id in live if within is not None and within == given]
        return next(iter([*own, *(school_id for within, school_id in live if within is None)]), None)

    def _candidates(self, wanted: str, township_id: str | None, district_id: str | None) -> tuple[Candidate, ...]:
        near = self._schools.near(wanted, township_id, district_id)
        return tuple(self._as_candidate(school_id, score) for school_id, score in near)

    def _as_candidate(self, school_id: str, score: int) -> Candidate:
        school = self._schools[school_id]
        township = min(school.townships, default=None)
        return (school_id, school.entry.name, self._places[township].name if township else None, score)

    def learn(
        self, school_id: str, *, code: str | None = None, name: str | None = None, township_id: str | None = None
    ) -> bool:
        """Let a school answer to one more name, township or (if it has none) code. True when it took the code."""
        school = self._schools[school_id]
        if township_id:
            school.townships.add(township_id)
            district_id = self._places[township_id].district_id
            school.districts |= {district_id} if district_id else set()
        if name:
            self._schools.add_name(school_id, name)
        return self._schools.add_code(school_id, code.strip()) if code and code.strip() else False

    # Minting: the caller has decided that the place is new

    def mint_district(self, name: str) -> str:
        """A district; the unnamed home district, if it is all there is, gets this name instead."""
        return self._minted(registry.mint_district(self._writer(), self._places, name))

    def mint_township(self, name: str, district_id: str) -> str:
        """A township of the district."""
        return self._minted(registry.mint(self._writer(), self._places, "township", name, district_id=district_id))

    def mint_zone(self, name: str, district_id: str | None) -> str:
        """A zone of the district."""
        return self._minted(registry.mint(self._writer(), self._places, "zone", name, district_id=district_id))

    def mint_school(self, name: str, *, code: str | None, township_id: str | None, district_id: str | None) -> str:
        """A school. A dead entry of the same code, or of the same name in its township, comes back under its id."""
        code = code.strip() if code else None
        entry = registry.mint(
            self._writer(), self._places, "school", name, code=code, district_id=district_id, township_id=township_id
        )
        return self._minted(entry)

    def _writer(self) -> registry.Minting:
        if self._minting is None:
            raise TypeError("places are minted on a writer only")
        return self._minting

    def _minted(self, entry: Entry) -> str:
        if entry.level == "school":
            self._schools.add(entry)
        else:
            self._areas.refresh()
        return entry.area_id

    def _load_learned(self) -> None:
        fetch = registry.fetcher(self._source)
        for row in fetch(
            "SELECT a.name, a.township_text, a.school_id FROM rows_alias a JOIN batch b USING (batch_seq) WHERE b.live"
            " ORDER BY a.batch_seq DESC"
        ):
            within = normalise_name(row["township_text"]) if row["township_text"] else None
            self._aliases[normalise_name(row["name"])].append((within, row["school_id"]))
        for change in self.dated.changes:
            if change.kind == RENAMED and change.area_id in self._schools:
                self.learn(change.area_id, name=change.name)
        for row in fetch("SELECT school_id, name, township_id FROM school_history"):
            if row["school_id"] in self._schools:
                self.learn(row["school_id"], name=row["name"], township_id=row["township_id"])
        for row in fetch("SELECT school_id, code FROM learned_code"):
            if row["school_id"] in self._schools:
                self.learn(row["school_id"], code=row["code"])
