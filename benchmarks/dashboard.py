"""From a slider's move to the new picture, in a real Chromium against the real server.

Run in a clone, on a quiet machine:  python benchmarks/dashboard.py [moves]
The time is taken in the page itself: from the slider's input event to the frame in which the first chart with
the new plan has been drawn. Beside it stands one life of the same organisation on one thread, so that the two
can be compared on any machine.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MOVE = """
(value) => new Promise((done) => {
  const slider = document.getElementById('in-lever-succession');
  const before = window.cultureDrawn ? window.cultureDrawn.stamp : '';
  const start = performance.now();
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(slider, value);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
  const family = (stamp) => stamp.replace(/-\\d+$/, '');
  const look = () => {
    const drawn = window.cultureDrawn;
    if (drawn && family(drawn.stamp) !== family(before) && drawn.at > start) done(drawn.at - start);
    else if (performance.now() - start > 60000) done(null);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})
"""


def one_life() -> float:
    """Seconds for one life of 1,000 posts and five years after its burn-in, the best of five."""
    from culture_sim.ensemble import Ensemble
    from culture_sim.organisation import build_organisation
    from culture_sim.scenario import load_scenario

    ensemble = Ensemble(build_organisation("acute_trust", 1000))
    model, plan = ensemble.founded(0), load_scenario("embedded")
    found = []
    for _ in range(5):
        start = time.perf_counter()
        model.fork(plan).run_for(260)
        found.append(time.perf_counter() - start)
    return min(found)


def main(moves: int) -> None:
    from playwright.sync_api import sync_playwright

    life = one_life()
    command = [sys.executable, "-m", "culture_sim", "dashboard", "--no-browser", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    address = re.search(r"http://\S+", server.stdout.readline()).group(0)
    path = next(found for name in ("chromium", "google-chrome") if (found := shutil.which(name)))
    times = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.set_default_timeout(180_000)
        for _ in range(100):
            try:
                page.goto(address)
                break
            except Exception:  # noqa: BLE001 - the server is not up yet
                time.sleep(0.2)
        page.get_by_text("Full answer").wait_for()
        again = browser.new_page()
        start = time.perf_counter()
        again.goto(address)
        again.wait_for_selector(".cs-plot canvas", timeout=180_000)
        first_page = time.perf_counter() - start
        again.close()
        page.get_by_text("Change the levers").click()
        page.get_by_text("Leaders (").click()
        for number in range(moves):
            times.append(page.evaluate(MOVE, str(round(0.05 + 0.9 * number / moves, 4))))
            page.wait_for_timeout(400)
        browser.close()
    server.terminate()
    server.wait(60)
    drawn = sorted(value for value in times if value is not None)
    result = {
        "moves": moves,
        "first_picture_ms_median": round(statistics.median(drawn)),
        "first_picture_ms_95": round(drawn[min(len(drawn) - 1, round(0.95 * len(drawn)))]),
        "first_page_warm_s": round(first_page, 2),
        "one_life_one_thread_ms": round(1000 * life),
        "median_in_lives": round(statistics.median(drawn) / (1000 * life), 2),
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
