"""The stylised facts of model 3.2: patterns that must emerge, none of which calibration was allowed to see.

Each test simulates eight fixed seeds of 1,000 posts with the core equations. "False alarm" is the chance that a right
engine would fail the test with other seeds.
"""

import numpy as np
import pytest

from culture_sim import CultureModel, load_scenario
from tests.engine.still import still
from tests.patterns.runs import (
    CORE,
    SEEDS,
    before,
    in_threads,
    organisation,
    simulated,
    standard_error,
    warmed_up,
    weekly,
    yearly,
)

STATES = ("psychological_safety", "trust", "burnout", "practice", "leadership_modelling", "lessons")


@pytest.mark.parametrize("state", STATES)
def test_1_without_levers_the_organisation_stays_as_it_is(state):
    """Slope within 2 s.e. of 0, or below .5 % of its mean a year. False alarm: 8 % for a slope of exactly 0
    whose s.e. is large; all six lie well inside the second bound, so in practice below 1 %.
    """
    years = yearly("blame_culture", state)
    slopes = np.polyfit(np.arange(5), years.T, 1)[0]
    small = abs(slopes.mean()) < 0.005 * years.mean()
    assert small or abs(slopes.mean()) < 2 * standard_error(slopes)


def test_3_bolted_on_practice_fades():
    """It peaks during the project, loses more than half its gain within 78 weeks of the peak, and 85 % by year 5.

    False alarm: below 1 in 1,000 (gain at the peak .03, paired s.e. below .001).
    """
    gain = (weekly("bolted_on", "practice") - weekly("blame_culture", "practice")).mean(axis=0)
    peak = int(gain.argmax())
    assert 26 < peak <= 80
    assert gain[peak] > 0.015
    assert gain[peak + 78] < 0.5 * gain[peak]
    assert gain[-52:].mean() < 0.15 * gain[peak]


def test_4_embedded_practice_lasts():
    """It rises every year, and is more than four times the baseline in year 5. False alarm: below 1 in 1e6."""
    years = yearly("embedded", "practice").mean(axis=0)
    assert (np.diff(years) > 0).all()
    assert years[-1] > 4 * before("practice").mean()


def test_5_training_alone_gives_less():
    """At equal spend less safety and trust at year 5. False alarm: below 1 in 1e6."""
    for state in ("psychological_safety", "trust"):
        difference = yearly("embedded", state)[:, -1] - yearly("training_only", state)[:, -1]
        assert difference.mean() > 5 * standard_error(difference)


def kept_after_stopping(stop: int, weeks: int) -> float:
    """Share of the gain in practice of training alone that is left some weeks after it stops in week `stop`."""
    stopped = load_scenario("training_only").with_changes({"ends": stop})
    practice = weekly(stopped, "practice", stop + 130).mean(axis=0)
    nothing = before("practice").mean()
    return float((practice[stop - 1 + weeks] - nothing) / (practice[stop - 1] - nothing))


@pytest.mark.parametrize("stop", [78, 104, 156])
def test_5_half_of_what_training_alone_gained_is_gone_in_two_years(stop):
    """Stopped where `bolted_on` ends, after two years, or where `embedded_then_stopped` does. False alarm: below 1
    in 100 (24 seeds: half is gone after 82, 87 and 97 weeks; in the document, which does not say when it stops, 88).
    """
    assert kept_after_stopping(stop, 104) < 0.5


def test_5_what_five_years_of_training_gained_fades_later():
    """More than half within two and a half years. False alarm: below 1 in 100."""
    assert kept_after_stopping(260, 130) < 0.5


@pytest.mark.xfail(
    strict=True,
    reason="model 3.2 no. 5, training stopped after five years: 47.5 % of the gain is gone within two years, half "
    "after 109 weeks (24 seeds). The norm has spread further by then.",
)
def test_5_half_of_what_five_years_of_training_gained_is_gone_in_two_years():
    assert kept_after_stopping(260, 104) < 0.5


@pytest.mark.parametrize(("succession", "falls"), [(0.0, True), (0.8, False)])
def test_6_leadership_alone_hangs_on_the_sponsor(succession, falls):
    """The sponsor leaves at week 104 and a successor of the usual kind comes: without succession planning modelling
    falls, with it barely. False alarm: below 1 in 1e6.
    """
    plan = load_scenario("leadership_only").with_levers(succession=succession)
    parameters = CORE.replace(sponsor_turnover_per_year=0)
    successor = succession * CORE.commitment_at_launch + (1 - succession) * 0.4  # the mean of Beta(2, 3)

    def one(seed: int) -> CultureModel:
        model = CultureModel(plan, seed=seed, organisation=organisation(), parameters=parameters).run_for(104)
        model.sponsor.commitment[:] = successor
        return model.run_for(104)

    modelling = np.array([model.tally["leadership_modelling"][156:] for model in in_threads(one)]).mean(
        axis=0
    )
    change = modelling[-13:].mean() - modelling[91:104].mean()
    assert change < -0.03 if falls else change > -0.02


def test_6_leadership_alone_brings_little_practice():
    """Less than .05. False alarm: below 1 in 1e6."""
    gain = yearly("leadership_only", "practice")[:, -1].mean() - before("practice").mean()
    assert 0 < gain < 0.05


def test_7_policy_alone_moves_trust_by_almost_nothing():
    """|dT| < .02. False alarm: below 1 in 1e6 (paired s.e. .001)."""
    change = yearly("policy_only", "trust")[:, -1] - yearly("blame_culture", "trust")[:, -1]
    assert abs(change.mean()) < 0.02


