"""Which packages another machine needs is decided for that machine, not for this one."""

import pytest

from deploy.wheelhouse import ROOT, environment_of, needed

LOCK = """\
one==1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via two
only-windows==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:cc
twice==3.0 ; python_full_version < '3.12' \\
    --hash=sha256:dd
twice==4.0 ; python_full_version >= '3.12' \\
    --hash=sha256:ee
"""


@pytest.mark.parametrize(
    ("platform", "python", "names"),
    [
        ("win_amd64", "3.12", ["one==1.0", "only-windows==2.0", "twice==4.0"]),
        ("win_amd64", "3.11", ["one==1.0", "only-windows==2.0", "twice==3.0"]),
        ("manylinux_2_28_x86_64", "3.12", ["one==1.0", "twice==4.0"]),
    ],
)
def test_a_lock_is_cut_down_for_the_target(platform, python, names):
    assert [entry.split()[0] for entry in needed(LOCK, environment_of(platform, python))] == names


def test_hashes_stay_and_markers_go():
    first, second, *_ = needed(LOCK, environment_of("win_amd64", "3.12"))
    assert first.count("--hash=sha256:") == 2
    assert ";" not in second


def test_the_real_lock_is_cut_down_to_one_of_each():
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    names = [entry.split("==")[0] for entry in needed(lock, environment_of("win_amd64", "3.12"))]
    assert {"streamlit", "duckdb", "pandas"} <= set(names)
    assert len(names) == len(set(names))


def test_an_unknown_platform_is_refused():
    with pytest.raises(ValueError, match="unknown platform"):
        environment_of("amiga", "3.12")
