"""The two rules that carry all learning (1, 2), and the few other ways in which an event changes a person.

Every change goes through a function of this file, with its cause, so that a diary can say why somebody changed:
the changes of a person's state are the sum of the diary's lines.
"""

from __future__ import annotations

import numpy as np

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.rng import uniforms
from culture_sim.engine.streams import Draw
from culture_sim.engine.tables import BURNOUT, NORM, OWNERSHIP, SAFETY, SKILL, TRUST, Cause

ATTEMPTS = 6
"""Draws for a team-mate, after which nobody is met."""
MANY = 50
"""No count goes on beyond it."""


@compiled
def note(diary, staff, row, cause, state, amount):
    """Write a change down, if the person keeps a diary."""
    if not staff.watched[row]:
        return
    place = diary.length[0]
    if place < diary.rows.size:
        diary.rows.week[place] = diary.length[1]
        diary.rows.row[place] = row
        diary.rows.person[place] = staff.person[row]
        diary.rows.cause[place] = cause
        diary.rows.state[place] = state
        diary.rows.amount[place] = amount
        diary.rows.what[place] = 0
    diary.length[0] = place + 1


@compiled
def step_towards(state, value, weight, loss_over_gain):
    """Learn from what was met; losses weigh more (1)."""
    if value < state:
        weight *= loss_over_gain
    return min(1.0, weight) * (value - state)


@compiled
def change_safety(staff, row, change, cause, diary):
    """Psychological safety moves by an amount."""
    staff.psychological_safety[row] += change
    note(diary, staff, row, cause, SAFETY, change)


@compiled
def learn_safety(staff, row, value, weight, cause, diary, pars):
    """Psychological safety moves towards what was met (1)."""
    change_safety(
        staff,
        row,
        step_towards(staff.psychological_safety[row], value, weight, pars.loss_over_gain),
        cause,
        diary,
    )


@compiled
def learn_trust(staff, row, value, weight, cause, diary, pars):
    """Trust moves towards what was met (1)."""
    change = step_towards(staff.trust[row], value, weight, pars.loss_over_gain)
    staff.trust[row] += change
    note(diary, staff, row, cause, TRUST, change)


@compiled
def keep_safety_in_range(staff, row, diary):
    """Psychological safety stays between .01 and .99."""
    if not 0.01 <= staff.psychological_safety[row] <= 0.99:
        change = clip(staff.psychological_safety[row], 0.01, 0.99) - staff.psychological_safety[row]
        change_safety(staff, row, change, Cause.LIMIT, diary)


@compiled
def recognise(staff, row, pars):
    """How well somebody recognises restorative conduct: wholly with ownership of the programme (2)."""
    return pars.recognition_floor + (1.0 - pars.recognition_floor) * staff.ownership[row]


@compiled
def remember(staff, row, act, weight, recognition, cause, diary, pars):
    """Conduct moves the norm (2) and, sooner, how one was treated (5); `weight` in encounters."""
    change = min(1.0, pars.norm_memory * weight * recognition) * (act - staff.norm[row])
    staff.norm[row] += change
    note(diary, staff, row, cause, NORM, change)
    staff.treated[row] += min(1.0, pars.treated_memory * weight * recognition) * (act - staff.treated[row])


@compiled
def see(staff, row, act, norm_weight, trust_weight, recognised, cause, diary, pars):
    """Somebody's conduct is seen, 1 if restorative, else 0: it makes the norm, and trust (2).

    In everyday encounters and sessions (`recognised`), who helped to make the vision recognises it better.
    """
    recognition = recognise(staff, row, pars) if recognised and not staff.leads[row] else 1.0
    remember(staff, row, act, norm_weight, recognition, cause, diary, pars)
    value = pars.neutral_encounter + (1.0 - pars.neutral_encounter) * act
    learn_trust(staff, row, value, pars.trust_gain_rate * trust_weight, cause, diary, pars)


@compiled
def convey(staff, row, safety, cause, diary, pars):
    """A colleague's safety rubs off (7)."""
    change_safety(staff, row, pars.safety_conveyed * (safety - staff.psychological_safety[row]), cause, diary)


@compiled
def value_ignored(staff, row, pars):
    """What being ignored teaches this person about speaking: people differ in what they make of it."""
    return clip(pars.value_ignored + pars.expectation_spread * staff.expectation[row], 0.0, 1.0)


