"""Effects in standard deviations: what they are divided by, and that it is as it would be measured now."""

from __future__ import annotations

import numpy as np
import pytest

from culture_sim import compare, load_setting
from culture_sim.ensemble import measure_spreads
from culture_sim.findings.effect_sizes import effect_size_rows, how_to_read

STATES = ("psychological_safety", "trust", "burnout", "practice")


def test_every_outcome_but_money_and_commitment_has_its_spreads() -> None:
    setting = load_setting("nhs_trust")
    named = {each.key for each in setting.outcomes if each.per != "money"} - {"commitment"}
    assert set(setting.spreads) == named
    assert {key for key, each in setting.spreads.items() if each.persons is not None} == set(STATES)
    assert all(each.organisations and each.organisations > 0 for each in setting.spreads.values())
    assert [key for key, each in setting.spreads.items() if each.observed] == ["speak_up_index_percent"]


def test_differences_are_divided_by_them() -> None:
    found = compare(["embedded"], staff=60, years=1, runs=2, parameter_share=0, core=True)
    spreads = found.setting.spreads
    for key in ("trust", "grievances_per_1000_staff", "speak_up_index_percent"):
        mean = found.difference("embedded", key).mean
        sized = found.standardised("embedded", key)
        assert sized.organisations == pytest.approx(mean / spreads[key].organisations)
        if key == "trust":
            assert sized.persons == pytest.approx(mean / spreads[key].persons)
        else:
            assert sized.persons is None
    assert found.standardised("embedded", "programme_cost_gbp") == (None, None)
    described = found.as_dict()
    row = described["differences"]["embedded"]["years"][1]["trust"]
    assert row["sd_between_persons"] == pytest.approx(row["mean"] / spreads["trust"].persons)
    assert described["standardised_by"]["trust"]["organisations"] == spreads["trust"].organisations
    rows = effect_size_rows(found, "embedded")
    assert len(rows) == len(spreads)
    assert "NHS staff survey" in how_to_read(found)


@pytest.mark.slow
def test_they_are_as_measured() -> None:
    """The same 60 seeds: only a changed model moves them; by a quarter, `python docs/spreads.py` is due."""
    setting = load_setting("nhs_trust")
    found = measure_spreads()
    for key, spread in setting.spreads.items():
        if spread.persons is not None:
            assert found.persons[key] == pytest.approx(spread.persons, rel=0.25), key
        if not spread.observed:
            assert found.organisations[key] == pytest.approx(spread.organisations, rel=0.25), key


def test_people_and_organisations_that_are_alike_do_not_differ() -> None:
    """Fewer organisations, of which each is measured on its own: between persons it is a mean over them."""
    found = measure_spreads(organisations=2, staff=60)
    assert set(found.persons) == set(STATES)
    assert all(np.isfinite(sd) and sd > 0 for sd in found.persons.values())
    assert found.organisations["commitment"] < 1e-9
