"""Which setting the pages are about: the server's, the visitor's choice, the link's."""

import pytest

from culture_sim.dashboard import fresh_page as start
from culture_sim.dashboard.boardroom import Boardroom
from culture_sim.dashboard.fresh_page import fresh_page, page_settings
from culture_sim.dashboard.page_state import PageState, from_link
from culture_sim.dashboard.session import Session, opened
from culture_sim.dashboard.uploads import setting_of
from culture_sim.dashboard.widgets import SelectWidget
from culture_sim.errors import InputError
from tests.dashboard.conftest import SMALL

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def social_work_server(monkeypatch):
    home = start.HomeSetting()
    home.put("social_work")
    monkeypatch.setattr("culture_sim.dashboard.session.HOME", home)


def setting(session):
    return setting_of(session.state.value.place).name


def test_every_setting_with_a_published_organisation_has_its_page():
    assert list(page_settings()) == ["nhs_trust", "social_work"]
    assert fresh_page() == PageState()
    page = fresh_page("social_work")
    assert page.place.name == "social_work/local_authority"
    assert page.place.staff == 216
    assert page.choice.preset == "social_work/embedded"


def test_the_server_opens_with_its_setting(social_work_server):
    assert setting(Session()) == "social_work"
    assert setting(Session("cut off")) == "social_work"


def test_a_link_keeps_the_setting_wherever_it_is_opened(social_work_server):
    for name in page_settings():
        session = Session()
        session.use_setting(name)
        link, _ = session.link()
        assert link, "an address without a link would open the server's setting"
        assert setting(Session(link)) == name
        assert opened(link) == from_link(link) == fresh_page(name)


def test_a_server_without_a_setting_opens_as_ever():
    session = Session()
    assert setting(session) == "nhs_trust"
    assert session.link() == ("", True)
    session.use_setting("social_work")
    assert from_link(session.link()[0]) == fresh_page("social_work")


def test_a_visitor_changes_the_setting_and_can_undo_it(shown):
    rendered = shown(Boardroom, PageState(place=SMALL))
    session = rendered.session
    choice = rendered.one(SelectWidget, "setting")
    assert choice.options == [["nhs_trust", "NHS trust"], ["social_work", "Children's social work"]]
    choice.vue_chosen("social_work")
    assert session.state.value == fresh_page("social_work")
    plans = rendered.one(SelectWidget, "preset")
    assert plans.value == "social_work/embedded"
    assert all(name.startswith("social_work/") for name, _ in plans.options)
    session.choose("preset", preset="social_work/done_badly")
    session.reset()
    assert session.state.value == fresh_page("social_work"), "starting again stays with the setting"
    session.undo()
    session.undo()
    session.undo()
    assert session.state.value.place == SMALL


def test_a_setting_that_cannot_be_opened_is_refused():
    with pytest.raises(InputError, match="not a setting"):
        start.HomeSetting().put("hospitals")
