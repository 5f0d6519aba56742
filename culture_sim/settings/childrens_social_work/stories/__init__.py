"""Stories of a service: one family and its worker in two services, and what the steps of its lesson reveal."""

from culture_sim.settings.childrens_social_work.stories.family import chosen_family
from culture_sim.settings.childrens_social_work.stories.family_step import family_diary
from culture_sim.settings.childrens_social_work.stories.reveals import care, equal_spend, fade
from culture_sim.settings.childrens_social_work.stories.served import SERVED, SERVED_FROM, is_followed
from culture_sim.settings.childrens_social_work.stories.worker import worker_diary, worker_of
from culture_sim.stories.reveal import StepsOfRuns, StepsOfWorlds
from culture_sim.stories.two_worlds import TwoWorlds

__all__ = ["OF_RUNS", "OF_WORLDS", "SERVED", "SERVED_FROM", "followed", "is_followed"]

OF_WORLDS: StepsOfWorlds = {"family_twice": family_diary, "worker_twice": worker_diary}
OF_RUNS: StepsOfRuns = {"fade": fade, "care": care, "equal_spend": equal_spend}


def followed(worlds: TwoWorlds) -> int:
    """The post of whoever was longest the family's worker in the first service; -1 if there is no family to tell of."""
    chosen = chosen_family(worlds)
    return worker_of(worlds.without, chosen.person, chosen.week).post if chosen is not None else -1
