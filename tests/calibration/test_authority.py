"""What official statistics say of an authority reaches the calibration of its baseline."""

from pathlib import Path

import pytest

from culture_sim import cache
from culture_sim.calibration import knobs, solve
from culture_sim.calibration.baseline_levels import measure_baseline
from culture_sim.calibration.knobs import levels, turn
from culture_sim.calibration.solve import calibrate_baseline
from culture_sim.organisation import build_organisation
from culture_sim.organisation.official import official_organisation
from culture_sim.settings import load_parameters, load_setting
from tests.settings.official_tables import row, workforce


@pytest.mark.slow
def test_the_baseline_moves_to_what_the_authority_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(
        solve, "POSTS_SIMULATED_LAST", 20_000
    )  # agency use follows few vacancies: fewer are too few
    cells = "170,13,9,7.1,15,8.1,110,1900,20,2.5"  # few leave, are away or missing
    file = official_organisation(workforce(tmp_path, row("Eastborough", 2022, cells)), "Eastborough").file
    place = build_organisation(file)
    assert {key: figure.value for key, figure in place.observed_figures.items()} == {
        key: value
        for key, value in (
            ("leaver_rate_percent", 9.0),
            ("vacancy_percent", 8.1),
            ("sickness_percent", 2.5),
            ("agency_share_percent", 7.1),
            ("caseload", 20.0),
        )
        if key in place.setting.observable
    }
    usual = measure_baseline(place, load_parameters("social_work"), range(1, 9))
    for calibrated in calibrate_baseline(place).rows:
        assert "turnover_rate_fte" in calibrated.source or calibrated.key != "leaver_rate_percent"
        assert calibrated.reproduced == pytest.approx(calibrated.observed, rel=0.1), calibrated.key
        assert abs(usual[calibrated.key] - calibrated.observed) > 0.1 * calibrated.observed, calibrated.key


def test_a_caseload_comes_as_more_cases_that_take_fewer_hours_each() -> None:
    setting, given = load_setting("social_work"), load_parameters("social_work")
    targets = {**levels(given), "caseload": 20.0, "leaver_rate_percent": 15.0}
    turned = turn(setting, given, {**targets, "caseload": 16.0}, targets)
    assert turned.referrals == pytest.approx(given.referrals * 20 / 16)
    assert turned.workload_scale == pytest.approx(given.workload_scale * 16 / 20)
    assert turned.leave_other == given.leave_other
    assert {"referrals", "workload_scale"} <= knobs.turned(setting)
