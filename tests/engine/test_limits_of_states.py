"""Exact limits of the states: with everything else held still, a rule has a solution (model 3.3)."""

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from culture_sim.organisation import reference_organisation
from tests.engine.still import peer_weights, scattered, still


def test_without_own_experience_safety_ends_in_a_consensus():
    """theta = 0: S goes to pi.S(0), pi the left eigenvector of the peer weights."""
    organisation = reference_organisation(120)
    model = still(organisation, own_experience_weight=0)
    start = scattered(120)
    model.staff.psychological_safety[:] = start
    model.run_for(4000)
    weights = peer_weights(organisation, model.parameters.cross_team_weight)
    values, vectors = np.linalg.eig(weights.T)
    pi = np.real(vectors[:, np.argmax(np.real(values))])
    consensus = float(start @ (pi / pi.sum()))
    assert np.abs(model.staff.psychological_safety - consensus).max() < 1e-6


def test_with_frozen_anchors_safety_has_the_solution_of_friedkin_and_johnsen():
    """S = (I - (1 - theta) Wm)^-1 theta A, with A_i = a0 + a_T T_i and trust that stands still."""
    organisation = reference_organisation(120)
    model = still(organisation, trust_gain_rate=0, leader_safety=0, peer_safety=0)
    model.staff.trust[:] = scattered(120)
    p = model.parameters
    theta = p.own_experience_weight
    anchor = p.safety_intercept + p.trust_safety * model.staff.trust
    weights = peer_weights(organisation, p.cross_team_weight)
    solution = np.linalg.solve(np.eye(120) - (1 - theta) * weights, theta * anchor)
    model.run_for(1500)
    assert np.abs(model.staff.psychological_safety - solution).max() < 1e-6


def test_skill_that_is_never_used_halves_every_half_life():
    """E = 0: what was gained is multiplied by 1 - d_R each week."""
    model = still(habit_rate=0)
    model.staff.use[:] = 0
    natural = model.staff.natural_skill.copy()
    gained = scattered(120, 0.1, 0.5)
    model.staff.restorative_skill[:] = natural + gained
    decay = np.log(2) / model.parameters.skill_half_life_weeks
    for weeks in (1, 29, 90):
        model.run_for(weeks)
        left = gained * (1 - decay) ** model.week
        assert np.abs(model.staff.restorative_skill - natural - left).max() < 1e-9


def test_skill_that_is_always_used_never_decays():
    """E = 1, full protection by use, no learning by doing."""
    model = still(habit_rate=0, use_protection=1, learning_by_doing=0)
    model.staff.use[:] = 1
    skill = scattered(120, 0.3, 0.9)
    model.staff.restorative_skill[:] = skill
    model.run_for(520)
    assert np.abs(model.staff.restorative_skill - skill).max() < 1e-9


def expectile(mean: float, spread: float, loss_aversion: float) -> float:
    """Where [x - T]+ and chi [T - x]+ balance for a normal signal."""

    def pull(trust: float) -> float:
        def above(x: float) -> float:
            return max(x, 0) * stats.norm.pdf(x, mean - trust, spread)

        def below(x: float) -> float:
            return max(-x, 0) * stats.norm.pdf(x, mean - trust, spread)

        return integrate.quad(above, 0, 2)[0] - loss_aversion * integrate.quad(below, -2, 0)[0]

    return float(optimize.brentq(pull, 0, 1))


def test_trust_settles_at_the_expectile_of_an_unchanging_signal():
    """Signals of mean .5 and sd .15: the 1/(1 + chi) expectile, .43455 (model 3.3)."""
    assert expectile(0.5, 0.15, 3) == pytest.approx(0.43455, abs=1e-5)
    model = still(
        reference_organisation(1000),
        fairness_offset=0.5, fairness_at_rest=0, leader_fairness=0, peer_fairness=0, fairness_noise=0.15,
    )  # fmt: skip
    model.run_for(1500)
    # Sd of one person's trust about .008, correlated over 50 weeks: the mean of 24,000 person-spells is sharp to
    # 1e-4; the finite gain rate lowers it by another 1e-4.
    assert model.tally["trust"][300:].mean() == pytest.approx(0.43455, abs=5e-4)


