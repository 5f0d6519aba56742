"""Flows in a real Chromium against the real server.

One server serves them all; each flow has a visitor of its own.
"""

import json
import os
import re
import signal
import sys

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
from playwright.sync_api import expect

from tests.dashboard.chromium import (
    CHROMIUM,
    PATIENCE,
    fits_and_axe_finds_nothing,
    started,
    still,
    tab_to,
    taken,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
    pytest.mark.filterwarnings("ignore"),
]

ROOMS = ("", "classroom", "laboratory")
WIDTHS = (390, 1366, 1920)
HOSTILE = """=1+1 $x^2$ [a](//b) <b>b</b> <img src=x onerror=alert(2)> :100: {a} "two" 'one' &amp;"""
"""With the kind of thing behind it, nearly as long as the name of a plan may be."""

HAS_COLOURS = """canvas => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const found = new Set();
  for (let at = 0; at < data.length; at += 4) found.add(data.slice(at, at + 4).join());
  return found.size > 10;
}"""


def opened(page, address, query=""):
    page.goto(f"{address}/{query}")
    page.wait_for_selector(".cs-plot canvas")
    settled(page)
    return page


def settled(page):
    expect(page.locator(".cs-stage")).to_contain_text("Full answer", timeout=PATIENCE)


def unfold_leaders(page):
    page.get_by_text("Change the levers").click()
    page.get_by_text("Leaders (").click()
    page.locator("#in-lever-succession").wait_for()


def headed(page, words):
    expect(page.locator(".cs-headline h2")).to_have_text(words, timeout=PATIENCE)


def test_the_four_questions_are_answered_at_the_top(page, address):
    opened(page, address)
    headed(page, "Embedded, compared with training alone")
    cards = page.locator(".cs-card")
    expect(cards).to_have_count(4)
    expect(cards.nth(0)).to_contain_text("staff turnover in year 5 than with training alone")
    expect(cards.nth(1)).to_contain_text("With parameter uncertainty (", timeout=PATIENCE)
    expect(cards.nth(2)).to_contain_text("£")
    expect(cards.nth(3)).to_contain_text("year 1")


def test_preset_rival_embedding_off_undo_and_a_link_in_a_second_browser(page, visitor, address):
    opened(page, address)
    page.locator("#in-preset").select_option("training_only")
    headed(page, "Training only, compared with blame culture (no change)")
    page.locator("#in-preset").select_option("embedded")
    page.locator("#in-rival").select_option("bolted_on")
    headed(page, "Embedded, compared with the same plan not embedded")
    page.locator("#in-rival").select_option("equal")
    headed(page, "Embedded, compared with training alone for the same money")
    page.locator("#in-rival").select_option("training")
    page.get_by_role("button", name="Switch off embedding").click()
    headed(page, "Embedded, not embedded, compared with training alone")
    page.wait_for_function("location.search.includes('desk=')")
    other = opened(visitor(), address, "?" + page.url.split("?")[1])
    headed(other, "Embedded, not embedded, compared with training alone")
    page.get_by_role("button", name="Undo").click()
    headed(page, "Embedded, compared with training alone")
    page.get_by_role("button", name="Start again").click()
    page.wait_for_function("!location.search.includes('desk=')")
    expect(other.locator(".cs-headline h2")).to_contain_text("not embedded")


def test_a_wrong_link_is_told_and_opens_a_fresh_page(page, address):
    opened(page, address, "?desk=nonsense")
    expect(page.get_by_role("alert")).to_contain_text("cannot be opened")
    headed(page, "Embedded, compared with training alone")


