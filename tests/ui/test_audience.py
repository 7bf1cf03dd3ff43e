"""What reaches the pages for those who need not act, and places without names."""

from __future__ import annotations

import io
import zipfile

import pytest

from access import Role, Visitor, as_outsider, local_visitor
from metrics.disclosure import ACTING, PUBLIC, SAID
from reports.selection import Selection
from store import Store
from tests.metrics.building import File, build, enrolled, register
from ui.context import Context
from ui.downloads import Wanted, file_of, preview_of, shown_columns
from ui.school_exams import may_count_gaps

YEAR = "2023-2024"
PUPILS = {"甲校": ("东镇", 6), "乙校": ("东镇", 40), "丙校": ("东镇", 300), "丁校": ("西镇", 200)}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Store:
    """Four schools, one of six pupils."""
    rows = []
    for school, (township, pupils) in PUPILS.items():
        rows += register(school, township, ["primary"])
        rows.append(enrolled(school, f"{YEAR}-1", pupils=pupils, girls=pupils // 2, classes=1))
    return build(tmp_path_factory.mktemp("small"), [File(rows)])


def _context(store: Store, visitor: Visitor) -> Context:
    return Context(store, visitor, store.current())


def test_the_same_person_sees_all_inside_and_no_small_count_outside(small):
    with _context(small, local_visitor()) as inside, _context(small, as_outsider(local_visitor())) as outside:
        assert (inside.audience, outside.audience) == (ACTING, PUBLIC)
        own, seen = (each.values("pupils", "school", [YEAR]).set_index("area")["value"] for each in (inside, outside))
        assert own.to_dict() == {name: pupils for name, (_, pupils) in PUPILS.items()}
        assert sorted(seen.dropna().to_dict().items()) == sorted({"丙校": 300, "丁校": 200}.items())
        townships = outside.values("pupils", "township", [YEAR]).set_index("area")["value"]
        assert townships.to_dict() == {"东镇": 346, "西镇": 200}


def test_downloads_of_rows_and_values_hide_and_say_so(small):
    viewer = Visitor("看客", Role.VIEWER)
    with _context(small, viewer) as outside:
        rows = shown_columns(preview_of(outside, Wanted("enrolment", Selection())).first)
        remarks = rows.set_index("学校")["备注"]
        assert remarks["甲校"].startswith(SAID)
        assert remarks.isna()["丁校"]
        assert rows.set_index("学校")["在校生数（人）"].dropna().to_dict() == {"丙校": 300, "丁校": 200}
        values = shown_columns(preview_of(outside, Wanted("pupils", Selection((YEAR,)), "school")).first)
        assert SAID in values.set_index("区域")["备注"]["甲校"]
        csv = file_of(outside, Wanted("pupils", Selection((YEAR,)), "school"), "csv").decode("utf-8-sig")
        assert ",6," not in csv
        assert "300" in csv


def test_gaps_in_exams_are_counted_for_outsiders_only_where_no_count_tells_of_one_pair(small):
    with _context(small, local_visitor()) as inside, _context(small, as_outsider(local_visitor())) as outside:
        for kinds, told in (
            (["gap_wider"], False),
            (["gap_wider", "gap_closed"], False),
            (["gap_wider"] * 4, False),
            (["gap_wider", "gap_wider", "gap_closed"], True),
        ):
            assert may_count_gaps(inside, kinds)
            assert may_count_gaps(outside, kinds) == told


def test_no_trace_for_those_who_need_not_act(small):
    with _context(small, Visitor("看客", Role.VIEWER)) as outside:
        school = outside.areas("school")[0].area_id
        with pytest.raises(PermissionError):
            outside.trace("pupils", school, YEAR)


def test_places_without_names_have_the_same_number_everywhere(small):
    with _context(small, local_visitor()) as context:
        context.unnamed = True
        schools = {each.area_id: each.name for each in context.schools()}
        values = context.values("pupils", "school", [YEAR])
        assert not set(PUPILS) & {*schools.values(), *values["area"]}
        assert dict(zip(values["area_id"], values["area"], strict=True)) == schools
        assert set(values["parent"]) == {each.name for each in context.areas("township")} == {"乡镇01", "乡镇02"}


def test_downloads_name_no_place_and_no_file_while_places_go_without(small):
    with _context(small, local_visitor()) as context:
        context.unnamed = True
        for wanted in (Wanted("enrolment", Selection()), Wanted("pupils", Selection((YEAR,)), "school")):
            with zipfile.ZipFile(io.BytesIO(file_of(context, wanted, "xlsx"))) as book:
                told = b"".join(map(book.read, book.namelist())).decode()
            assert "学校001" in told
            assert [name for name in (*PUPILS, "东镇", "1.xlsx") if name in told] == []
