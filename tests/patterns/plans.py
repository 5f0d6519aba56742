"""What leaders do: levers with their strengths over time, and the scenarios of section 6."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from culture_sim.engine.columns import columns
from culture_sim.engine.tables import Manner, Schedule
from culture_sim.scenario.declarations import CORE_TEAMS, levers_of
from culture_sim.settings.nhs_trust.tables import Levers
from tests.reference.specified import NEVER

NOBODY_LEAVES = np.zeros((1, 3))
"""No scenario makes leaders leave."""


@dataclass(frozen=True)
class Lever:
    """Strength that grows over `ramp` weeks from `start` on, until `end` (weeks after the launch)."""

    strength: float
    start: int = 0
    ramp: int = 1
    end: int = NEVER

    def at(self, week: int) -> float:
        if not self.start <= week < self.end:
            return 0.0
        return self.strength * min(1.0, (week - self.start + 1) / self.ramp)


@dataclass(frozen=True)
class Plan:
    """Levers and the manner in which they are carried out."""

    levers: dict[str, Lever] = field(default_factory=dict)
    voluntary: float = 1.0
    accountability: float = 1.0
    follow_through: float = 1.0
    course_quality: float = 1.0
    targeting: float = 1.0
    cover: float = 1.0

    def at(self, week: int) -> dict[str, float]:
        """Strength of each lever in a week after the launch."""
        return {name: lever.at(week) for name, lever in self.levers.items()}

    def begun_at_once(self) -> Plan:
        """The same with every lever in full force from the launch on."""
        return replace(self, levers={name: Lever(lever.strength) for name, lever in self.levers.items()})

    def changed(self, **levers: Lever | None) -> Plan:
        """The plan with levers added, changed, or (None) left out."""
        merged = {**self.levers, **levers}
        return replace(self, levers={name: lever for name, lever in merged.items() if lever is not None})


FUNDED = frozenset(
    {
        "leadership_modelling", "shared_language", "refreshers", "everyday_conversations", "circles",
        "restorative_supervision",
        "formal_processes", "peer_facilitators", "measurement_and_feedback", "relationship_time", "power_sharing",
        "co_production", "multi_agency_alignment",
    }
)  # fmt: skip
"""What needs money again every week, and so the sponsor (27)."""

EMBEDDED = Plan(
    {
        "leadership_modelling": Lever(0.9, 0, 26),
        "staff_engagement": Lever(0.8, 0, 13),
        "shared_language": Lever(0.8, 0, 26),
        "introduction": Lever(1.0, 0, 26),
        "champions": Lever(0.08, 0, 26),
        "refreshers": Lever(1.0, 52, 1),
        "backfill": Lever(0.6, 0, 1),
        "everyday_conversations": Lever(0.8, 13, 26),
        "circles": Lever(0.8, 13, 26),
        "formal_processes": Lever(0.8, 26, 26),
        "peer_facilitators": Lever(0.02, 26, 26),
        "relationship_time": Lever(0.6, 26, 26),
        "restorative_supervision": Lever(0.8, 26, 26),
        "power_sharing": Lever(0.7, 26, 26),
        "multi_agency_alignment": Lever(0.5, 52, 52),
        "measurement_and_feedback": Lever(0.8, 0, 13),
        "hr_policy": Lever(0.8, 26, 52),
        "complaints_policy": Lever(0.8, 26, 52),
        "patient_safety_policy": Lever(0.8, 26, 52),
        "succession": Lever(0.8, 0, 1),
        "induction": Lever(0.9, 26, 13),
        "co_production": Lever(0.5, 52, 26),
        "diagnosis": Lever(1.0, 0, 1),
    }
)


def _of_embedded(*names: str) -> dict[str, Lever]:
    return {name: EMBEDDED.levers[name] for name in names}


def _until(week: int, levers: dict[str, Lever]) -> dict[str, Lever]:
    return {name: replace(lever, end=week) for name, lever in levers.items()}


def _halved(levers: dict[str, Lever]) -> dict[str, Lever]:
    return {name: replace(lever, strength=lever.strength / 2) for name, lever in levers.items()}


POLICIES = ("hr_policy", "complaints_policy", "patient_safety_policy")

_IN_A_THIRD = Plan(
    _of_embedded(
        "leadership_modelling", "everyday_conversations", "circles", "restorative_supervision", "backfill",
        "measurement_and_feedback", "succession",
        "diagnosis",
    ),
    cover=0.33,
)  # fmt: skip

PLANS = {
    "blame_culture": Plan(),
    "embedded": EMBEDDED,
    "bolted_on": Plan(
        _until(
            78,
            {
                **_of_embedded("introduction", "champions", "everyday_conversations", "formal_processes"),
                "staff_engagement": Lever(0.4, 0, 1),
            },
        )
    ),
    "training_only": Plan(
        {
            "introduction": Lever(1.0, 0, 26),
            "champions": Lever(0.45, 0, 26),
            "refreshers": Lever(12.0, 26, 1),
            "staff_engagement": Lever(0.8, 0, 1),
            "backfill": Lever(1.0, 0, 1),
            "induction": Lever(0.9, 26, 1),
        }
    ),
    "leadership_only": Plan(_of_embedded("leadership_modelling")),
    "policy_only": Plan(_of_embedded(*POLICIES)),
    "done_badly": Plan(
        {
            **_of_embedded(
                "introduction", "champions", "everyday_conversations", "circles", "formal_processes",
                "restorative_supervision",
                "power_sharing", "relationship_time",
            ),
            **{name: Lever(0.8, 26, 13) for name in POLICIES},
        },
        voluntary=0.0,
        accountability=0.0,
        follow_through=0.2,
        course_quality=0.4,
    ),
    "without_leadership": EMBEDDED.changed(leadership_modelling=None),
    "without_succession": EMBEDDED.changed(succession=None),
    "without_measurement": EMBEDDED.changed(measurement_and_feedback=None),
    "without_backfill": EMBEDDED.changed(backfill=None),
    "without_engagement": EMBEDDED.changed(staff_engagement=None),
    "embedded_essentials": Plan(
        _of_embedded(
            "leadership_modelling", "staff_engagement", "introduction", "champions", "refreshers",
            "backfill", "circles",
            "formal_processes", "measurement_and_feedback", *POLICIES, "succession", "induction",
        )
    ),
    "embedded_then_stopped": Plan(_until(156, EMBEDDED.levers)),
    "half_measures": Plan(_halved(EMBEDDED.levers)),
    "training_once": Plan(
        {
            "introduction": Lever(1.0, 0, 26),
            **_until(78, {"champions": Lever(0.08, 0, 26), "staff_engagement": Lever(0.4, 0, 1)}),
        }
    ),
    "third_targeted": replace(_IN_A_THIRD, targeting=1.0),
    "third_random": replace(_IN_A_THIRD, targeting=0.0),
    "alone_power_sharing": Plan(_of_embedded("power_sharing")),
    "answers_only": Plan(
        _of_embedded(
            "leadership_modelling", "formal_processes", "peer_facilitators", "hr_policy",
            "patient_safety_policy", "measurement_and_feedback",
        )
    ),
}  # fmt: skip


def programme_of(plan: Plan, launch: int = 208, weeks: int = 600) -> Schedule:
    """A plan as the engine takes it. One without levers is launched too: from then on its sponsor may change."""
    names = list(columns(Levers))
    table = np.zeros((weeks, len(names)))
    for week in range(weeks):
        for name, strength in plan.at(week).items():
            table[week, names.index(name)] = strength
    manner = Manner(
        plan.voluntary,
        plan.accountability,
        plan.follow_through,
        plan.course_quality,
        plan.targeting,
        plan.cover,
    )
    funded = np.array([name in FUNDED for name in names])
    teams = {lever.field: CORE_TEAMS.index(lever.core_team) for lever in levers_of("nhs_trust")}
    return Schedule(
        table[:, None], funded, np.array([teams[name] for name in names]), launch, manner, NOBODY_LEAVES
    )
