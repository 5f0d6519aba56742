"""What a setting changes are its central values, and nobody is warned of them."""

from culture_sim.ensemble.caveats import implausible
from culture_sim.settings import load_parameters, load_setting


def test_a_settings_own_values_are_central():
    own = load_setting("nhs_trust").parameters
    known = load_parameters()
    assert own
    assert {name: known[name] for name in own} == own
    assert not known.changed
    assert implausible(known, None) == ()


def test_what_somebody_sets_is_said():
    said = implausible(load_parameters().replace(executive_style_spread=0.9), None)
    assert len(said) == 1
    assert "executive_style_spread is 0.9" in said[0]
