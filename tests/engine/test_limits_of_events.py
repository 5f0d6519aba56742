"""Exact limits of what happens: rates, waiting times, and books that balance (model 3.3).

Each statistical bound is five standard errors, so a right engine fails one of them less than once in a million
choices of seed; the seeds are fixed.
"""

from typing import Any

import numpy as np
import pytest

from culture_sim import CultureModel, load_scenario
from culture_sim.organisation import reference_organisation
from culture_sim.scenario.times import NEVER
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.tables import Stage
from tests.engine.still import still

MANY = reference_organisation(10_000)


def test_with_a_constant_hazard_survival_is_geometric():
    """(1 - h)^t: .6591 of those who were there are there after 104 weeks at h = .004."""
    model = still(MANY, leaving_anyway_per_year=0.004 * 52, weeks_to_fill=1e12)
    model.staff.filled[:] = True
    model.run_for(104)
    expected = (1 - 0.004) ** 104
    assert expected == pytest.approx(0.6591, abs=5e-5)
    error = np.sqrt(expected * (1 - expected) / MANY.staff)
    assert model.staff.filled.mean() == pytest.approx(expected, abs=5 * error)


def test_vacancies_settle_where_leaving_and_hiring_balance():
    """v / (1 - v) = h x delay = .104."""
    hazard = 0.104 / 34
    model = still(MANY, leaving_anyway_per_year=hazard * 52, weeks_to_fill=34)
    model.run_for(700)
    vacant, filled = model.tally["vacant"][200:].mean(), model.tally["headcount"][200:].mean()
    # The number of vacancies is Poisson-like with mean 940 and forgets itself in about 31 weeks
    error = np.sqrt(940) / np.sqrt(500 / 62) / 9060
    assert vacant / filled == pytest.approx(0.104, abs=5 * error)


@pytest.mark.parametrize("switch", [0, 1])
def test_heads_are_conserved(switch):
    """Filled + vacant = posts; the change is hires less leavers, less those who rose to lead a team."""
    parameters = load_parameters().replace(promotions_leave_a_post=switch)
    model = CultureModel("embedded", seed=4, parameters=parameters, organisation=reference_organisation(400))
    model.run_for(156)
    tally = model.tally
    assert (tally["headcount"] + tally["vacant"] == 400).all()
    after = np.append(tally["headcount"][1:], model.staff.filled.sum())
    change = tally["hires"] - tally["leavers"] - tally["promotions"]
    assert (after - tally["headcount"] == change).all()
    assert (tally["promotions"].sum() > 0) == bool(switch)


def test_with_modifiers_off_incidents_come_at_their_rate():
    """3.5 / .95 = 3.684 incidents for each year of somebody at work."""
    off: dict[str, Any] = dict.fromkeys(
        ("workload_hazard", "burnout_hazard", "learning_hazard", "burnout_sickness"), 0.0
    )
    model = still(MANY, incidents_per_staff_year=3.5, sickness_share=0.05, harm_share=0, **off)
    model.run_for(104)
    years_at_work = (model.tally["headcount"] - model.tally["sick"]).sum() / 52
    incidents = model.tally["incidents"].sum()
    assert incidents / years_at_work == pytest.approx(3.5 / 0.95, abs=5 * np.sqrt(incidents) / years_at_work)


def test_sickness_is_at_its_share_when_burnout_is_at_its_reference():
    model = still(MANY, sickness_share=0.05, burnout_sickness=0)
    model.run_for(50)
    weeks = model.tally["headcount"].sum()
    share = model.tally["sick"].sum() / weeks
    assert share == pytest.approx(0.05, abs=5 * np.sqrt(0.05 * 0.95 / weeks))


def test_episodes_keep_the_share_and_give_stress_its_part():
    """2.11.4: 26 % of sick weeks at the reference are stress-related, in episodes of five weeks on average."""
    still_off: dict[str, Any] = {
        "burnout_build_up": 1e-30,
        "basic_recovery": 0,
        "safety_recovery": 0,
        "burnout_contagion": 0,
    }
    model = still(MANY, sickness_share=0.05, sickness_episodes=1, **still_off)
    model.staff.burnout[:] = model.parameters.burnout_reference
    stress, sick, weeks = 0, 0, 0
    model.run_for(40)
    for _ in range(60):
        model.run_for(1)
        stress += int((model.staff.sick == 2).sum())
        sick += int((model.staff.sick > 0).sum())
        weeks += MANY.staff
    # Who is ill cannot fall ill: shares are lower than the parameters by about a twentieth of themselves
    assert sick / weeks == pytest.approx(0.05, rel=0.03)
    assert stress / sick == pytest.approx(0.26, rel=0.05)


