"""What every test in a real browser needs: Chromium, and the dashboard as a process of its own.

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


def started(*options):
    """The dashboard as its own group of processes, and its address once it answers."""
    command = [sys.executable, "-m", "culture_sim", "dashboard", "--no-browser", "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
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
