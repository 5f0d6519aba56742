"""Step 20: how patients and families stand."""

import numpy as np

from culture_sim.engine.compile import compiled


@compiled
def record_patient_trust(teams, tally, team):
    """The trust of those in the team's care, if it meets anybody."""
    if teams.end_place[team] > teams.first_place[team]:
        tally.patient_trust[team] = teams.patient_trust[team]


@compiled
def mean_patient_trust(teams, tally, week):
    """The sum over teams becomes the mean over those that meet anybody."""
    meeting = 0
    for team in range(teams.size):
        if teams.end_place[team] > teams.first_place[team]:
            meeting += 1
    tally.patient_trust[week] = tally.patient_trust[week] / meeting if meeting > 0 else np.nan
