"""What became of one harm: the person, the colleagues, those harmed, half a year later. In both worlds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from culture_sim.figures.figure import Axis, Line, Panel, Rule, line_table
from culture_sim.figures.style import look
from culture_sim.settings import load_setting
from culture_sim.settings.nhs_trust.stories.harms import (
    AFTERMATH_WEEKS,
    Case,
    Harm,
    bad_week,
    case_of,
    shared_harms,
    trust_after_blame,
)
from culture_sim.stories.diary import Entry, Moment
from culture_sim.stories.event_sentences import counted, how_long, sentence_of, texts_of, when
from culture_sim.stories.names import name_of, out_of_hundred, profession_of, title_of_team
from culture_sim.stories.reveal import Reveal, SideBySide
from culture_sim.stories.two_worlds import TwoWorlds, WorldHistory


@dataclass(frozen=True, slots=True)
class Account:
    """What one world made of it, paragraph by paragraph: (heading, text)."""

    title: str
    paragraphs: tuple[tuple[str, str], ...]
    trust: tuple[float, ...]
    """The person's trust, a value a week, from `before` weeks before the harm on."""


@dataclass(frozen=True, slots=True)
class Aftermath:
    """One harm in both worlds, side by side."""

    harm: Harm
    name: str
    profession: str
    team: str
    scene: str
    before: int
    without: Account
    with_plan: Account
    heading: str
    """Of a figure of the person's trust."""
    mark: str
    """What the harm is called in it."""
    fairness_of_choice: str
    in_general: str
    """What all blamed people of the first world together lost and got back."""

    def lesson(self) -> str:
        """What blame cost this one person, and what came back."""
        lost, back = (100 * each for each in self._lost_and_back())
        if lost < 1:
            return f"Blame cost {self.name} next to no trust."
        return (
            f"Blame cost {self.name} {lost:.0f} points of trust (out of 100) in one week."
            f" {max(back, 0):.0f} of them had come back half a year later."
        )

    def recovered(self) -> float:
        """Share of the trust lost to blame that had come back half a year later; below 0 if it fell on."""
        lost, back = self._lost_and_back()
        return back / lost if lost > 0 else 1.0

    def _lost_and_back(self) -> tuple[float, float]:
        trust = self.without.trust
        lowest = trust[self.before + 1]
        return trust[self.before] - lowest, trust[-1] - lowest


def aftermath_of(worlds: TwoWorlds, harm: Harm, before: int = 13) -> Aftermath:
    """Tell one harm twice.

    Args:
        worlds: the two histories.
        harm: one of `shared_harms(worlds)`.
        before: weeks of the person's life shown before it.
    """
    name = name_of(harm.person)
    profession = profession_of(worlds.organisation, harm.post)
    team = title_of_team(worlds.organisation, harm.team)
    before = min(before, harm.week)
    texts = texts_of(worlds.organisation.setting)["aftermath"]
    shared = shared_harms(worlds)
    number, share = trust_after_blame(worlds.without)
    came = f"{100 * share:.0f} % of what they lost had come back" if share > 0 else "nothing had come back"
    scene = texts["scene"].format(when=when(harm.week), team=team, name=name, profession=profession)
    return Aftermath(
        harm,
        name,
        profession,
        team,
        scene,
        before,
        _account(worlds.without, harm, harm.answer_without, before),
        _account(worlds.with_plan, harm, harm.answer_with, before),
        texts["title"].format(name=name),
        texts["mark"],
        texts["choice"].format(
            shared=len(shared), differently=sum(each.answered_differently for each in shared)
        ),
        texts["in_general"].format(number=number, came=came) if number else "",
    )


def bad_week_twice(worlds: TwoWorlds) -> Reveal | None:
    """Step 1: the bad week in both hospitals; None where no such week came."""
    harm = bad_week(worlds)
    if harm is None:
        return None
    found = aftermath_of(worlds, harm)
    recovered = found.recovered()
    right = 0 if recovered >= 0.75 else 1 if recovered >= 0.45 else 2
    moments = tuple(
        Moment(number, heading, (Entry(harm.week, one, "", ""),), (Entry(harm.week, other, "", ""),))
        for number, ((heading, one), (_, other)) in enumerate(
            zip(found.without.paragraphs, found.with_plan.paragraphs, strict=True)
        )
    )
    diaries = SideBySide(found.scene, (found.without.title, found.with_plan.title), moments)
    notes = (("How it was picked.", found.fairness_of_choice), ("And the others?", found.in_general))
    panels = (aftermath_panel(found, worlds.provenance),)
    return Reveal(right, found.lesson(), (), (), "", diaries, panels, notes)


