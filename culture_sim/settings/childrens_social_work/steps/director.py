"""Who stands above the managers: heads of service, one an area, and the director, who renews the money (15)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Response, write_event
from culture_sim.engine.rng import second_smallest, uniform, uniforms
from culture_sim.engine.rules import clip, furthest
from culture_sim.engine.steps.daily import WEEKS_A_YEAR
from culture_sim.engine.steps.staffing import count_recorded, is_due, learn_above, look_back, programme_runs
from culture_sim.engine.streams import ABOVE_DUE, EXECUTIVES_DUE
from culture_sim.engine.tables import Cause
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Event


@compiled
def step_heads(state, pars, seed, week):
    """Heads of service meet the managers of their area; they learn and leave as an executive does (26).

    The teams of an area have one head: they draw alike.
    """
    teams, levers = state.teams, state.levers
    succession = furthest(levers.succession)
    own_way = pars.executive_base + state.executive.style[0]
    for team in range(teams.size):
        area = teams.directorate[team]
        practice = own_way
        if week > 0:
            practice = learn_above(teams.above[team], state.executive.style[0], levers, pars)
            leaves = uniform(seed, week, OwnDraw.HEAD, area, 0)
            due = is_due(state.executive.above_due[0], seed, week, ABOVE_DUE, area)
            if leaves < pars.executive_leaves / WEEKS_A_YEAR or due:
                practice = succession * practice + (1.0 - succession) * own_way
                if team == 0 or teams.directorate[team - 1] != area:
                    write_event(
                        state.diary, week, -1, -1, Event.NEW_HEAD, Cause.NOTHING, Response.NONE, -1, practice
                    )
        teams.above[team] = clip(practice, 0.02, 0.95)


@compiled
def step_director(director, levers, weeks, diary, pars, seed, week, launch):
    """What the director sees moves their commitment; once a year they renew the money or do not, or leave (15)."""
    since = week - launch
    if since < 0 or week == 0:
        look_back(director, weeks, weeks.complaints, pars, week)
        first = max(0, week + 1 - int(pars.sponsor_safety_weeks))
        director.trust_before[0] = families_trust(weeks, first, week + 1)
        first = max(0, week + 1 - int(pars.sponsor_recorded_weeks))
        director.plans_before[0] = weeks.children_on_plans[first : week + 1].mean()
        director.plans_now[0] = director.plans_before[0]
        director.commitment[0] = pars.commitment_at_launch
        return
    count_recorded(director, weeks, weeks.complaints, pars, week)
    plans = weeks.children_on_plans[week] - director.plans_now[0]
    director.plans_now[0] += plans / pars.sponsor_smoothing
    if not (director.refused[0] or programme_runs(director)):
        return
    leaves, _, a, b = uniforms(seed, week, OwnDraw.DIRECTOR, 0, 0)
    measured = furthest(levers.measurement_and_feedback)
    seen = measured * what_is_gained(director, weeks, pars, week)
    seen -= (1.0 - measured) * (what_is_counted(director, pars) + pars.director_fades)
    commitment = director.commitment[0]
    commitment += pars.director_attention / WEEKS_A_YEAR * commitment * (1.0 - commitment) * seen
    new_year = since > 0 and since % int(WEEKS_A_YEAR) == 0
    due = is_due(director.executives_due[0], seed, week, EXECUTIVES_DUE, 0)
    if (new_year and leaves < pars.director_leaves) or due:
        succession = furthest(levers.succession)
        c, d, _, _ = uniforms(seed, week, OwnDraw.DIRECTOR, 0, 1)
        commitment = succession * commitment + (1.0 - succession) * second_smallest(a, b, c, d)
        write_event(diary, week, -1, -1, Event.NEW_DIRECTOR, Cause.NOTHING, Response.NONE, -1, commitment)
    director.commitment[0] = clip(commitment, 0.02, 0.98)
    if since >= WEEKS_A_YEAR and since % int(WEEKS_A_YEAR) == int(pars.renewal_week):
        doubt = 1.0 - director.commitment[0]
        director.refused[0] = uniform(seed, week, OwnDraw.RENEWAL, 0, 0) < doubt * doubt
        what = Event.MONEY_REFUSED if director.refused[0] else Event.MONEY_RENEWED
        write_event(diary, week, -1, -1, what, Cause.NOTHING, Response.NONE, -1, director.commitment[0])


@compiled
def families_trust(weeks, first, end):
    """Mean trust of families in their own worker over some weeks."""
    return weeks.family_trust[first:end].sum() / max(1.0, weeks.open_families[first:end].sum())


@compiled
def what_is_gained(director, weeks, pars, week):
    """What measuring shows: safety of staff and trust of families, against what they were before the launch."""
    safety = weeks.psychological_safety[week] - director.safety_before[0]
    trust = families_trust(weeks, week, week + 1) - director.trust_before[0]
    return pars.director_sees * (safety + trust)


@compiled
def what_is_counted(director, pars):
    """What is seen without measuring: how many more complaints and protection plans there are."""
    more = 0.0
    if director.recorded_before[0] > 0.0:  # else there is nothing to compare with
        more += director.recorded_now[0] / director.recorded_before[0] - 1.0
    if director.plans_before[0] > 0.0:
        more += director.plans_now[0] / director.plans_before[0] - 1.0
    return clip(more / 2.0, -pars.director_naive, pars.director_naive)
