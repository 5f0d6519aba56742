import importlib.util

import pytest

from culture_sim import compare
from culture_sim.ensemble.intervals import Label
from culture_sim.findings.board_paper import paper_html, paper_pdf
from tests.findings.synthetic import comparison_of


def test_the_paper_says_what_it_takes_to_reproduce_it(answer):
    answer = answer.copy(labels={**answer.labels, "embedded": Label.of("Our <plan>")})
    text = paper_html(answer)
    for needed in (
        answer.scenarios["embedded"].hash,
        answer.organisation_hash,
        answer.parameters_hash,
        answer.version,
    ):
        assert needed in text
    assert f"seeds {answer.seed} to {answer.seed + answer.runs - 1}" in text
    assert "Our &lt;plan&gt;" in text
    assert "<plan>" not in text
    assert "<script" not in text
    assert 'lang="en-GB"' in text
    assert "being worked out" not in text
    assert "had not been worked out" in text


@pytest.mark.skipif(importlib.util.find_spec("weasyprint") is None, reason="weasyprint is not installed")
@pytest.mark.filterwarnings("ignore")
def test_the_paper_has_two_pages(answer):
    pdf = paper_pdf(answer)
    assert pdf.startswith(b"%PDF")
    import weasyprint

    pages = weasyprint.HTML(string=paper_html(answer)).render().pages
    assert len(pages) == 2


def test_the_paper_says_how_the_plan_is_carried_out():
    badly = comparison_of({"done_badly": {}})
    text = paper_html(badly)
    for words in (
        "people are made to come and to speak",
        "100% of reckless acts are excused",
        "20% of what is promised is done",
        "courses are worth 40% of what they could be",
    ):
        assert words in text
    assert "of teams" not in text.split("It is carried out so")[1].split("</p>")[0]
    assert "It is carried out so" not in paper_html(comparison_of({"embedded": {}}))


@pytest.mark.skipif(importlib.util.find_spec("weasyprint") is None, reason="weasyprint is not installed")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("plan", "rival"), [("embedded", ""), ("embedded", "training_only"), ("done_badly", "")]
)
def test_the_paper_of_childrens_services_has_two_pages(plan, rival):
    """With five headlines, cautions first, and every measure worse in one of them."""
    import weasyprint

    plans = [f"social_work/{name}" for name in (plan, rival) if name]
    found = compare(plans, setting="social_work", staff=96, runs=8, years=5, parameter_share=0, core=True)
    pages = weasyprint.HTML(string=paper_html(found.copy(rival=rival))).render().pages
    assert len(pages) == 2
