import importlib.util

import pytest

from culture_sim.dashboard.boardroom.paper import paper_html, paper_pdf
from culture_sim.ensemble.comparison import Label


def test_the_paper_says_what_it_takes_to_live_it_again(answer, desk):
    answer = answer.copy(labels={**answer.labels, "plan": Label.of("Our <plan>")})
    text = paper_html(answer, desk)
    for needed in (
        answer.scenarios["plan"].hash,
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
    assert "Being worked out" not in text
    assert "had not been worked out" in text


@pytest.mark.skipif(importlib.util.find_spec("weasyprint") is None, reason="weasyprint is not installed")
@pytest.mark.filterwarnings("ignore")
def test_the_paper_has_two_pages(answer, desk):
    pdf = paper_pdf(answer, desk)
    assert pdf.startswith(b"%PDF")
    import weasyprint

    pages = weasyprint.HTML(string=paper_html(answer, desk)).render().pages
    assert len(pages) == 2
