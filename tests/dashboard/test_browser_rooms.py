"""The classroom and the laboratory in a real Chromium, against the real server."""

import re

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from culture_sim.model import WARM_UP_WEEKS
from culture_sim.settings import load_parameters, load_setting
from culture_sim.stories import lesson_of
from tests.dashboard.chromium import CHROMIUM, fits_and_axe_finds_nothing, still, tab_to, taken
from tests.dashboard.conftest import STUDY

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
    pytest.mark.filterwarnings("ignore"),
]

SAME_PRACTICE = """() => {
  const titles = [...document.querySelectorAll('#look .cs-figure-title')];
  const [first, second] = titles.map(title => (title.innerText.match(/practice (\\d+)/) || [])[1]);
  return first !== undefined && first === second;
}"""
CIRCLE = """async ([heading, place]) => {
  const figure = [...document.querySelectorAll('#look figure')].find(e => e.innerText.startsWith(heading));
  const plot = figure.querySelector('.cs-plot');
  const cdn = window.solara ? window.solara.cdn : '/_solara/cdn';
  const echarts = await new Promise(done => requirejs([`${cdn}/echarts@5.4.0/dist/echarts.min.js`], done));
  const chart = echarts.getInstanceByDom(plot);
  const [x, y] = chart.convertToPixel({seriesIndex: 1}, chart.getOption().series[1].data[place].value);
  const box = plot.getBoundingClientRect();
  return [box.left + x, box.top + y];
}"""


def classroom(page, address):
    page.goto(f"{address}/classroom")
    page.get_by_text("Predict first, then reveal.").wait_for()


def laboratory(page, address):
    page.goto(f"{address}/laboratory")
    page.locator("#run .cs-plot canvas").first.wait_for()
    page.get_by_label("Study", exact=True).wait_for()


def revealed(page):
    page.locator(".cs-verdict").wait_for()
    page.locator(".cs-revealed .cs-plot canvas").first.wait_for()


def reveal(page, option=0):
    page.locator(".cs-option").nth(option).click()
    page.locator(".cs-reveal-button:enabled").click()
    revealed(page)


def read(page, button):
    return taken(page, button).path().read_text(encoding="utf-8-sig")


def test_the_story_from_start_to_end(page, visitor, address):
    lesson = lesson_of(load_setting())
    assert lesson is not None
    classroom(page, address)
    for step in lesson.steps:
        page.get_by_role("heading", name=f"{step.number}. {step.title}").wait_for()
        page.locator(".cs-class-question", has_text=step.question).wait_for()
        page.locator(".cs-revealed").wait_for(state="detached")
        assert page.locator(".cs-reveal-button").is_disabled()
        assert page.locator(".cs-plot").count() == 0
        reveal(page, step.number % 3)
        assert f"{step.options[step.number % 3]}" in page.locator(".cs-verdict").inner_text()
        assert page.locator(".cs-assumed").first.is_visible()
        if step.number < 5:
            page.locator(".cs-onward .cs-button").last.click()
    page.wait_for_function("location.search.includes('desk=')")
    other = visitor()
    other.goto(page.url)
    revealed(other)
    assert other.locator(".cs-verdict").inner_text() == page.locator(".cs-verdict").inner_text()


def test_the_trainer_hides_freezes_sets_a_start_and_reveals(page, address):
    classroom(page, address)
    page.get_by_role("button", name="Open the two hospitals").click()
    page.get_by_label("The second hospital").wait_for()
    page.get_by_role("button", name="Facilitator mode").click()
    page.get_by_text("Script for this step").click()
    page.get_by_text("Ask the room:").wait_for()
    for option, hands in enumerate(("4", "2", "9")):
        page.locator(f"#in-hands-{option}").fill(hands)
        page.keyboard.press("Tab")
    page.get_by_role("button", name="Freeze").click()
    page.get_by_text("Frozen until the reveal.", exact=True).wait_for()
    assert page.locator(".cs-option:disabled").count() == 3
    assert page.get_by_label("The second hospital").count() == 0
    page.locator(".cs-reveal-button:enabled").click()
    revealed(page)
    assert "show of hands, 9 of 15" in page.locator(".cs-verdict").inner_text()
    page.get_by_label("The second hospital").wait_for()
    page.get_by_role("button", name="Hide levers").click()
    page.get_by_label("The second hospital").wait_for(state="detached")
    page.locator(".cs-onward .cs-button").last.click()
    page.get_by_role("heading", name="2. Training alone").wait_for()
    page.get_by_role("button", name="Set as start").click()
    page.get_by_role("button", name="Step 4").click()
    page.get_by_role("heading", name="4. Policy alone").wait_for()
    page.get_by_role("button", name="Back to start").click()
    page.get_by_role("heading", name="2. Training alone").wait_for()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="The class's page").click()
    of_class = opened.value
    of_class.get_by_role("heading", name="2. Training alone").wait_for()
    assert of_class.get_by_role("button", name="Freeze").count() == 0
    assert of_class.locator("#look").count() == 0
    reveal(of_class)


