"""Which traits a file of the corpus shows: chosen at random among those its arrangement and format can have."""

from __future__ import annotations

from random import Random

from tests.corpus.cells import CellStyle

_ANYWHERE = (
    "title_rows",
    "blank_under_title",
    "footer",
    "serial",
    "remarks",
    "offset",
    "traditional",
    "hidden_row",
    "notes_sheet",
    "hidden_sheet",
)
_WITH_NUMBERS = ("index_row", "dash", "forecast", "hidden_column")
_BY_TOWNSHIP = (
    "total_top",
    "total_bottom",
    "subtotals",
    "subtotal_above",
    "page_breaks",
    "blank_rows",
    "vertical_merge",
    "township_once",
)
_NO_TOWNSHIPS = ("schools_as_columns", "townships_as_columns", "aid_townships", "pairs", "support")
_REPEATS_SCHOOLS = ("enrolment_grade_rows", "dropout_month_rows", "aid_rows", "exam_subject_rows")
_STATES_ITS_PERIOD = (
    "enrolment_year_columns",
    "dropout_month_rows",
    "exam_subject_columns",
    "exam_subject_rows",
    "exam_one_subject",
    "exam_rates_alone",
    "pairs",
)
_NO_TEXT_FILE = ("merged_header", "vertical_merge", "hidden_row", "hidden_column", "notes_sheet", "hidden_sheet")
SPLITS = {
    "sheet_by_township": ("enrolment_flat", "aid_flat", "dropout_flat", "enrolment_grade_columns"),
    "sheet_by_school": ("enrolment_grade_rows",),
    "sheet_by_grade": ("enrolment_grade_rows",),
    "sheet_by_month": ("dropout_flat",),
    "sheet_by_stage": ("enrolment_flat", "aid_flat", "dropout_flat"),
    "side_by_side": ("enrolment_flat", "dropout_flat", "aid_flat", "aid_townships"),
    "stacked": ("enrolment_flat", "enrolment_grade_columns", "dropout_flat", "aid_flat"),
}


def choose_traits(chance: Random, kind: str, form: str) -> frozenset[str]:
    """About a quarter of what the arrangement `kind` can show in the format `form`."""
    possible = [*_ANYWHERE]
    possible += _WITH_NUMBERS if kind not in ("pairs", "register") else ()
    possible += _BY_TOWNSHIP if kind not in (*_NO_TOWNSHIPS, "register") else ()
    possible += ("vertical_merge", "township_once") if kind == "register" else ()
    possible += ("school_once",) if kind in _REPEATS_SCHOOLS else ()
    possible += ("of_which_rows",) if kind == "enrolment_flat" else ()
    possible += ("averages", "people") if kind not in ("pairs", "support") and not kind.endswith("_as_columns") else ()
    possible += ("report_date", "title_in_file_name")
    possible += ("more_rows_below",) if kind not in (*_NO_TOWNSHIPS, "register") else ()
    possible += ("township_headings",) if kind not in (*_NO_TOWNSHIPS, *_REPEATS_SCHOOLS, "register") else ()
    possible += (
        ("stage_headings",) if kind in ("enrolment_flat", "aid_flat", "dropout_flat", "units_per_column") else ()
    )
    possible += ("standard",) if kind == "aid_flat" else ()
    possible += ("rank_text", "rank_date") if kind.startswith("exam") else ()
    possible += ("period_in_sheet_name", "period_in_file_name") if kind not in _STATES_ITS_PERIOD else ()
    chosen = {each for each in possible if chance.random() < 0.22}
    chosen |= {"merged_header"} if chance.random() < 0.7 else set()
    chosen |= {split for split, kinds in SPLITS.items() if kind in kinds and chance.random() < 0.14}
    return _agreeing(chance, chosen, kind, form)


