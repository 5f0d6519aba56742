"""Messages to a browser are handed over: in order, without waiting, and refused once it has gone."""

import asyncio
import threading

from solara.server.websocket import WebSocketDisconnect

from culture_sim.dashboard.websocket import QueuedWebSocket


class Browser:
    """Takes what is sent, until it leaves."""

    def __init__(self):
        self.got, self.leaves_after = [], None

    async def take(self, data):
        await asyncio.sleep(0)
        if self.leaves_after is not None and len(self.got) >= self.leaves_after:
            raise RuntimeError("Unexpected ASGI message 'websocket.send', after sending 'websocket.close'")
        self.got.append(data)

    send_text = send_bytes = take


def sent(browser, send):
    """What `send(connection)` does in a thread of its own, while the event loop runs."""

    async def run():
        connection = QueuedWebSocket(browser, None)
        thread = threading.Thread(target=send, args=(connection,))
        thread.start()
        while thread.is_alive() or connection.tasks or (connection._is_carrying and not connection._is_gone):
            await asyncio.sleep(0)
        thread.join()

    asyncio.run(asyncio.wait_for(run(), 60))


def test_messages_come_in_order_from_one_thread():
    browser = Browser()
    wanted = [str(n) if n % 2 else bytes([n % 256]) for n in range(500)]
    sent(browser, lambda connection: [connection.send(each) for each in wanted])
    assert browser.got == wanted


def test_a_slow_browser_is_waited_for(monkeypatch):
    monkeypatch.setattr("culture_sim.dashboard.websocket.MOST_WAITING", 3)
    browser, most = Browser(), []

    def send(connection):
        for number in range(100):
            connection.send(str(number))
            most.append(len(connection._waiting))

    sent(browser, send)
    assert len(browser.got) == 100
    assert max(most) <= 3


def test_once_the_browser_has_gone_solara_is_told():
    browser = Browser()
    browser.leaves_after = 2
    told = []

    def send(connection):
        while not told:
            try:
                connection.send("more")
            except WebSocketDisconnect:
                told.append("it has gone")

    sent(browser, send)
    assert browser.got == ["more", "more"]
    assert told
