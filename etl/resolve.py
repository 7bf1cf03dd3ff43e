"""Which places the rows mean, and which of them are new. Only distinct ways of writing are looked at, never rows.

While the store holds no school, the file creates what it names. Later an unknown name stops the file, with the nearest
candidates, unless the clerk allows new schools. A known code settles the school whatever the name says.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog.periods import parse_period
from catalog.school_parts import has_several_stages, part_of_school
from etl.model import ExtractedSheet, Finding, SchoolQuestion
from etl.options import Options
from etl.place_findings import PlaceFindings
from etl.places import Named, Written, named_places
from store.identity import Match, Resolver
from store.names import without_remark
from store.registry import UNNAMED_DISTRICT


@dataclass(frozen=True)
class Place:
    """What a way of writing was resolved to; unknown parts are None."""

    school_id: str | None = None
    township_id: str | None = None
    district_id: str | None = None

    @property
    def area_id(self) -> str | None:
        """The township, or the district of what lies in no known township."""
        return self.township_id or self.district_id


@dataclass
class Resolution:
    """The places of a file: what each way of writing means, which are claimed by it, and what is to be said."""

    findings: list[Finding] = field(default_factory=list)
    places: dict[Written, Place] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    created: int = 0
    questions: list[SchoolQuestion] = field(default_factory=list)


def resolve(sheets: list[ExtractedSheet], resolver: Resolver, options: Options) -> Resolution:
    """Resolve every place the sheets name, minting what is new where that is allowed."""
    return _Resolving(resolver, options).run(sheets)


class _Resolving:
    """One pass over a file's places. Whether the store is empty is decided before the first is minted."""

    def __init__(self, resolver: Resolver, options: Options) -> None:
        self.resolver = resolver
        self.may_create = options.new_schools or not resolver.has_schools
        self.new_names = frozenset(options.new_names)
        self.say = PlaceFindings(resolver, options.thresholds)
        self.resolution = Resolution()

    def run(self, sheets: list[ExtractedSheet]) -> Resolution:
        for named in named_places(sheets):
            written = named.written
            known = self.resolution.places.get(written)
            place = known if known is not None else self._place(named)
            self.resolution.places[written] = place
            self._claim(place)
        self._zones(sheets)
        self._parents(sheets)
        self.resolution.findings = self.say.findings()
        self.resolution.created = len(self.say.new_schools)
        self.resolution.questions = list(self.say.questions.values())
        return self.resolution

    def _claim(self, place: Place) -> None:
        found = (place.school_id, place.township_id, place.district_id)
        self.resolution.claims |= {each for each in found if each}

    def _place(self, named: Named) -> Place:
        if named.written.level == "school":
            return self._school(named)
        district_id = self._district(named)
        if named.written.level == "district":
            return Place(district_id=district_id)
        return self._area(self._township(named, district_id), district_id)

    def _area(self, township_id: str | None, district_id: str | None) -> Place:
        """A township's own district counts where the row names none."""
        own = self.resolver.place(township_id).district_id if township_id else None
        return Place(township_id=township_id, district_id=own or district_id)

    def _district(self, named: Named) -> str | None:
        name = named.written.district
        found = self.resolver.district(name)
        if found or (not name and self.say.several_districts()):
            return found
        if name and self._name_home(name):
            return self.say.named_district
        if self.may_create:
            minted = self.resolver.mint_district(name or UNNAMED_DISTRICT)
            if name:
                self.say.new_area(minted)
            return minted
        if name:
            self.say.unknown_district(named)
        return None

    def _name_home(self, name: str) -> bool:
        """Give the home district its name if it has none yet; False when it has."""
        if not self.say.home_is_unnamed():
            return False
        self.say.named_district = self.resolver.mint_district(name)
        return True

    def _township(self, named: Named, district_id: str | None) -> str | None:
        name = named.written.township
        if not name:
            return None
        found = self.resolver.township(name, named.written.district)
        if found:
            return found
        if district_id is None:
            # An unknown district has been said already; with none given, several may have this township.
            if not named.written.district:
                self.say.unclear_township(named)
            return None
        if not self.may_create:
            self.say.unknown_township(named, district_id)
            return None
        minted = self.resolver.mint_township(name, district_id)
        self.say.new_area(minted)
        return minted

    def _school(self, named: Named) -> Place:
        written = named.written
        if written.district:
            self._name_home(written.district)  # before any school is looked up in it
        match = self.resolver.school(
            written.code,
            written.school,
            written.township,
            written.district,
            candidates=False,
            on=_first_day(named.sheet),
        )
        if match.school_id and not self._may_move(named):
            self.say.name_differs(named, match)
            return self._where_it_lies(match.school_id)
        district_id = self._district(named)
        area = self._area(self._township(named, district_id), district_id)
        if match.school_id:
            self.say.name_differs(named, match)
            kept = self._where_it_lies(match.school_id)
            return Place(match.school_id, area.township_id or kept.township_id, area.district_id or kept.district_id)
        if written.township and area.township_id is None:
            return area  # the township is the clerk's first worry; the school cannot be looked up without it
        return self._unmatched(named, match, area)

    @staticmethod
    def _may_move(named: Named) -> bool:
        """Only the register says where a school lies; elsewhere a known school settles its own place."""
        return named.sheet.dataset == "school" and bool(named.written.township or named.written.district)

    def _where_it_lies(self, school_id: str) -> Place:
        entry = self.resolver.place(school_id)
        return Place(school_id, entry.township_id, entry.district_id)

    def _unmatched(self, named: Named, match: Match, area: Place) -> Place:
        written = named.written
        named_new = SchoolQuestion(written.school or "", written.township, "", "").key in self.new_names
        # A township among schools is their total: as a school it would be counted beside them.
        allowed = named_new or (self.may_create and not self.say.is_like_an_area(written))
        allowed = allowed and not self.say.is_a_class(written)
        if match.how != "ambiguous" and allowed and (written.school or written.code):
            minted = self.resolver.mint_school(
                _own_name(written.school) if written.school else str(written.code),
                code=written.code, township_id=area.township_id, district_id=area.district_id,
            )  # fmt: skip
            self.say.new_school(minted)
            return Place(minted, area.township_id, area.district_id)
        self.say.unknown_school(named, match.how)
        return area

    def _zones(self, sheets: Iterable[ExtractedSheet]) -> None:
        """Zones come with the register: a grouping is what the bureau says it is."""
        for sheet in sheets:
            for zone, district in _distinct(sheet, ("zone", "district_text")):
                district_id = self.resolver.district(district)
                found = self.resolver.zone(zone, district_id)
                self.resolution.claims.add(found or self.resolver.mint_zone(zone, district_id))

    def _parents(self, sheets: Iterable[ExtractedSheet]) -> None:
        for sheet in sheets:
            for name, district in _distinct(sheet, ("parent_school", "district_text")):
                if self.resolver.school(None, name, None, district, candidates=False).school_id is None:
                    self.say.unknown_parent(sheet.sheet, name)


def _first_day(sheet: ExtractedSheet) -> datetime.date | None:
    """When the sheet's period begins: a name may have meant another school then."""
    return parse_period(sheet.period).start if sheet.period else None


def _own_name(name: str) -> str:
    """What a new school is called: without （含村小）, and 九年一贯制学校小学部 without its part."""
    part = part_of_school(name)
    return part[0] if part and has_several_stages(part[0]) else without_remark(name)


def _distinct(sheet: ExtractedSheet, columns: tuple[str, str]) -> list[tuple[str, str | None]]:
    """The distinct pairs of two text columns of a register whose first is filled."""
    if sheet.dataset != "school" or sheet.table is None or columns[0] not in sheet.table.column_names:
        return []
    table = sheet.table.select([each for each in columns if each in sheet.table.column_names])
    rows = table.group_by(table.column_names).aggregate([]).to_pylist()
    return [(row[columns[0]], row.get(columns[1])) for row in rows if row[columns[0]]]
