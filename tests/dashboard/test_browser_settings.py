"""The classroom of another setting in a real Chromium: chosen by the visitor, and gone through to the end."""

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")

from culture_sim.settings import load_setting
from culture_sim.stories import lesson_of
from tests.dashboard.chromium import CHROMIUM, OVER_THE_EDGE, fits_and_axe_finds_nothing, still

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
    pytest.mark.filterwarnings("ignore"),
]
PATIENCE = 900_000
"""Milliseconds: compiling a setting's week and running its whole lesson takes minutes on a small machine."""
PHONE = 390
LESSON = lesson_of(load_setting("social_work"))
assert LESSON is not None


def chosen_classroom(page, address):
    """The trust's classroom first, as everybody finds it; then the visitor chooses."""
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/classroom")
    page.get_by_role("heading", name="1. The same bad week in two cultures").wait_for()
    page.get_by_label("Setting", exact=True).select_option("social_work")
    page.get_by_role("heading", name=LESSON.title).wait_for()


def reveal(page, option):
    page.locator(".cs-option").nth(option).click()
    page.locator(".cs-reveal-button:enabled").click()
    page.locator(".cs-verdict").wait_for()
    page.locator(".cs-revealed .cs-plot canvas").first.wait_for()


def test_a_visitor_chooses_the_setting_and_goes_through_its_lesson(page, visitor, address):
    chosen_classroom(page, address)
    for step in LESSON.steps:
        page.get_by_role("heading", name=f"{step.number}. {step.title}").wait_for()
        page.locator(".cs-class-question", has_text=step.question).wait_for()
        page.locator(".cs-revealed").wait_for(state="detached")
        reveal(page, step.number % 3)
        assert step.options[step.number % 3] in page.locator(".cs-verdict").inner_text()
        assert page.locator(".cs-assumed").first.is_visible()
        fits_and_axe_finds_nothing(page)
        words = page.locator(".cs-main").inner_text()
        assert "hospital" not in words
        assert "patient" not in words
        if step.number < len(LESSON.steps):
            page.locator(".cs-onward .cs-button").last.click()
    page.wait_for_function("location.search.includes('desk=')")
    other = visitor()
    other.set_default_timeout(PATIENCE)
    other.goto(page.url)
    other.locator(".cs-verdict").wait_for()
    assert other.locator(".cs-verdict").inner_text() == page.locator(".cs-verdict").inner_text()


def test_two_diaries_fit_a_phone(visitor, address):
    page = visitor(PHONE)
    chosen_classroom(page, address)
    reveal(page, 1)
    still(page)
    assert page.evaluate(OVER_THE_EDGE) == []
    columns = page.locator(".cs-moment .cs-pair").first.locator(".cs-cell")
    assert columns.count() == 2
    left, right = (columns.nth(place).bounding_box() for place in (0, 1))
    assert left["y"] == right["y"], "both services stand side by side"
    assert right["x"] >= left["x"] + left["width"]
    assert right["x"] + right["width"] <= PHONE
    for place in range(page.locator(".cs-revealed .cs-figure").count()):
        page.locator(".cs-revealed .cs-figure").nth(place).get_by_role("button", name="Show as table").click()
        page.locator(".cs-revealed .cs-figure").nth(place).get_by_role("region").wait_for()
    still(page)
    assert page.evaluate(OVER_THE_EDGE) == []
