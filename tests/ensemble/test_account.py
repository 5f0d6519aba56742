"""Money of a plan: break-even is a year from which on it stays paid for."""

import numpy as np
import pytest

from culture_sim.ensemble.account import account, break_even
from tests.findings.synthetic import comparison_of


@pytest.mark.parametrize(
    ("so_far", "year"),
    [
        ([1.0, 2.0, 3.0], 1),
        ([-1.0, 0.0, 3.0], 2),
        ([-1.0, 2.0, -3.0], None),
        ([-1.0, -2.0, -3.0], None),
        ([2.0, -1.0, 1.0], 3),
    ],
)
def test_break_even(so_far: list[float], year: int | None) -> None:
    assert break_even(np.array(so_far)) == year


def test_net_saving_is_made_once_from_harm_and_cost() -> None:
    found = comparison_of(
        {"embedded": {"programme_cost_gbp": [0, 100e3, 100e3], "harm_cost_gbp": [0, -50e3, -200e3]}}, years=2
    )
    money = account(found)
    assert money.cost == pytest.approx(200e3)
    assert money.saving_by_year == pytest.approx([50e3, 200e3])
    assert money.net_by_year == pytest.approx([-50e3, 100e3])
    assert money.net.mean == pytest.approx(found.values("embedded", "net_saving_gbp").sum(axis=1).mean())
    assert money.break_even == 2
    assert money.share_even == 1.0