def test_a_step_by_keyboard_alone(page, address):
    classroom(page, address)
    tab_to(page, "About half")
    page.keyboard.press("Enter")
    page.locator(".cs-option[aria-pressed=true]", has_text="About half").wait_for()
    tab_to(page, "Reveal")
    page.keyboard.press("Enter")
    revealed(page)
    tab_to(page, "Show as table")
    page.keyboard.press("Enter")
    page.get_by_role("region", name=re.compile("Table:")).wait_for()
    tab_to(page, "Next: Training alone")
    page.keyboard.press("Space")
    page.get_by_role("heading", name="2. Training alone").wait_for()


def test_teams_move_in_time_and_their_people_walk_through_both_hospitals(page, address):
    classroom(page, address)
    page.get_by_role("button", name="Open the two hospitals").click()
    page.locator("#look .cs-plot canvas").nth(1).wait_for()
    slider = page.get_by_role("slider", name="Move through five years")
    slider.focus()
    page.keyboard.press("Home")
    page.get_by_text("Year 1, week 1.", exact=True).wait_for()
    page.wait_for_function(SAME_PRACTICE)  # at the start nothing differs
    page.keyboard.press("End")
    page.get_by_text("Year 5, week 52.", exact=True).wait_for()
    page.get_by_role("heading", name=re.compile(r"Second hospital, embedded: practice [12]\d")).wait_for()
    page.locator("#look .cs-plot").nth(1).scroll_into_view_if_needed()
    still(page)  # the page glides, and a click must hit where the circle has come to rest
    team = page.get_by_label("Team", exact=True)
    place = 3 if team.input_value() != "3" else 4
    where = page.evaluate(CIRCLE, ["Second hospital", place])
    page.mouse.click(*where)
    page.wait_for_function(
        "place => document.querySelector('#in-class-team').value === place", arg=str(place)
    )
    page.get_by_text("Everyone in").click()
    people = page.get_by_role("region", name="First hospital / second hospital").locator("tbody tr")
    assert 15 < people.count() <= 20
    person = page.get_by_label("Person to follow")
    name = person.locator("option").nth(2).inner_text()
    person.select_option(index=2)
    page.get_by_role("heading", name=f"{name.split(',')[0]}'s five years, twice").wait_for()
    assert page.get_by_text("Without the plan:").is_visible()


def test_a_single_run_steps_plays_and_begins_again(page, address):
    laboratory(page, address)
    run = page.get_by_role("group", name="The single run")
    where = page.locator("#run .cs-lab-where")
    run.get_by_role("button", name="One week").click()
    page.get_by_text("Week 1 of the programme.").wait_for()
    run.get_by_role("button", name="A year").click()
    page.get_by_text("Week 53 of the programme.").wait_for()
    run.get_by_role("button", name="Play").click()
    page.get_by_text(re.compile(r"Week (6[1-9]|[7-9]\d|1\d\d) of the programme")).wait_for()
    run.get_by_role("button", name="Pause").click()
    run.get_by_role("button", name="Play").wait_for()
    week = int(re.search(r"Week (\d+)", where.inner_text()).group(1))
    text = read(page, run.get_by_role("button", name="All weeks as CSV"))
    assert "random seed 1" in text.splitlines()[0]
    assert len(text.splitlines()) == 2 + WARM_UP_WEEKS + week
    run.get_by_role("button", name="Reset").click()
    page.get_by_text("Week 0 of the programme.").wait_for()
    assert "leadership_modelling" in read(page, page.get_by_role("button", name="Plan as YAML"))


