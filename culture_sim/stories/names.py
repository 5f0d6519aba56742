"""Names for people and teams who are made up, so that a walk reads like a story and not like a table."""

from culture_sim.organisation import Organisation

FIRST_NAMES = (
    "Alex", "Amal", "Andie", "Ariel", "Ash", "Avery", "Bao", "Blair", "Cameron", "Charlie", "Chi",
    "Dana", "Drew", "Eden", "Ellis", "Emery", "Finley", "Frankie", "Harper", "Hayden", "Ikram",
    "Indra", "Jamie", "Jesse", "Jo", "Jordan", "Jude", "Kai", "Kiran", "Kit", "Lee", "Lou",
    "Marley", "Micah", "Morgan", "Nat", "Nicky", "Noor", "Nur", "Olu", "Parker", "Pat", "Quinn",
    "Reese", "Remi", "Riley", "Robin", "Rowan", "Sacha", "Sam", "Sage", "Shea", "Sky", "Taylor",
    "Temi", "Toni", "Val", "Winter", "Yuki",
)  # fmt: skip
"""Names that tell nothing about gender; the model knows none."""

_PROFESSIONS = {
    "doctors": "a doctor",
    "nurses_and_midwives": "a nurse",
    "allied_health_and_scientists": "a therapist",
    "healthcare_assistants": "a healthcare assistant",
    "managers": "a manager",
    "administrative_staff": "an administrator",
    "estates_and_facilities": "a porter",
}


def name_of(person: int) -> str:
    """A first name for an identity; the same identity always has the same one."""
    return FIRST_NAMES[(person * 37) % len(FIRST_NAMES)]


def profession_of(organisation: Organisation, post: int) -> str:
    """The profession of a post as a story says it, such as "a nurse"."""
    key = organisation.profession_names[int(organisation.profession_of_post[post])]
    return _PROFESSIONS.get(key, f"in {key.replace('_', ' ')}")


def title_of_team(organisation: Organisation, team: int) -> str:
    """The name of a team as a story says it, such as "Women and children 2"."""
    return organisation.team_names[team].replace("_", " ").capitalize()


def out_of_hundred(share: float) -> str:
    """An index between 0 and 1 as people read it, such as "43"."""
    return f"{100 * share:.0f}"
