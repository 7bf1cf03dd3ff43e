"""Every answer forbids the browser what the pages never need."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from ui.headers import HEADERS, SafeHeaders


async def hello(_: Request) -> PlainTextResponse:
    """An answer with a header of its own."""
    return PlainTextResponse("ok", headers={"Referrer-Policy": "no-referrer"})


def headers_of(path: str) -> dict[str, str]:
    """The headers of one answer, by lower-case name."""
    started: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            started.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b"", "root_path": ""}
    app = SafeHeaders(Starlette(routes=[Route("/", hello)]))
    # In a thread of its own: a browser test before this one may have left an event loop running in this one.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(lambda: asyncio.run(app(scope, receive, send))).result(timeout=30)
    return {name.decode().lower(): value.decode() for name, value in started[0]["headers"]}


def test_an_answer_carries_the_headers_and_keeps_its_own() -> None:
    found = headers_of("/")
    own = {"referrer-policy": "no-referrer"}
    assert {name.lower(): found[name.lower()] for name in HEADERS} == {k.lower(): v for k, v in HEADERS.items()} | own


def test_an_answer_that_nothing_was_found_carries_them_too() -> None:
    assert headers_of("/nowhere")["x-content-type-options"] == "nosniff"


def test_the_content_policy_names_no_other_host() -> None:
    assert "http" not in HEADERS["Content-Security-Policy"]
    assert "*" not in HEADERS["Content-Security-Policy"]
