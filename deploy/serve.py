"""Serve the pages: `python -m deploy.serve`. With no data yet, the sample district is built first.

The same on Linux, macOS and Windows; `make run` and `deploy/run.cmd` both end here.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COULD_NOT_NOW = 3


def has_store(data: Path) -> bool:
    """True when the data folder holds a published version, the sample's or the bureau's own."""
    return (data / "store" / "CURRENT").is_file()


def build_sample(data: Path) -> int:
    """Build the sample district into `data`; returns the exit status of the command that does it.

    It is built beside and moved when complete, so an interrupted build never looks like a district.
    """
    building = data.with_name(data.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    building.parent.mkdir(parents=True, exist_ok=True)
    print(f"还没有数据，先生成示例县（约一两分钟） / No data yet: building the sample district in {data}", flush=True)
    status = subprocess.call([sys.executable, "-m", "etl", "sample", "--data", str(building)], cwd=ROOT)
    if status == 0:
        move_into(building, data)
    return status


def move_into(building: Path, data: Path) -> None:
    """Move what was built into the data folder. What lies there stays; the pointer to the version comes last."""
    files = sorted((path for path in building.rglob("*") if path.is_file()), key=lambda path: path.name == "CURRENT")
    for path in files:
        target = data / path.relative_to(building)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.name == "store" or not target.exists():
            path.replace(target)
    shutil.rmtree(building)


def port_is_free(host: str, port: int) -> bool:
    """True when the address can be bound now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there this option would let two servers share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def is_this_machine_only(host: str) -> bool:
    """True when nobody else on the network can reach the address."""
    return host in {"localhost", "::1"} or host.startswith("127.")


def serve(data: Path, host: str, port: int) -> int:
    """Run the server until it is ended; on POSIX this process becomes the server and never returns."""
    environment = {**os.environ, "EDU_DATA": str(data)}
    command = [sys.executable, "-m", "deploy.server", "run", str(ROOT / "app.py")]
    command += ["--server.address", host, "--server.port", str(port)]
    if not is_this_machine_only(host):
        command += ["--server.allowedHosts", "*"]  # colleagues come by names we do not know
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104 -- compared, not bound
    print(f"知衡 Zhiheng: http://{shown}:{port}   (Ctrl+C 结束 / ends it)", flush=True)
    os.chdir(ROOT)  # .streamlit/config.toml is looked for in the current folder
    if os.name != "nt":
        os.execve(command[0], command, environment)  # noqa: S606 -- fixed arguments, no shell
    try:
        return subprocess.call(command, env=environment)
    except KeyboardInterrupt:  # Ctrl+C reaches the server as well and is how it is meant to end
        return 0


def read_arguments(words: list[str] | None = None) -> argparse.Namespace:
    """The command line as values."""
    parser = argparse.ArgumentParser(prog="python -m deploy.serve", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("EDU_DATA") or "data/local"))
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on; 0.0.0.0 opens it to the network")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--no-sample", action="store_true", help="start empty instead of building the sample district")
    return parser.parse_args(words)


def main(words: list[str] | None = None) -> int:
    """Build the sample when there is nothing, then serve. Exit status 3: the port is taken."""
    chosen = read_arguments(words)
    data = (ROOT / chosen.data.expanduser()).resolve()
    if not port_is_free(chosen.host, chosen.port):
        print(
            f"端口 {chosen.port} 已被占用 / port {chosen.port} is in use: make run PORT={chosen.port + 1}",
            file=sys.stderr,
        )
        return COULD_NOT_NOW
    if not chosen.no_sample and not has_store(data):
        status = build_sample(data)
        if status != 0:
            return status
    return serve(data, chosen.host, chosen.port)


if __name__ == "__main__":
    sys.exit(main())
