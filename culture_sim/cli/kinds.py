"""What a file is, told by its ending or by the words at its top, so that a mix-up gets a useful answer."""

from pathlib import Path

from culture_sim.errors import InputError

ORGANISATION_WORDS = frozenset(
    {"staff", "teams", "professions", "directorates", "observed", "describes", "professions_matter"}
)
SCENARIO_WORDS = frozenset({"levers", "shows", "extends", "rollout", "diagnosis", "ends"})

_GIVEN = {
    "scenario": ("a scenario", "give it in the place of SCENARIO"),
    "organisation": ("an organisation file", "give it with --organisation"),
    "network": ("a staff network", "give it with --organisation"),
}


def kind_of(file: Path) -> str | None:
    """Tell a "scenario", an "organisation" or a "network"; None where the file does not.

    Raises:
        InputError: it is not a network, and not a YAML file of nested mappings either.
    """
    from culture_sim.organisation.from_graph import GRAPH_ENDINGS
    from culture_sim.scenario.document import read_document

    if file.suffix.lower() in GRAPH_ENDINGS:
        return "network"
    words = set(read_document(file))
    as_organisation, as_scenario = len(words & ORGANISATION_WORDS), len(words & SCENARIO_WORDS)
    if as_organisation == as_scenario:
        return None
    return "organisation" if as_organisation > as_scenario else "scenario"


def refuse_other_kinds(file: Path, *wanted: str) -> None:
    """Refuse a file that is plainly of a kind that belongs elsewhere.

    Raises:
        InputError: it is, or it cannot be read.
    """
    kind = kind_of(file)
    if kind is not None and kind not in wanted:
        what, instead = _GIVEN[kind]
        raise InputError(f"This is {what}; {instead}.", file)
