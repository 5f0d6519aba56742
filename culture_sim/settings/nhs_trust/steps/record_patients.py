"""Step 17: how patients and families stand."""

import numpy as np

from culture_sim.engine.compile import compiled


@compiled
def record_patient_trust(teams, tally, week):
    """The mean trust of those in care over the teams that meet anybody."""
    meeting = 0
    earned = 0.0
    for team in range(teams.size):
        if teams.end_place[team] > teams.first_place[team]:
            meeting += 1
            earned += teams.patient_trust[team]
    tally.patient_trust[week] = earned / meeting if meeting > 0 else np.nan
