import asyncio
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from starlette.applications import Starlette
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from culture_sim.dashboard import environment
from culture_sim.dashboard.security import Guard
from culture_sim.errors import InputError
from tests.dashboard.chromium import started

ROOT = Path(__file__).parents[2]


def test_missing_assets_are_told_in_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setenv("SOLARA_ASSETS_PROXY_CACHE_DIR", str(tmp_path))
    with pytest.raises(InputError, match="solara-assets"):
        environment.check_installed()


def test_a_plain_install_says_in_one_sentence_what_is_missing(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match="pip install") as told:
        environment.check_installed()
    assert "\n" not in str(told.value)


def test_telemetry_is_off():
    environment.prepare()
    assert os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "false"


def test_vanished_visitors_are_let_go_after_minutes():
    code = (
        "from culture_sim.dashboard.server import web_app; web_app();"
        " from solara.server.settings import kernel; from solara.util import parse_timedelta;"
        " print(parse_timedelta(kernel.cull_timeout))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 60 <= float(found.stdout.split()[-1]) <= 600


@pytest.fixture(scope="module")
def server():
    process, address = started()
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


def status(address, **headers):
    """Status of the answer to a request with these headers."""
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def test_pages_of_other_websites_are_refused(server):
    address, _ = server
    port = address.rsplit(":", 1)[1]
    for page in ("/", "/healthz"):
        assert status(address + page, Origin="https://evil.example") == 403
        assert status(address + page, Origin="null") == 403
        assert status(address + page, Origin=f"http://127.0.0.1:{int(port) + 1}") == 403
        assert status(address + page, Origin=address) == 200


def test_a_host_that_the_server_was_not_told_of_is_refused(server):
    address, _ = server
    port = address.rsplit(":", 1)[1]
    for host in ("evil.example", f"evil.example:{port}", "localhost.evil.example", "", "[::1"):
        assert status(f"{address}/", Host=host) == 400
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", "192.168.1.7", "[::1]:80"):
        assert status(f"{address}/healthz", Host=host) == 200


def shake_hands(address, **headers):
    """Status of a WebSocket's handshake."""
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(
            f"ws{address.removeprefix('http')}/jupyter/api/kernels/k/channels", additional_headers=headers
        ),
    ):
        pass
    return refused.value.response.status_code


def test_no_other_website_can_open_a_websocket(server):
    address, _ = server
    assert shake_hands(address, Origin="https://evil.example") == 403
    assert shake_hands(address, Origin="null") == 403
    assert shake_hands(address, Origin="http://127.0.0.1.evil.example") == 403


def test_the_page_connects_to_its_own_host_and_runs_no_foreign_script(server):
    address, _ = server
    answer, text = get(address, "/")
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    host = address.removeprefix("http://")
    assert policy["connect-src"] == f"'self' ws://{host} wss://{host}"
    assert "unsafe-inline" not in policy["script-src"]
    nonce = re.search(r"'nonce-([^']+)'", policy["script-src"]).group(1)
    assert all(f'nonce="{nonce}"' in each for each in re.findall(r"<script[^>]*>", text))
    assert nonce not in get(address, "/")[1]  # never the same twice


@pytest.mark.parametrize("header", ["X-Script-Name", "Script-Name", "X-Forwarded-Prefix"])
def test_no_visitor_says_where_the_server_stands(server, header):
    address, _ = server
    assert status(f"{address}/", **{header: "//evil.example"}) == 200
    assert 'solara.rootPath = "";' in get(address, "/")[1]


def answered(app, path, **headers):
    """Status and text of an application's answer, without a server."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1), "headers": [(name.encode(), each.encode()) for name, each in headers.items()],
    }  # fmt: skip

    async def ask():
        async with app.router.lifespan_context(app):
            await app(scope, receive, send)

    asyncio.run(ask())
    return sent[0]["status"], b"".join(each.get("body", b"") for each in sent[1:]).decode()


def test_the_path_of_a_proxy_is_said_at_the_start(monkeypatch):
    import solara.server.settings

    from culture_sim.dashboard.server import web_app

    monkeypatch.setattr(solara.server.settings.main, "root_path", None)  # put back afterwards

    app = web_app(root_path="/culture", host_names=["board.example"])
    assert 'solara.rootPath = "/culture";' in answered(app, "/", host="board.example")[1]


def test_a_name_that_the_server_was_told_of_is_its_own():
    guard = Guard(Starlette(), ["Board.Example"])
    assert guard.knows("board.example:8765")
    assert guard.is_own("https://board.example", "127.0.0.1:8765")  # behind a proxy
    assert not guard.knows("other.example")
    assert not guard.is_own("https://other.example", "board.example")
    assert not guard.is_own("http://localhost:3000", "localhost:8765")  # another server of the same machine


@pytest.mark.parametrize("wrong", ["culture", "//evil.example", "/a b", "/<script>"])
def test_a_path_that_is_none_is_refused_at_the_start(wrong):
    from culture_sim.dashboard.server import serve

    with pytest.raises(InputError, match="--root-path"):
        serve(port=0, root_path=wrong)


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
    assert process.returncode == 130  # as `culture-sim --help` says
    said = process.stdout.read()
    assert "Traceback" not in said
    assert "Warning" not in said
