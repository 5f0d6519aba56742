"""A small organisation without figures of its own: a life takes milliseconds, and nothing is centred."""

import warnings

import pytest

pytest.importorskip("solara", reason="the dashboard is not installed")

from culture_sim.dashboard.environment import prepare

prepare()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # what Solara's own imports deprecate is not ours
    import solara
    import solara.server.starlette

    import culture_sim.dashboard.boardroom

from culture_sim.dashboard import shell  # noqa: E402
from culture_sim.dashboard.page_state import OrganisationChoice, PageState, to_link  # noqa: E402
from culture_sim.dashboard.session import Session, question_of  # noqa: E402
from culture_sim.ensemble.executor import ComparisonService  # noqa: E402
from culture_sim.study import load_study, run_study  # noqa: E402
from tests.dashboard.chromium import CHROMIUM, FLAGS, started  # noqa: E402
from tests.dashboard.chromium import PATIENCE as BROWSER_PATIENCE  # noqa: E402
from tests.dashboard.rendered import Page  # noqa: E402

STUDY = "training_depth_by_leadership"
SMALL = OrganisationChoice("nhs_trust/reference", 200)


@pytest.fixture(scope="session")
def engine():
    engine = ComparisonService(2)
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def state():
    return PageState(place=SMALL)


@pytest.fixture(scope="session")
def answer(engine, state):
    *_, last = engine.compare(question_of(state), (12,))
    return last


@pytest.fixture
def shown(engine, monkeypatch):
    """Renders a room for a visitor who comes with a link or a state."""
    pages = []

    def show(room, state=None):
        session = Session(to_link(state) if state else "", engine)
        assert session.message == ""
        monkeypatch.setattr(shell, "Session", lambda _link: session)
        pages.append(Page(room, session))
        return pages[-1]

    yield show
    for each in pages:
        each.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory):
    """A server of all rooms, with a study that can be opened and one that cannot."""
    folder = tmp_path_factory.mktemp("rooms") / "results"
    run_study(load_study(STUDY), folder / STUDY, quick=True)
    (folder / "broken").mkdir()
    (folder / "broken" / "manifest.json").write_text("{")
    process, where = started("--studies", str(folder))
    yield where
    process.terminate()
    process.wait(60)
    process.stdout.close()


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser, address):
    """Makes visitors; whatever goes wrong on a page, or leaves this machine, fails the test."""
    contexts, wrong = [], []
    inside = (address, address.replace("http", "ws", 1), "data:", "blob:")

    def is_wrong(message):
        return message.type in {"error", "warning"} and not message.text.startswith("Connection lost, reconn")

    def watch(page):
        page.on("response", lambda it: wrong.append(f"{it.status} {it.url}") if it.status >= 400 else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda it: wrong.append(it.text) if is_wrong(it) else None)
        page.on("request", lambda it: it.url.startswith(inside) or wrong.append(f"outside: {it.url}"))

    def make(width=1366):
        context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.set_default_timeout(BROWSER_PATIENCE)
        context.on("page", watch)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(visitor):
    return visitor()


__all__ = ["culture_sim", "solara"]