def aftermath_panel(found: Aftermath, provenance: str) -> Panel:
    """A person's trust before and after a harm, with the plan and without."""
    names = tuple(_around(week - found.before) for week in range(len(found.without.trust)))
    lines = []
    for each, place in ((found.without, None), (found.with_plan, 0)):
        colour, dashes = look(place)
        lines.append(Line(each.title, 100 * np.asarray(each.trust), colour=colour, dashes=dashes))
    columns, rows = line_table("When", names, lines[::-1], 0)
    at = found.before
    title = f"{found.name}'s trust: blame breaks it in a week, and half a year does not restore it"
    if found.recovered() > 0.75:
        title = found.heading
    words = "; ".join(
        f"{each.title}: {100 * each.trust[at]:.0f} before, {100 * each.trust[at + 1]:.0f} the week after, "
        f"{100 * each.trust[-1]:.0f} at the end"
        for each in (found.with_plan, found.without)
    )
    return Panel(
        title,
        Axis(names=names, every=13),
        Axis("Trust in a fair answer, out of 100", low=0.0, high=100.0, step=25.0),
        (*lines, Rule(at, found.mark)),
        description=f"Line chart of {found.name}'s trust out of 100. {words}.",
        columns=columns,
        rows=rows,
        file="bad_week",
        about=(provenance,),
        decimals=0,
        grows=True,
    )


def _account(history: WorldHistory, harm: Harm, answer: str, before: int) -> Account:
    name = name_of(harm.person)
    week, post = harm.week, harm.post
    last = min(week + AFTERMATH_WEEKS, history.weeks)
    trust = tuple(map(float, history.people["trust"][week - before : last + 1, post]))
    setting = load_setting(history.scenario.setting)
    texts = texts_of(setting)["aftermath"]
    sentence = sentence_of(setting, "harm_answered", answer, name)
    answered = case_of(history, harm).first("harm_answered")
    done = (
        texts["quality"].format(quality=out_of_hundred(answered.quality))
        if answered and answered.quality
        else ""
    )
    paragraphs = (
        ("The answer", f"{sentence.text} {done}".strip() if sentence is not None else ""),
        (name, _person(history, harm, last)),
        ("The colleagues", _colleagues(history, harm)),
        (texts["about_those_harmed"], _those_harmed(texts, case_of(history, harm), answer)),
        (f"{how_long(last - week).capitalize()} later", _later(history, harm, last)),
    )
    return Account(history.scenario.title, paragraphs, trust)


def _person(history: WorldHistory, harm: Harm, last: int) -> str:
    people, post, week = history.people, harm.post, harm.week
    text = []
    for column, title in (("trust", "Trust in a fair answer"), ("burnout", "Exhaustion")):
        earlier, now = (out_of_hundred(people[column][at, post]) for at in (week, week + 1))
        text.append(
            f"{title} goes from {earlier} to {now}." if earlier != now else f"{title} stays at {now}."
        )
    events = history.events_of(harm.person, post)
    began = events[(events.what == "investigated") & events.week.between(week, last)]
    if len(began):
        text.append("A formal investigation begins.")
    return " ".join(text)


def _colleagues(history: WorldHistory, harm: Harm) -> str:
    events = history.events
    saw = events[
        (events.week == harm.week) & (events.other == harm.person) & (events.what == "harm_witnessed")
    ].person.unique()
    if not len(saw):
        return "Nobody in the team sees what follows."
    safety = history.teams["safety"]
    after = min(harm.week + 13, history.weeks)
    earlier, later = (out_of_hundred(safety[at, harm.team]) for at in (harm.week, after))
    return (
        f"{counted(len(saw), 'colleague', 'colleagues').capitalize()} see how it is handled. How safe the"
        f" team feels to speak up: {earlier} before, {later} three months later."
    )


def _those_harmed(texts: dict[str, Any], case: Case, answer: str) -> str:
    """Whether they took part, what they needed, what was promised to them, and what they did."""
    said = [texts["answered"][answer]]
    met, closed = case.first("meeting"), case.first("case_closed")
    if met is not None:
        said.append(texts["took_part"][met.answer])
        kept, broken = case.number("action_kept"), case.number("action_broken")
        if kept + broken:
            said.append(texts["agreed"][(kept > 0) + (broken == 0)])
    end = closed or met
    if end is not None:
        said.append(texts["need_met"].format(met=out_of_hundred(end.quality)))
    for what, sentence in texts["reached"].items():
        event = case.first(what)
        if event is not None:
            after = event.week - case.week
            said.append(f"{sentence} {'in the same week' if after == 0 else f'{how_long(after)} later'}.")
    return " ".join(each for each in said if each)


def _later(history: WorldHistory, harm: Harm, last: int) -> str:
    name = name_of(harm.person)
    if history.person[last, harm.post] != harm.person:
        return f"{name} is no longer in the team."
    trust, safety, burnout = (
        out_of_hundred(history.people[column][last, harm.post])
        for column in ("trust", "psychological_safety", "burnout")
    )
    return f"{name}'s trust stands at {trust}, feeling safe to speak up at {safety}, exhaustion at {burnout}."


def _around(week: int) -> str:
    if week == 0:
        return "Just before"
    return f"{-week} weeks before" if week < 0 else f"Week {week}"
