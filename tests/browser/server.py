"""A real server on a data folder of its own, started the way `make run` starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


@dataclass
class Server:
    """One running server. `restart` gives a new process on the same data and port, as after a night's reboot."""

    data: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers."""
        command = [
            sys.executable,
            "-m",
            "deploy.serve",
            "--data",
            str(self.data),
            "--port",
            str(self.port),
            "--no-sample",
        ]
        log = (self.data.parent / f"server_{self.port}.log").open("ab")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "EDU_DATA": str(self.data)}, stdout=log, stderr=log
        )
        log.close()
        self._wait()

    def is_alive(self) -> bool:
        """Whether the process runs and answers."""
        return self.process is not None and self.process.poll() is None and _answers(f"{self.url}/_stcore/health")

    def stop(self) -> None:
        """End the process that was started here."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=20)
            self.process = None

    def restart(self) -> None:
        """A fresh process: nothing of any session or cache is left."""
        self.stop()
        self.start()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.is_alive():
                return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"the server on {self.url} did not start; see {self.data.parent}/server_{self.port}.log")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
