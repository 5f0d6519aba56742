"""One server for the three rooms: Solara's routes under our own Starlette application."""

from __future__ import annotations

import os
import re
import secrets
import threading
import time
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from culture_sim.dashboard.environment import assets_folder, check_installed, prepare
from culture_sim.dashboard.malloc_trim import few_arenas
from culture_sim.dashboard.security import Guard, content_policy
from culture_sim.errors import InputError
from culture_sim.gallery import DEFAULT_SETTING, gallery_folder
from culture_sim.version import __version__

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response

STYLES = ("style.css", "style_rooms.css")
LOCAL = ("127.0.0.1", "localhost", "::1")


def web_app(entry: Path | None = None, host_names: Sequence[str] = (), root_path: str = "") -> Starlette:
    """The application: Solara's pages, a health address, headers, and nothing fetched from outside.

    Args:
        entry: the app that Solara runs; by default the gallery's three rooms.
        host_names: names of this server beside "localhost" and addresses in numbers; others are refused.
        root_path: path under which a proxy shows the pages, such as "/culture", "" if none.
    """
    check_installed()
    prepare()
    import solara.settings

    solara.settings.assets.proxy = True
    import solara.server.settings

    solara.server.settings.assets.fontawesome_enabled = False
    # Settled here, so that no visitor's header can settle it for all
    solara.server.settings.main.root_path = root_path
    solara.server.settings.main.base_url = f"http://localhost{root_path}/"
    from solara.server import app as solara_apps
    from solara.server.starlette import SolaraGZipMiddleware, StaticCdn, lifespan, routes
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.responses import JSONResponse
    from starlette.routing import Mount, Route
    from starlette.staticfiles import StaticFiles

    from culture_sim.dashboard.websocket import hand_over

    _mend_navigator()
    hand_over()
    # It would fall back to what `_set_cookie` wants in any case.
    warnings.filterwarnings("ignore", "Cookies with samesite=none require https", UserWarning)

    class LocalAssets(StaticCdn):
        """The page's scripts from this machine; Solara's own would ask the internet for a missing one."""

        def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
            return StaticFiles.lookup_path(self, path)

    solara_apps.apps["__default__"] = solara_apps.AppScript(
        str(entry or gallery_folder("dashboards") / "app.py")
    )

    async def health(request: Request) -> Response:
        del request
        return JSONResponse({"status": "ok", "version": __version__})

    return Starlette(
        routes=[
            Route("/healthz", health),
            Route("/", _page),
            Route("/{room}", _page),
            Mount("/_solara/cdn", LocalAssets(directory=assets_folder())),
            *(route for route in routes if getattr(route, "path", "") != "/resourcez"),
        ],
        lifespan=lifespan,
        middleware=[Middleware(Guard, host_names), Middleware(SolaraGZipMiddleware, minimum_size=1000)],
    )


def _mend_navigator() -> None:
    """Say `module.exports` where Solara 1.64 says `modules.export`, so that no page begins with a warning."""
    from solara.widgets import Navigator

    if not Navigator.template_file:
        return
    text = Path(Navigator.template_file).read_text(encoding="utf-8")
    if "modules.export =" in text:
        mended = text.replace("modules.export =", "module.exports =", 1)
        Navigator.template_file = None
        Navigator._template_default = lambda _navigator: mended


async def _page(request: Request) -> Response:
    """Solara's page with a language, a viewport that may be zoomed, and our style."""
    from solara.server.starlette import root

    answer = await root(request, request.path_params.get("room", ""))
    if answer.media_type != "text/html":
        return answer
    text = bytes(answer.body).decode()
    text = text.replace("<html>", '<html lang="en-GB">', 1)
    text = text.replace(", maximum-scale=1, user-scalable=no, minimal-ui", "", 1)
    text = text.replace("/dist/echarts.js", "/dist/echarts.min.js")
    text = text.replace("</head>", f"<style>{_style()}</style></head>", 1)
    nonce = secrets.token_urlsafe(16)
    text = text.replace("<script", f'<script nonce="{nonce}"')
    answer.headers["content-security-policy"] = content_policy(request.headers["host"], nonce)
    answer.headers["cache-control"] = "no-store"
    answer.body = text.encode()
    answer.headers["content-length"] = str(len(answer.body))
    _set_cookie(request, answer)
    return answer


def _set_cookie(request: Request, answer: Response) -> None:
    """One cookie that only our own pages send back, in place of Solara's, which are made for frames of other sites."""
    from solara.server.server import COOKIE_KEY_SESSION_ID, get_session_id_cookie

    session = get_session_id_cookie(request.cookies) or str(uuid4())
    del answer.headers["set-cookie"]
    answer.set_cookie(
        COOKIE_KEY_SESSION_ID, session, samesite="lax", secure=request.url.scheme == "https", httponly=True
    )


@cache
def _style() -> str:
    files = [Path(__file__).parent / name for name in STYLES]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())


def serve(
    host: str = "127.0.0.1",
    port: int = 8765,
    open_browser: bool = True,
    say: Any = print,
    studies: Path | None = None,
    host_names: Sequence[str] = (),
    root_path: str = "",
    setting: str = DEFAULT_SETTING,
) -> None:
    """Serve until Ctrl-C.

    Args:
        host: address to listen on; others on the network reach it only if this says so.
        port: port to listen on; 0 takes a free one.
        open_browser: show the page when it is ready.
        say: called with the address, once.
        studies: folder whose studies the laboratory opens; `results` where the server was started if absent.
        host_names: further names under which browsers may reach it.
        root_path: path under which a proxy shows the pages, "" if none.
        setting: kind of organisation with which the pages open.

    Raises:
        KeyboardInterrupt: it was stopped with Ctrl-C.
        InputError: the pages are not installed, the path, the setting or the folder of studies is none, or the port
            is taken.
    """
    import socket

    import uvicorn

    if root_path and not re.fullmatch(r"(/[A-Za-z0-9._~-]+)+", root_path):
        raise InputError(f"--root-path is a path such as /culture, not '{root_path}'.")
    few_arenas()
    names = [*host_names, *([] if host in LOCAL else [host])]
    application = web_app(host_names=names, root_path=root_path)
    from culture_sim.dashboard.fresh_page import HOME, fresh_page
    from culture_sim.dashboard.laboratory.study_catalogue import STUDY_CATALOGUE

    HOME.put(setting)
    STUDY_CATALOGUE.put(studies)
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as problem:
        listening.close()
        why = problem.strerror or str(problem)
        raise InputError(
            f"Cannot listen on {host}, port {port}: {why}. Choose another with --port."
        ) from None
    name = "localhost" if host in LOCAL else host
    address = f"http://{name}:{listening.getsockname()[1]}/"
    config = uvicorn.Config(
        application, log_level="warning", timeout_graceful_shutdown=2, server_header=False
    )
    server = uvicorn.Server(config)
    say(f"culture-sim is at {address}  (stop it with Ctrl-C)")
    if host not in LOCAL:
        say("Others on your network can reach it: there is no password.")
    from culture_sim.dashboard.session import SERVICE, question_of

    SERVICE.warm_up(lambda: question_of(fresh_page(setting)))
    if open_browser:
        threading.Thread(target=_show, args=(server, address), daemon=True).start()
    try:
        server.run(sockets=[listening])
    finally:
        SERVICE.close()
        listening.close()


def _show(server: Any, address: str) -> None:
    import webbrowser

    for _ in range(200):
        if server.started:
            webbrowser.open(address)
            return
        time.sleep(0.1)
