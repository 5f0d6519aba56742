"""What a figure shows at whole years is what the yearly table says."""

from functools import partial

import pytest

from culture_sim import compare
from culture_sim.figures.comparison import shown_first
from culture_sim.outcomes.rolling import rolling_year


@pytest.mark.parametrize("setting", ["nhs_trust", "social_work"])
def test_a_rolling_year_ends_where_the_table_of_years_stands(setting: str) -> None:
    """In each run and at the end of each year, for every outcome that has a panel."""
    found = compare(["embedded"], setting=setting, staff=72, years=2, runs=2, parameter_share=0, workers=1)
    shown = shown_first(found.setting)
    assert len(shown) > 3
    for what in shown:
        rolled = rolling_year(what, partial(found.weeks, "embedded"))[:, ::52]
        assert rolled == pytest.approx(found.values("embedded", what.key), rel=1e-5), what.key
