"""Step 16: what the executive sponsor counts: recorded incidents and complaints (model eq. 16)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR


@compiled
def naive_worry(reports_ratio, complaints_ratio, pars):
    """Counts against the year before the programme, as a sponsor without measurement reads them (model eq. 16)."""
    return (
        pars.sponsor_incident_weight * reports_ratio + pars.sponsor_complaint_weight * complaints_ratio - 1.0
    )


@compiled
def step_sponsor_counts(sponsor, tally, pars, week, launch):
    """The sponsor remembers the counts of late, and before the launch those of the year; returns the worry."""
    people = max(tally.headcount[week], 1.0)
    reports = tally.reported_incidents[week] / people
    complaints = tally.complaints[week] / people
    memory = pars.sponsor_memory_weeks
    sponsor.reports_recent[0] += (reports - sponsor.reports_recent[0]) / memory
    sponsor.complaints_recent[0] += (complaints - sponsor.complaints_recent[0]) / memory
    if week < launch:
        year = min(week + 1.0, WEEKS_A_YEAR)
        sponsor.reports_before[0] += (reports - sponsor.reports_before[0]) / year
        sponsor.complaints_before[0] += (complaints - sponsor.complaints_before[0]) / year
    return naive_worry(
        sponsor.reports_recent[0] / max(sponsor.reports_before[0], 1e-9),
        sponsor.complaints_recent[0] / max(sponsor.complaints_before[0], 1e-9),
        pars,
    )
