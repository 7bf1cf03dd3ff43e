"""The sample district's numbers as a person finds them in its workbooks, and as `python -m metrics` prints them."""

import json
from pathlib import Path

import pytest

from etl.sample import write_sample
from metrics.command import main
from store import Store
from tests.soundness.hand import NUMBERS, Number, page
from tests.soundness.hand.sheets import Books

PAGE = Path(__file__).parent / "hand" / "NUMBERS.md"


def test_the_list_is_long_enough_and_spread_over_themes_and_levels():
    assert len(NUMBERS) >= 30
    assert {each.by for each in NUMBERS} == {"school", "township", "zone", "district", "pair"}
    assert len({each.indicator for each in NUMBERS}) >= 25


@pytest.mark.slow
@pytest.mark.timeout(900)  # the sample district is taken in first
def test_the_product_says_what_a_person_finds(sample_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture):
    write_sample(tmp_path)
    books = Books(tmp_path)
    by_hand = [each.work(books) for each in NUMBERS]
    said = [_asked(each, sample_store, capsys) for each in NUMBERS]
    differing = [each.title for each, hand, value in zip(NUMBERS, by_hand, said, strict=True) if not _same(hand, value)]
    assert not differing
    # Delete the page and run this test to write it anew.
    if not PAGE.exists():
        PAGE.write_text(page(by_hand, said), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page(by_hand, said)


def _asked(each: Number, store: Store, capsys: pytest.CaptureFixture) -> float | None:
    """The value as the command line prints it in the only row of that area."""
    where = [word for name, value in each.where.items() for word in ("--where", f"{name}={value}")]
    asked = [each.indicator, "--by", each.by, "--period", each.period, "--format", "json", *where]
    assert main([*asked, "--data", str(store.folder.root)]) == 0
    rows = json.loads(capsys.readouterr().out)
    if each.by == "pair":
        (row,) = [row for row in rows if f"{row['core']} → {row['member']}" == each.area]
        return row["gap"]
    (row,) = [row for row in rows if row["area"] == each.area]
    return row["value"]


def _same(hand: float | None, said: float | None) -> bool:
    return hand is said if None in (hand, said) else said == pytest.approx(hand, rel=1e-9)
