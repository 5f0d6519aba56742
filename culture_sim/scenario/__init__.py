"""What a user writes: levers, timelines, rollout, and files of them."""

from culture_sim.scenario.content import Manner
from culture_sim.scenario.declarations import LeverInfo, LeverSet, lever_set, levers_of
from culture_sim.scenario.json_schema import schema
from culture_sim.scenario.levers import Levers
from culture_sim.scenario.loading import GalleryEntry, check_file, gallery, load_scenario
from culture_sim.scenario.plan import Plan
from culture_sim.scenario.rollout import Rollout, Waves
from culture_sim.scenario.scenario import Scenario

__all__ = [
    "GalleryEntry",
    "LeverInfo",
    "LeverSet",
    "Levers",
    "Manner",
    "Plan",
    "Rollout",
    "Scenario",
    "Waves",
    "check_file",
    "gallery",
    "lever_set",
    "levers_of",
    "load_scenario",
    "schema",
]
