"""Fetch every locked package as a file: `python -m deploy.wheelhouse`, to carry to a machine without internet.

For this machine by default; for another one name it: `--platform win_amd64 --python 3.12`. pip would decide by this
machine which packages the other needs, so the lock is first cut down for the target.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
# What markers in the lock ask about a machine, by the beginning of its platform tag.
SYSTEMS = {
    "win": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "macosx": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "manylinux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
}


def environment_of(platform: str, python: str) -> dict[str, str]:
    """The marker variables of a target such as win_amd64 with Python 3.12; ValueError for an unknown platform."""
    for beginning, system in SYSTEMS.items():
        if platform.startswith(beginning):
            names = {"platform_python_implementation": "CPython", "implementation_name": "cpython"}
            return {**system, **names, "python_version": python, "python_full_version": f"{python}.0"}
    raise ValueError(f"unknown platform {platform!r}: win_amd64, macosx_11_0_arm64, manylinux_2_28_x86_64 …")


def needed(lock: str, environment: dict[str, str]) -> list[str]:
    """The entries of a lock that the target needs, each with its hashes and without its marker."""
    entries = []
    for entry in lock.replace("\\\n", " ").splitlines():
        wanted, _, hashes = entry.partition(" --hash=")
        if not hashes or wanted.lstrip().startswith("#"):
            continue
        requirement = Requirement(wanted.strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            entries.append(f"{requirement.name}{requirement.specifier} --hash={hashes}")
    return entries


def download(requirements: Path, folder: Path, target: list[str]) -> int:
    """Let pip fetch the files, checked against their hashes; returns its exit status."""
    command = [sys.executable, "-m", "pip", "download", "--require-hashes", "--disable-pip-version-check"]
    command += ["--only-binary", ":all:", "--dest", str(folder), *target, "--requirement", str(requirements)]
    return subprocess.call(command)


def main(words: list[str] | None = None) -> int:
    """Fill the folder; exit status of pip."""
    parser = argparse.ArgumentParser(prog="python -m deploy.wheelhouse", description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "wheelhouse")
    parser.add_argument("--platform", help="tag of the other machine, such as win_amd64; this machine without it")
    parser.add_argument("--python", default="3.12", help="Python of the other machine, such as 3.11")
    chosen = parser.parse_args(words)
    lock = ROOT / "requirements.txt"
    if not chosen.platform:
        return download(lock, chosen.to, [])
    cut = needed(lock.read_text(encoding="utf-8"), environment_of(chosen.platform, chosen.python))
    with tempfile.TemporaryDirectory() as folder:
        for_target = Path(folder) / "requirements.txt"
        for_target.write_text("\n".join(cut) + "\n", encoding="utf-8")
        target = ["--no-deps", "--platform", chosen.platform, "--python-version", chosen.python]
        return download(for_target, chosen.to, target)


if __name__ == "__main__":
    sys.exit(main())
