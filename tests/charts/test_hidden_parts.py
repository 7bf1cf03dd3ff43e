"""A whole put together from its parts says nothing where a part may not be shown."""

from __future__ import annotations

from dataclasses import replace

from catalog import indicator
from charts.series import Line, combined, cut


def _line(name: str, out: tuple[float | None, ...], roll: tuple[float, ...], hidden: tuple[bool, ...] = ()) -> Line:
    values = tuple(None if n is None else n / d for n, d in zip(out, roll, strict=True))
    size = len(roll)
    return Line(name, name, "", values, roll, out, (2,) * size, (0,) * size, hidden=hidden)


def test_what_the_other_parts_give_never_passes_for_the_whole():
    shown = _line("东县", (70, 40), (1000, 1000))
    veiled = _line("西县", (None, 2), (1000, 1000), (True, False))
    whole = combined([shown, veiled], indicator("dropout_rate"), "合计")
    assert whole is not None
    assert whole.values == (None, 42 / 2000)
    assert whole.numerators == (None, 42)
    assert whole.bases == (None, 2000)
    assert whole.hidden == (True, False)
    assert cut(whole, slice(1, 2)).hidden == (False,)
    outer = combined([whole, replace(whole, name="又一半")], indicator("dropout_rate"), "全部")
    assert outer is not None
    assert outer.values[0] is None, "hidden stays hidden in the next sum"


def test_a_part_nobody_reported_is_left_out_as_before():
    whole = combined(
        [_line("东县", (70,), (1000,)), _line("西县", (None,), (1000,), (False,))], indicator("dropout_rate"), "合计"
    )
    assert whole is not None
    assert whole.values == (0.07,)
