"""Which school a row speaks of: code, alias, name within township; never a guess."""

import pytest

from store import NewBatch, Resolver, Store, add_alias, aliases, undo
from tests.store.build import load, pupils, table, value


def school_of(store: Store, **row: str | None) -> str | None:
    with store.read() as reader:
        found = Resolver(reader).school(
            row.get("code"), row.get("school"), row.get("township"), row.get("district"), candidates=False
        )
    return found.school_id


def test_a_code_settles_it_whatever_the_name_says(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 10, code="2199000001")])
    load(store, "enrolment", [pupils("完全不同的学校", 20, code="2199000001")], mint=False)
    assert table(store, "SELECT area_id, pupils FROM enrolment") == [{"area_id": "S00001", "pupils": 20}]
    assert value(store, "SELECT name FROM area WHERE area_id = 'S00001'") == "石桥小学"


def test_the_same_name_in_two_townships_is_two_schools(store: Store):
    load(store, "enrolment", [pupils("希望小学", 1), pupils("希望小学", 2, township="龙湾镇")])
    found = table(store, "SELECT school_id, township_id, pupils FROM enrolment ORDER BY pupils")
    assert [row["pupils"] for row in found] == [1, 2]
    assert len({row["school_id"] for row in found}) == 2
    assert school_of(store, school="希望小学", township="龙湾镇") == found[1]["school_id"]


def test_without_a_township_a_name_that_two_schools_have_means_neither(store: Store):
    load(store, "enrolment", [pupils("希望小学", 1), pupils("希望小学", 2, township="龙湾镇")])
    with store.read() as reader:
        match = Resolver(reader).school(None, "希望小学", None, None)
    assert match.school_id is None
    assert match.how == "ambiguous"
    assert {candidate[2] for candidate in match.candidates} == {"石桥镇", "龙湾镇"}


def test_without_a_township_a_unique_name_is_found(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1), pupils("龙湾小学", 2, township="龙湾镇")])
    assert school_of(store, school="青云县 龙湾小学") == "S00002"


def test_a_township_that_does_not_have_the_school_is_believed(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1), pupils("龙湾小学", 2, township="龙湾镇")])
    with store.read() as reader:
        match = Resolver(reader).school(None, "石桥小学", "龙湾镇", None)
    assert (match.school_id, match.how) == (None, "elsewhere")
    assert match.candidates[0][:2] == ("S00001", "石桥小学")


def test_an_alias_comes_after_the_code_and_before_the_name(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1, code="2199000001"), pupils("石桥二小", 2, code="2199000002")])
    add_alias(store, "石桥二小", "S00001", "甲")
    assert school_of(store, school="石桥二小", township="石桥镇") == "S00001"
    assert school_of(store, school="石桥二小", township="石桥镇", code="2199000002") == "S00002"


def test_an_alias_of_one_township_holds_only_there(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1), pupils("龙湾小学", 2, township="龙湾镇")])
    add_alias(store, "中心校", "S00001", "甲", township="石桥镇")
    add_alias(store, "中心校", "S00002", "甲", township="龙湾镇")
    assert school_of(store, school="中心校", township="石桥镇") == "S00001"
    assert school_of(store, school="中心校", township="龙湾镇") == "S00002"
    assert school_of(store, school="中心校") is None


def test_taking_an_alias_back_corrects_the_rows_it_led_astray(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1), pupils("龙湾小学", 2, township="龙湾镇")])
    add_alias(store, "老龙湾小学", "S00001", "甲")
    load(store, "enrolment", [pupils("老龙湾小学", 99, period="2024-2025-1", township=None)], mint=False)
    assert value(store, "SELECT school_id FROM enrolment WHERE pupils = 99") == "S00001"
    with store.read() as reader:
        assert [each["name"] for each in aliases(reader)] == ["老龙湾小学"]
    undo(store, "b000002", "甲")
    assert table(store, "SELECT * FROM enrolment WHERE pupils = 99") == []
    assert value(store, "SELECT text FROM unresolved WHERE dataset = 'enrolment'") == "老龙湾小学"
    add_alias(store, "老龙湾小学", "S00002", "甲")
    assert value(store, "SELECT school_id FROM enrolment WHERE pupils = 99") == "S00002"
    assert table(store, "SELECT * FROM unresolved") == []


