"""From a slider's move to the new picture, and ten visitors at once, in a real Chromium against the real server.

    python -m benchmarks.dashboard [moves]     in a clone with the test extra, on a quiet machine; minutes

What is measured, and what was wanted of it:
- first look: from the slider's input event to the frame in which all three charts of the new plan have been drawn (in
  the page, 1,000 posts): median under 200 ms, 19 of 20 under 400 ms;
- what a move costs the server in processor time, all of its threads together, refinement until the first look
  included: it says more than the time does on a machine that does other things as well;
- first page: from the request to the first chart, on a warm server: under 3 s;
- three waves of ten visitors at once, each moving a slider: how long a first look then takes, and what the server
  holds in memory before, with them, and after they have gone. After the third wave it must not hold more than after
  the first, but for noise.
Beside these stands one life of the same organisation on one thread, so that two machines can be compared: a first
look lives two pairs, of which the baseline is known already.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.dashboard.chromium import CHROMIUM, FLAGS, started

MOVES = 30
VISITORS = 10
WAVES = 3
CHARTS = 3
"""That a first look draws anew."""

REST_MS = 400
"""Between two moves, as somebody looks at what came."""

SETTLED_S = 15
"""After visitors have left, until the server has let go of what was theirs."""

MOVE = """
([value, longest, charts]) => new Promise((done) => {
  const slider = document.getElementById('in-lever-succession');
  const before = window.cultureDrawn ? window.cultureDrawn.stamp : '';
  const counts = () => [...document.querySelectorAll('.cs-plot')].slice(0, charts).map((plot) => +plot.dataset.drawn);
  const drawnBefore = counts();
  const start = performance.now();
  slider.step = 'any';  // so that no two moves are the same
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(slider, value);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const family = (stamp) => stamp.replace(/-\\d+$/, '');
  const look = () => {
    const drawn = window.cultureDrawn;
    const all = counts().every((count, place) => count > drawnBefore[place]);
    if (all && drawn && family(drawn.stamp) !== family(before) && drawn.at > start) done(drawn.at - start);
    else if (performance.now() - start > longest) done(null);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
"""


def one_life() -> float:
    """Milliseconds for one life of 1,000 posts and five years after its burn-in, the median of five."""
    from culture_sim.ensemble import Ensemble
    from culture_sim.organisation import build_organisation
    from culture_sim.scenario import load_scenario

    ensemble = Ensemble(build_organisation("acute_trust", 1000))
    model, plan = ensemble.warmed_up(0), load_scenario("embedded")
    found = []
    for _ in range(5):
        start = time.perf_counter()
        model.fork(plan).run_for(260)
        found.append(1000 * (time.perf_counter() - start))
    return statistics.median(found)


def memory(process: int) -> float:
    """Megabytes that a process holds."""
    said = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmRSS:\s+(\d+)", said)[1]) / 1024  # type: ignore[index]


def processor(process: int) -> float:
    """Milliseconds of processor time that a process has used."""
    said = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return 1000 * (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def opened(browser: Any, address: str) -> tuple[Any, float]:
    """A visitor of their own with the levers unfolded, and seconds until the first chart stood there."""
    page = browser.new_context(viewport={"width": 1366, "height": 900}).new_page()
    page.set_default_timeout(180_000)
    start = time.perf_counter()
    page.goto(address)
    page.wait_for_selector(".cs-plot canvas")
    waited = time.perf_counter() - start
    page.get_by_text("Full answer").wait_for()
    page.get_by_text("Change the levers").click()
    page.get_by_text("Leaders (").click()
    page.wait_for_selector("#in-lever-succession")
    return page, waited


def leave(page: Any) -> None:
    """Close the page as a person does: it says good-bye to the server."""
    page.goto("about:blank")
    page.context.close()


def move(page: Any, share: float) -> float:
    """Milliseconds from a move of the slider to its first picture."""
    found = page.evaluate(MOVE, [str(round(0.02 + 0.96 * share, 4)), 60_000, CHARTS])
    return float("inf") if found is None else float(found)


def say(what: str) -> None:
    """What is being done, for whoever waits."""
    print(f"{what} ...", file=sys.stderr, flush=True)


def late(times: list[float]) -> float:
    """What 19 of 20 stay below."""
    return sorted(times)[min(len(times) - 1, round(0.95 * (len(times) - 1)))]


def wave(browser: Any, address: str, server: int, number: int) -> tuple[list[float], float, float, float]:
    """Visitors come, move their sliders in turn, and leave: times, and memory with them, after moving, and after."""
    visitors = [opened(browser, address)[0] for _ in range(VISITORS)]
    with_them = memory(server)
    times = [
        move(
            each, (turn + (place + (number + 0.5) / WAVES) / VISITORS) / 3
        )  # nobody moves where somebody was
        for turn in range(3)
        for place, each in enumerate(visitors)
    ]
    worked = memory(server)
    for each in visitors:
        leave(each)
    time.sleep(SETTLED_S)
    return times, with_them, worked, memory(server)


def measured(address: str, server: int, moves: int) -> dict[str, str]:
    """Everything, as words."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page, _ = opened(browser, address)
        page.get_by_text("With parameter uncertainty (").wait_for()
        say("opening the page three times")
        pages = []
        for _ in range(3):
            again, waited = opened(browser, address)
            leave(again)
            pages.append(waited)
        say("moving a slider")
        times, used = [], []
        for number in range(moves):
            start = processor(server)
            times.append(move(page, number / moves))
            used.append(processor(server) - start)
            page.wait_for_timeout(REST_MS)
        leave(page)
        time.sleep(SETTLED_S)
        before = memory(server)
        waves = []
        for number in range(WAVES):
            say(f"wave {number + 1} of {VISITORS} visitors")
            waves.append(wave(browser, address, server, number))
        browser.close()
    crowd = [each for found in waves for each in found[0]]
    said = {
        f"first look, median of {moves} moves": f"{statistics.median(times):.0f} ms",
        "first look, 19 of 20 below": f"{late(times):.0f} ms",
        "server's processor time until then, mean": f"{statistics.mean(used):.0f} ms",
        "first page on a warm server, median of 3": f"{statistics.median(pages):.1f} s",
        f"first look, {VISITORS} visitors moving in turn, median": f"{statistics.median(crowd):.0f} ms",
        f"first look, {VISITORS} visitors moving in turn, longest": f"{max(crowd):.0f} ms",
        "server's memory before they come": f"{before:.0f} MB",
    }
    for number, (_, with_them, worked, after) in enumerate(waves, 1):
        said[f"wave {number}: pages open, all moved, {SETTLED_S} s after they left"] = (
            f"{with_them:.0f}, {worked:.0f}, {after:.0f} MB"
        )
    return said


def main(moves: int = MOVES) -> None:
    """Start a server, measure, say it, stop the server."""
    say("living one life on one thread, then starting the server")
    life = one_life()
    load = os.getloadavg()[0]
    server, address = started()
    assert server.stdout is not None
    try:
        found = measured(address, server.pid, moves)
    finally:
        server.terminate()
        server.wait(60)
        server.stdout.close()
    table = Table("what", "measured", title="The boardroom, 1,000 posts, five years")
    for name, value in found.items():
        table.add_row(name, value)
    table.add_row("one life on one thread, median of 5", f"{life:.0f} ms")
    table.add_row("cores; load of the machine before", f"{os.cpu_count()}; {load:.1f}")
    Console(width=110).print(table)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MOVES)
