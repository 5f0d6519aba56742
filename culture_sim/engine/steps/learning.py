"""Step 14: lessons are learned from reports, and forgotten (model eq. 13)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR


@compiled
def learning_quality(safety, safety_policy, measurement, co_production, power_sharing, pars):
    """How much is learned from a report (model eq. 13, 2.11.8)."""
    return (
        pars.learning_quality_intercept
        + pars.safety_learning * safety
        + pars.policy_learning * safety_policy
        + pars.measurement_learning * measurement
        + pars.co_production_learning * co_production * power_sharing
    )


@compiled
def saturated(reports, pars):
    """Reports against the reference: twice as many teach less than twice as much (model eq. 13)."""
    ratio = reports / pars.reports_reference
    return ratio * (1.0 + 1.0 / pars.report_saturation) / (1.0 + ratio / pars.report_saturation)


@compiled
def step_learning(teams, levers, pars, team):
    """The team learns from what was said in the last quarter."""
    a_head = teams.reports[team] / max(teams.headcount[team], 1)
    teams.reports_recent[team] += (a_head - teams.reports_recent[team]) / pars.reports_memory_weeks
    quality = learning_quality(
        teams.safety[team],
        teams.safety_policy[team],
        levers.measurement_and_feedback[team],
        levers.co_production[team],
        levers.power_sharing[team],
        pars,
    )
    taught = saturated(teams.reports_recent[team], pars) * quality / pars.learning_quality_reference
    forgetting = pars.lesson_forgetting_per_year / WEEKS_A_YEAR
    teams.lessons[team] += forgetting * (taught - teams.lessons[team])
