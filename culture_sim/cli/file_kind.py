"""What a file is, by its ending or by the words at its top, so that a mix-up gets a useful answer."""

from pathlib import Path

from culture_sim.errors import InputError

ORGANISATION_WORDS = frozenset(
    {"staff", "teams", "professions", "directorates", "observed", "describes", "professions_matter"}
)
SCENARIO_WORDS = frozenset({"levers", "shows", "extends", "rollout", "diagnosis", "manner", "ends"})

STUDY_WORDS = frozenset({"asks", "scenarios", "factors", "design", "seeds", "stop", "budget", "draws"})

_WORDS = {"scenario": SCENARIO_WORDS, "organisation": ORGANISATION_WORDS, "study": STUDY_WORDS}
_GIVEN = {
    "scenario": ("a scenario", "give it in the place of SCENARIO"),
    "organisation": ("an organisation file", "give it with --organisation"),
    "study": ("a study file", "give it to `culture-sim study check` or `culture-sim study run`"),
    "network": ("a staff network", "give it with --organisation"),
    "statistics": (
        "a table of official statistics on many organisations",
        "say with --authority NAME which of them is meant",
    ),
}


def kind_of(file: Path) -> str | None:
    """Tell a "scenario", an "organisation", a "study", a "network" or "statistics"; None where the file does not.

    Raises:
        InputError: it is not a network, and not a YAML file of nested mappings either.
    """
    from culture_sim.inputs.located_yaml import read_document
    from culture_sim.organisation.official import statistics_setting
    from culture_sim.organisation.source import GRAPH_ENDINGS, OTHER_FORMATS, refuse_other_formats

    if file.suffix.lower() in GRAPH_ENDINGS:
        return "statistics" if statistics_setting(file) else "network"
    if file.suffix.lower() in OTHER_FORMATS:
        refuse_other_formats(file)
    words = set(read_document(file))
    counts = sorted((len(words & known), kind) for kind, known in _WORDS.items())
    (second, _), (first, kind) = counts[-2:]
    return kind if first > second else None


def refuse_other_kinds(file: Path, *wanted: str) -> None:
    """Refuse a file that is plainly of a kind that belongs elsewhere.

    Raises:
        InputError: it is, or it cannot be read.
    """
    kind = kind_of(file)
    if kind is not None and kind not in wanted:
        what, instead = _GIVEN[kind]
        raise InputError(f"This is {what}; {instead}.", file)
