"""Step 16: the executive sponsor believes in the programme more or less, or moves on (model eq. 16)."""

from culture_sim.engine.compile import compiled
from culture_sim.engine.event_log import Event, Response, log_event
from culture_sim.engine.interim import new_person
from culture_sim.engine.rng import Stream, second_smallest, uniform, uniforms
from culture_sim.engine.steps.team_means import WEEKS_A_YEAR, clip01


@compiled
def encouragement(measurement, safety_gain, worry, pars):
    """What moves commitment: with measurement the gain in safety, without it the naive counts (model eq. 16)."""
    return measurement * pars.visible_gain_weight * safety_gain - (1.0 - measurement) * worry


@compiled
def step_sponsor(teams, levers, sponsor, log, pars, seed, week, launch, worry):
    """Before the launch the sponsor takes stock; after it, commitment follows what the sponsor sees.

    Safety is compared with the year before this one. `worry` is what a sponsor without measurement reads from the
    setting's counts: 0 where they stand as in the year before the programme, above 0 where they are higher.
    """
    safety = teams.safety.mean()
    safety_gain = safety - sponsor.safety_before[0]
    year = min(week + 1.0, WEEKS_A_YEAR)
    sponsor.safety_before[0] += safety_gain / year
    if week < launch:
        return
    commitment = sponsor.commitment[0]
    moved = encouragement(levers.measurement_and_feedback.mean(), safety_gain, worry, pars)
    sponsor.commitment[0] = clip01(
        commitment + pars.commitment_rate * commitment * (1.0 - commitment) * moved
    )
    if uniform(seed, week, Stream.SPONSOR_LEAVING, 0) < pars.sponsor_turnover_per_year / WEEKS_A_YEAR:
        a, b, c, d = uniforms(seed, week, Stream.SPONSOR_STYLE, 0)
        locked_in = levers.succession.mean()
        sponsor.commitment[0] = locked_in * pars.commitment_at_launch + (1.0 - locked_in) * second_smallest(
            a, b, c, d
        )
        sponsor.sponsor[0] = new_person(sponsor)
        log_event(log, week, Event.NEW_SPONSOR, Response.NONE, 0, -1, sponsor.sponsor[0], -1, 0.0, 0.0, 0.0)
