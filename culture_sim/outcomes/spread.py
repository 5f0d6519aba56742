"""How far an outcome differs between persons and between organisations: what an effect is standardised by."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import yaml


class Spread(NamedTuple):
    """Standard deviations of an outcome, in its unit.

    Attributes:
        persons: between the people of one organisation; None for what no person has, such as a rate of complaints.
        organisations: between organisations, of one year; None where it is not known.
        source: where that between organisations is from.
        observed: whether that is made from data, not from simulated organisations.
    """

    persons: float | None
    organisations: float | None
    source: str
    observed: bool = False


NO_SPREAD = Spread(None, None, "")


def read_spreads(file: Path) -> dict[str, Spread]:
    """The spreads of a setting's file, by key of the outcome; none where there is no file.

    What was observed takes the place of what was simulated.
    """
    if not file.is_file():
        return {}
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    persons, organisations = said["between_persons"], said["between_organisations"]
    observed = said.get("observed") or {}
    return {
        key: Spread(
            persons.get(key),
            observed[key]["sd"] if key in observed else organisations.get(key),
            observed[key]["source"] if key in observed else said["simulated"],
            key in observed,
        )
        for key in {**organisations, **persons, **observed}
    }
