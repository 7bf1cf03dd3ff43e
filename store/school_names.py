"""Names and codes to schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from store.area_names import AreaNames
from store.names import likeness, normalise_name, same_stage, without_prefixes
from store.registry import Entry

CANDIDATES = 5
_LEAST_LIKENESS = 55


@dataclass
class School:
    """What is known of a live school: every code, name, township and district it ever had."""

    entry: Entry
    codes: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    townships: set[str] = field(default_factory=set)
    districts: set[str] = field(default_factory=set)

    def may_lie_in(self, district_id: str | None) -> bool:
        """Whether nothing speaks against this district."""
        return district_id is None or not self.districts or district_id in self.districts

    def may_have(self, code: str | None) -> bool:
        """A row with a code of its own is another school than a namesake whose code differs (lost zeros apart)."""
        return not code or not self.codes or code.lstrip("0") in {each.lstrip("0") for each in self.codes}


class SchoolNames:
    """The names of the live schools."""

    def __init__(self, areas: AreaNames) -> None:
        self._areas = areas
        self._schools: dict[str, School] = {}
        self._by_code: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_short: dict[str, set[str]] = defaultdict(set)

    def __getitem__(self, school_id: str) -> School:
        return self._schools[school_id]

    def __contains__(self, school_id: str) -> bool:
        return school_id in self._schools

    def __len__(self) -> int:
        return len(self._schools)

    def add(self, entry: Entry) -> None:
        """Index one school of the registry."""
        school = self._schools.setdefault(entry.area_id, School(entry))
        school.entry = entry
        if entry.code:
            school.codes.add(entry.code)
            self._by_code[entry.code] = entry.area_id
        school.districts |= {entry.district_id} if entry.district_id else set()
        school.townships |= {entry.township_id} if entry.township_id else set()
        self.add_name(entry.area_id, entry.name)

    def add_name(self, school_id: str, name: str) -> None:
        """Let a school answer to one more name."""
        wanted = normalise_name(name)
        short = self.shortened(wanted)
        self._by_name[wanted].add(school_id)
        self._by_short[short].add(school_id)
        self._schools[school_id].names.add(short)

    def add_code(self, school_id: str, code: str) -> bool:
        """Give a school without a code this one; False when either has another already."""
        if self._schools[school_id].codes or code in self._by_code:
            return False
        self._schools[school_id].codes.add(code)
        self._by_code[code] = school_id
        return True

    def by_code(self, code: str | None) -> str | None:
        """The school with this code."""
        return self._by_code.get(code.strip()) if code else None

    def shortened(self, wanted: str) -> str:
        """A normalised name without what the names of known areas put in front."""
        return without_prefixes(wanted, self._areas.districts, self._areas.townships)

    def namesakes(self, wanted: str, district_id: str | None) -> Iterable[set[str]]:
        """The schools of this normalised name in the district: so written first, then with prefixes left out."""
        for found in (self._by_name.get(wanted, set()), self._by_short.get(self.shortened(wanted), set())):
            yield {each for each in found if self._schools[each].may_lie_in(district_id)}

    def in_township(self, found: set[str], township_id: str | None) -> set[str]:
        """Those in the township; else those whose township nobody has told us yet."""
        inside = {each for each in found if township_id in self._schools[each].townships} if township_id else set()
        return inside or {each for each in found if not self._schools[each].townships}

    def near(self, wanted: str, township_id: str | None, district_id: str | None) -> list[tuple[str, int]]:
        """The most alike names of the district with their scores, nearest first; the township's before others."""
        short = self.shortened(wanted)
        scored = []
        for school_id, school in self._schools.items():
            if school.may_lie_in(district_id):
                score = max((likeness(short, each) for each in school.names if same_stage(short, each)), default=0)
                if score >= _LEAST_LIKENESS:
                    scored.append((-score, township_id not in school.townships, school_id))
        return [(school_id, -score) for score, _, school_id in sorted(scored)[:CANDIDATES]]
