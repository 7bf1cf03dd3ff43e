"""Which place a row speaks of. A code settles it; then an alias; then the name within its township.

A name that could mean two schools means none: the row stays unresolved and the candidates are offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import duckdb

from store import registry
from store.names import (
    likeness,
    normalise_name,
    same_stage,
    stem_of_district,
    stem_of_township,
    without_prefixes,
)
from store.registry import UNNAMED_DISTRICT, Entry

__all__ = ["Match", "Resolver", "normalise_name"]

_CANDIDATES = 5
_LEAST_LIKENESS = 55


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


@dataclass
class _School:
    entry: Entry
    codes: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    townships: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)


class Resolver:
    """Names to places, by what is live in one version. On a writer it can also mint."""

    def __init__(self, source: Source | duckdb.DuckDBPyConnection) -> None:
        self._source = source
        self._places = registry.load(source)
        self._schools: dict[str, _School] = {}
        self._by_code: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_short: dict[str, set[str]] = defaultdict(set)
        self._aliases: dict[str, list[tuple[str | None, str]]] = defaultdict(list)
        self._index_areas()
        for entry in self._places.live("school"):
            self._index_school(entry)
        self._load_learned()

    # Areas

    def district(self, name: str | None) -> str | None:
        """The district of this name; without a name the home district, which is the only one in the store."""
        if not name or not name.strip():
            return self._home()
        wanted = normalise_name(name)
        if wanted == UNNAMED_DISTRICT:
            return self._home()
        found = self._districts.get(wanted) or self._district_stems.get(wanted) or set()
        return next(iter(found)) if len(found) == 1 else None

    def township(self, name: str | None, district: str | None = None) -> str | None:
        """The township of this name in this district (without one: the home district, else the only township so named)."""
        if not name or not name.strip():
            return None
        within = self.district(district)
        if district and district.strip() and within is None:
            return None
        wanted = normalise_name(name)
        found = self._townships.get(wanted) or self._township_stems.get(wanted) or set()
        if not found:
            found = self._townships.get(without_district(wanted, self._district_names), set())
        if within is not None:
            found = {each for each in found if self._places[each].district_id == within}
        return next(iter(found)) if len(found) == 1 else None

    def zone(self, name: str | None, district_id: str | None = None) -> str | None:
        """The zone of this name (in this district, if known)."""
        if not name:
            return None
        found = [
            each.area_id
            for each in self._places.live("zone")
            if normalise_name(each.name) == normalise_name(name) and district_id in (None, each.district_id)
        ]
        return found[0] if len(found) == 1 else None

    def place(self, area_id: str) -> Entry:
        """The registry's entry of a place; KeyError when it was never minted."""
        return self._places[area_id]

    def live(self, level: str) -> list[Entry]:
        """The live places of a level: district, township, zone or school."""
        return self._places.live(level)

    @property
    def has_schools(self) -> bool:
        """Whether the store holds any live school."""
        return bool(self._schools)

    # Schools

    def school(
        self, code: str | None, name: str | None, township: str | None = None, district: str | None = None, *,
        candidates: bool = True,
    ) -> Match:  # fmt: skip
        """The school a row names. `candidates=False` spares the search for near names."""
        code = code.strip() if code and code.strip() else None
        if code and code in self._by_code:
            return Match(self._by_code[code], how="code")
        if not name or not name.strip():
            return Match(None, how="unnamed")
        wanted = normalise_name(name)
        by_alias = self._alias(wanted, township)
        if by_alias:
            return Match(by_alias, how="alias")
        return self._by_its_name(wanted, code, township, district, candidates)

    def school_in(self, text: str, township_id: str | None, district_id: str | None) -> str | None:
        """The school meant by a name (or code) inside a row about a school there: its township's before the district's."""
        if text.strip() in self._by_code:
            return self._by_code[text.strip()]
        wanted = normalise_name(text)
        for found in (self._by_name.get(wanted, set()), self._by_short.get(self._shorten(wanted), set())):
            in_district = {each for each in found if self._may_lie_in(each, district_id)}
            near = {each for each in in_district if township_id in self._schools[each].townships} or in_district
            if len(near) == 1:
                return next(iter(near))
        return self._alias(wanted, None)

    def _by_its_name(
        self, wanted: str, code: str | None, township: str | None, district: str | None, candidates: bool
    ) -> Match:
        named = bool(township and township.strip())
        township_id = self.township(township, district)
        district_id = self.district(district)
        if district and district.strip() and district_id is None:
            return Match(None, how="unknown")
        short = self._shorten(wanted)
        how = "unknown"
        for found in (self._by_name.get(wanted, set()), self._by_short.get(short, set())):
            in_district = {each for each in found if self._may_lie_in(each, district_id)}
            chosen = self._in_township(in_district, township_id) if named else in_district
            usable = {each for each in chosen if self._code_agrees(each, code)}
            if len(usable) == 1:
                return Match(next(iter(usable)), how="name")
            if in_district and how == "unknown":
                how = "ambiguous" if len(usable) > 1 else ("code_differs" if chosen else "elsewhere")
        return Match(None, self._candidates(short, township_id, district_id) if candidates else (), how)

    def _may_lie_in(self, school_id: str, district_id: str | None) -> bool:
        districts = self._schools[school_id].districts
        return district_id is None or not districts or district_id in districts

    def _in_township(self, found: set[str], township_id: str | None) -> set[str]:
        """Those in the township; else those whose township nobody has told us yet."""
        inside = {each for each in found if township_id in self._schools[each].townships} if township_id else set()
        return inside or {each for each in found if not self._schools[each].townships}

    def _code_agrees(self, school_id: str, code: str | None) -> bool:
        """A row with a code of its own is another school than a namesake whose code differs (lost leading zeros apart)."""
        codes = self._schools[school_id].codes
        return not code or not codes or code.lstrip("0") in {each.lstrip("0") for each in codes}

    def _alias(self, wanted: str, township: str | None) -> str | None:
        given = normalise_name(township) if township else None
        general = None
        for within, school_id in self._aliases.get(wanted, ()):
            if school_id not in self._schools:
                continue
            if within is not None and within == given:
                return school_id
            if within is None and general is None:
                general = school_id
        return general

    def _candidates(self, short: str, township_id: str | None, district_id: str | None) -> tuple[Candidate, ...]:
        scored = []
        for school_id, school in self._schools.items():
            if not self._may_lie_in(school_id, district_id):
                continue
            score = max((likeness(short, each) for each in school.names if same_stage(short, each)), default=0)
            if score >= _LEAST_LIKENESS:
                near = township_id is not None and township_id in school.townships
                scored.append((-score, not near, school_id))
        return tuple(self._as_candidate(school_id, -score) for score, _, school_id in sorted(scored)[:_CANDIDATES])

    def _as_candidate(self, school_id: str, score: int) -> Candidate:
        school = self._schools[school_id]
        township = next(iter(sorted(school.townships)), None)
        return (school_id, school.entry.name, self._places[township].name if township else None, score)

    # What the rebuild learns on the way

    def learn(
        self, school_id: str, *, code: str | None = None, name: str | None = None, township_id: str | None = None
    ) -> bool:
        """Let a school answer to one more name, township or (if it has none) code. True when the code was new."""
        school = self._schools[school_id]
        if township_id:
            school.townships.add(township_id)
            school.districts |= {d for d in (self._places[township_id].district_id,) if d}
        if name:
            self._name(school_id, name)
        if not code or school.codes or code in self._by_code:
            return False
        school.codes.add(code)
        self._by_code[code] = school_id
        return True

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
        return self._minted(
            registry.mint(
                self._writer(),
                self._places,
                "school",
                name,
                code=code,
                district_id=district_id,
                township_id=township_id,
            )
        )

    def _writer(self) -> registry.Minting:
        if not isinstance(self._source, registry.Minting):
            raise TypeError("places are minted on a writer only")
        return self._source

    def _minted(self, entry: Entry) -> str:
        if entry.level == "school":
            self._index_school(entry)
        else:
            self._index_areas()
        return entry.area_id

    # Indexes

    def _home(self) -> str | None:
        districts = self._places.live("district")
        return districts[0].area_id if len(districts) == 1 else None

    def _index_areas(self) -> None:
        districts, townships = self._places.live("district"), self._places.live("township")
        self._districts = _by(districts, normalise_name)
        self._district_stems = _by(districts, lambda name: stem_of_district(normalise_name(name)))
        self._townships = _by(townships, normalise_name)
        self._township_stems = _by(townships, lambda name: stem_of_township(normalise_name(name)))
        self._district_names = frozenset(self._districts)
        self._township_names = frozenset(self._townships)

    def _index_school(self, entry: Entry) -> None:
        school = self._schools[entry.area_id] = _School(entry)
        if entry.code:
            school.codes.add(entry.code)
            self._by_code[entry.code] = entry.area_id
        if entry.district_id:
            school.districts.add(entry.district_id)
        if entry.township_id:
            school.townships.add(entry.township_id)
        self._name(entry.area_id, entry.name)

    def _shorten(self, wanted: str) -> str:
        return without_prefixes(wanted, self._district_names, self._township_names)

    def _name(self, school_id: str, name: str) -> None:
        wanted = normalise_name(name)
        self._by_name[wanted].add(school_id)
        self._by_short[self._shorten(wanted)].add(school_id)
        self._schools[school_id].names.add(self._shorten(wanted))

    def _load_learned(self) -> None:
        fetch = registry.fetcher(self._source)
        for row in fetch(
            "SELECT a.name, a.township_text, a.school_id FROM rows_alias a JOIN batch b USING (batch_seq) WHERE b.live"
            " ORDER BY a.batch_seq DESC"
        ):
            within = normalise_name(row["township_text"]) if row["township_text"] else None
            self._aliases[normalise_name(row["name"])].append((within, row["school_id"]))
        for row in fetch("SELECT school_id, name, township_id FROM school_history"):
            if row["school_id"] in self._schools:
                self.learn(row["school_id"], name=row["name"], township_id=row["township_id"])
        for row in fetch("SELECT school_id, code FROM learned_code"):
            if row["school_id"] in self._schools:
                self.learn(row["school_id"], code=row["code"])


def without_district(township: str, districts: Iterable[str]) -> str:
    """A normalised township name without the district's in front (青云县石桥镇)."""
    return next((township[len(each) :] for each in districts if each and township.startswith(each)), township)


def _by(entries: Iterable[Entry], key: Any) -> dict[str, set[str]]:
    index: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        index[key(entry.name)].add(entry.area_id)
    return index
