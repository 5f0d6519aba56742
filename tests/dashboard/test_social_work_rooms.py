"""A director of children's services in boardroom and laboratory: their words, their authority, their cautions."""

import re

import pytest

from culture_sim.dashboard.boardroom import Boardroom
from culture_sim.dashboard.boardroom.official_statistics import names_in, organisation_text
from culture_sim.dashboard.fresh_page import fresh_page
from culture_sim.dashboard.laboratory import Laboratory
from culture_sim.dashboard.page_state import OrganisationChoice, PageState, PlanChoice
from culture_sim.dashboard.uploads import organisation_of
from culture_sim.dashboard.widgets import ChartWidget, SelectWidget, UploadWidget
from culture_sim.errors import InputError
from culture_sim.findings.board_paper import paper_html
from culture_sim.findings.cautions import READ_FIRST, cautions
from culture_sim.settings import load_setting
from tests.dashboard.rendered import until
from tests.dashboard.test_pages import encoded
from tests.settings.official_tables import usual_workforce

pytestmark = pytest.mark.filterwarnings("ignore")
OF_THE_TRUST = re.compile(
    r"\b(patients?|hospitals?|wards?|beds?|clinic\w*|NHS|claims?|nurses?|doctors?|chief executives?|trusts|an? trust"
    r"|the trust|directorates?|team leaders?|executive|sponsors?)\b",
    re.IGNORECASE,
)
"""Words of an NHS trust; "trust" itself is what families and staff have, unless it is counted."""
OFF_THE_PAGE = re.compile(r"NHS trust|read [^.]*trust")
"""What names the other setting where one is chosen."""
FILE = "name: Our authority\nsetting: social_work\nstaff: 96\n"
OURS = PageState(
    choice=PlanChoice("social_work/embedded"),
    place=OrganisationChoice("social_work/local_authority", 96, uploaded=FILE),
)


def words_of_the_trust(text):
    return sorted({found[0] for found in OF_THE_TRUST.finditer(OFF_THE_PAGE.sub("", text))})


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return usual_workforce(tmp_path_factory.mktemp("statistics")).read_text(encoding="utf-8")


def everything(rendered):
    """Every text of a page: of its elements, and what sliders, choices and charts show."""
    said = rendered.texts()
    for each in rendered.elements():
        said += [str(getattr(each, name, "")) for name in ("label", "hint", "unit", "drawing")]
        said += [str(shown) for _, shown in getattr(each, "options", None) or ()]
    return " ".join(said)


def answered(rendered):
    session = rendered.session
    until(lambda: session.fault.value or (session.answer.value and session.answer.value.is_complete))
    assert session.fault.value == ""
    return session.answer.value


def test_the_words_that_are_looked_for_are_those_of_the_trust(shown):
    assert words_of_the_trust("The chief executive of a trust, 3 wards, patients") != []
    assert words_of_the_trust("Trust of staff in an NHS trust") == []


def test_the_boardroom_speaks_of_a_childrens_service_and_cautions_stand_first(shown):
    rendered = shown(Boardroom, OURS)
    answer = answered(rendered)
    titles = [each.heading.split(" in year")[0] for each in rendered.find(ChartWidget)]
    assert titles[:5] == [each.title for each in answer.setting.headlines]
    for title in ("All other measures", "Parameter uncertainty", "Compare up to four", "Change the levers"):
        rendered.unfold(title)
    for title in ("When and where it starts", "Change the organisation", "Every measure, in the order"):
        rendered.unfold(title)
    for group in answer.setting.lever_groups.values():
        rendered.unfold(group.title)
    until(lambda: len(rendered.find(ChartWidget)) > 20)
    text = " ".join(rendered.texts())
    assert "could not be shown" not in text
    assert words_of_the_trust(everything(rendered) + paper_html(answer)) == []
    assert "One area after another" in dict(rendered.one(SelectWidget, "rollout").options).values()
    for sentence in cautions(answer, (answer.plan,)):
        assert sentence in text
    assert text.index(READ_FIRST) < text.index("What would we gain?")
    assert "Net saving without the care side" in text


def test_a_chart_of_entries_to_care_brings_that_of_harm(shown):
    rendered = shown(Boardroom, OURS)
    answered(rendered)
    rendered.unfold("What one board would see")
    count = rendered.one(SelectWidget, "xmr-count")
    before = len(rendered.find(ChartWidget))
    count.vue_chosen("care_entries_per_1000_children")
    until(lambda: len(rendered.find(ChartWidget)) == before + 2)
    notes = [each.note for each in rendered.find(ChartWidget)]
    assert sum(note.startswith("Serious harms to children in each") for note in notes) == 2


def test_the_assumptions_are_the_settings_own(shown):
    setting = load_setting("social_work")
    assert set(setting.key_parameters) <= set(setting.all_parameters.table)
    assert all(setting.all_parameters.table[name].uncertain for name in setting.key_parameters)
    rendered = shown(Boardroom, OURS)
    rendered.unfold("Parameter uncertainty")
    rendered.unfold("Move the assumptions yourself")
    until(lambda: "What a week in care costs" in [getattr(each, "label", "") for each in rendered.elements()])


def test_the_laboratory_plays_a_run_of_a_childrens_service(shown):
    rendered = shown(Laboratory, OURS)
    until(lambda: len(rendered.find(ChartWidget)) >= 3)
    headings = [each.heading for each in rendered.find(ChartWidget)]
    assert "Team managers and director" in headings
    text = " ".join(rendered.texts())
    assert "could not be shown" not in text
    assert words_of_the_trust(text) == []


def test_an_authority_of_the_official_workforce_file_becomes_the_organisation(shown, table):
    rendered = shown(Boardroom, OURS)
    session = rendered.session
    rendered.unfold("Change the organisation")
    rendered.one(UploadWidget, "place-statistics").vue_given(
        {"name": "workforce.csv", "content": encoded(table)}
    )
    choice = rendered.one(SelectWidget, "place-authority")
    assert choice.label == "Authority"
    assert [name for name, _ in choice.options] == ["", "Eastborough", "Northshire", "Westford, City of"]
    choice.vue_chosen("Eastborough")
    until(lambda: "Eastborough" in session.state.value.place.uploaded)
    place = organisation_of(session.state.value.place)
    assert place.name == "Eastborough"
    assert place.observed_figures["leaver_rate_percent"].value == 18.5
    assert session.state.value.choice == OURS.choice, "the plan stays"
    assert session.link()[1], "the authority is carried by the link"


def test_a_table_that_is_none_is_refused_under_its_own_name(table):
    setting = load_setting("social_work")
    with pytest.raises(InputError, match=r"^ours\.csv:1: .*missing"):
        names_in(setting, "ours.csv", "a,b\n1,2\n")
    with pytest.raises(InputError, match=r"^ours\.csv: There is no authority") as told:
        organisation_text(setting, "ours.csv", table, "Atlantis")
    assert "/" not in str(told.value)
    with pytest.raises(InputError, match="No official statistics"):
        names_in(load_setting("nhs_trust"), "ours.csv", table)


def test_a_fresh_page_opens_with_the_published_authority():
    assert organisation_of(fresh_page("social_work").place).name == "Local authority"