@pytest.mark.parametrize("loss_aversion", [1.0, 5.0])
def test_the_expectile_follows_the_asymmetry(loss_aversion):
    model = still(
        reference_organisation(1000), loss_aversion=loss_aversion,
        fairness_offset=0.5, fairness_at_rest=0, leader_fairness=0, peer_fairness=0, fairness_noise=0.15,
    )  # fmt: skip
    model.run_for(900)
    assert model.tally["trust"][400:].mean() == pytest.approx(expectile(0.5, 0.15, loss_aversion), abs=1e-3)


def test_burnout_settles_where_load_and_recovery_balance():
    """B* = d / (d + r) = .52941 at W = 1, without contagion, noise or safety (model eq. 2)."""
    model = still(
        demand_scale=1,
        burnout_productivity_loss=0,
        vulnerability_spread=0,
        safety_recovery=0,
        burnout_contagion=0,
    )
    model.run_for(1500)
    assert model.teams.workload == pytest.approx(1, abs=1e-12)
    assert model.staff.burnout == pytest.approx(0.018 / (0.018 + 0.016), abs=1e-9)


def test_burnout_of_the_vulnerable_settles_higher():
    model = still(demand_scale=1, burnout_productivity_loss=0, safety_recovery=0, burnout_contagion=0)
    model.run_for(4000)
    load = 0.018 * model.staff.vulnerability
    assert model.staff.burnout == pytest.approx(load / (load + 0.016), abs=1e-9)


def test_contagion_alone_ends_in_the_mean_of_the_team():
    model = still(burnout_build_up=1e-30, basic_recovery=0, safety_recovery=0)
    start = scattered(120)
    model.staff.burnout[:] = start
    model.run_for(4000)
    means = start.reshape(6, 20).mean(axis=1)
    assert model.staff.burnout.reshape(6, 20) == pytest.approx(
        np.repeat(means[:, None], 20, axis=1), abs=1e-9
    )


def test_leaders_left_alone_return_to_what_they_brought():
    model = still(team_pull_on_leader=0, pressure_reversion=0)
    style = model.teams.leader_style.copy()
    model.teams.modelling[:] = 0.9
    model.run_for(10)
    left = (0.9 - style) * (1 - model.parameters.leader_habit_rate) ** 10
    assert model.teams.modelling == pytest.approx(style + left, abs=1e-12)


def test_use_settles_at_the_logistic_of_what_invites_it():
    """Eq. 4 with a norm nobody can see: E = sigma(b0 + b_M M + b_S S - b_B (B - B_ref)) at W = 1."""
    model = still(
        demand_scale=1, burnout_productivity_loss=0, norm_use=0, leader_habit_rate=0, safety_rate=0,
        burnout_build_up=1e-30,
        basic_recovery=0, safety_recovery=0, burnout_contagion=0,
    )  # fmt: skip
    model.run_for(800)
    p, staff = model.parameters, model.staff
    leader = model.teams.modelling[staff.team]
    eta = p.use_intercept + p.leader_use * leader + p.safety_use * staff.psychological_safety
    eta -= p.burnout_use * (staff.burnout - p.burnout_reference)
    assert staff.use == pytest.approx(1 / (1 + np.exp(-eta)), abs=1e-9)
    assert staff.practice == pytest.approx(staff.use * staff.restorative_skill, abs=1e-12)


@pytest.mark.parametrize("reports", [0.5, 1.0, 2.0, 4.0])
def test_lessons_settle_at_what_reports_teach(reports):
    """K* = f(r) lq / lq_ref, f(r) = r (1 + 1/sat) / (1 + r/sat): twice the reports teach less than twice as much."""
    model = still(safety_rate=0, reports_memory_weeks=1e15)
    p = model.parameters
    model.teams.reports_recent[:] = reports * p.reports_reference
    model.run_for(2500)
    quality = p.learning_quality_intercept + p.safety_learning * p.safety_reference
    f = reports * (1 + 1 / p.report_saturation) / (1 + reports / p.report_saturation)
    assert model.teams.lessons == pytest.approx(f * quality / p.learning_quality_reference, abs=1e-9)


def test_where_nobody_ever_leaves_the_first_tenures_are_long_and_harmless():
    model = still(leaving_anyway_per_year=0.0, leaving_culture_per_year=0.0)
    assert model.staff.tenure.min() > 10_000_000
    model.run_for(3)
    assert (model.staff.susceptibility == 1.0).all()
