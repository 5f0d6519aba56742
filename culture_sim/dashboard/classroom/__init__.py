"""The classroom's panels: the guided story, two organisations to look around in, and what helps the trainer."""

from culture_sim.dashboard.classroom.page import Classroom

__all__ = ["Classroom"]