def harmful(**changes: Any) -> CultureModel:
    """Harm many times as often, every harm a claim."""
    model = still(
        reference_organisation(2000), incidents_per_staff_year=4, harm_share=1, claim_share=1, claim_reduction=0,
        hidden_claim_factor=1, trust_claims=0, safety_interception=0, **changes,
    )  # fmt: skip
    return model.run_for(30)


def test_claims_come_after_a_gamma_delay():
    """Shape 2, mean 80 weeks: sd 80 / sqrt 2."""
    model = harmful()
    due = model.patients.claim_due
    begun = (model.patients.stage > Stage.IN_CARE) & (model.patients.stage != Stage.CLAIMED) & (due != NEVER)
    # `weeks` counts the weeks since the harm, the week of the harm included
    delay = (due - (model.week - model.patients.weeks))[begun] - 1
    early = model.tally["claims"].sum()
    assert begun.sum() + early == model.tally["harms"].sum()
    waited = np.concatenate(
        [delay, np.full(int(early), 15.0)]
    )  # the few that have arrived waited 0 to 30 weeks
    count = len(waited)
    assert count > 4000
    assert waited.mean() == pytest.approx(79.5, abs=5 * 80 / np.sqrt(2 * count) + 0.3)
    assert waited.std() == pytest.approx(80 / np.sqrt(2), rel=0.06)


def test_claims_are_conserved():
    """Claims started = claims that arrived + claims that are due."""
    parameters = load_parameters().replace(harm_share=0.2, claim_delay_weeks=30.0)
    model = CultureModel("embedded", seed=2, parameters=parameters, organisation=reference_organisation(300))
    for weeks in (0, 13, 52, 104):
        model.run_for(weeks)
        open_cases = (model.patients.stage != Stage.NOBODY) & (model.patients.stage != Stage.CLAIMED)
        due = (open_cases & (model.patients.claim_due != NEVER)).sum()
        assert model.tally["claims_started"].sum() == model.tally["claims"].sum() + due
    assert model.tally["claims"].sum() > 50


def test_cases_are_conserved():
    """Everyone harmed or let down is an open case or closed; nobody is lost."""
    model = CultureModel("blame_culture", seed=2, organisation=reference_organisation(300), warm_up_weeks=0)
    before = 0
    for _ in range(60):
        model.run_for(1)
        open_cases = int((model.patients.stage[int(model.organisation.places_of_team.sum()) :] > 0).sum())
        fresh = model.tally["harms"][-1] + model.tally["dissatisfied"][-1]
        assert open_cases <= before + fresh
        before = open_cases
    in_care = model.patients.stage[: int(model.organisation.places_of_team.sum())]
    assert (in_care == Stage.IN_CARE).all()


def test_grievances_are_as_scattered_as_chance_makes_them():
    """Weekly counts of 10,000 people have the variance of a Poisson count: index of dispersion 1."""
    off: dict[str, Any] = dict.fromkeys(
        ("workload_conflict", "trust_voice", "conflict_burnout", "conflict_safety_loss"), 0.0
    )
    model = still(MANY, conflicts_per_staff_year=2, grievance_share=0.3, **off)
    model.run_for(400)
    counts = model.tally["grievances"]
    dispersion = counts.var(ddof=1) / counts.mean()
    assert counts.mean() > 20
    assert dispersion == pytest.approx(1, abs=5 * np.sqrt(2 / 399))


def test_leavers_and_their_chances_agree():
    """What happened is what was likely to happen, within chance."""
    model = CultureModel("blame_culture", seed=6, organisation=reference_organisation(5000), warm_up_weeks=26)
    model.run_for(104)
    expected = {
        "leavers": "chance_of_leaving", "grievances": "chance_of_grievance", "complaints": "chance_of_complaint",
        "disciplinaries": "chance_of_disciplinary", "claims_started": "chance_of_claim",
        "reported_incidents": "chance_of_report",
    }  # fmt: skip
    for happened, likely in expected.items():
        mean = model.tally[likely].sum()
        assert model.tally[happened].sum() == pytest.approx(mean, abs=5 * np.sqrt(mean)), happened


