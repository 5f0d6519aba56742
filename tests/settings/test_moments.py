"""Spread, persistence and co-movement of a population of authorities, on panels whose answers are known."""

from pathlib import Path

import numpy as np
import pytest

from culture_sim.outcomes.moments import co_movements, slopes_within, spreads
from culture_sim.settings.childrens_social_work.moments import read_panel
from tests.settings.official_tables import PLACE, row, usual_workforce, workforce

AUTHORITIES, YEARS = 4000, 6
PAIRS = [("turnover", "caseload")]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(7)


def test_spread_and_persistence_of_a_lasting_part_and_yearly_shocks(rng: np.random.Generator) -> None:
    lasting = rng.normal(0, 3, (AUTHORITIES, 1))
    shocks = rng.normal(0, 4, (AUTHORITIES, YEARS))
    drift = 10 * np.arange(YEARS)  # what all share in a year is no difference between them
    found = spreads({"turnover": 15 + lasting + shocks + drift, "size": shocks})
    assert set(found) == {"turnover"}
    assert found["turnover"].mean == pytest.approx(15 + drift.mean(), abs=0.2)
    assert found["turnover"].sd == pytest.approx(5, rel=0.03)
    assert found["turnover"].persistence == pytest.approx((9 / 25,) * 3, abs=0.03)


def test_persistence_falls_where_differences_fade(rng: np.random.Generator) -> None:
    values = rng.normal(size=(AUTHORITIES, YEARS))
    for year in range(1, YEARS):
        values[:, year] = 0.8 * values[:, year - 1] + 0.6 * values[:, year]
    assert spreads({"agency": values})["agency"].persistence == pytest.approx((0.8, 0.64, 0.512), abs=0.03)


def test_means_over_years_move_together_more_than_single_years(rng: np.random.Generator) -> None:
    lasting = rng.normal(size=(AUTHORITIES, 1))
    one, other = (lasting + 2 * rng.normal(size=(AUTHORITIES, YEARS)) for _ in range(2))
    found = co_movements({"turnover": one, "agency": other}, [("turnover", "agency"), ("agency", "size")])
    assert set(found) == {("turnover", "agency")}
    moved = found["turnover", "agency"]
    assert moved.by_year == pytest.approx(1 / 5, abs=0.03)
    assert moved.of_means == pytest.approx(1 / (1 + 4 / YEARS), abs=0.03)


def test_the_slope_within_is_not_the_slope_between(rng: np.random.Generator) -> None:
    place, year = rng.normal(size=(300, 1)), rng.normal(size=YEARS)
    caseload = 17 + 3 * place + year + rng.normal(size=(300, YEARS))
    turnover = 15 - 5 * place + 4 * year + 0.3 * caseload + rng.normal(size=(300, YEARS))
    caseload[rng.random(caseload.shape) < 0.1] = np.nan
    found = slopes_within({"turnover": turnover, "caseload": caseload}, PAIRS)["turnover", "caseload"]
    assert found.slope == pytest.approx(0.3, abs=4 * found.standard_error)
    # Errors of 1, a cause of 1 within: 1 / square root of what is left of 1,620 by 300 places and six years
    assert found.standard_error == pytest.approx(1 / np.sqrt(0.9 * 300 * YEARS - 300), rel=0.1)
    assert (
        co_movements({"turnover": turnover, "caseload": caseload}, PAIRS)["turnover", "caseload"].of_means
        < -0.8
    )


def test_what_is_not_known_is_left_out_and_not_guessed() -> None:
    known = np.array([[1.0, 2.0], [2.0, 4.0], [4.0, 5.0]])
    holes = np.vstack([known, [np.nan, 9.0], [np.nan, np.nan]])
    found, whole = spreads({"absence": holes})["absence"], spreads({"absence": known})["absence"]
    assert found.persistence[0] == whole.persistence[0]
    assert found.mean == np.mean([known[:, 0].mean(), np.append(known[:, 1], 9).mean()])
    assert np.isnan(found.persistence[1])
    assert np.isnan(
        slopes_within({"absence": known[:1], "caseload": known[:1]}, [("absence", "caseload")])[
            "absence", "caseload"
        ].slope
    )


def test_a_panel_is_read_from_official_tables(tmp_path: Path) -> None:
    referrals = tmp_path / "referrals.csv"
    lines = [
        row("Eastborough", 2022, "21.5"),
        row("Northshire", 2022, "c"),
        row("Northshire", 2021, "19"),
        row("Westford, City of", 2022, "30"),  # no such year in the workforce table: a place that was merged
        row("Eastborough", 2010, "11"),
    ]
    referrals.write_text("\n".join([f"{PLACE},rereferral_percent", *lines]), encoding="utf-8")
    panel = read_panel(usual_workforce(tmp_path), referrals, first=2020, last=2022)
    # In order of codes: Eastborough, Westford, Northshire
    nan = np.nan
    np.testing.assert_array_equal(panel["turnover"], [[nan, 15, 18.5], [nan, nan, nan], [nan, 22, 12.5]])
    np.testing.assert_array_equal(panel["absence"], [[nan, 3, 4], [nan, nan, nan], [nan, 3.5, nan]])
    np.testing.assert_array_equal(panel["re_referral"], [[nan, nan, 21.5], [nan] * 3, [nan, 19, nan]])
    np.testing.assert_array_equal(panel["size"], np.log([[nan, 160, 160], [nan, 30, nan], [nan, 80, 90]]))
    assert "second_plan" not in panel


def test_an_authority_where_nobody_was_in_post_has_no_mean_size(tmp_path: Path) -> None:
    tables = [
        row(name, year, f"{posts},40,{turnover},20,40,20,120,2040,17,3")
        for name, years in {
            "Northshire": ((100, 10), (100, 12)),
            "Eastborough": ((200, 8), (220, 9)),
            "Westford, City of": ((0, 50), (5, 0)),
        }.items()
        for year, (posts, turnover) in zip((2021, 2022), years, strict=True)
    ]
    panel = read_panel(workforce(tmp_path, *tables))
    assert np.isneginf(panel["size"]).sum() == 1
    pair = "turnover", "size"
    assert np.isnan(co_movements(panel, [pair])[pair].of_means)  # two are left, too few to correlate