def test_an_alias_to_a_school_that_is_not_there_is_refused(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    with pytest.raises(KeyError):
        add_alias(store, "某校", "S00077", "甲")
    assert store.current() == 1


def test_primary_and_secondary_namesakes_never_match(store: Store):
    load(store, "enrolment", [pupils("石家小学", 1)])
    with store.read() as reader:
        match = Resolver(reader).school(None, "石家中学", "石桥镇", None)
    assert match.school_id is None
    assert match.candidates == ()


def test_short_names_are_offered_not_taken(store: Store):
    load(store, "enrolment", [pupils("青云县第一小学", 1), pupils("青云县第二小学", 2)])
    with store.read() as reader:
        match = Resolver(reader).school(None, "县一小", "石桥镇", None)
    assert match.school_id is None
    assert match.candidates[0][0] == "S00001"
    assert match.candidates[0][3] > match.candidates[1][3]


def test_prefixes_of_the_county_and_the_township_do_not_matter(store: Store):
    load(store, "enrolment", [pupils("青云县第一小学", 1), pupils("石桥镇中心小学", 2)])
    assert school_of(store, school="县第一小学", township="石桥镇") == "S00001"
    assert school_of(store, school="石桥中心小学", township="石桥镇") == "S00002"
    assert school_of(store, school="石桥中心小学", township="龙湾镇") is None


def test_exact_names_win_over_names_without_prefix(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1, code="2199000001"), pupils("石桥镇小学", 2, code="2199000002")])
    assert school_of(store, school="石桥小学", township="石桥镇") == "S00001"
    assert school_of(store, school="石桥镇小学", township="石桥镇") == "S00002"


def test_a_code_that_comes_later_is_attached_not_a_second_school(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    load(store, "enrolment", [pupils("石桥小学", 2, code="2199000001", period="2024-2025-1")], mint=False)
    assert value(store, "SELECT code FROM area WHERE level = 'school'") == "2199000001"
    assert school_of(store, school="别的名字", code="2199000001") == "S00001"
    undo(store, "b000002", "甲")
    assert value(store, "SELECT code FROM area WHERE level = 'school'") is None


def test_an_unknown_code_does_not_fall_into_a_namesake_with_another_code(store: Store):
    load(store, "enrolment", [pupils("希望小学", 1, code="2199000001")])
    with store.read() as reader:
        match = Resolver(reader).school("2199000009", "希望小学", "石桥镇", None)
    assert (match.school_id, match.how) == (None, "code_differs")
    assert match.candidates[0] == ("S00001", "希望小学", "石桥镇", 100)


def test_a_code_that_lost_its_leading_zeros_is_still_that_school(store: Store):
    load(store, "enrolment", [pupils("希望小学", 1, code="014601")])
    assert school_of(store, school="希望小学", township="石桥镇", code="14601") == "S00001"


def test_a_school_first_named_without_township_gets_it_from_the_register(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1, township=None)])
    load(store, "school", [{"township": "石桥镇", "school": "石桥小学", "stage": "primary", "period": "2023-2024"}])
    found = table(store, "SELECT area_id, township FROM area WHERE level = 'school'")
    assert found == [{"area_id": "S00001", "township": "石桥镇"}]
    assert value(store, "SELECT township_id FROM enrolment") == "T0001"


def test_one_school_with_two_stages_is_one_school(store: Store):
    rows = [
        {"township": "石桥镇", "school": "高坪学校", "stage": stage, "period": None} for stage in ("primary", "junior")
    ]
    load(store, "school", rows)
    assert value(store, "SELECT count(*) FROM area WHERE level = 'school'") == 1
    assert value(store, "SELECT list_sort(list(stage)) FROM school_stage") == ["junior", "primary"]


