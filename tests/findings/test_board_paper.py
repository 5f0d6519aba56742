import importlib.util

import pytest

from culture_sim.ensemble.intervals import Label
from culture_sim.findings.board_paper import paper_html, paper_pdf


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
