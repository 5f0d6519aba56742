"""Stories: one harm and one person in two worlds under the same random numbers, and a lesson in five steps.

Reads what runs recorded; changes nothing. Everything is in plain words, and every number can be reproduced.
"""

from culture_sim.stories.aftermath import Account, Aftermath, aftermath_of
from culture_sim.stories.diary import Colleague, Entry, Moment, Walk, people_of, walk_of
from culture_sim.stories.harms import Harm, bad_week, shared_harms
from culture_sim.stories.lesson_runs import Chart, Line, provenance, run_lesson
from culture_sim.stories.reveals import Reveal, reveal
from culture_sim.stories.steps import STEPS, Step, step
from culture_sim.stories.team_map import TeamDot, TeamMap, dots, map_of
from culture_sim.stories.two_worlds import TwoWorlds, WorldHistory, simulate_two_worlds

__all__ = [
    "STEPS",
    "Account",
    "Aftermath",
    "Chart",
    "Colleague",
    "Entry",
    "Harm",
    "Line",
    "Moment",
    "Reveal",
    "Step",
    "TeamDot",
    "TeamMap",
    "TwoWorlds",
    "Walk",
    "WorldHistory",
    "aftermath_of",
    "bad_week",
    "dots",
    "map_of",
    "people_of",
    "provenance",
    "reveal",
    "run_lesson",
    "shared_harms",
    "simulate_two_worlds",
    "step",
    "walk_of",
]
