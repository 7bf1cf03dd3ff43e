"""A csv that Excel opens right and that runs nothing."""

import csv
import datetime
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import Download, Field, FieldKind, write_csv
from reports.formulas import begins_like_formula

TEXT, CODE, WHOLE = Field("学校", FieldKind.TEXT), Field("代码", FieldKind.CODE), Field("人数", FieldKind.WHOLE, "人")


def bytes_of(fields: tuple[Field, ...], *columns: list) -> bytes:
    """The csv of these columns."""
    target = BytesIO()
    write_csv(target, Download("试", fields, columns))
    return target.getvalue()


def rows_of(fields: tuple[Field, ...], *columns: list) -> list[list[str]]:
    """The csv read again, without its header."""
    text = bytes_of(fields, *columns).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True)))[1:]


def test_excel_sees_utf_8_and_its_own_line_ends() -> None:
    written = bytes_of((TEXT, WHOLE), ["云台小学"], [12])
    assert written == b"\xef\xbb\xbf" + '"学校","人数（人）"\r\n"云台小学",12\r\n'.encode()


def test_the_callers_stream_stays_open() -> None:
    target = BytesIO()
    write_csv(target, Download("试", (TEXT,), [["a"]]))
    assert not target.closed


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a", " =1", "\u3000=1"]
)
def test_text_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    for field in (TEXT, CODE):
        cell = bytes_of((field,), [text]).decode("utf-8-sig").split("\r\n", 1)[1]
        assert cell.startswith("\"'")


@given(st.text())
def test_no_text_whatever_begins_like_a_formula(text: str) -> None:
    cell = bytes_of((TEXT,), [text]).decode("utf-8-sig", errors="surrogatepass").split("\r\n", 1)[1]
    assert not begins_like_formula(cell.removeprefix('"'))


def test_a_header_that_begins_like_a_formula_gets_an_apostrophe_too() -> None:
    assert bytes_of((Field("=学校", FieldKind.TEXT),), []).decode("utf-8-sig").startswith("\"'=学校")


def test_negative_numbers_stay_numbers() -> None:
    fields = (WHOLE, Field("金额", FieldKind.NUMBER, "元", 2))
    assert rows_of(fields, [-5, 0], [-0.5, 785.0375]) == [["-5", "-0.5"], ["0", "785.0375"]]
    assert b"\r\n-5,-0.5\r\n" in bytes_of(fields, [-5], [-0.5])


def test_unknown_is_blank() -> None:
    assert rows_of((TEXT, WHOLE), [None], [None]) == [["", ""]]
    assert rows_of((WHOLE,), [float("nan"), 1]) == [[""], ["1"]]


def test_codes_that_excel_would_maul_end_in_a_tab() -> None:
    codes = ["0021620001", "216200012345678", "12E5", "2162000123"]
    assert [row[0] for row in rows_of((CODE,), codes)] == ["0021620001\t", "216200012345678\t", "12E5\t", "2162000123"]


def test_rates_are_percentages_and_the_header_says_so() -> None:
    written = bytes_of((Field("巩固率", FieldKind.PERCENT, decimals=1),), [0.07, 0.975, None])
    assert written.decode("utf-8-sig") == '"巩固率（%）"\r\n7\r\n97.5\r\n""\r\n'


def test_whole_numbers_that_came_as_floats_have_no_point_zero() -> None:
    assert rows_of((WHOLE,), [12.0]) == [["12"]]


def test_dates_are_written_the_iso_way() -> None:
    assert rows_of((Field("结对时间", FieldKind.DATE),), [datetime.date(2023, 9, 1)]) == [["2023-09-01"]]
