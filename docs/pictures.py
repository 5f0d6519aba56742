"""Makes the four pictures of the dashboard in pictures/, as the README and these pages show them.

    python docs/pictures.py          in a clone with the test extra and Chromium; about two minutes

Each is a PNG of at most 250 kB with a palette of its own, so that the repository stays small.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

PICTURES = Path(__file__).resolve().parent / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
MOST = 250_000
PATIENCE = 300_000


def boardroom(page: Any, address: str) -> None:
    """The four answers and the first charts."""
    page.goto(address)
    page.get_by_text("With parameter uncertainty (").first.wait_for()
    page.wait_for_selector(".cs-plot canvas")


def classroom(page: Any, address: str) -> None:
    """The first step of the story."""
    page.goto(f"{address}classroom")
    page.wait_for_selector("h1")
    page.wait_for_load_state("networkidle")


def laboratory(page: Any, address: str) -> None:
    """One run, some years on."""
    page.goto(f"{address}laboratory")
    year = page.get_by_role("button", name="A year")
    for _ in range(4):
        year.click()
        page.wait_for_timeout(1500)


SHOTS = (
    ("boardroom", boardroom, 1366, 1130),
    ("classroom", classroom, 1366, 1000),
    ("laboratory", laboratory, 1366, 1000),
    ("boardroom_phone", boardroom, 390, 1200),
)
"""File, what is opened, width and height in pixels."""


def take(address: str) -> None:
    """Open each room and keep its picture."""
    from playwright.sync_api import sync_playwright

    path = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        for name, prepare, width, height in SHOTS:
            page = browser.new_context(viewport={"width": width, "height": height}).new_page()
            page.set_default_timeout(PATIENCE)
            prepare(page, address)
            page.wait_for_timeout(4000)
            keep(page.screenshot(), PICTURES / f"{name}.png")
            page.context.close()
        browser.close()


def keep(png: bytes, file: Path) -> None:
    """Write a picture with no more colours than it needs.

    Raises:
        ValueError: it is too large for the repository.
    """
    from PIL import Image

    small = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(128).save(small, "PNG", optimize=True)
    if len(small.getvalue()) > MOST:
        raise ValueError(f"{file.name} has {len(small.getvalue()):,} bytes; at most {MOST:,} are kept.")
    file.write_bytes(small.getvalue())
    sys.stdout.write(f"{file.name}: {len(small.getvalue()):,} bytes\n")


def main() -> None:
    """Start a server, take the pictures, stop the server."""
    command = [sys.executable, "-m", "culture_sim", "dashboard", "--no-browser", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        said = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
        address = said.group(0) if said else ""
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}healthz", timeout=2).read()  # noqa: S310
                break
            except OSError:
                time.sleep(0.2)
        take(address)
    finally:
        server.terminate()
        server.wait(60)


if __name__ == "__main__":
    main()
