"""Stories of a trust: one harm in two hospitals, and what the steps of its lesson reveal."""

from culture_sim.settings.nhs_trust.stories.aftermath import bad_week_twice
from culture_sim.settings.nhs_trust.stories.harms import bad_week
from culture_sim.settings.nhs_trust.stories.reveals import embedded, fade, leaders, policy
from culture_sim.stories.reveal import StepsOfRuns, StepsOfWorlds
from culture_sim.stories.two_worlds import TwoWorlds

OF_WORLDS: StepsOfWorlds = {"bad_week": bad_week_twice}
OF_RUNS: StepsOfRuns = {
    "training_alone": fade,
    "leaders_alone": leaders,
    "policy_alone": policy,
    "embedded": embedded,
}


def followed(worlds: TwoWorlds) -> int:
    """The post of whoever stood closest to the harm of the bad week; -1 if there was none."""
    harm = bad_week(worlds)
    return harm.post if harm is not None else -1