def test_8_without_leadership_there_is_less_practice_and_more_unequal():
    """At least 15 % less in year 2, and more spread between teams in year 5. False alarm: below 1 in 1,000."""
    without = load_scenario("embedded").with_levers("leaderless", leadership_modelling=0)
    whole, rest = yearly("embedded", "practice"), yearly(without, "practice")
    assert rest[:, 1].mean() < 0.85 * whole[:, 1].mean()
    spread = yearly(without, "practice_spread")[:, -1] - yearly("embedded", "practice_spread")[:, -1]
    assert spread.mean() > 3 * standard_error(spread)


def test_11_more_is_recorded_while_less_goes_wrong():
    """False alarm: below 1 in 1e6."""
    recorded = yearly("embedded", "reported_incidents") - yearly("blame_culture", "reported_incidents")
    incidents = yearly("embedded", "incidents") - yearly("blame_culture", "incidents")
    assert recorded[:, -1].mean() > 5 * standard_error(recorded[:, -1])
    assert incidents[:, -1].mean() < -5 * standard_error(incidents[:, -1])


def test_11_complaints_rise_before_they_fall_where_challenge_is_invited():
    """Against the paired baseline, the chances of complaints (less noisy than their number) rise in years 1-2 with
    power and openness, not in the essentials, and have fallen by year 5 in both. False alarm: below 1 in 1,000.
    """

    def change(plan: str) -> np.ndarray:
        return yearly(plan, "chance_of_complaint") - yearly("blame_culture", "chance_of_complaint")

    embedded, essentials = change("embedded"), change("embedded_essentials")
    early = embedded[:, :2].max(axis=1)
    assert early.mean() > 3 * standard_error(early)
    assert embedded[:, -1].mean() < -5 * standard_error(embedded[:, -1])
    assert essentials[:, :2].mean(axis=0).max() < 0.25 * early.mean()
    assert essentials[:, -1].mean() < -5 * standard_error(essentials[:, -1])


def test_12_burnout_differs_more_within_teams_than_between():
    """Run of the document: .091 within, .031 between. False alarm: below 1 in 1e6."""
    within, between = [], []
    for model in simulated("blame_culture"):
        filled, team = model.staff.filled, model.staff.team
        burnout = model.staff.burnout
        means = np.array([burnout[filled & (team == number)].mean() for number in range(50)])
        within.append((burnout - means[team])[filled].std())
        between.append(means.std())
    assert np.mean(within) == pytest.approx(0.091, abs=0.01)
    assert np.mean(between) == pytest.approx(0.031, abs=0.01)


def test_12_contagion_is_not_what_burnout_comes_from():
    """Without contagion its mean moves by less than .01. False alarm: below 1 in 1,000."""
    parameters = CORE.replace(burnout_contagion=0)

    def one(seed: int) -> CultureModel:
        return CultureModel("blame_culture", seed=seed, organisation=organisation(), parameters=parameters)

    alone = in_threads(one)
    mean = np.mean([model.tally["burnout"][-52:].mean() for model in alone])
    assert abs(mean - before("burnout").mean()) < 0.01


def test_14_at_equal_hazard_safer_teams_report_more():
    """By construction of eq. 8; false alarm below 1 in 1e6."""
    model = still(
        organisation(), incidents_per_staff_year=50, burnout_hazard=0, workload_hazard=0, learning_hazard=0,
        safety_rate=0, harm_share=0, learning_reporting=0,
    )  # fmt: skip
    safe = model.staff.team % 2 == 0
    model.staff.psychological_safety[:] = np.where(safe, 0.7, 0.4)
    reported = np.zeros(50)
    for _ in range(20):
        model.run_for(1)
        reported += model.teams.reports
    assert reported[::2].sum() > 1.3 * reported[1::2].sum()


@pytest.mark.xfail(
    strict=True,
    reason="model 3.2 no. 15: the document reports it as failing: variance/mean of quarterly leavers by team .93 with "
    "g_cont = 1; a term that weak cannot be seen. Do not claim that leavers cluster.",
)
def test_15_leavers_cluster_in_teams():
    """More scattered between teams than chance alone would have them: an index of dispersion above 1."""
    ratios = []
    for seed in SEEDS:
        model = warmed_up(seed).fork()
        model.watch(posts=range(1000))
        model.run_for(260)
        events = model.events()
        left = events[events.what == "left"]
        counts = np.zeros((20, 50))
        np.add.at(counts, (left.week.to_numpy() // 13, left.team.to_numpy()), 1)
        ratios.append(counts.var(axis=1, ddof=1).mean() / counts.mean())
    assert np.mean(ratios) > 1.0 + 2 * standard_error(np.array(ratios))


def test_18_claims_show_nothing_within_two_years():
    """Four runs under the plan against four others without it: no difference at 5 %. False alarm: 5 %."""
    plan = weekly("embedded", "claims")[:4, :104].sum(axis=1)
    other = weekly("blame_culture", "claims")[4:, :104].sum(axis=1)
    difference = plan.mean() - other.mean()
    assert abs(difference) < 1.96 * np.sqrt((plan.mean() + other.mean()) / 4)


LEVERS = (
    "leadership_modelling", "shared_language", "everyday_conversations", "formal_processes", "relationship_time",
    "restorative_supervision", "power_sharing", "multi_agency_alignment", "measurement_and_feedback",
    "policy_integration", "succession", "induction", "staff_engagement",
)  # fmt: skip


@pytest.mark.parametrize("lever", LEVERS)
def test_19_no_part_of_the_plan_is_better_left_out(lever):
    """Taking it away never raises safety in year 5 (paired, four seeds, to within .003: three standard errors)."""
    seeds = SEEDS[:4]
    without = load_scenario("embedded").with_levers(f"without_{lever}", **{lever: 0})
    rest = weekly(without, "psychological_safety", 260, seeds)[:, -52:].mean()
    whole = weekly("embedded", "psychological_safety")[:4, -52:].mean()
    assert rest < whole + 0.003
