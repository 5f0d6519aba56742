"""Who may talk to the server, and what its pages may do in a browser."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
OF_PROXIES = (b"forwarded", b"script-name", b"x-script-name", b"x-forwarded-")
"""Headers that would change where the server believes to stand: that is said at its start, never by a visitor."""


def content_policy(host: str = "", nonce: str = "") -> str:
    """The page's Content-Security-Policy.

    Args:
        host: name and port under which the browser reached the page; the only place that it may connect to.
        nonce: mark of the page's own inline scripts; no other inline script runs.
    """
    scripts = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    sockets = f" ws://{host} wss://{host}" if host else ""
    return (
        # Vue compiles its templates in the page, which takes 'unsafe-eval'
        f"default-src 'self'; script-src {scripts} 'unsafe-eval'; style-src 'self' 'unsafe-inline';"
        f" img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'{sockets}; object-src 'none';"
        " base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )


class Guard:
    """Refuses foreign origins and unknown hosts, drops what a proxy's header would change, adds security headers.

    A page of another website can open a connection to a server on the reader's own machine, and a name of its own
    can be made to point there (DNS rebinding). An address in numbers cannot be faked in that way.

    Args:
        app: what answers whoever may ask.
        host_names: names of this server beside "localhost" and addresses in numbers.
    """

    def __init__(self, app: ASGIApp, host_names: Iterable[str] = ()) -> None:
        self.app = app
        self.names = {"localhost", *(name.lower() for name in host_names)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        hosts = _values(scope, b"host")
        if len(hosts) != 1 or not self.knows(hosts[0]):
            await _refuse(
                scope,
                send,
                400,
                "This server does not go by that name. Start it with --host-name to allow it.",
            )
            return
        if any(not self.is_own(origin, hosts[0]) for origin in _values(scope, b"origin")):
            await _refuse(scope, send, 403, "Pages of other websites are not answered.")
            return
        own = {
            **scope,
            "headers": [each for each in scope["headers"] if not each[0].lower().startswith(OF_PROXIES)],
        }

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_security(message.get("headers", []))
            await send(message)

        await self.app(own, receive, with_headers if scope["type"] == "http" else send)

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = _name(host)
        if name in self.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def is_own(self, origin: str, host: str) -> bool:
        """Whether an Origin header is of this server's own pages."""
        try:
            netloc = urlsplit(origin).netloc.lower()
        except ValueError:
            return False
        is_named = _name(netloc) in self.names - {
            "localhost"
        }  # behind a proxy that gives the host another name
        return bool(netloc) and (netloc == host.lower() or is_named)


def _name(host: str) -> str:
    """The name or address of a Host header, without port and brackets; "" if there is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _values(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for key, value in scope["headers"] if key.lower() == name]


def _with_security(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    given = list(headers)
    added = {**HEADERS, "Content-Security-Policy": content_policy()}
    known = {name.lower() for name, _ in given}
    return [
        *given,
        *(
            (name.lower().encode(), value.encode())
            for name, value in added.items()
            if name.lower().encode() not in known
        ),
    ]


async def _refuse(scope: Scope, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": why})  # answered with 403
        return
    headers = _with_security([(b"content-type", b"text/plain; charset=utf-8")])
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})
