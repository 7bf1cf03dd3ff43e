"""A browser and Chinese fonts for the tests: `python -m deploy.browser` finds them or brings them.

An installed Chromium, Chrome or Edge is used; else, as root on Debian, packages are installed; else Playwright's own
browser goes into the user's cache. Nothing is skipped: without a browser that starts, or without a Chinese font, the
status is 1 and the message says what to do.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path

NAMED_BY = "ZHIHENG_BROWSER"
NAMES_ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
USUAL_PLACES = (
    "/usr/bin/chromium",
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/snap/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
)
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
CHINESE_FONT_FILES = (
    "*cjk*",
    "*sourcehan*",
    "*wqy*",
    "*pingfang*",
    "*msyh*",
    "*simsun*",
    "*simhei*",
    "*noto*sc*",
    "*droidsansfallback*",
)
START_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--dump-dom",
    "about:blank",
)

NO_BROWSER = f"""\
make test: no browser was found that starts, and none could be brought.
  Debian or Ubuntu:  sudo apt install chromium fonts-noto-cjk
  elsewhere:         install Chrome, Chromium or Edge, or name one: {NAMED_BY}=/path/to/chrome make test
测试需要一个浏览器（Chromium、Chrome 或 Edge），本机没有找到，也没有装成。"""
NO_FONT = """\
make test: no Chinese font was found; pictures and widths of the pages would be wrong.
  Debian or Ubuntu:  sudo apt install fonts-noto-cjk
  elsewhere:         put NotoSansCJK or another Chinese font into ~/.local/share/fonts and run fc-cache -f
测试需要中文字体，本机没有找到。"""


def starts(browser: Path) -> bool:
    """True when the browser can open an empty page without a screen; it may be there and lack its libraries."""
    try:
        seen = subprocess.run([browser, *START_ARGUMENTS], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return seen.returncode == 0 and b"<html" in seen.stdout


def playwright_browser() -> Path | None:
    """Where Playwright keeps the browser of its own version, if it is there."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def candidates(environment: Mapping[str, str] = os.environ) -> Iterator[Path]:
    """Browsers that may be installed, the best guess first."""
    if named := environment.get(NAMED_BY):
        yield Path(named)
        return
    for name in NAMES_ON_PATH:
        if found := shutil.which(name, path=environment.get("PATH")):
            yield Path(found)
    yield from (Path(place) for place in USUAL_PLACES if Path(place).is_file())
    if own := playwright_browser():
        yield own


def find_browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The first installed browser that really starts."""
    return next((browser for browser in candidates(environment) if starts(browser)), None)


def has_chinese_font() -> bool:
    """True when fontconfig, or else the usual font folders, know a font with Chinese characters."""
    if listing := shutil.which("fc-list"):
        seen = subprocess.run([listing, ":lang=zh-cn", "family"], capture_output=True, timeout=60, check=False)
        return bool(seen.stdout.strip())
    return any(holds_chinese_font(Path(folder).expanduser()) for folder in FONT_FOLDERS)


def holds_chinese_font(folder: Path) -> bool:
    """True when a file below the folder has the name of a common Chinese font."""
    names = (file.name.lower() for file in folder.rglob("*")) if folder.is_dir() else ()
    return any(fnmatch(name, pattern) for name in names for pattern in CHINESE_FONT_FILES)


def is_root_on_debian() -> bool:
    """True when Debian's packages can be installed without asking anyone."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(*packages: str) -> bool:
    """Install Debian packages; True when apt says it worked."""
    print(f"Installing {' '.join(packages)} with apt-get", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    updated = subprocess.call(["apt-get", "update", "-q"], env=quiet, stdin=subprocess.DEVNULL)
    wanted = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    return updated == 0 and subprocess.call(wanted, env=quiet, stdin=subprocess.DEVNULL) == 0


def install_playwright_browser() -> bool:
    """Let Playwright fetch its own browser into the user's cache; needs no root, only internet."""
    print("Fetching Playwright's browser into the user's cache", flush=True)
    return subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"], stdin=subprocess.DEVNULL) == 0


def bring_browser() -> Path | None:
    """Install a browser by whatever is allowed here; returns it, or None when nothing worked."""
    ways: list[Callable[[], bool]] = [install_playwright_browser]
    if is_root_on_debian():
        ways.insert(0, lambda: install_packages("chromium"))
    for way in ways:
        if way() and (found := find_browser()):
            return found
    return None


def main() -> int:
    """Find or bring both; says which browser will be used. Status 1, with what to do, when either is missing."""
    browser = find_browser() or (None if os.environ.get(NAMED_BY) else bring_browser())
    if browser is None:
        print(NO_BROWSER, file=sys.stderr)
        return 1
    if not has_chinese_font() and not (
        is_root_on_debian() and install_packages("fonts-noto-cjk") and has_chinese_font()
    ):
        print(NO_FONT, file=sys.stderr)
        return 1
    print(f"Browser for the tests: {browser}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
