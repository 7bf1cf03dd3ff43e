"""The browser for the tests: found, refused when it does not start, and never skipped silently."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import browser

ROOT = Path(__file__).resolve().parents[2]


def program(folder: Path, name: str, script: str) -> Path:
    """A program in a folder, written as shell."""
    path = folder / name
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)
    return path


def test_the_browser_that_was_found_opens_a_page():
    found = browser.find_browser()
    assert found is not None
    assert browser.starts(found)


def test_there_is_a_chinese_font():
    assert browser.has_chinese_font()


def test_a_program_that_fails_or_is_missing_is_no_browser(tmp_path):
    assert not browser.starts(program(tmp_path, "chromium", "echo libnss3.so: cannot open >&2; exit 127\n"))
    assert not browser.starts(program(tmp_path, "chrome", "echo hello\n"))
    assert not browser.starts(tmp_path / "nothing")


def test_a_browser_on_the_path_comes_first(tmp_path):
    mine = program(tmp_path, "google-chrome", "echo '<html></html>'\n")
    assert next(browser.candidates({"PATH": str(tmp_path)})) == mine


def test_a_named_browser_is_the_only_candidate(tmp_path):
    assert list(browser.candidates({"PATH": os.environ["PATH"], browser.NAMED_BY: str(tmp_path / "x")})) == [
        tmp_path / "x"
    ]


def test_a_broken_browser_is_passed_over_for_one_that_starts(tmp_path):
    program(tmp_path, "chromium", "exit 1\n")
    works = program(tmp_path, "google-chrome", "echo '<html></html>'\n")
    assert browser.find_browser({"PATH": str(tmp_path)}) == works


def test_a_named_browser_that_does_not_start_stops_the_tests_and_says_what_to_do(tmp_path):
    named = {**os.environ, browser.NAMED_BY: str(tmp_path / "chrome")}
    ran = subprocess.run([sys.executable, "-m", "deploy.browser"], cwd=ROOT, env=named, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "apt install chromium" in ran.stderr
    assert browser.NAMED_BY in ran.stderr


@pytest.mark.parametrize(("file", "is_one"), [("NotoSansCJK-Regular.ttc", True), ("DejaVuSans.ttf", False)])
def test_a_chinese_font_is_known_by_its_file(tmp_path, file, is_one):
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / file).touch()
    assert browser.holds_chinese_font(tmp_path) is is_one


@pytest.mark.browser
def test_the_shared_browser_draws_chinese(browser):
    page = browser.new_page()
    page.set_content("<span id=a>衡</span><span id=b>知衡</span>")
    widths = [page.locator(f"#{name}").bounding_box()["width"] for name in "ab"]
    page.close()
    assert widths[1] == pytest.approx(2 * widths[0], abs=1)