def test_a_slider_moved_by_mouse_and_by_key_changes_the_answer(page, address):
    opened(page, address)
    unfold_leaders(page)
    slider = page.get_by_role("slider", name="Succession", exact=True)
    before = slider.get_attribute("aria-valuetext")
    box = slider.bounding_box()
    page.mouse.move(box["x"] + 0.8 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    for place in range(8, 2, -1):
        page.mouse.move(box["x"] + 0.1 * place * box["width"], box["y"] + box["height"] / 2)
    page.mouse.up()
    headed(page, "Embedded (changed), compared with training alone")
    assert slider.get_attribute("aria-valuetext") != before
    there = slider.input_value()
    slider.press("ArrowRight")
    expect(slider).not_to_have_value(there)
    settled(page)
    expect(slider).not_to_have_value(there)


def test_uploads_good_and_bad_and_download(page, address, tmp_path):
    opened(page, address)
    page.get_by_text("Plan as a file").click()
    mine = tmp_path / "embedded.yaml"
    taken(page, page.get_by_role("button", name="Download this plan")).save_as(mine)
    assert "leadership_modelling" in mine.read_text()
    chooser = page.get_by_label("Use a plan of your own")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: X\nlevers:\n  leadership_modeling: 1\n")
    chooser.set_input_files(wrong)
    alert = page.locator("#hint-plan-file")
    expect(alert).to_contain_text("leadership_modelling", timeout=PATIENCE)
    expect(alert).to_contain_text("wrong.yaml")
    headed(page, "Embedded, compared with training alone")
    big = tmp_path / "big.yaml"
    big.write_text("#" * 1_100_000)
    chooser.set_input_files(big)
    expect(alert).to_contain_text("too large", timeout=PATIENCE)
    good = tmp_path / "good.yaml"
    good.write_text("name: Our own plan\nextends: leadership_only\n")
    chooser.set_input_files(good)
    headed(page, "Our own plan, compared with training alone")
    page.locator("#in-preset").select_option("embedded")
    chooser.set_input_files(mine)
    headed(page, "Embedded, compared with training alone")
    expect(page.locator("#in-preset option").first).to_have_text("Your file: Embedded", timeout=PATIENCE)


def test_own_figures_move_the_baseline(page, address):
    opened(page, address)
    page.get_by_text("Change the organisation").click()
    page.get_by_text("Type in your own figures").click()
    field = page.locator("#in-own-leaver_rate_percent")
    field.fill("-3")
    field.press("Tab")
    expect(page.locator("#hint-own-leaver_rate_percent")).to_contain_text("must be", timeout=PATIENCE)
    field.fill("16")
    field.press("Tab")
    expect(page.locator(".cs-choices")).to_contain_text("with your figures", timeout=PATIENCE)
    settled(page)
    expect(page.locator(".cs-card").first).to_contain_text(
        re.compile(r"turnover 1[567]\.\d %"), timeout=PATIENCE
    )


def test_table_data_picture_and_paper_can_be_taken_away(page, address):
    opened(page, address)
    page.get_by_role("button", name=re.compile("Show as table: Staff turnover")).click()
    page.get_by_role("region", name=re.compile("Table: Staff turnover")).wait_for()
    for name, ending in (("Data", ".csv"), ("Picture", ".png")):
        file = taken(page, page.get_by_role("button", name=re.compile(f"^{name}.*Staff turnover")))
        assert file.suggested_filename.endswith(ending)
        content = file.path().read_bytes()
        assert content.startswith(b"\x89PNG" if ending == ".png" else b"\xef\xbb\xbf# culture-sim")
    paper = taken(page, page.get_by_role("button", name="Board paper (web page"))
    assert "To reproduce this" in paper.path().read_text()
    pdf = page.get_by_role("button", name="Board paper (PDF)")
    if pdf.count():
        assert taken(page, pdf).path().read_bytes().startswith(b"%PDF")


def test_saved_plans_stand_side_by_side(page, address):
    opened(page, address)
    page.get_by_text("Compare up to four saved plans").click()
    page.get_by_role("button", name="Save this plan to compare").click()
    page.locator("#in-preset").select_option("half_measures")
    headed(page, re.compile("^Half"))
    table = page.get_by_role("region", name=re.compile("Difference from blame culture"))
    expect(table).to_contain_text("Embedded", timeout=PATIENCE)
    expect(table).to_contain_text("(now)", timeout=PATIENCE)
    page.get_by_role("button", name="Use Embedded").click()
    headed(page, "Embedded, compared with training alone")


def test_by_keyboard_alone(page, address):
    opened(page, address)
    tab_to(page, "Skip to the content")
    page.keyboard.press("Enter")
    tab_to(page, "Plan")
    page.keyboard.press("ArrowUp")
    expect(page.locator(".cs-headline h2")).not_to_contain_text("Embedded, compared", timeout=PATIENCE)
    page.keyboard.press("ArrowDown")
    headed(page, "Embedded, compared with training alone")
    tab_to(page, "Switch off embedding")
    page.keyboard.press("Space")
    headed(page, "Embedded, not embedded, compared with training alone")
    page.keyboard.press("Enter")
    headed(page, "Embedded, compared with training alone")
    tab_to(page, "Change the levers")
    page.keyboard.press("Enter")
    tab_to(page, "Leaders (")
    page.keyboard.press("Space")
    tab_to(page, "Leadership modelling")
    page.keyboard.press("ArrowLeft")
    headed(page, "Embedded (changed), compared with training alone")
    tab_to(page, "Plan as a file")
    page.keyboard.press("Enter")
    tab_to(page, "Use a plan of your own")
    settled(page)
    tab_to(page, "Show as table")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name=re.compile("Table: Staff turnover"))).to_be_visible()


