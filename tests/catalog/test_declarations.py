"""Every declaration, present and future, is complete and does not contradict another."""

import unicodedata

import pytest

from catalog import DATASETS, INDICATORS, dataset
from catalog.indicators import THEMES
from catalog.model import Column, DeclarationError, Direction, Kind, Role
from catalog.stages import STAGES

CONTRACT_COLUMNS = {
    "school": "school_code school district township stage urban_rural parent_school ownership status zone",
    "enrolment": (
        "school stage grade classes pupils girls boarders left_behind migrant disabled teachers_fulltime intake "
        "graduates transfer_in transfer_out classes_56_65 classes_66p"
    ),
    "dropout": "school stage enrolled_start suspected dropouts returned home_teaching deferred reported",
    "subsidy": "school stage programme category recipients amount eligible",
    "exam": (
        "school stage grade exam subject full_mark eligible sat sum_score sum_squares sd n_pass n_excellent n_low bins"
    ),
    "pair": "core_school member_school pair_type group start end",
    "support": (
        "core_school member_school partner activity direction count persons lessons_taught lessons_observed "
        "lessons_explained research_halfdays amount"
    ),
    "resource": "school stage item quantity pupils",
}
CONTRACT_INDICATORS = {
    "pupils",
    "classes",
    "mean_class_size",
    "boarder_share",
    "left_behind_share",
    "pupil_teacher_ratio",
    "retention_rate",
    "dropout_rate",
    "dropout_open",
    "return_rate",
    "report_rate",
    "aid_recipients",
    "aid_amount",
    "aid_per_head",
    "aid_coverage",
    "aid_full_rate",
    "exam_mean",
    "exam_score_rate",
    "exam_pass_rate",
    "exam_excellent_rate",
    "exam_low_rate",
    "exam_sat_rate",
    "exam_z",
    "balance_cv",
}


def _spelling(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "").lower()


@pytest.mark.parametrize("name", CONTRACT_COLUMNS)
def test_the_columns_scripts_rely_on_are_declared(name: str) -> None:
    declared = {column.name for column in dataset(name).columns}
    assert set(CONTRACT_COLUMNS[name].split()) <= declared


def test_the_indicators_scripts_rely_on_are_declared() -> None:
    assert {each.name for each in INDICATORS} >= CONTRACT_INDICATORS


@pytest.mark.parametrize("each", DATASETS, ids=lambda each: each.name)
def test_no_header_means_two_columns_of_one_dataset(each) -> None:
    seen: dict[str, str] = {}
    for column in each.columns:
        for spelling in {_spelling(text) for text in (column.name, column.zh, *column.synonyms)}:
            assert seen.setdefault(spelling, column.name) == column.name, f"{spelling} in {each.name}"


@pytest.mark.parametrize("each", DATASETS, ids=lambda each: each.name)
def test_no_choice_is_spelled_like_another(each) -> None:
    for column in each.columns:
        seen: dict[str, str] = {}
        for code, labels in column.choices.items():
            for spelling in {_spelling(text) for text in (code, *labels)}:
                assert seen.setdefault(spelling, code) == code, f"{spelling} in {each.name}.{column.name}"


@pytest.mark.parametrize("each", DATASETS, ids=lambda each: each.name)
def test_every_count_and_amount_has_a_floor(each) -> None:
    for column in each.facts:
        assert column.minimum is not None, column.name
        assert column.unit or column.name == "quantity", column.name


@pytest.mark.parametrize("each", DATASETS, ids=lambda each: each.name)
def test_the_stages_due_exist(each) -> None:
    assert set(each.stages_due) <= {stage.code for stage in STAGES}


@pytest.mark.parametrize("each", INDICATORS, ids=lambda each: each.name)
def test_an_indicator_reads_declared_facts_only(each) -> None:
    for side in filter(None, (each.numerator, each.denominator)):
        for name in side.columns:
            column = dataset(side.dataset).column(name)
            assert column.is_fact or name in ("full_mark", "reported"), name


@pytest.mark.parametrize("each", INDICATORS, ids=lambda each: each.name)
def test_an_indicator_belongs_to_a_theme_and_its_references_say_their_source(each) -> None:
    assert each.theme in THEMES
    assert all(reference.source for reference in each.references)


def test_size_and_staffing_are_never_coloured_good_or_bad() -> None:
    undirected = {each.name for each in INDICATORS if each.direction is Direction.NONE}
    assert {"pupils", "pupil_teacher_ratio", "boarder_share", "aid_coverage"} <= undirected


def test_a_choice_without_choices_is_refused() -> None:
    with pytest.raises(DeclarationError):
        Column("kind", "类别", "Kind", Kind.CHOICE, Role.KEY)
