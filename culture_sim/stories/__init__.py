"""Stories: what happened to the same people in two worlds under the same random numbers, and a lesson in five steps.

Reads what runs recorded; changes nothing. Everything is in plain words, and every number can be reproduced. What a
setting's stories tell, and in which words, stands in its own folder.
"""

from culture_sim.stories.diary import Colleague, Entry, Moment, Walk, people_of, walk_of
from culture_sim.stories.lesson_runs import Chart, Line, provenance, run_lesson
from culture_sim.stories.reveal import Reveal, SideBySide, reveal, tells_of_worlds, where_from
from culture_sim.stories.steps import LESSON_STEPS, Lesson, Step, lesson_of
from culture_sim.stories.team_map import TeamDot, TeamMap, dots, map_of
from culture_sim.stories.two_worlds import TwoWorlds, WorldHistory, simulate_two_worlds

__all__ = [
    "LESSON_STEPS",
    "Chart",
    "Colleague",
    "Entry",
    "Lesson",
    "Line",
    "Moment",
    "Reveal",
    "SideBySide",
    "Step",
    "TeamDot",
    "TeamMap",
    "TwoWorlds",
    "Walk",
    "WorldHistory",
    "dots",
    "lesson_of",
    "map_of",
    "people_of",
    "provenance",
    "reveal",
    "run_lesson",
    "simulate_two_worlds",
    "tells_of_worlds",
    "walk_of",
    "where_from",
]
