"""Step 1: the levers in force, and how much of them each leader lets happen (model 2.3)."""

import numpy as np

from culture_sim.chance import Decision, normal
from culture_sim.compiled import compiled
from culture_sim.week.stock import bounded


@compiled
def enacted_share(modelling, rules):
    """What is on paper happens only through the leader (model 2.3): phi = phi0 + (1 - phi0) M."""
    return rules.enactment_floor + (1.0 - rules.enactment_floor) * modelling


@compiled
def live_levers(teams, levers, engagement, programme, sponsor, tally, rules, seed, week):
    """Bring the plan's levers into force; at the launch, take stock of need if the culture was diagnosed."""
    if week == programme.launch:
        sponsor.commitment[0] = rules.commitment_at_launch
        teams.dose[:] = 1.0
        if programme.targeting > 0.0:
            target_need(teams, programme.targeting, rules, seed, week)
    running = 0
    for team in range(teams.size):
        if week >= programme.launch:
            row = min(week - programme.launch, programme.plan.shape[0] - 1)
            levers[team] = programme.plan[row, teams.wave[team]]
            engagement[team] = programme.engagement[row, teams.wave[team]]
            give_dose(levers, team, teams.dose[team])
            if programme.busy[row, teams.wave[team]]:
                running += 1
        phi = enacted_share(teams.leadership_modelling[team], rules)
        teams.enactment[team] = phi
        teams.everyday[team] = levers.everyday_conversations[team] * phi
        teams.supervision[team] = levers.restorative_supervision[team] * phi
        teams.relationship[team] = levers.relationship_time[team] * phi
        teams.hr_policy[team] = levers.hr_policy[team] * phi
        teams.complaints_policy[team] = levers.complaints_policy[team] * phi
        teams.safety_policy[team] = levers.patient_safety_policy[team] * phi
        promised = (
            levers.hr_policy[team] + levers.complaints_policy[team] + levers.patient_safety_policy[team]
        )
        teams.policy_promised[team] = promised / 3.0
        teams.policy[team] = teams.policy_promised[team] * phi
    tally.programme_running[week] = running / teams.size


@compiled
def give_dose(levers, team, dose):
    """What is done in teams, rather than written for all of them, follows need (model 2.11.9)."""
    if dose == 1.0:
        return
    levers.leadership_modelling[team] = bounded(levers.leadership_modelling[team] * dose)
    levers.shared_language[team] = bounded(levers.shared_language[team] * dose)
    levers.introduction[team] = bounded(levers.introduction[team] * dose)
    levers.champions[team] = bounded(levers.champions[team] * dose)
    levers.refreshers[team] *= dose
    levers.everyday_conversations[team] = bounded(levers.everyday_conversations[team] * dose)
    levers.formal_processes[team] = bounded(levers.formal_processes[team] * dose)
    levers.relationship_time[team] = bounded(levers.relationship_time[team] * dose)
    levers.restorative_supervision[team] = bounded(levers.restorative_supervision[team] * dose)
    levers.power_sharing[team] = bounded(levers.power_sharing[team] * dose)
    levers.peer_facilitators[team] = bounded(levers.peer_facilitators[team] * dose)
    levers.co_production[team] = bounded(levers.co_production[team] * dose)


@compiled
def target_need(teams, targeting, rules, seed, week):
    """After a diagnosis, teams that feel less safe get more of every lever, as far as it can tell (model 2.11.9)."""
    measured = np.empty(teams.size)
    for team in range(measured.size):
        measured[team] = teams.safety[team] + rules.diagnosis_noise * normal(
            seed, week, Decision.DIAGNOSIS, team
        )
    spread = measured.std()
    if spread > 0.0:
        for team in range(measured.size):
            need = (measured.mean() - measured[team]) / spread
            teams.dose[team] = min(max(1.0 + 0.25 * targeting * need, 0.5), 1.5)
