"""The server's settings are names that the installed Streamlit knows, and the ones that protect are set."""

import tomllib

import pytest
from streamlit import config

from tests.shape.tree import ROOT


def settings() -> dict[str, object]:
    """Every setting of .streamlit/config.toml by its full name."""
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    return dict(flat(tomllib.loads(text), ""))


def flat(table: dict, prefix: str):
    """The leaves of nested tables as ("a.b.c", value)."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


@pytest.mark.parametrize("name", sorted(settings()))
def test_streamlit_knows_the_setting(name):
    assert name in config._config_options_template
    assert not config._config_options_template[name].deprecated


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.allowedHosts", ["localhost", "127.0.0.1"]),
        ("server.headless", True),
        ("server.fileWatcherType", "none"),
        ("server.maxUploadSize", 50),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.disableDataExport", True),
    ],
)
def test_what_protects_the_bureau_is_set(name, value):
    assert settings()[name] == value


def test_nothing_in_the_theme_is_fetched():
    assert not [name for name, value in settings().items() if "://" in str(value) or ":http" in str(value)]
