"""Events in plain words: one sentence for everything that can happen to somebody."""

from __future__ import annotations

from typing import NamedTuple

WEEKS_A_YEAR = 52
_NOTICEABLE = 0.005


class EventSentence(NamedTuple):
    """A sentence, and what kind of moment it is: "hurt", "repair", "learning", "change" or "quiet"."""

    text: str
    kind: str


_SENTENCES: dict[tuple[str, str], EventSentence] = {
    ("harm", "blame"): EventSentence(
        "A patient comes to harm, and {name} was closest. The question asked is whose fault it was: {name} is"
        " blamed.",
        "hurt",
    ),
    ("harm", "restorative"): EventSentence(
        "A patient comes to harm, and {name} was closest. Those affected meet and ask what happened, who was"
        " hurt and what is needed now.",
        "repair",
    ),
    ("harm", "hidden"): EventSentence(
        "A patient comes to harm, and {name} was closest. Nobody says so. {name} carries it alone.", "hurt"
    ),
    ("witnessed", "blame"): EventSentence(
        "{name} watches a colleague being blamed after something went wrong.", "hurt"
    ),
    ("witnessed", "restorative"): EventSentence(
        "{name} sees how a colleague and a family are brought together after something went wrong.", "repair"
    ),
    ("investigated", "none"): EventSentence("A formal investigation into {name} begins.", "hurt"),
    ("investigation_ended", "no_case"): EventSentence(
        "The investigation ends: {name} has no case to answer.", "change"
    ),
    ("investigation_ended", "case_found"): EventSentence(
        "The investigation into {name} ends with a finding.", "hurt"
    ),
    ("conflict", "settled_between_them"): EventSentence(
        "{name} and {other} fall out, and settle it between them.", "quiet"
    ),
    ("conflict", "facilitated"): EventSentence(
        "{name} and {other} fall out. A trained colleague helps them to talk, and it is settled.", "repair"
    ),
    ("conflict", "unresolved"): EventSentence("{name} and {other} fall out, and it is not settled.", "hurt"),
    ("grievance", "none"): EventSentence("{name} files a formal grievance against {other}.", "hurt"),
    ("broken_promise", "none"): EventSentence(
        "What was agreed after the harm is not done. {name} notices.", "hurt"
    ),
    ("trained", "none"): EventSentence(
        "{name} takes part in a half-day on restorative practice.", "learning"
    ),
    ("refreshed", "none"): EventSentence("{name} takes part in a refresher.", "learning"),
    ("became_champion", "none"): EventSentence(
        "{name} trains for three days, and becomes a champion who coaches the team.", "learning"
    ),
    ("became_facilitator", "none"): EventSentence(
        "{name} trains to help colleagues who have fallen out.", "learning"
    ),
    ("joined", "none"): EventSentence("{name} joins the team.", "change"),
    ("left", "none"): EventSentence("{name} leaves the organisation.", "change"),
    ("promoted", "none"): EventSentence("{name} becomes the leader of the team.", "change"),
    ("complaint", "none"): EventSentence("The patient's family complains in writing.", "hurt"),
    ("ombudsman", "none"): EventSentence("The family takes its complaint to the ombudsman.", "hurt"),
    ("claim", "none"): EventSentence("A claim for negligence arrives.", "hurt"),
}
"""What is said of (event, answer). Events of the organisation, which name nobody, are left out on purpose."""

_FROM_THE_OTHER_SIDE: dict[tuple[str, str], EventSentence] = {
    ("grievance", "none"): EventSentence("{other} files a formal grievance against {name}.", "hurt")
}


def sentence_of(
    what: str, answer: str, name: str, other: str = "a colleague", *, is_other: bool = False
) -> EventSentence | None:
    """One event as a sentence about `name`; None for what no story tells.

    Args:
        what: the event, as the log calls it.
        answer: how it was answered, as the log calls it.
        name: whose story it is.
        other: the other side.
        is_other: whether the event was noted for the other side, and `name` is who it happened with.
    """
    key = (what, answer)
    sentence = _FROM_THE_OTHER_SIDE.get(key) if is_other else None
    sentence = sentence or _SENTENCES.get(key)
    if sentence is None:
        return None
    return EventSentence(sentence.text.format(name=name, other=other), sentence.kind)


def change_in_words(trust: float, safety: float, burnout: float) -> str:
    """What an event changed, such as "trust 12 down, exhaustion 9 up"; "" if next to nothing."""
    parts = []
    for title, change in (("trust", trust), ("feeling safe to speak up", safety), ("exhaustion", burnout)):
        if abs(change) >= _NOTICEABLE:
            parts.append(f"{title} {100 * abs(change):.0f} {'up' if change > 0 else 'down'}")
    return ", ".join(parts)


def when(week: int) -> str:
    """A week of the programme as people say it, such as "Year 4, week 5"."""
    if week < 0:
        return f"{-week} week{'' if week == -1 else 's'} before the start"
    return f"Year {week // WEEKS_A_YEAR + 1}, week {week % WEEKS_A_YEAR + 1}"


def how_long(weeks: int) -> str:
    """A length of time as people say it, such as "half a year"."""
    known = {
        0: "the same week",
        1: "one week",
        4: "a month",
        13: "three months",
        26: "half a year",
        52: "a year",
    }
    return known.get(weeks, f"{weeks} weeks")


def as_list(parts: list[str]) -> str:
    """Words joined as in a sentence: "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun, such as "no colleague", "one colleague" or "19 colleagues"."""
    if number == 0:
        return f"no {one}"
    return f"one {one}" if number == 1 else f"{number} {many}"
