"""XmR charts: limits as Wheeler gives them, and the two signals."""

import numpy as np
import pytest

from culture_sim.outcomes.control_charts import control_chart, four_week_counts


def test_limits_are_wheelers() -> None:
    values = np.array([10, 12, 10, 12, 10, 12, 10, 12, 11, 11, 11, 30.0])
    found = control_chart(values, 8)
    assert found.mean == 11
    assert found.high == pytest.approx(11 + 2.66 * 2)
    assert found.signals == (11,)
    assert found.first_signal(8) == 11
    assert found.first_signal(12) is None


def test_eight_on_one_side_are_a_signal() -> None:
    values = np.array([10, 12] * 6 + [10.5] * 8, float)
    assert set(range(12, 20)) <= set(control_chart(values, 12).signals)


def test_weeks_are_counted_in_fours_and_a_rest_is_left_out() -> None:
    assert four_week_counts(np.arange(10, dtype=np.float32)).tolist() == [6, 22]
