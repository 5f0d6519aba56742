"""The one table of levers: names, plain words, units, ranges. Plans, help, pages and dashboards read it."""

from __future__ import annotations

from typing import NamedTuple


class LeverInfo(NamedTuple):
    """One lever that leaders can set."""

    path: str
    """Where it stands under `levers:`, dotted."""
    title: str
    """Name in plain words."""
    sentence: str
    """What it is, in one sentence."""
    measure: str
    """The word for its amount in a scenario file."""
    unit: str
    """What the amount counts."""
    high: float
    """Largest amount. The smallest is 0: the lever is not used."""
    field: str
    """Its array in the Plan."""
    symbol: str
    """Its symbol in the model document (2.3), or the section that adds it."""

    @property
    def low(self) -> float:
        """Smallest amount."""
        return 0.0

    @property
    def amount_path(self) -> str:
        """Dotted path of the amount in a scenario, for sweeps and sliders."""
        return f"levers.{self.path}.{self.measure}"


_FULL = "strength, 0 to 1"
_STAFF = "share of staff"

LEVERS: tuple[LeverInfo, ...] = (
    LeverInfo(
        "leadership_modelling", "Leadership modelling",
        "Team leaders are supported to admit mistakes, invite challenge and answer harm with curiosity.",
        "strength", _FULL, 1, "leadership_modelling", "lead",
    ),
    LeverInfo(
        "shared_language", "Shared language",
        "A vision written with staff, and words that all use, so that restorative practice is recognised.",
        "strength", _FULL, 1, "shared_language", "vision",
    ),
    LeverInfo(
        "training.introduction", "Half-day introduction",
        "Staff take part in one half-day of hands-on training.",
        "reach", "share of staff who are offered a place", 1, "introduction", "intro",
    ),
    LeverInfo(
        "training.champions", "Champions",
        "Some staff have three days of training and then coach their colleagues.",
        "share", _STAFF, 1, "champions", "champs",
    ),
    LeverInfo(
        "training.refreshers", "Refreshers",
        "Training is repeated, so that what was learned is not lost.",
        "a_year", "sessions a year for everyone who has been trained", 12, "refreshers", "refresh",
    ),
    LeverInfo(
        "training.backfill", "Backfill",
        "Time given to training and restorative work is covered by other staff, and so paid for.",
        "strength", "share of the time that is covered", 1, "backfill", "backfill",
    ),
    LeverInfo(
        "everyday_conversations", "Everyday conversations",
        "Short circles and restorative questions are expected in daily work and given time.",
        "strength", _FULL, 1, "everyday_conversations", "everyday",
    ),
    LeverInfo(
        "formal_processes", "Formal restorative processes",
        "Trained facilitators are there for dialogue after harm and for conferences with families.",
        "strength", _FULL, 1, "formal_processes", "formal",
    ),
    LeverInfo(
        "relationship_time", "Time for relationships",
        "Staff have time to build a relationship with patients and families before the task.",
        "strength", _FULL, 1, "relationship_time", "relational",
    ),
    LeverInfo(
        "restorative_supervision", "Restorative supervision",
        "Supervision is reflective, attends to the emotional load of the work and mends ruptures.",
        "strength", _FULL, 1, "restorative_supervision", "supervision",
    ),
    LeverInfo(
        "power_sharing", "Power sharing",
        "Decisions are shared, language is plain, and families and junior staff are invited to challenge.",
        "strength", _FULL, 1, "power_sharing", "power",
    ),
    LeverInfo(
        "multi_agency_alignment", "Multi-agency alignment",
        "Partner agencies share the language, the training and the way of responding to harm.",
        "strength", _FULL, 1, "multi_agency_alignment", "agency",
    ),
    LeverInfo(
        "measurement_and_feedback", "Measurement and feedback",
        "What matters is measured, told back to teams and shown to the board, so that it is learned from.",
        "strength", _FULL, 1, "measurement_and_feedback", "measure",
    ),
    LeverInfo(
        "policy_integration.hr", "HR policy",
        "Disciplinary and grievance policy looks for context and repair before blame and sanction.",
        "strength", _FULL, 1, "hr_policy", "pol_hr",
    ),
    LeverInfo(
        "policy_integration.complaints", "Complaints policy",
        "Complaints are met early, in person and openly.",
        "strength", _FULL, 1, "complaints_policy", "pol_cmp",
    ),
    LeverInfo(
        "policy_integration.patient_safety", "Patient safety policy",
        "After harm, the people affected are brought together to understand, repair and learn.",
        "strength", _FULL, 1, "patient_safety_policy", "pol_saf",
    ),
    LeverInfo(
        "succession", "Succession",
        "New leaders and sponsors are chosen and prepared so that the way of working outlives people.",
        "strength", _FULL, 1, "succession", "sustain",
    ),
    LeverInfo(
        "induction", "Induction",
        "New staff learn restorative practice when they join.",
        "strength", "share of new staff", 1, "induction", "induct",
    ),
    LeverInfo(
        "peer_facilitators", "Peer facilitators",
        "Some colleagues are trained to help others talk before a conflict hardens into a grievance.",
        "share", _STAFF, 0.05, "peer_facilitators", "2.11.7",
    ),
    LeverInfo(
        "co_production", "Co-production",
        "Patients and families take part in redesigning services and in circles after incidents.",
        "strength", _FULL, 1, "co_production", "2.11.8",
    ),
    LeverInfo(
        "staff_engagement", "Staff engagement",
        "Staff of every group, from consultants to porters, shape the change and have a voice in it.",
        "strength", _FULL, 1, "staff_engagement", "engage",
    ),
)  # fmt: skip
"""Every lever, in the order of the Plan."""

LEVER_OF_PATH = {lever.path: lever for lever in LEVERS}
