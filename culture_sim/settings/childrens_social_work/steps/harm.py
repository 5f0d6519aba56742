"""Serious harm to a child, and the answer to it (6)."""

from __future__ import annotations

from culture_sim.engine.compile import compiled, compiled_apart
from culture_sim.engine.event_log import log_event
from culture_sim.engine.rng import uniforms
from culture_sim.engine.rules import clip, strain
from culture_sim.settings.childrens_social_work.steps.decisions import enter_care
from culture_sim.settings.childrens_social_work.streams import OwnDraw
from culture_sim.settings.childrens_social_work.tables import Event, OwnCause, Stage


@compiled
def risk_harm(state, diary, row, worker, pars, seed, week, team):
    """Hidden risk harms, the sooner the longer nobody has come (6)."""
    families = state.served
    if families.in_care[row]:
        return
    unseen = min(float(families.unseen_weeks[row]), pars.unseen_most)
    hazard = pars.child_harm * families.risk[row] * (1.0 - pars.child_harm_known * families.known[row])
    hazard *= 1.0 + pars.child_harm_unseen * unseen
    harmed, at_once, passes, _ = uniforms(seed, week, OwnDraw.HARM, families.person[row], 0)
    if harmed < hazard:
        be_harmed(state, diary, row, worker, at_once, passes, pars, team)


@compiled_apart
def be_harmed(state, diary, row, worker, at_once, passes, pars, team):
    """A child is harmed; it is known then, and may be moved at once."""
    families, staff = state.served, state.staff
    state.tally.child_harms[team] += 1.0
    families.known[row] = max(families.known[row], pars.harm_known)
    families.need[row] = clip(families.need[row] + pars.harm_need, 0.0, 1.0)
    strain(staff, worker, pars.child_harm_strain, OwnCause.CHILD_HARM, diary)
    log_event(
        diary, staff, worker, Event.CHILD_HARMED, OwnCause.CHILD_HARM, 0, families.person[row],
        families.risk[row],
    )  # fmt: skip
    if families.risk[row] > pars.emergency_risk and at_once < pars.emergency:
        state.tally.court_children[team] += families.children[row]
        enter_care(state, diary, row, Stage.COURT, passes, pars, team)
