"""What is to be said about the places of a file: each thing once, with the nearest candidates."""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz

from etl.extract.context import TOWNSHIP_END
from etl.extract.text import key_of
from etl.model import Finding, SchoolQuestion
from etl.options import Thresholds
from etl.places import Named, Written
from etl.problems import finding
from etl.strange_schools import is_class_of_schools, is_word
from store.identity import Match, Resolver, normalise_name
from store.registry import UNNAMED_DISTRICT, Entry

_NAMES_SHOWN = 5
_CANDIDATES = 3


class PlaceFindings:
    """Collects findings while places are resolved. The same unknown name is said once a sheet."""

    def __init__(self, resolver: Resolver, thresholds: Thresholds) -> None:
        self.resolver = resolver
        self.thresholds = thresholds
        self.knew_schools = resolver.has_schools
        self.new_schools: list[str] = []
        self.new_areas: list[str] = []
        self.named_district: str | None = None
        self.questions: dict[str, SchoolQuestion] = {}
        self._found: dict[tuple[str, ...], Finding] = {}

    def findings(self) -> list[Finding]:
        """Everything said, what was created last."""
        found = list(self._found.values())
        if self.new_schools:
            found.append(finding("schools_created", count=len(self.new_schools), names=self._names(self.new_schools)))
        if self.named_district:
            found.append(finding("district_named", name=self.resolver.place(self.named_district).name))
        if self.new_areas:
            found.append(finding("areas_created", count=len(self.new_areas), names=self._names(self.new_areas)))
        return found

    def _names(self, ids: list[str]) -> str:
        shown = "、".join(self.resolver.place(each).name for each in ids[:_NAMES_SHOWN])
        return f"{shown} 等" if len(ids) > _NAMES_SHOWN else shown

    def _live(self, level: str) -> list[Entry]:
        return self.resolver.live(level)

    def several_districts(self) -> bool:
        """Whether a row without a district leaves open which one is meant."""
        return len(self._live("district")) > 1

    def home_is_unnamed(self) -> bool:
        """Whether the only district there is has had no name so far: the first name met is its name, no new district."""
        return [each.name for each in self._live("district")] == [UNNAMED_DISTRICT]

    def new_school(self, school_id: str) -> None:
        """A school was minted."""
        self.new_schools.append(school_id)

    def new_area(self, area_id: str) -> None:
        """A township or district was minted."""
        if area_id not in self.new_areas:
            self.new_areas.append(area_id)

    def name_differs(self, named: Named, match: Match) -> None:
        """A code settled the school although the name is far from the known one."""
        written = named.written.school
        if match.how != "code" or not written or match.school_id is None:
            return
        known = self.resolver.place(match.school_id).name
        place = named.written
        meant = self.resolver.school(None, written, place.township, place.district, candidates=False).school_id
        if match.school_id in (meant, self.resolver.school(None, written, candidates=False).school_id):
            return
        if meant is not None:
            told = {"known": known, "school_code": place.code, "other": self.resolver.place(meant).name}
            self._add("school_name_is_another", named, "school", written, **told)
            return
        if fuzz.ratio(normalise_name(written), normalise_name(known)) < self.thresholds.name_likeness:
            self._add("school_name_differs", named, "school", written, known=known, school_code=named.written.code)

    def is_like_an_area(self, written: Written) -> bool:
        """Whether a school without a code is written like a township or the district, as the total of their schools is."""
        if not written.school or written.code:
            return False
        wanted = normalise_name(written.school)
        return bool(TOWNSHIP_END.search(key_of(written.school))) or any(
            normalise_name(each.name) == wanted for level in ("township", "district") for each in self._live(level)
        )

    def is_a_class(self, written: Written) -> bool:
        """Whether a school without a code is called like many, or like none: 民办学校, 其他学校, 累计, 2022年同期."""
        name = written.school
        if not name or written.code:
            return False
        return is_class_of_schools(name) or (self.knew_schools and is_word(key_of(name)))

    def unknown_school(self, named: Named, how: str) -> None:
        """No school answers to the name, or several do."""
        written = named.written
        value = written.school or written.code or ""
        if self.is_a_class(written):  # which school it is, is no question then
            self._add("school_is_a_class", named, "school", value)
            return
        looks = len(self._found) < self.thresholds.shown_per_code
        match = self.resolver.school(written.code, written.school, written.township, written.district, candidates=looks)
        near = [
            f"{name}（{township or '乡镇不详'}，{score}%）"
            for _, name, township, score in match.candidates[:_CANDIDATES]
        ]
        near_en = [
            f"{name} ({township or '?'}, {score}%)" for _, name, township, score in match.candidates[:_CANDIDATES]
        ]
        if written.school and not written.code:
            near_ones = tuple(match.candidates[:_CANDIDATES])
            asked = SchoolQuestion(value, written.township, named.sheet.sheet, named.cell("school"), near_ones)
            self.questions.setdefault(asked.key, asked)
        code = "school_ambiguous" if how == "ambiguous" else "school_unknown"
        code = "school_like_area" if self.is_like_an_area(written) else code
        part = "school" if written.school else "school_code"
        self._add(code, named, part, value, **_where(written.township), **_candidates(near, near_en))

    def unknown_township(self, named: Named, district_id: str | None) -> None:
        """No township of the district answers to the name."""
        value = named.written.township or ""
        names = [each.name for each in self._live("township") if district_id in (None, each.district_id)]
        near = _nearest(value, names)
        self._add(
            "township_unknown", named, "township", value, **_where(named.written.district), **_candidates(near, near)
        )

    def unclear_township(self, named: Named) -> None:
        """No district is given and there are several: none of them has the township, or more than one."""
        value = named.written.township or ""
        having = [e.district_id for e in self._live("township") if normalise_name(e.name) == normalise_name(value)]
        districts = [self.resolver.place(each).name for each in dict.fromkeys(having) if each]
        if len(districts) > 1:
            self._add("township_ambiguous", named, "township", value, districts="、".join(districts))
        else:
            self.unknown_township(named, None)

    def unknown_district(self, named: Named) -> None:
        """No district answers to the name."""
        value = named.written.district or ""
        near = _nearest(value, [each.name for each in self._live("district")])
        self._add("district_unknown", named, "district", value, **_candidates(near, near))

    def unknown_parent(self, sheet: str, name: str) -> None:
        """A school is said to belong to one that is not registered."""
        self._found.setdefault(("parent_unknown", name), finding("parent_unknown", sheet=sheet, value=name))

    def _add(self, code: str, named: Named, part: str, value: str, **details: Any) -> None:
        written = named.written
        school = (written.school or "", written.code or "", written.township or "") if part.startswith("school") else ()
        key = (code, named.sheet.sheet, value, written.district or "", *school)
        if key not in self._found:
            self._found[key] = finding(code, sheet=named.sheet.sheet, cell=named.cell(part), value=value, **details)


def _where(within: str | None) -> dict[str, str]:
    return {"where": f"（{within}）" if within else "", "where_en": f" in {within}" if within else ""}


def _candidates(near: list[str], near_en: list[str]) -> dict[str, str]:
    if not near:
        return {"candidates": "没有相近的名称。", "candidates_en": "Nothing is near. "}
    return {"candidates": f"最接近的是：{'、'.join(near)}。", "candidates_en": f"Nearest: {', '.join(near_en)}. "}


def _nearest(value: str, names: list[str]) -> list[str]:
    """The names most like a value, with their likeness."""
    wanted = normalise_name(value)
    scored = sorted(((round(fuzz.ratio(wanted, normalise_name(each))), each) for each in names), reverse=True)
    return [f"{name}（{score}%）" for score, name in scored[:_CANDIDATES] if score >= 40]