def test_two_levers_are_worked_out_on_the_spot(page, address):
    laboratory(page, address)
    page.get_by_label("Simulations").select_option("2")
    page.get_by_role("button", name="Work it out").click()
    page.get_by_role("progressbar").wait_for()
    page.locator("#levers .cs-plot canvas").wait_for()
    page.get_by_role("button", name="Work it out").wait_for()
    assert "the sum of each alone" in page.locator("#levers .cs-finding").inner_text()
    data = page.locator("#levers").get_by_role("button", name=re.compile("^Data"))
    lines = read(page, data).splitlines()
    assert lines[0].startswith("# ")
    assert len(lines) == 2 + 5


def test_an_assumption_is_found_moved_taken_away_and_put_back(page, address, tmp_path):
    laboratory(page, address)
    page.get_by_label("Search").fill("eN")
    page.keyboard.press("Tab")
    slider = page.get_by_role("slider", name=re.compile("Use norm"))
    slider.wait_for()
    slider.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("1 moved.").wait_for()
    page.wait_for_function("location.search.includes('desk=')")
    first = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_function("first => location.href !== first", arg=first)
    mine = tmp_path / "mine.yaml"
    taken(page, page.get_by_role("button", name="Moved assumptions as YAML")).save_as(mine)
    moved = re.fullmatch(r"use_norm: ([\d.]+)\n", mine.read_text())
    assert float(moved.group(1)) > load_parameters().use_norm
    page.get_by_role("button", name="Put all assumptions back").click()
    page.get_by_text("0 moved.").wait_for()
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("use_norm: 99\n")
    page.get_by_label("Assumptions from a file").set_input_files(wrong)
    page.get_by_text("'use_norm' lies between").wait_for()
    page.get_by_label("Assumptions from a file").set_input_files(mine)
    page.get_by_text("1 moved.").wait_for()


def test_a_study_is_opened_filtered_and_taken_away(page, address):
    laboratory(page, address)
    page.get_by_label("Study", exact=True).select_option("broken")
    page.get_by_text("The manifest is damaged: it is no JSON.").wait_for()
    page.get_by_label("Study", exact=True).select_option(STUDY)
    page.get_by_role("heading", name="Training depth by leadership", exact=True).wait_for()
    page.get_by_role("heading", name=re.compile("^Restorative practice: best")).wait_for()
    page.get_by_label("Picture", exact=True).select_option("frontier")
    page.get_by_role("heading", name=re.compile("plans are on the cost-effectiveness frontier")).wait_for()
    page.get_by_label("Picture", exact=True).select_option("trajectories")
    page.get_by_role("heading", name=re.compile("^Restorative practice in year 2")).wait_for()
    page.get_by_text("Filter the design points: all shown").click()
    page.locator("#in-study-filter-1").select_option("none")
    page.get_by_text("Filter the design points: 2 of 4 shown").wait_for()
    lines = read(page, page.get_by_role("button", name="Runs of this year as CSV")).splitlines()
    assert "2 of 4 design points" in lines[0]
    assert len(lines) == 2 + 2 * 2
    page.reload()
    page.get_by_role("heading", name="Training depth by leadership", exact=True).wait_for()


@pytest.mark.parametrize("width", [390, 1366, 1920])
def test_both_rooms_fit_and_axe_finds_nothing(page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    classroom(page, address)
    page.get_by_role("button", name="Facilitator mode").click()
    page.get_by_text("Script for this step").click()
    fits_and_axe_finds_nothing(page)
    reveal(page)
    page.get_by_role("button", name="Open the two hospitals").click()
    page.locator("#look .cs-plot canvas").nth(1).wait_for()
    page.get_by_text("Everyone in").click()
    fits_and_axe_finds_nothing(page)
    page.get_by_role("button", name="Step 5").click()
    page.get_by_role("heading", name="5. Embedded").wait_for()
    page.locator(".cs-reveal-button").wait_for()
    reveal(page)
    fits_and_axe_finds_nothing(page)
    laboratory(page, address)
    page.get_by_label("Study", exact=True).select_option(STUDY)
    page.get_by_role("heading", name=re.compile("^Restorative practice: best")).wait_for()
    page.get_by_text("What was varied").click()
    page.get_by_text("Filter the design points").click()
    fits_and_axe_finds_nothing(page)
