"""What whoever opens the pages in a real browser needs: Chromium, the dashboard as a process, and states to wait for.

Nothing asserts a time: `PATIENCE` is only how long a slow machine is waited for.
"""

import re
import shutil
import subprocess
import sys
import time
import urllib.request

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 180_000
FOCUSED = """(() => { const e = document.activeElement, label = e.labels && e.labels[0];
  return ((label && label.innerText) || e.getAttribute('aria-label') || e.innerText || '').trim(); })()"""
OVER_THE_EDGE = """[...document.querySelectorAll('.cs-page *')].filter(e =>
  e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.cs-table-scroll') && !e.closest('.cs-tip') &&
  !e.classList.contains('cs-skip') && !e.closest('.cs-unseen') && getComputedStyle(e).display !== 'none'
).map(e => e.className || e.tagName)"""
STILL = """() => {
  const seen = (what) => [...document.querySelectorAll(what)].some(e => e.getClientRects().length);
  const plots = [...document.querySelectorAll('.cs-plot')].filter(e => e.clientWidth);
  const isReady = !seen('.cs-waiting, .v-progress-linear, details[open] > .cs-folded:empty') &&
    plots.every(e => { const drawn = e.querySelector('canvas'); return drawn && drawn.clientWidth === e.clientWidth; });
  const boxes = [...document.querySelectorAll('.cs-page *')].map(e => e.getBoundingClientRect());
  const layout = JSON.stringify(boxes.map(box => [box.x, box.y, box.width, box.height]));
  const before = window.cultureStill || {};
  const frames = isReady && layout === before.layout ? before.frames + 1 : 0;
  window.cultureStill = { layout, frames };
  return frames >= 10;
}"""
"""Nothing is waited for, every chart has the width of its place, and for ten frames nothing has moved."""


def started(*options: str) -> tuple[subprocess.Popen[str], str]:
    """The dashboard as its own group of processes, and its address once it answers."""
    command = [sys.executable, "-m", "culture_sim", "dashboard", "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    found = re.search(r"http://\S+", said)
    assert found, said
    where = found.group(0).rstrip("/")
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"{where}/healthz", timeout=2).read()
            break
        except OSError:
            assert process.poll() is None
            time.sleep(0.1)
    return process, where


def still(page):
    page.evaluate("window.cultureStill = null")
    page.wait_for_function(STILL)


def tab_to(page, words, most=60):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(words):
            return
    raise AssertionError(f"no {words} within {most} steps of Tab")


def fits_and_axe_finds_nothing(page):
    from axe_playwright_python.sync_playwright import Axe

    still(page)
    assert page.evaluate(OVER_THE_EDGE) == []
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def taken(page, button):
    """Path of what a button gives to take away."""
    with page.expect_download() as told:
        button.click()
    return told.value