@pytest.mark.parametrize(
    "focused", ["#in-preset", ".cs-headline .cs-term", "#in-lever-succession", ".cs-figure .cs-quiet"]
)
def test_focus_survives_a_redraw(page, address, focused):
    opened(page, address)
    unfold_leaders(page)
    page.evaluate(
        """what => {
          const focused = window.cultureFocus = document.querySelector(what);
          focused.focus();
          window.cultureLost = 0;
          focused.addEventListener('blur', () => window.cultureLost++);
        }""",
        focused,
    )
    drawn = page.locator(".cs-plot").first
    before = int(drawn.get_attribute("data-drawn"))
    page.locator("#in-lever-succession").evaluate(
        "each => { each.value = 0.35; each.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    headed(page, "Embedded (changed), compared with training alone")
    settled(page)
    assert int(drawn.get_attribute("data-drawn")) > before + 1, "it was drawn more than once meanwhile"
    assert page.evaluate("document.activeElement === window.cultureFocus")
    assert page.evaluate("window.cultureLost") == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement === window.cultureFocus"), (
        "its place in the order is the same"
    )


def test_on_a_phone(visitor, address):
    page = opened(visitor(390), address)
    page.locator("#in-preset").select_option("leadership_only")
    headed(page, re.compile("^Leadership only"))
    unfold_leaders(page)
    expect(page.get_by_role("slider", name="Succession", exact=True)).to_be_visible(timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_lost_connection_recovers_without_losing_the_plan(visitor, address):
    page = visitor()
    lines = []

    def between(line):
        line.connect_to_server()
        lines.append(line)

    page.route_web_socket(re.compile("/jupyter/api/kernels/"), between)
    opened(page, address)
    page.locator("#in-preset").select_option("leadership_only")
    headed(page, re.compile("^Leadership only"))
    settled(page)
    with page.expect_websocket():
        lines[-1].close()
    headed(page, re.compile("^Leadership only"))
    expect(page.locator("#in-preset")).to_have_value("leadership_only")
    page.get_by_role("button", name="Switch off embedding").click()
    headed(page, re.compile("^Leadership only, not embedded"))
    page.get_by_role("button", name="Undo").click()
    headed(page, re.compile("^Leadership only, compared"))


def test_two_visitors_never_see_each_others_plans(visitor, address):
    one, two = opened(visitor(), address), opened(visitor(), address)
    one.locator("#in-preset").select_option("leadership_only")
    headed(one, re.compile("^Leadership only"))
    two.locator("#in-rival").select_option("none")
    headed(two, "Embedded, compared with blame culture (no change)")
    settled(one)
    headed(one, "Leadership only, compared with training alone")
    two.reload()
    headed(two, "Embedded, compared with blame culture (no change)")
    three = opened(visitor(), address)
    headed(three, "Embedded, compared with training alone")


@pytest.mark.parametrize("room", ROOMS)
def test_axe_finds_nothing_at_any_width(page, address, room):
    page.goto(f"{address}/{room}")
    page.wait_for_selector("h1")
    if not room:
        settled(page)
    still(page)
    closed = page.locator("details:not([open]) > summary")
    while closed.count():
        closed.evaluate_all("found => found.forEach(each => each.click())")
        still(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        fits_and_axe_finds_nothing(page)


def test_names_are_shown_as_they_are_written(page, address, tmp_path):
    """Formulas, markup, templates, codes of emoji, quotes, a `=` of spreadsheets, and more than fits in a line."""
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    opened(page, address)
    for kind, folded, chooser, said in (
        ("plan", "Plan as a file", "Use a plan of your own", {"extends": "leadership_only"}),
        ("organisation", "Change the organisation", "Organisation file (YAML)", {"staff": 200}),
    ):
        file = tmp_path / f"{kind}.yaml"
        file.write_text(json.dumps({"name": f"{HOSTILE} {kind}", **said}))
        page.get_by_text(folded).click()
        page.get_by_label(chooser).set_input_files(file)
    headed(page, f"{HOSTILE} plan, compared with training alone")
    expect(page.locator(".cs-stage")).to_contain_text(f"{HOSTILE} organisation", timeout=PATIENCE)
    expect(page.locator("#in-preset option:checked")).to_have_text(f"Your file: {HOSTILE} plan")
    page.get_by_text("Compare up to four saved plans").click()
    page.get_by_role("button", name="Save this plan to compare").click()
    page.locator("#in-preset").select_option("embedded")
    table = page.get_by_role("region", name=re.compile("Difference from blame culture"))
    expect(table).to_contain_text(f"{HOSTILE} plan", timeout=PATIENCE)
    settled(page)
    still(page)
    assert page.locator(".cs-page :is(b, img, script, mark)").count() == 0
    assert page.locator(".cs-page :is(math, .katex, .MathJax)").count() == 0
    for plot in page.locator(".cs-plot:visible").all():
        assert plot.locator("canvas").evaluate(HAS_COLOURS)
    paper = taken(page, page.get_by_role("button", name="Board paper (web page")).path().read_text()
    assert "<img src=x" not in paper
    assert dialogs == []


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes there")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_nothing_is_left_when_it_is_ended_with_a_visitor_on_the_page(browser, ending):
    process, where = started()
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(where)
    page.wait_for_selector("h1")
    process.send_signal(ending)
    process.wait(60)
    said = process.stdout.read()
    process.stdout.close()
    context.close()
    assert "Traceback" not in said
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
