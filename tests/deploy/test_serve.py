"""Starting the server: the sample is built once, completely or not at all, and a taken port is said plainly."""

import socket
import sys

import pytest

from deploy import serve


def pretend_etl(tmp_path, monkeypatch, script: str) -> None:
    """Let `python -m etl` in the project's folder be the given script."""
    (tmp_path / "etl.py").write_text(
        "import sys, pathlib\ntarget = pathlib.Path(sys.argv[sys.argv.index('--data') + 1])\n" + script
    )
    monkeypatch.setattr(serve, "ROOT", tmp_path)


WHOLE = "(target / 'store').mkdir(parents=True); (target / 'store' / 'CURRENT').write_text('000001')"
BROKEN = WHOLE + "; sys.exit(3)"


def test_the_sample_lands_in_the_data_folder(tmp_path, monkeypatch):
    pretend_etl(tmp_path, monkeypatch, WHOLE)
    data = tmp_path / "data" / "local"
    assert serve.build_sample(data) == 0
    assert serve.has_store(data)
    assert [each.name for each in data.parent.iterdir()] == ["local"]


def test_a_sample_that_was_interrupted_is_not_taken_for_a_district(tmp_path, monkeypatch):
    pretend_etl(tmp_path, monkeypatch, BROKEN)
    data = tmp_path / "data" / "local"
    assert serve.build_sample(data) == 3
    assert not serve.has_store(data)
    pretend_etl(tmp_path, monkeypatch, WHOLE)
    assert serve.build_sample(data) == 0
    assert serve.has_store(data)


def test_what_lies_in_the_data_folder_already_stays(tmp_path, monkeypatch):
    pretend_etl(tmp_path, monkeypatch, WHOLE.replace("parents=True", "parents=True, exist_ok=True"))
    data = tmp_path / "data" / "local"
    data.mkdir(parents=True)
    (data / "settings.toml").write_text("k = 10")
    assert serve.build_sample(data) == 0
    assert (data / "settings.toml").read_text() == "k = 10"
    assert serve.has_store(data)


@pytest.fixture
def taken_port():
    """A port on this machine that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_said_before_anything_is_built(tmp_path, monkeypatch, taken_port, capsys):
    pretend_etl(tmp_path, monkeypatch, WHOLE)
    status = serve.main(["--data", str(tmp_path / "data"), "--port", str(taken_port)])
    assert status == serve.COULD_NOT_NOW
    assert f"PORT={taken_port + 1}" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_the_server_listens_on_this_machine_only_unless_told(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["serve"])
    assert serve.read_arguments().host == "127.0.0.1"
    assert serve.read_arguments(["--host", "0.0.0.0"]).host == "0.0.0.0"
