"""Step 5: how much of their skill people use, seeing what others do (model eq. 4)."""

import numpy as np

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import logistic

NOBODY = -1.0
"""What is visible of a vacant post: less than any practice or safety."""


@compiled
def raised(base, exponent):
    """A power; a whole exponent is multiplied out, at a fifth of the price."""
    whole = int(exponent)
    if whole == exponent and 0 < whole <= 8:
        power = base
        for _ in range(whole - 1):
            power *= base
        return power
    return base**exponent


@compiled
def critical_mass(practice_seen, pars):
    """How visible the norm is: little below the critical mass, nearly whole above it (model eq. 4)."""
    if practice_seen <= 0.0:
        return 0.0
    return 1.0 / (1.0 + raised(pars.critical_mass / practice_seen, pars.critical_mass_steepness))


@compiled
def susceptibility(tenure, pars):
    """Habits of newcomers form faster (model eq. 4)."""
    return 1.0 + pars.newcomer_susceptibility * np.exp(-tenure / pars.newcomer_susceptibility_weeks)


@compiled
def prepare_practice(staff, teams, visible, susceptibility_by_tenure, pars):
    """Before a run: what everybody can see, and the susceptibility of every tenure that is not very long."""
    for team in range(teams.size):
        show(staff, teams, visible, team)
    for tenure in range(susceptibility_by_tenure.size):
        susceptibility_by_tenure[tenure] = susceptibility(tenure, pars)


@compiled
def team_invitation(teams, levers, team, pars):
    """What the place contributes to the log-odds of use, the same for everyone in the team (model eq. 4)."""
    return (
        pars.use_intercept
        + pars.leader_use * teams.modelling[team]
        + pars.policy_use * teams.policy[team]
        + pars.everyday_use * teams.everyday[team]
        + pars.supervision_use * teams.supervision[team]
        + pars.agencies_use * levers.multi_agency_alignment[team]
        - pars.workload_use * (teams.workload[team] - 1.0)
    )


@compiled
def invited_use(invitation, shared_language, practice_seen, safety, burnout, pars):
    """Use towards which the place, the norm and the person's state pull: the logistic of eq. 4."""
    norm = pars.norm_use * (1.0 + pars.shared_language_use * shared_language)
    return logistic(
        invitation
        + norm * critical_mass(practice_seen, pars)
        + pars.safety_use * safety
        - pars.burnout_use * (burnout - pars.burnout_reference)
    )


@compiled
def show(staff, teams, visible, team):
    """What ties in other teams will see of this team next week; of a vacant post nothing."""
    for post in range(teams.first_post[team], teams.end_post[team]):
        filled = staff.filled[post]
        visible.practice[post] = staff.practice[post] if filled else NOBODY
        visible.safety[post] = staff.psychological_safety[post] if filled else NOBODY


@compiled
def look_around(staff, teams, ties, visible, pars, team):
    """What everyone sees of team-mates and of professional ties: the peer means N(P) and N(S) of model 2.2."""
    people = 0
    practice = safety = 0.0
    for post in range(teams.first_post[team], teams.end_post[team]):
        if staff.filled[post]:
            people += 1
            practice += staff.practice[post]
            safety += staff.psychological_safety[post]
    for post in range(teams.first_post[team], teams.end_post[team]):
        here = 1.0 if staff.filled[post] else 0.0
        mates = people - here
        own_practice, own_safety = staff.practice[post], staff.psychological_safety[post]
        tied = 0.0
        practice_afar = safety_afar = 0.0
        for tie in range(ties.start[post], ties.start[post + 1]):
            other = ties.to[tie]
            # No branch, so that the processor fetches the next tie before it has this one
            there = 1.0 if visible.practice[other] >= 0.0 else 0.0
            tied += there
            practice_afar += there * visible.practice[other]
            safety_afar += there * visible.safety[other]
        if mates > 0:
            seen_practice = (practice - here * own_practice) / mates
            seen_safety = (safety - here * own_safety) / mates
            if tied > 0:
                afar = pars.cross_team_weight
                seen_practice = (1.0 - afar) * seen_practice + afar * practice_afar / tied
                seen_safety = (1.0 - afar) * seen_safety + afar * safety_afar / tied
        elif tied > 0:
            seen_practice, seen_safety = practice_afar / tied, safety_afar / tied
        else:
            seen_practice, seen_safety = own_practice, own_safety
        staff.practice_seen[post] = seen_practice
        staff.safety_seen[post] = seen_safety


@compiled
def step_practice(staff, teams, levers, ties, visible, susceptibility_by_tenure, pars, team):
    """Everyone sees what others do, and uses their own skill a little more or less."""
    look_around(staff, teams, ties, visible, pars, team)
    invitation = team_invitation(teams, levers, team, pars)
    for post in range(teams.first_post[team], teams.end_post[team]):
        if not staff.filled[post]:
            continue
        tenure = staff.tenure[post]
        if 0 <= tenure < susceptibility_by_tenure.size:
            staff.susceptibility[post] = susceptibility_by_tenure[tenure]
        else:
            staff.susceptibility[post] = susceptibility(tenure, pars)
        target = invited_use(
            invitation,
            levers.shared_language[team],
            staff.practice_seen[post],
            staff.psychological_safety[post],
            staff.burnout[post],
            pars,
        )
        pace = min(pars.habit_rate * staff.susceptibility[post], 1.0)
        staff.use[post] += pace * (target - staff.use[post])
        staff.practice[post] = staff.restorative_skill[post] * staff.use[post]