def test_townships_are_known_by_district_and_name(store: Store):
    rows = [
        pupils("甲小学", 1, district="东海市", township="中正区"),
        pupils("甲小学", 2, district="西海市", township="中正区"),
    ]
    load(store, "enrolment", rows)
    assert value(store, "SELECT count(*) FROM area WHERE level = 'township'") == 2
    with store.read() as reader:
        resolver = Resolver(reader)
        assert resolver.township("中正区", "东海市") != resolver.township("中正区", "西海市")
        assert resolver.township("中正区") is None
        assert resolver.township("中正区", "南海市") is None
        assert resolver.district(None) is None


def test_with_several_districts_a_unique_township_still_settles_the_district(store: Store):
    load(
        store,
        "enrolment",
        [pupils("甲小学", 1, district="东海市", township="东山镇"), pupils("乙小学", 2, district="西海市")],
    )
    with store.read() as reader:
        assert Resolver(reader).township("东山镇") == "T0001"


def test_a_township_without_its_suffix_is_found_if_only_one_is_meant(store: Store):
    load(
        store,
        "enrolment",
        [pupils("甲小学", 1), pupils("乙小学", 2, township="龙湾镇"), pupils("丙小学", 3, township="龙湾乡")],
    )
    with store.read() as reader:
        resolver = Resolver(reader)
        assert resolver.township("石桥") == "T0001"
        assert resolver.township("青云县石桥镇") == "T0001"
        assert resolver.township("石桥乡") is None
        assert resolver.township("龙湾") is None


def test_the_unnamed_home_district_gets_its_name_once(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1, district="本区县")])
    load(store, "enrolment", [pupils("石桥小学", 2, district="青云县", period="2024-2025-1")])
    assert table(store, "SELECT area_id, name FROM area WHERE level = 'district'") == [
        {"area_id": "D0001", "name": "青云县"}
    ]
    assert value(store, "SELECT count(DISTINCT district_id) FROM enrolment") == 1
    load(store, "enrolment", [pupils("远山小学", 3, district="白水县", township="远山镇")])
    assert value(store, "SELECT count(*) FROM area WHERE level = 'district'") == 2


def test_a_place_keeps_its_id_through_undo_and_a_second_import(store: Store):
    first = load(store, "enrolment", [pupils("石桥小学", 1, code="2199000001"), pupils("龙湾小学", 2)])
    undo(store, first, "甲")
    assert table(store, "SELECT * FROM area") == []
    load(
        store, "enrolment", [pupils("白沙小学", 7), pupils("龙湾小学", 8), pupils("石桥新名小学", 9, code="2199000001")]
    )
    found = {
        row["name"]: row["area_id"] for row in table(store, "SELECT name, area_id FROM area WHERE level = 'school'")
    }
    assert found == {"白沙小学": "S00003", "龙湾小学": "S00002", "石桥新名小学": "S00001"}


def test_places_are_minted_on_a_writer_only(store: Store):
    load(store, "enrolment", [pupils("石桥小学", 1)])
    with store.read() as reader, pytest.raises(TypeError):
        Resolver(reader).mint_district("白水县")


def test_thousands_of_schools_are_minted_and_found(store: Store):
    with store.write(person="甲") as writer:
        resolver = Resolver(writer)
        district = resolver.mint_district("青云县")
        township = resolver.mint_township("石桥镇", district)
        schools = [
            resolver.mint_school(
                f"实验第{number}小学", code=f"{number:06d}", township_id=township, district_id=district
            )
            for number in range(3000)
        ]
        writer.claim(writer.add_batch(NewBatch()), schools)
        writer.rebuild([])
        writer.publish("import")
    assert value(store, "SELECT count(*) FROM area WHERE level = 'school'") == 3000
    assert school_of(store, school="实验第2999小学", township="石桥镇") == schools[2999]
