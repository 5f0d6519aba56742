"""An outcome that is no success alone, and savings to be read apart: declared once, said alike by every output."""

import json
import re
from html import unescape
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from culture_sim import compare
from culture_sim.cli.app import app
from culture_sim.ensemble.account import account, savings_by_group
from culture_sim.figures import comparison_figure
from culture_sim.figures.plans import plan_panel, plans_panel
from culture_sim.findings.board_paper import paper_html
from culture_sim.findings.briefing import briefing
from culture_sim.findings.cautions import READ_FIRST, cautions, outcome_cautions, saving_cautions
from culture_sim.findings.indicators import in_way
from culture_sim.settings import load_setting, setting_names
from tests.findings.synthetic import comparison_of

CARE, HARM, KNOWN = "care_entries_per_1000_children", "child_harms_per_1000_staff", "disclosure_share"
SMALL: dict[str, Any] = {"staff": 96, "runs": 8, "years": 2}


def social_work(effects, **also):
    return comparison_of({"embedded": effects}, setting="social_work", **also)


@pytest.fixture(scope="module")
def found():
    return compare(["embedded"], setting="social_work", parameter_share=0, core=True, **SMALL)


@pytest.fixture(scope="module")
def printed():
    options = [f"--{name}={value}" for name, value in SMALL.items()]
    command = ["compare", "embedded", "--setting", "social_work", "--core", "--parameter-share=0", *options]

    def ask(*more):
        answer = CliRunner().invoke(app, [*command, *more])
        assert answer.exit_code == 0, answer.output
        return answer.stdout

    return ask


def plain(text):
    """A text without markup, in single spaces."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("name", setting_names())
def test_what_must_stand_beside_an_outcome_is_shown_with_it(name):
    setting = load_setting(name)
    for what in setting.outcomes:
        assert bool(what.beside) == bool(what.caution and what.per != "money")
        if what in setting.headlines:
            for key in what.beside:
                assert setting.outcome(key) in setting.headlines


def test_entries_to_care_are_never_among_the_headlines_alone():
    keys = [each.key for each in load_setting("social_work").headlines]
    assert keys == ["turnover_percent", "complaints_per_1000_staff", CARE, HARM, KNOWN]


def test_savings_by_group_add_up_to_all_savings(found):
    groups = savings_by_group(found, "embedded")
    assert [each.name for each in groups] == ["the staff side", "the care side"]
    saved = -found.paired("embedded", "harm_cost_gbp")[:, 1:]
    assert np.abs(saved).max() > 0
    np.testing.assert_allclose(sum(groups.values()), saved, rtol=1e-4, atol=50)
    whole = account(found)
    (without,) = whole.without
    care = next(values for group, values in groups.items() if group.caution)
    assert without.net.mean == pytest.approx(whole.net.mean - care.sum(axis=1).mean())


def test_every_output_says_the_same(found, printed, tmp_path):
    said = cautions(found)
    assert len(said) >= 3
    described = json.loads(printed("--json", "--quiet"))
    assert described["cautions"] == list(said)
    text = plain(printed("--paper", str(tmp_path / "board.html")))
    paper = plain(paper_html(found))
    assert plain((tmp_path / "board.html").read_text()) == paper
    figure = comparison_figure(found).small_print
    page = " ".join((*outcome_cautions(found), *briefing(found).cost))
    for sentence in said:
        for output in (text, paper, figure, page):
            assert sentence in output
    assert text.index(READ_FIRST) < text.index("year 1"), "before any number"
    assert paper.index(READ_FIRST) < paper.index("What would we gain?")


def test_the_table_of_money_has_both_sides(found, printed):
    money = printed().split("Money, £")[1].split("Difference: plan less")[0]
    for words in ("on the care side", "on the staff side", "net saving without the care side"):
        assert words in plain(money).replace("  ", " ")
    assert "absence and turnover" not in money


def test_a_fall_with_more_harm_is_called_no_success():
    chance = 0.01 * np.arange(10)[:, np.newaxis]
    fall = {CARE: -0.1 + chance / 100}
    for worse in ({HARM: 0.2 + chance}, {KNOWN: -0.1 + chance / 100}):
        said = " ".join(outcome_cautions(social_work({**fall, **worse})))
        assert said.endswith("that is no success.")
    for other in ({}, {HARM: -0.2 + chance}, {KNOWN: 0.1 + chance}):
        assert "that is no success" not in " ".join(outcome_cautions(social_work({**fall, **other})))
    rise = {CARE: 0.1 + chance / 100, HARM: 0.2 + chance}
    assert "that is no success" not in " ".join(outcome_cautions(social_work(rise)))


def test_a_fall_in_entries_to_care_alone_is_no_gain():
    chance = 0.01 * np.arange(10)[:, np.newaxis]
    assert briefing(social_work({CARE: -0.1 + chance / 100})).gain[0].startswith("No clear gain here: ")
    assert briefing(social_work({"turnover_percent": -2.0 + chance})).gain[0].startswith("2.0 points less")


def test_neither_way_of_such_an_outcome_is_called_better():
    setting = load_setting("social_work")
    care, harm = setting.outcome(CARE), setting.outcome(HARM)
    assert (in_way(care, "better"), in_way(care, "worse")) == ("lower", "higher")
    assert (in_way(harm, "better"), in_way(harm, "worse")) == ("better", "worse")
    answer = social_work({CARE: -0.1})
    assert plans_panel(answer, care, {"embedded": "Embedded"}).title.endswith("lowest with Embedded")
    assert care.caution in plan_panel(answer, care).note
    assert plan_panel(answer, harm).note.endswith("simulated organisations")


def test_a_plan_that_pays_without_the_care_side_too_is_told_so():
    answer = social_work({"net_saving_gbp": 0.0, "harm_cost_gbp": -3e6})
    (said, caution) = saving_cautions(answer)
    assert "Without the care side its net saving is £3.0 million, with it £3.0 million." in said
    assert caution.startswith("Never read the care side alone")


def test_a_setting_that_declares_none_has_none():
    answer = comparison_of({"embedded": {"harm_cost_gbp": -1e6}})
    assert cautions(answer) == ()
    assert READ_FIRST not in paper_html(answer)
    assert account(answer).without == ()
