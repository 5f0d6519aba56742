"""What became of one incident: the person, the colleagues, the family, half a year later. In both worlds."""

from __future__ import annotations

from dataclasses import dataclass

from culture_sim.settings import load_setting
from culture_sim.settings.nhs_trust.tables import Stage
from culture_sim.stories.event_sentences import counted, how_long, sentence_of, when
from culture_sim.stories.incidents import (
    AFTERMATH_WEEKS,
    Incident,
    case_of,
    shared_incidents,
    trust_after_blame,
)
from culture_sim.stories.names import name_of, out_of_hundred, profession_of, title_of_team
from culture_sim.stories.two_worlds import Case, TwoWorlds, WorldHistory


@dataclass(frozen=True, slots=True)
class Account:
    """What one world made of it, paragraph by paragraph: (heading, text)."""

    title: str
    paragraphs: tuple[tuple[str, str], ...]
    trust: tuple[float, ...]
    """The person's trust, a value a week, from `before` weeks before the incident on."""
    safety: tuple[float, ...]
    burnout: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Aftermath:
    """One incident in both worlds, side by side."""

    incident: Incident
    name: str
    profession: str
    team: str
    scene: str
    before: int
    without: Account
    with_plan: Account
    fairness_of_choice: str
    in_general: str
    """What all blamed people of the first world together lost and got back."""

    def lesson(self) -> str:
        """What blame cost this one person, and what came back."""
        trust = self.without.trust
        lost, back = (
            100 * (trust[self.before] - trust[self.before + 1]),
            100 * (trust[-1] - trust[self.before + 1]),
        )
        if lost < 1:
            return f"Blame cost {self.name} next to no trust."
        return (
            f"Blame cost {self.name} {lost:.0f} points of trust (out of 100) in one week."
            f" {max(back, 0):.0f} of them had come back half a year later."
        )

    def recovered(self) -> float:
        """Share of the trust lost to blame that had come back half a year later; below 0 if it fell on."""
        trust = self.without.trust
        earlier, apply_trust_event, later = trust[self.before], trust[self.before + 1], trust[-1]
        return (
            (later - apply_trust_event) / (earlier - apply_trust_event)
            if earlier > apply_trust_event
            else 1.0
        )


def aftermath_of(worlds: TwoWorlds, incident: Incident, before: int = 13) -> Aftermath:
    """Tell one incident twice.

    Args:
        worlds: the two histories.
        incident: one of `shared_incidents(worlds)`.
        before: weeks of the person's life shown before it.
    """
    name = name_of(incident.person)
    profession = profession_of(worlds.organisation, incident.post)
    team = title_of_team(worlds.organisation, incident.team)
    before = min(before, incident.week)
    scene = (
        f"{when(incident.week)}. Something goes wrong in {team}, and a patient comes to harm. {name},"
        f" {profession}, was closest to it. The same week, the same team, the same person, in both hospitals."
    )
    return Aftermath(
        incident,
        name,
        profession,
        team,
        scene,
        before,
        _account(worlds.without, incident, incident.answer_without, before),
        _account(worlds.with_plan, incident, incident.answer_with, before),
        _choice(worlds),
        _in_general(worlds),
    )


def _choice(worlds: TwoWorlds) -> str:
    shared = shared_incidents(worlds)
    differently = sum(incident.answered_differently for incident in shared)
    return (
        "The incident was picked by a rule, not by taste: the first after three years that was answered"
        f" differently and whose person was still there half a year later. Of {len(shared)} harms that came"
        f" to the same person in both hospitals in five years, {differently} were answered differently. The"
        " others were not: an embedded culture still blames at times."
    )


def _in_general(worlds: TwoWorlds) -> str:
    number, share = trust_after_blame(worlds.without)
    if not number:
        return ""
    came = f"{100 * share:.0f} % of what they lost had come back" if share > 0 else "nothing had come back"
    return (
        f"One person is an example and no proof. Of all {number} in the first hospital who were blamed after a"
        f" harm and still there half a year later, {came} by then."
    )


def _account(history: WorldHistory, incident: Incident, answer: str, before: int) -> Account:
    name = name_of(incident.person)
    week, post = incident.week, incident.post
    last = min(week + AFTERMATH_WEEKS, history.weeks)
    first = week - before
    lines = {
        column: tuple(float(value) for value in history.people[column][first : last + 1, post])
        for column in ("trust", "psychological_safety", "burnout")
    }
    sentence = sentence_of(load_setting(history.scenario.setting), "harm", answer, name)
    paragraphs = (
        ("The answer", sentence.text.split(". ", 1)[1] if sentence is not None else ""),
        (name, _person(history, incident, last)),
        ("The colleagues", _colleagues(history, incident)),
        ("The family", _family(case_of(history, incident), week, history.weeks)),
        (f"{how_long(last - week).capitalize()} later", _later(history, incident, last)),
    )
    title = history.scenario.title
    return Account(title, paragraphs, lines["trust"], lines["psychological_safety"], lines["burnout"])


def _person(history: WorldHistory, incident: Incident, last: int) -> str:
    people, post, week = history.people, incident.post, incident.week
    text = []
    for column, title in (("trust", "Trust in a fair answer"), ("burnout", "Exhaustion")):
        earlier, now = (out_of_hundred(people[column][at, post]) for at in (week, week + 1))
        text.append(
            f"{title} goes from {earlier} to {now}." if earlier != now else f"{title} stays at {now}."
        )
    events = history.events_of(incident.person, post)
    began = events[(events.what == "investigated") & events.week.between(week, last)]
    if len(began):
        text.append("A formal investigation begins.")
    return " ".join(text)


def _colleagues(history: WorldHistory, incident: Incident) -> str:
    events = history.events
    saw = events[
        (events.week == incident.week) & (events.team == incident.team) & (events.what == "witnessed")
    ]
    if not len(saw):
        return "Nobody in the team sees what follows."
    safety = history.teams["safety"]
    after = min(incident.week + 13, history.weeks)
    earlier, later = (out_of_hundred(safety[at, incident.team]) for at in (incident.week, after))
    return (
        f"{counted(len(saw), 'colleague', 'colleagues').capitalize()} see how it is handled. How safe the"
        f" team feels to speak up: {earlier} before, {later} three months later."
    )


def _family(case: Case | None, week: int, weeks: int) -> str:
    if case is None:
        return "The patient's record is closed."
    text = [
        f"Of what the patient and the family need now, {out_of_hundred(case.need_met)} in 100 parts are met."
    ]
    if Stage.IN_PROCESS in case.stages:
        text.append("They take part in the conversation.")
    elif case.stages and case.stages[0] == Stage.SEEKING_ANSWERS:
        text.append("They go on looking for answers.")
    for stage, sentence in (
        (Stage.COMPLAINED, "They complain in writing"),
        (Stage.OMBUDSMAN, "They go to the ombudsman"),
        (Stage.CLAIMED, "Their claim for negligence arrives"),
    ):
        reached = case.reached(stage)
        if reached is not None and week + reached < weeks:
            text.append(f"{sentence} {'in the same week' if reached == 0 else f'{how_long(reached)} later'}.")
    return " ".join(text)


def _later(history: WorldHistory, incident: Incident, last: int) -> str:
    people, post = history.people, incident.post
    name = name_of(incident.person)
    if history.person[last, post] != incident.person:
        return f"{name} is no longer in the team."
    return (
        f"{name}'s trust stands at {out_of_hundred(people['trust'][last, post])}, feeling safe to speak up at"
        f" {out_of_hundred(people['psychological_safety'][last, post])}, exhaustion at"
        f" {out_of_hundred(people['burnout'][last, post])}."
    )