def test_weeks_half_as_long_lead_to_the_same_place():
    """Time rescaling: with every rate halved and every span doubled, means of year 5 move by less than 2 %."""
    slower = {
        "burnout_build_up", "basic_recovery", "safety_recovery", "burnout_contagion", "investigation_strain",
        "leader_habit_rate", "habit_rate", "learning_by_doing", "safety_rate", "trust_gain_rate",
        "patient_trust_gain_rate", "reports_reference",
        "incidents_per_staff_year", "dissatisfaction_per_staff_year", "conflicts_per_staff_year",
        "other_disciplinaries_per_year", "leaving_anyway_per_year", "leaving_culture_per_year",
        "leader_turnover_per_year", "lesson_forgetting_per_year", "distress_fading", "distress_relief",
    }  # fmt: skip
    longer = {
        "weeks_to_fill", "novice_weeks", "newcomer_susceptibility_weeks", "skill_half_life_weeks", "first_year_weeks",
        "investigation_weeks", "reports_memory_weeks", "recent_leaver_weeks", "weeks_in_care", "claim_delay_weeks",
        "event_weight_self", "event_weight_witness",
    }  # fmt: skip
    core = load_parameters().core()
    core = core.replace(weeks_in_care=1.5)
    halved = core.replace(
        **{name: core[name] / 2 for name in slower},
        **{name: core[name] * 2 for name in longer},
        **{name: core[name] / np.sqrt(2) for name in ("burnout_noise", "safety_noise")},
        demand_persistence=np.sqrt(core.demand_persistence),
    )
    organisation = reference_organisation(4000)
    plain = CultureModel("blame_culture", seed=1, organisation=organisation, parameters=core).run_for(260)
    fine = CultureModel(
        "blame_culture", seed=1, organisation=organisation, parameters=halved, warm_up_weeks=312
    )
    fine.run_for(520)
    for state in (
        "psychological_safety",
        "trust",
        "burnout",
        "use",
        "practice",
        "lessons",
        "workload",
        "patient_trust",
    ):
        assert fine.tally[state][-104:].mean() == pytest.approx(plain.tally[state][-52:].mean(), rel=0.02), (
            state
        )


def trained_by(weeks: int, **training: float) -> CultureModel:
    """Nothing happens for some weeks but training, with everybody in post and engaged to the full."""
    model = still(MANY)
    model.staff.filled[:] = True
    plan = load_scenario("blame_culture").with_levers("training", staff_engagement=1.0, training=training)
    return model.fork(plan).run_for(weeks)


@pytest.mark.parametrize("reach", [0.25, 0.5, 1.0])
def test_an_introduction_reaches_the_share_it_is_meant_for_and_no_more(reach):
    """Everyone who is offered a place waits 13 weeks for it on average, and nobody else ever has one."""
    error = np.sqrt(0.25 / MANY.staff)
    for weeks in (9, 26, 208):
        trained = trained_by(weeks, introduction=reach).staff.trained.mean()
        places = weeks - 1  # a lever that comes at once is in force from the second week on
        assert trained == pytest.approx(reach * (1 - (1 - 1 / 13) ** places), abs=5 * error)


def test_only_what_was_learned_is_refreshed():
    """Refreshers alone train nobody; with an introduction for half, only that half is refreshed."""
    assert trained_by(52, refreshers=12.0).tally.refreshers.sum() == 0
    model = trained_by(104, introduction=0.5, refreshers=12.0)
    assert model.tally.refreshers.sum() > 0
    untaught = ~model.staff.trained
    assert (model.staff.restorative_skill <= model.staff.natural_skill + 0.05)[untaught].all()


def test_a_plan_whose_levers_are_all_zero_is_the_baseline_bit_for_bit():
    said = load_scenario("embedded").to_dict()
    said["levers"] = {
        "leadership_modelling": {"strength": 0, "ramp": 26},
        "staff_engagement": 0,
        "training": {"introduction": {"reach": 0}, "champions": {"share": 0}, "refreshers": {"a_year": 0}},
        "power_sharing": 0,
    }
    nothing = load_scenario("blame_culture").from_dict(said)
    base = CultureModel("blame_culture", seed=5, organisation=reference_organisation(200)).run_for(104)
    zero = CultureModel(nothing, seed=5, organisation=reference_organisation(200)).run_for(104)
    for table in ("tally", "staff", "teams", "patients", "sponsor", "levers"):
        assert getattr(base, table).tobytes() == getattr(zero, table).tobytes(), table