def _agreeing(chance: Random, chosen: set[str], kind: str, form: str) -> frozenset[str]:
    """Without traits that exclude each other."""
    if ":" in form:
        chosen -= {*_NO_TEXT_FILE, *(each for each in SPLITS if each.startswith("sheet_")), "period_in_sheet_name"}
    splits = sorted(chosen & set(SPLITS))
    chosen -= set(splits[1:])
    if splits:
        chosen -= {"period_in_sheet_name", "of_which_rows", "hidden_column", "hidden_row"}
        if not splits[0].startswith("sheet_"):
            chosen -= {"page_breaks", "index_row", "blank_rows", "period_in_file_name", "notes_sheet"}
        elif chance.random() < 0.6:
            chosen.add("summary_sheet")
    if splits and splits[0] in ("sheet_by_school", "sheet_by_grade", "sheet_by_month"):
        chosen -= {"summary_sheet", "school_once"} if splits[0] != "sheet_by_month" else set()
    if "period_in_sheet_name" in chosen:
        chosen -= {"period_in_file_name", "title_in_file_name"}
    if chosen & set(SPLITS):
        chosen -= {"title_in_file_name"}
    if "title_in_file_name" in chosen:
        chosen -= {"period_in_file_name"}
    if "total_top" in chosen:
        chosen -= {"total_bottom"}
    if "subtotals" not in chosen or "page_breaks" in chosen:
        chosen.discard("subtotal_above")
    if "subtotals" in chosen and "subtotal_above" not in chosen:
        chosen.discard("township_once") if chance.random() < 0.5 else None
    if "vertical_merge" in chosen:
        chosen -= {"township_once"}
    if "subtotal_above" in chosen and chance.random() < 0.5:
        chosen.add("sums_unnamed")
    if chosen & set(SPLITS):
        chosen -= {"township_headings", "stage_headings"}
    if "stage_headings" in chosen:
        chosen -= {
            "township_headings",
            "subtotals",
            "subtotal_above",
            "sums_unnamed",
            "vertical_merge",
            "township_once",
        }
    if "township_headings" in chosen:
        chosen -= {"vertical_merge", "township_once", "subtotal_above", "sums_unnamed"}
    if "school_once" in chosen and "vertical_merge" not in chosen:
        chosen.discard("school_once")
    if "rank_text" in chosen:
        chosen.discard("rank_date")
    return frozenset(chosen)


def choose_style(chance: Random, kind: str, form: str) -> tuple[CellStyle, set[str]]:
    """How cells are typed, and the traits that shows."""
    told: set[str] = set()
    rate, money_unit, where, day, count_unit = "fraction", "元", "none", "text", ""
    digits = chance.choice(("number",) * 5 + ("wide", "text", "thousands", "worded", "apostrophe"))
    if kind.startswith("exam"):
        rate = chance.choice(
            (
                "fraction",
                "hundredths",
                "text",
                "format",
                "signed_format",
                "percent_header",
                "percent_header_format",
                "permille_header",
            )
        )
        told.add(f"rate_{rate}")
    if kind.startswith("aid"):
        money_unit = chance.choice(("元", "千元", "万元"))
        where = (
            chance.choice(("none", "title", "header", "cell"))
            if money_unit == "元"
            else chance.choice(("title", "header", "cell"))
        )
        told |= {f"unit_in_{where}", f"unit_{money_unit}"} if where != "none" else set()
        if where == "header" and chance.random() < 0.3:
            where = "row"
            told.add("unit_row")
    if kind in ("pairs", "register"):
        day = chance.choice(("text", "date", "dots", "words", "month"))
        told.add(f"day_{day}")
    if kind.startswith(("enrolment_flat", "dropout", "aid")) and chance.random() < 0.2:
        count_unit = "人次" if kind.startswith("aid") else "人"
        told.add("unit_of_counts_in_header")
    if digits != "number":
        told.add(f"digits_{digits}")
    code = "float" if chance.random() < 0.4 and ":" not in form else "text"
    nil = chance.choice((0, 0, 0, "〇", "零"))
    return CellStyle(rate, money_unit, where, digits, day, count_unit, nil, code), told
