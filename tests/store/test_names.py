"""When two ways of writing a name are one name."""

import pytest

from store.names import likeness, normalise_name, same_stage, stem_of_township, without_prefixes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("石桥　小学", "石桥小学"),
        ("石桥小学（东校区）", "石桥小学(东校区)"),
        ("石桥小学【东校区】", "石桥小学(东校区)"),
        ("臺北市立國民小學", "台北市立国民小学"),
        ("第１小学", "第一小学"),
        ("第12中学", "第十二中学"),
        (" 石桥小学\u200b", "石桥小学"),
        ("ABC学校", "abc学校"),
    ],
)
def test_writing_does_not_make_another_school(one: str, other: str):
    assert normalise_name(one) == normalise_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("石家小学", "石家中学"), ("县一小", "县第一小学"), ("石桥小学", "石桥小学东校区"), ("第一小学", "第二小学")],
)
def test_what_may_be_another_school_is_never_taken_for_the_same(one: str, other: str):
    assert normalise_name(one) != normalise_name(other)


def test_a_short_form_is_like_its_long_form_without_being_it():
    assert likeness(normalise_name("一小"), normalise_name("第一小学")) == 99


def test_schools_of_different_stages_are_no_candidates_for_each_other():
    assert not same_stage("石家小学", "石家中学")
    assert same_stage("石家小学", "石家完小")
    assert same_stage("石家学校", "石家中学")


def test_the_prefix_of_a_known_place_is_left_out():
    districts, townships = frozenset({"青云县"}), frozenset({"石桥镇"})
    assert without_prefixes("青云县第一小学", districts, townships) == "第一小学"
    assert without_prefixes("县第一小学", districts, townships) == "第一小学"
    assert without_prefixes("石桥镇中心小学", districts, townships) == "石桥中心小学"
    assert without_prefixes("青云县石桥镇中心小学", districts, townships) == "石桥中心小学"
    assert without_prefixes("县城小学", districts, townships) == "县城小学"
    assert without_prefixes("青云县中学", districts, townships) == "青云县中学"


def test_a_township_keeps_its_name_when_its_suffix_is_all_there_is():
    assert stem_of_township("石桥镇") == "石桥"
    assert stem_of_township("城镇") == "城镇"
