"""deploy/setup.sh on machines that lack this or that: each run sees only the programs put on its PATH.

The interpreters here are small shell scripts that answer like the real ones, so nothing is downloaded.
"""

import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("sh", "dirname", "cmp", "cp", "mv", "mkdir", "cat", "chmod", "rm")

# What a Python is asked: its version, whether it has ensurepip, `-m venv`, `-m pip`.
PYTHON = """#!/bin/sh
log={log}
case "$*" in
    *version_info*"3, 11"*) exit {too_old} ;;
    *"import ensurepip"*) [ -e "$log.venv-package" ] || exit {no_ensurepip} ;;
    *"%d.%d"*) echo 3.11 ;;
    --version) echo Python 3.11.9 ;;
    "-m pip --version") exit {no_pip} ;;
    *"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo "$*" >> "$log" ;;
    *) echo "$*" >> "$log"; exit {install_fails} ;;
esac
"""


class Machine:
    """A copy of the project's setup in a folder of its own, and the only programs it can find."""

    def __init__(self, folder: Path, *, uid: int = 1000) -> None:
        self.project, self.programs, self.log = folder / "project", folder / "bin", folder / "log"
        (self.project / "deploy").mkdir(parents=True)
        self.programs.mkdir()
        self.log.touch()
        shutil.copy(ROOT / "deploy" / "setup.sh", self.project / "deploy")
        (self.project / "requirements.txt").write_text("one==1 --hash=sha256:00\n")
        (self.project / "requirements-dev.txt").write_text("two==2 --hash=sha256:00\n")
        for name in PROGRAMS:
            (self.programs / name).symlink_to(shutil.which(name))
        self.add("id", f"#!/bin/sh\necho {uid}\n")

    def add(self, name: str, script: str) -> None:
        """Put a program on the machine's PATH."""
        (self.programs / name).write_text(script)
        (self.programs / name).chmod(0o755)

    def add_python(self, name: str, **faults: bool) -> None:
        """Put a Python there; faults: too_old, no_ensurepip, no_pip, install_fails."""
        known = dict.fromkeys(("too_old", "no_ensurepip", "no_pip", "install_fails"), False)
        answers = {fault: int(has) for fault, has in {**known, **faults}.items()}
        self.add(name, PYTHON.format(log=self.log, **answers))

    def setup(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the setup as a person would."""
        command = [self.programs / "sh", self.project / "deploy" / "setup.sh", *words]
        return subprocess.run(
            command, env={"PATH": str(self.programs), **environment}, capture_output=True, text=True, check=False
        )

    @property
    def done(self) -> list[str]:
        """What the Pythons were asked to do, in order."""
        return self.log.read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine of an ordinary person, still without any Python."""
    return Machine(tmp_path)


def test_a_fresh_machine_gets_an_environment_and_the_hashed_lock(machine):
    machine.add_python("python3")
    ran = machine.setup()
    assert ran.returncode == 0, ran.stderr
    assert machine.done[0].startswith("-m venv")
    assert "--require-hashes" in machine.done[1]
    assert machine.done[1].endswith("-r requirements.txt")
    assert len(machine.done) == 2


def test_a_second_setup_does_nothing_and_at_once(machine):
    machine.add_python("python3")
    machine.setup()
    before = machine.done
    began = time.perf_counter()
    assert machine.setup().returncode == 0
    assert time.perf_counter() - began < 1
    assert machine.done == before


def test_a_changed_lock_is_installed_again(machine):
    machine.add_python("python3")
    machine.setup()
    (machine.project / "requirements.txt").write_text("one==1.1 --hash=sha256:11\n")
    machine.setup()
    assert [line.split()[1] for line in machine.done] == ["venv", "pip", "pip"]


def test_what_failed_to_install_is_tried_again(machine):
    machine.add_python("python3", install_fails=True)
    ran = machine.setup()
    assert ran.returncode == 1
    assert "deploy/offline.md" in ran.stderr
    assert not (machine.project / ".venv" / "installed-requirements.txt").exists()


def test_the_tools_for_tests_come_only_when_asked_for(machine):
    machine.add_python("python3")
    machine.setup("dev")
    assert [line.split()[-1] for line in machine.done[1:]] == ["requirements.txt", "requirements-dev.txt"]


def test_an_old_python_and_a_shim_that_does_not_run_are_passed_over(machine):
    machine.add("python3.12", "#!/bin/sh\necho 'command not found' >&2; exit 127\n")
    machine.add_python("python3.11")
    machine.add_python("python3", too_old=True)
    assert machine.setup().returncode == 0
    assert (machine.project / ".venv" / "bin" / "python").read_text() == (machine.programs / "python3.11").read_text()


def test_without_a_new_enough_python_the_message_says_what_to_do(machine):
    machine.add_python("python3", too_old=True)
    ran = machine.setup()
    assert ran.returncode == 1
    assert "Python 3.11 or newer" in ran.stderr
    assert "make setup PYTHON=" in ran.stderr
    assert not (machine.project / ".venv").exists()


def test_a_named_python_that_is_too_old_is_refused_by_name(machine):
    machine.add_python("python3")
    machine.add_python("mine", too_old=True)
    ran = machine.setup(PYTHON="mine")
    assert ran.returncode == 1
    assert "PYTHON=mine" in ran.stderr
    assert machine.done == []


def test_without_ensurepip_an_ordinary_person_is_told_which_package(machine):
    machine.add_python("python3", no_ensurepip=True, no_pip=True)
    ran = machine.setup()
    assert ran.returncode == 1
    assert "apt install python3-venv" in ran.stderr


def test_without_ensurepip_a_pip_outside_helps(machine):
    machine.add_python("python3", no_ensurepip=True)
    ran = machine.setup()
    assert ran.returncode == 0, ran.stderr
    assert "--without-pip" in machine.done[0]
    assert machine.done[1].endswith("install pip")


def test_without_ensurepip_root_on_debian_gets_the_package(tmp_path):
    machine = Machine(tmp_path, uid=0)
    machine.add_python("python3", no_ensurepip=True, no_pip=True)
    machine.add("apt-get", f'#!/bin/sh\necho "apt-get $*" >> {machine.log}; : > {machine.log}.venv-package\n')
    ran = machine.setup()
    assert ran.returncode == 0, ran.stderr
    assert machine.done[:2] == ["apt-get update -q", "apt-get install -y -q python3.11-venv"]
    assert machine.done[2].startswith("-m venv")


def test_without_internet_packages_come_from_the_folder(machine):
    machine.add_python("python3")
    machine.setup(WHEELS="wheelhouse")
    assert "--no-index --find-links wheelhouse" in machine.done[1]