@compiled
def wound(staff, row, part):
    """What was done to somebody hurts for a while."""
    staff.hurt[row] += part * (1.0 - staff.hurt[row])


@compiled
def has_case(staff, row):
    """Under investigation, or in an open conflict with a colleague or the leader."""
    return staff.investigation_weeks[row] > 0 or staff.conflict_with[row] >= 0


@compiled
def own(staff, row, gain, cause, diary):
    """Ownership of the programme grows by a share of what is left."""
    change_ownership(staff, row, gain * (1.0 - staff.ownership[row]), cause, diary)


@compiled
def change_ownership(staff, row, change, cause, diary):
    """Ownership moves by an amount."""
    staff.ownership[row] += change
    note(diary, staff, row, cause, OWNERSHIP, change)


@compiled
def strain(staff, row, amount, cause, diary):
    """Burnout rises by a share of what is left."""
    change_burnout(staff, row, amount * (1.0 - staff.burnout[row]), cause, diary)


@compiled
def relieve(staff, row, part, cause, diary):
    """Burnout falls by a share of itself."""
    change_burnout(staff, row, -part * staff.burnout[row], cause, diary)


@compiled
def change_burnout(staff, row, change, cause, diary):
    """Burnout moves by an amount."""
    staff.burnout[row] += change
    note(diary, staff, row, cause, BURNOUT, change)


@compiled
def change_skill(staff, row, change, cause, diary):
    """Skill moves by an amount."""
    staff.restorative_skill[row] += change
    note(diary, staff, row, cause, SKILL, change)


@compiled
def most_burnout(pars):
    """How far burnout can lie above its reference at most: no chance is higher than there."""
    return 1.0 - pars.burnout_reference


@compiled
def sigma(x):
    """The logistic function."""
    return 1.0 / (1.0 + np.exp(-x))


@compiled
def above(value):
    """[y]+."""
    return max(value, 0.0)


@compiled
def as_act(restorative):
    """Conduct as a number: 1 if restorative, else 0."""
    return 1.0 if restorative else 0.0


@compiled
def clip(value, low, high):
    """The value, or the nearer end."""
    return min(max(value, low), high)


@compiled
def count_of(mean, chance, u):
    """A Poisson count by inversion of one draw: more with a higher mean; `chance` is exp(-mean), that of none."""
    count = 0
    total = chance
    while total < u and count < MANY:
        count += 1
        chance *= mean / count
        total += chance
    return count


@compiled
def furthest(lever):
    """Strength of a lever in the team where it is strongest: what is done once for all goes by the first wave."""
    most = 0.0
    for team in range(lever.size):
        most = max(most, lever[team])
    return most


@compiled
def is_present(staff, row):
    """At work this week."""
    return staff.filled[row] and not staff.absent[row]


@compiled_apart
def leader_of(teams, staff, team):
    """Row of the leader of a team."""
    return staff.size - teams.size + team


@compiled
def practice_in_answer(staff, row, changes):
    """Practice that an answer shows: as the plan was launched, where answers are held there (section 9)."""
    before = staff.practice_before[row]
    return staff.practice[row] if changes > 0.0 or before < 0.0 else before


@compiled
def pick(staff, first, size, post, u):
    """The team's post at a draw if somebody else is present there, else -1."""
    other = first + int(u * size)
    return other if other != post and is_present(staff, other) else -1


@compiled
def find_mate(staff, teams, team, post, key, attempts, seed, week):
    """A team-mate: the first of some uniform draws that is present and not the person; -1 if none is."""
    first = teams.first_post[team]
    size = teams.end_post[team] - first
    a, b, c, d = uniforms(seed, week, Draw.PICK, post, 2 * key)
    other = pick(staff, first, size, post, a)
    if other < 0:
        other = pick(staff, first, size, post, b)
    if other < 0:
        other = pick(staff, first, size, post, c)
    if other < 0 and attempts == ATTEMPTS:
        other = pick(staff, first, size, post, d)
        if other < 0:
            a, b, _, _ = uniforms(seed, week, Draw.PICK, post, 2 * key + 1)
            other = pick(staff, first, size, post, a)
            if other < 0:
                other = pick(staff, first, size, post, b)
    return other
