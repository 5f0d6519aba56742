import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from culture_sim.dashboard import environment
from culture_sim.errors import InputError

ROOT = Path(__file__).parents[2]


def test_a_plain_install_says_in_one_sentence_what_is_missing(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match="pip install") as told:
        environment.check_installed()
    assert "\n" not in str(told.value)


def test_telemetry_is_off():
    environment.prepare()
    assert os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "false"


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    environment.check_installed()
    port = free_port()
    command = [sys.executable, "-m", "culture_sim", "dashboard", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=1).read()
            break
        except (OSError, urllib.error.URLError):
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.1)
    yield address, process
    if process.poll() is None:
        process.kill()
        process.wait()
    process.stdout.close()


def get(address, path):
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        return answer, answer.read().decode()


def test_the_server_is_well_behaved(server):
    address, _ = server
    answer, text = get(address, "/healthz")
    assert '"ok"' in text
    answer, text = get(address, "/")
    assert '<html lang="en-GB">' in text
    assert "user-scalable=no" not in text
    assert "cdn.jsdelivr" not in text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    cookies = answer.headers.get_all("set-cookie")
    assert len(cookies) == 1
    assert "samesite=lax" in cookies[0].lower()
    with pytest.raises(urllib.error.HTTPError):  # never fetched from the internet
        get(address, "/_solara/cdn/nonsense@1.0.0/x.js")
    with pytest.raises(urllib.error.HTTPError):
        get(address, "/_solara/cdn/..%2f..%2f..%2fpyvenv.cfg")


def test_every_script_style_and_font_of_a_page_comes_with_the_package(server):
    address, _ = server
    _, page = get(address, "/")
    named = set(re.findall(r"""["'](/_solara/cdn/[^"']+?\.(?:js|css))["']""", page))
    assert {"require.js", "main8.css", "fonts.css"} <= {name.rsplit("/", 1)[1] for name in named}
    named |= set(re.findall(r"/_solara/cdn/echarts[^'\"`]+js", page)) | {
        "/_solara/cdn/echarts@5.4.0/dist/echarts.min.js"
    }
    for name in named:
        _, text = get(address, name)
        if name.endswith("fonts.css"):
            for font in set(re.findall(r"url\((\w+\.woff2)", text)):
                with urllib.request.urlopen(
                    f"{address}{name.rsplit('/', 1)[0]}/{font}", timeout=30
                ) as answer:
                    assert answer.status == 200


def test_a_taken_port_is_told_in_one_sentence(server):
    address, _ = server
    port = address.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "culture_sim", "dashboard", "--no-browser", "--port", port]
    found = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == 2
    assert "--port" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT there")
def test_zz_ctrl_c_ends_it_with_nothing_left(server):
    _, process = server
    process.send_signal(signal.SIGINT)
    process.wait(60)
    assert process.returncode == 0
    said = process.stdout.read()
    assert "Traceback" not in said
    assert "Warning" not in said
