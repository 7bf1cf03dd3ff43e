"""The served pages come with headers that keep the browser at home."""

from __future__ import annotations

import urllib.request

import pytest

from tests.browser.server import Server
from ui.headers import HEADERS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize("path", ["/", "/overview", "/_stcore/health"])
def test_every_answer_of_the_server_has_them(empty: Server, path: str) -> None:
    with urllib.request.urlopen(empty.url + path, timeout=10) as answer:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
