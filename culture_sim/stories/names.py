"""Names for people and teams who are made up, so that a walk reads like a story and not like a table."""

from culture_sim.organisation import Organisation
from culture_sim.stories.event_sentences import texts_of

FIRST_NAMES = (
    "Alex", "Amal", "Andie", "Ariel", "Ash", "Avery", "Bao", "Blair", "Cameron", "Charlie", "Chi",
    "Dana", "Drew", "Eden", "Ellis", "Emery", "Finley", "Frankie", "Harper", "Hayden", "Ikram",
    "Indra", "Jamie", "Jesse", "Jo", "Jordan", "Jude", "Kai", "Kiran", "Kit", "Lee", "Lou",
    "Marley", "Micah", "Morgan", "Nat", "Nicky", "Noor", "Nur", "Olu", "Parker", "Pat", "Quinn",
    "Reese", "Remi", "Riley", "Robin", "Rowan", "Sacha", "Sam", "Sage", "Shea", "Sky", "Taylor",
    "Temi", "Toni", "Val", "Winter", "Yuki",
)  # fmt: skip
"""Names that tell nothing about gender; the model knows none."""


def name_of(person: int) -> str:
    """A first name for an identity; the same identity always has the same one."""
    return FIRST_NAMES[(person * 37) % len(FIRST_NAMES)]


def profession_of(organisation: Organisation, post: int) -> str:
    """The profession of a post as a story says it, such as "a nurse"."""
    key = organisation.profession_names[int(organisation.profession_of_post[post])]
    known: str = texts_of(organisation.setting)["professions"].get(key, f"in {key.replace('_', ' ')}")
    return known


def title_of_team(organisation: Organisation, team: int) -> str:
    """The name of a team as a story says it, such as "Women and children 2"."""
    return organisation.team_names[team].replace("_", " ").capitalize()


def out_of_hundred(share: float) -> str:
    """An index between 0 and 1 as people read it, such as "43"."""
    return f"{100 * share:.0f}"
