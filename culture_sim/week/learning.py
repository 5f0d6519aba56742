"""Step 14: lessons are learned from reports, and forgotten (model eq. 13)."""

from culture_sim.compiled import compiled
from culture_sim.week.stock import WEEKS_A_YEAR


@compiled
def learning_quality(safety, safety_policy, measurement, co_production, power_sharing, rules):
    """How much is learned from a report (model eq. 13, 2.11.8)."""
    return (
        rules.learning_quality_intercept
        + rules.safety_learning * safety
        + rules.policy_learning * safety_policy
        + rules.measurement_learning * measurement
        + rules.co_production_learning * co_production * power_sharing
    )


@compiled
def saturated(reports, rules):
    """Reports against the reference: twice as many teach less than twice as much (model eq. 13)."""
    ratio = reports / rules.reports_reference
    return ratio * (1.0 + 1.0 / rules.report_saturation) / (1.0 + ratio / rules.report_saturation)


@compiled
def live_learning(teams, levers, rules):
    """Every team learns from what was said in the last quarter."""
    for team in range(teams.size):
        a_head = teams.reports[team] / max(teams.headcount[team], 1)
        teams.reports_recent[team] += (a_head - teams.reports_recent[team]) / rules.reports_memory_weeks
        quality = learning_quality(
            teams.safety[team],
            teams.safety_policy[team],
            levers.measurement_and_feedback[team],
            levers.co_production[team],
            levers.power_sharing[team],
            rules,
        )
        taught = saturated(teams.reports_recent[team], rules) * quality / rules.learning_quality_reference
        forgetting = rules.lesson_forgetting_per_year / WEEKS_A_YEAR
        teams.lessons[team] += forgetting * (taught - teams.lessons[team])
