"""Starting the server: the sample is built once, completely or not at all, and a taken port is said plainly."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

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
    pretend_etl(tmp_path, monkeypatch, WHOLE + "; (target / 'desk.sqlite').write_text('new')")
    data = tmp_path / "data" / "local"
    (data / "drafts").mkdir(parents=True)
    (data / "desk.sqlite").write_text("ours")
    (data / "drafts" / "one").write_text("an upload in progress")
    assert serve.build_sample(data) == 0
    assert (data / "desk.sqlite").read_text() == "ours"
    assert (data / "drafts" / "one").exists()
    assert serve.has_store(data)


def test_the_pointer_to_the_version_is_moved_last(tmp_path):
    """Until everything else is in place the folder must not look like a district."""
    building, data = tmp_path / "local.building", tmp_path / "local"
    (building / "store").mkdir(parents=True)
    (building / "store" / "CURRENT").write_text("000001")
    (building / "store" / "000001.duckdb").write_text("rows")
    (data / "store" / "000001.duckdb").mkdir(parents=True)  # in the way: the move stops here
    with pytest.raises(OSError, match="000001"):
        serve.move_into(building, data)
    assert not serve.has_store(data)


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


@pytest.mark.parametrize(
    ("host", "alone"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False), ("10.1.2.3", False)]
)
def test_an_address_others_can_reach_is_told_apart(host, alone):
    assert serve.is_this_machine_only(host) is alone


# Any question for another machine's address is written down and refused, in the server's own process.
NO_NETWORK = """
import pathlib, socket
ask = socket.getaddrinfo
def only_here(host, *more, **named):
    if host not in (None, "", "localhost", "127.0.0.1", "0.0.0.0", "::1"):
        pathlib.Path(__file__).with_name("asked").write_text(repr(host))
        raise OSError("no network")
    return ask(host, *more, **named)
socket.getaddrinfo = only_here
"""


def answer(port: int, host: str, origin: str) -> int:
    """The status with which the server answers a page of `origin` that opens the connection every page needs."""
    words = {
        "Host": host,
        "Origin": origin,
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    lines = [b"GET /_stcore/stream HTTP/1.1", *(f"{name}: {value}".encode() for name, value in words.items())]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"\r\n".join(lines) + b"\r\n\r\n")
        return int(connection.recv(4096).split()[1])


@pytest.fixture
def server(tmp_path, request):
    """A server of a bare page on a port of its own, in a process that may reach nothing but this machine."""
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    app = tmp_path / "page.py"
    app.write_text("import streamlit as st\nst.title('知衡')\n")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "deploy.server", "run", str(app), "--server.port", str(port), *request.param]
    root = Path(__file__).resolve().parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{root}"}
    with (tmp_path / "log").open("w") as log:
        started = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
    wait_until_it_answers(port)
    yield port
    started.terminate()
    started.wait(timeout=30)


def wait_until_it_answers(port: int) -> None:
    """Return when the server is up; give up after a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as seen:
                assert seen.status == 200
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer within a minute")


@pytest.mark.parametrize("server", [[]], indirect=True)
def test_a_page_of_another_site_is_refused_and_nobody_outside_is_asked(server, tmp_path):
    ours = f"localhost:{server}"
    assert answer(server, ours, f"http://{ours}") == 101
    assert answer(server, f"evil.example:{server}", f"http://evil.example:{server}") == 403
    assert answer(server, ours, "http://evil.example") == 403
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize("server", [["--server.address", "0.0.0.0", "--server.allowedHosts", "*"]], indirect=True)
def test_a_server_opened_to_the_network_asks_nobody_outside_either(server, tmp_path):
    assert answer(server, f"localhost:{server}", f"http://localhost:{server}") == 101
    assert re.search(r"Local URL", (tmp_path / "log").read_text())
    assert not (tmp_path / "asked").exists()
