"""The director: what is seen of the programme, and whether its money is renewed (15)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled
from culture_sim.engine.rng import uniform
from culture_sim.engine.rules import clip, furthest
from culture_sim.engine.steps.daily import WEEKS_A_YEAR
from culture_sim.engine.steps.staffing import programme_runs
from culture_sim.settings.childrens_social_work.streams import OwnDraw


@compiled
def renew_money(state, interim, schedule, pars, seed, week):
    """Once a year the director renews the money or does not; the year of the launch is paid for.

    Without it, what needs money every year is not done for a year; policies, courses held and succession stay.
    """
    director, since = state.executive, week - schedule.launch
    if since < 0:
        return
    if since >= WEEKS_A_YEAR and since % int(WEEKS_A_YEAR) == int(pars.renewal_week):
        doubt = 1.0 - director.commitment[0]
        director.refused[0] = uniform(seed, week, OwnDraw.RENEWAL, 0, 0) < doubt * doubt
    if director.refused[0]:
        for team in range(interim.amounts.shape[0]):
            for lever in range(interim.amounts.shape[1]):
                if schedule.funded[lever]:
                    interim.amounts[team, lever] = 0.0


@compiled
def mean_of(counts, over, first, end):
    """Of some weeks: one count over another."""
    total, whole = 0.0, 0.0
    for week in range(first, end):
        total += counts[week]
        whole += over[week]
    return total / max(1.0, whole)


@compiled
def step_director(director, levers, weeks, pars, week, launch):
    """The director believes what is measured, families' trust and staff's safety; else counts what goes up (15)."""
    complaints, plans = weeks.complaints[week], weeks.children_on_plans[week]
    if week < launch:
        end = week + 1
        first = max(0, end - int(WEEKS_A_YEAR))
        director.safety_before[0] = weeks.psychological_safety[first:end].mean()
        director.trust_before[0] = mean_of(weeks.family_trust, weeks.open_families, first, end)
        director.complaints_before[0] = weeks.complaints[first:end].mean()
        director.plans_before[0] = weeks.children_on_plans[first:end].mean()
        director.complaints_now[0], director.plans_now[0] = (
            director.complaints_before[0],
            director.plans_before[0],
        )
        director.commitment[0] = pars.commitment_at_launch
        return
    director.complaints_now[0] += (complaints - director.complaints_now[0]) / pars.sponsor_smoothing
    director.plans_now[0] += (plans - director.plans_now[0]) / pars.sponsor_smoothing
    if not programme_runs(director):
        return
    measured = furthest(levers.measurement_and_feedback)
    better = weeks.psychological_safety[week] - director.safety_before[0]
    better += mean_of(weeks.family_trust, weeks.open_families, week, week + 1) - director.trust_before[0]
    more = 0.0
    if director.complaints_before[0] > 0.0 and director.plans_before[0] > 0.0:
        more = director.complaints_now[0] / director.complaints_before[0] - 1.0
        more += director.plans_now[0] / director.plans_before[0] - 1.0
    naive = clip(more / 2.0, -pars.director_naive, pars.director_naive) + pars.director_fades
    sees = measured * pars.director_sees * better - (1.0 - measured) * naive
    commitment = director.commitment[0]
    speed = pars.director_attention / WEEKS_A_YEAR * commitment * (1.0 - commitment)
    director.commitment[0] = clip(commitment + speed * sees, 0.02, 0.98)
