"""A page without a browser: rendered, searched, and waited for."""

import threading
import time

import solara

from culture_sim.dashboard import shell

PATIENCE = 900
"""Seconds for which a state is waited for: longer than any machine takes, so that no test asserts a time."""


def until(done, seconds=PATIENCE):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


def tasks_have_ended():
    """Whatever pages do in the background has come to its end."""
    until(lambda: not any(each.name == "culture-sim task" for each in threading.enumerate()))


class Page:
    """What a visitor would see of a room."""

    def __init__(self, room, session):
        self.session = session
        self.box, self.rendered = solara.render(shell.Shell(children=[room()]), handle_error=False)
        self.close = self.rendered.close

    def find(self, kind, name=None):
        """Widgets of a kind, of one name if that is said."""
        found = self.rendered.find(kind).widgets
        return found if name is None else [each for each in found if each.name == name]

    def one(self, kind, name):
        """The only widget of that name, once it is there."""
        until(lambda: self.find(kind, name))
        (found,) = self.find(kind, name)
        return found

    def elements(self, widget=None):
        """Every element, in the order of the page."""
        widget = widget or self.box
        yield widget
        for child in getattr(widget, "children", None) or []:
            if not isinstance(child, str):
                yield from self.elements(child)

    def texts(self, widget=None):
        """Every piece of text."""
        return [
            child
            for each in self.elements(widget)
            for child in getattr(each, "children", None) or []
            if isinstance(child, str)
        ]

    def tagged(self, tag):
        """Every element of a tag."""
        return [each for each in self.elements() if getattr(each, "tag", "") == tag]

    def unfold(self, title):
        """Open a folded part, once it is there."""

        def found():
            return [
                each for each in self.tagged("summary") if any(t.startswith(title) for t in self.texts(each))
            ]

        until(found)
        found()[0].fire_event("click", {})
