"""What goes to a browser is handed over and not waited for; Solara waits for the event loop at each message."""

from __future__ import annotations

import threading
from collections import deque
from typing import Any

import solara.server.starlette
from solara.server.websocket import WebSocketDisconnect

MOST_WAITING = 2000
"""Messages above which a slow browser is waited for after all, so that they do not pile up without bound."""


class QueuedWebSocket(solara.server.starlette.WebsocketWrapper):
    """A connection whose messages the event loop carries, in order, however many after one waking.

    A picture is some twenty messages. To wait for each was two changes of thread, and beside threads that compute
    this was half of the time that drawing a page took.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: deque[str | bytes] = deque()
        self._changed = threading.Condition()
        self._is_carrying = self._is_gone = False

    def send_text(self, data: str) -> None:
        """Hand a message over.

        Raises:
            WebSocketDisconnect: the browser has gone.
        """
        self._hand_over(data)

    def send_bytes(self, data: bytes) -> None:
        """The same for bytes."""
        self._hand_over(data)

    def _hand_over(self, message: str | bytes) -> None:
        with self._changed:
            if threading.get_ident() != self._thread_id:
                self._changed.wait_for(lambda: self._is_gone or len(self._waiting) < MOST_WAITING)
            if self._is_gone:
                raise WebSocketDisconnect
            self._waiting.append(message)
            if self._is_carrying:
                return
            self._is_carrying = True
        try:
            self.event_loop.call_soon_threadsafe(self._start)
        except RuntimeError:  # the server has stopped
            raise WebSocketDisconnect from None

    def _start(self) -> None:
        task = self.event_loop.create_task(self._carry())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _carry(self) -> None:
        try:
            while True:
                with self._changed:
                    messages = list(self._waiting)
                    self._waiting.clear()
                    self._changed.notify_all()
                    if not messages:
                        self._is_carrying = False
                        return
                for message in messages:
                    if isinstance(message, str):
                        await self._send_text_exc(message)
                    else:
                        await self._send_bytes_exc(message)
        except BaseException as fault:
            with self._changed:
                self._is_gone = True
                self._waiting.clear()
                self._changed.notify_all()
            if not isinstance(fault, WebSocketDisconnect):
                raise


def hand_over() -> None:
    """Let Solara send to all browsers this way."""
    solara.server.starlette.WebsocketWrapper = QueuedWebSocket
