"""The year of one family in one service in words, quarter by quarter: who came, what was told, promised and thought."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from culture_sim.settings import load_setting
from culture_sim.settings.childrens_social_work.stories.family import (
    FOLLOWED_WEEKS,
    QUARTER,
    QUARTERS,
    Chosen,
    FamilyYear,
    records,
)
from culture_sim.stories.diary import Entry
from culture_sim.stories.event_sentences import counted, texts_of, times
from culture_sim.stories.names import name_of, out_of_hundred
from culture_sim.stories.two_worlds import TwoWorlds, WorldHistory

AGENCIES = ("met_schools", "met_police", "met_health")
MANNERS = ("with", "for", "to")
ENDINGS = {
    "assessment": "After a year the assessment still goes on.",
    "in_need": "After a year there is a child in need plan.",
    "protection": "After a year there is a child protection plan.",
    "pre_proceedings": "After a year they wait for whether it comes to court.",
    "court": "After a year the case is in court.",
    "looked_after": "After a year the children are looked after by the service.",
}
TOLD_AFTER = ("referred", "came_into_care", "child_harmed", "moved")
"""What is told of the second year."""


def moments_of(history: WorldHistory, year: FamilyYear) -> list[tuple[str, tuple[Entry, ...]]]:
    """The year in a service, quarter by quarter: title and entries."""
    texts = texts_of(load_setting(history.scenario.setting))["of_family"]
    found = []
    for quarter in range(QUARTERS):
        first, end = quarter * QUARTER, (quarter + 1) * QUARTER
        rows = records(year.events[year.events.week.between(first, end - 1)])
        entries = [*_singly(rows, year, texts)]
        if year.last_week > first:
            entries = [*_visits(rows, end), *entries, _standing(year, end)]
        found.append((f"Months {3 * quarter + 1} to {3 * quarter + 3}", tuple(entries)))
    return found


def _visits(rows: list[dict[str, Any]], end: int) -> list[Entry]:
    """Who came, how they acted, and what was said and not said."""
    visits = [row for row in rows if row["what"] == "visit"]
    if not visits:
        return [Entry(end - 1, "Nobody comes.", "", "hurt")]
    manners = Counter(str(row["answer"]) for row in visits)
    names = list(dict.fromkeys(name_of(int(row["person"])) for row in visits))
    acted = ", ".join(f"{manners[manner]} {manner} them" for manner in MANNERS if manners[manner])
    told = sum(row["what"] == "disclosure" for row in rows)
    alone = sum(row["what"] == "seen_alone" for row in rows)
    text = f"{' and '.join(names)} visit{'s' if len(names) == 1 else ''} {times(len(visits))}: {acted}."
    said = (
        f"They tell something of what is wrong {times(told)}; at {counted(len(visits) - told, 'visit', 'visits')} they"
        " do not."
        if told
        else "They tell nothing of what is wrong."
    )
    if alone:
        said += f" The children are seen alone {times(alone)}."
    met = Counter(str(row["answer"]) for row in rows if row["what"] in AGENCIES)
    entries = [
        Entry(end - 1, text, "", "repair" if 2 * manners["with"] > len(visits) else "change"),
        Entry(end - 1, said, "", "repair" if told else "hurt"),
    ]
    if met.total():
        both = met["both_with"]
        text = f"School, police or health are there {times(met.total())}"
        text += (
            f", {times(both)} with everybody acting with them."
            if both
            else ", never with everybody acting with them."
        )
        entries.append(Entry(end - 1, text, "", "repair" if both else "change"))
    return entries


def _singly(rows: list[dict[str, Any]], year: FamilyYear, texts: dict[str, Any]) -> list[Entry]:
    """What is told one by one, in order; a review with all that belongs to it is one entry."""
    entries = []
    for place, row in enumerate(rows):
        what, answer, week = str(row["what"]), str(row["answer"]), int(row["week"])
        if what == "review":
            entries.append(_review(rows, place, year))
            continue
        said = texts.get(what, {}).get(answer)
        if said is not None:
            text = said["text"].format(worker=name_of(int(row["person"])))
            entries.append(Entry(week, text, "", said["kind"]))
    return entries


def _review(rows: list[dict[str, Any]], place: int, year: FamilyYear) -> Entry:
    """Who came, who decided, whose plan it is, what the service thought and what was true."""
    row, week = rows[place], int(rows[place]["week"])
    of_week = {str(each["what"]): each for each in rows if each["week"] == week}
    held = of_week.get("facilitated")
    is_first = week == year.assessed
    form = {"none": "The assessment ends" if is_first else "Review"} | {
        "restorative_conference": "Restorative conference",
        "family_meeting": "Family meeting with a facilitator",
        "reparation": "Meeting in which harm is repaired",
    }
    came = {"came": "they come", "stayed_away": "they stay away", "made_to_come": "they are made to come"}
    title = form[str(held["answer"]) if held is not None else "none"]
    manner = str(row["answer"])
    text = f"{title}: {came[str(of_week['at_review']['answer'])]}, and it is decided {manner} them."
    text += f" The plan is their own in {out_of_hundred(float(row['quality']))} of 100 parts."
    judged = of_week.get("risk_judged")
    if judged is not None:
        seen = min(max(float(judged["quality"]), 0.0), 1.0)
        text += f" The service sees a risk of {out_of_hundred(seen)}"
        true = year.risk[week] if np.isfinite(year.risk[week]) else year.risk[max(week - 1, 0)]
        text += f"; it is {out_of_hundred(true)}." if np.isfinite(true) else "."
    if "promised" in of_week:
        text += " Something is promised."
    return Entry(week, text, "", {"with": "repair", "to": "hurt"}.get(manner, "change"))


def _standing(year: FamilyYear, end: int) -> Entry:
    """Where things stand as the quarter ends, or as the case does."""
    at = min(end, year.last_week) - 1
    trust, risk, known = (out_of_hundred(values[at]) for values in (year.trust, year.risk, year.known))
    text = f"Trust in their worker: {trust}. Real risk: {risk}, of which {known} in 100 parts are known."
    return Entry(end - 1, text, "", "quiet")


def ending_of(history: WorldHistory, year: FamilyYear) -> tuple[Entry, ...]:
    """How the year ended, and what came in the year after it."""
    texts = texts_of(load_setting(history.scenario.setting))["of_family"]
    weeks = year.last_week
    ended = f"The case was closed after {counted(weeks, 'week', 'weeks')}."
    after = [row for row in records(year.after) if row["what"] in TOLD_AFTER]
    said = [Entry(FOLLOWED_WEEKS, ENDINGS.get(year.ending, ended), "", "change")]
    for row in after:
        known = texts.get(str(row["what"]), {}).get(str(row["answer"]))
        if known is not None:
            month = int(row["week"]) * 12 // FOLLOWED_WEEKS + 1
            said.append(Entry(int(row["week"]), f"Month {month}: {known['text']}", "", known["kind"]))
    return tuple(said)


def numbers_of(year: FamilyYear) -> tuple[Entry, ...]:
    """The year in numbers, each counted in the log."""
    visits = {manner: year.number("visit", manner) for manner in MANNERS}
    reviews = {manner: year.number("review", manner) for manner in MANNERS}
    held = sum(reviews.values())
    lines = (
        f"Workers: {year.workers}. Times the story was told again: {year.number('handed_over')}.",
        f"Visits: {sum(visits.values())}, of which {visits['with']} with them.",
        f"Times they told something of what was wrong: {year.number('disclosure')}.",
        f"Reviews: {held}. They came to {year.number('at_review', 'came')}; {reviews['with']} decided with them.",
        (
            f"Promises: {year.number('promised')} made, {year.number('promise', 'kept')} kept,"
            f" {year.number('promise', 'broken')} broken."
        ),
        (
            f"Causes to complain that were not voiced: {year.number('cause_to_complain', 'unsaid')}. Formal complaints:"
            f" {year.number('complaint')}."
        ),
        f"Serious harm to a child: {year.number('child_harmed')}.",
    )
    return tuple(Entry(FOLLOWED_WEEKS, line, "", "") for line in lines)


def totals(worlds: TwoWorlds, chosen: Chosen) -> str:
    """What happened to all families that could have been chosen, in the year after their referral."""
    told = []
    for history in (worlds.without, worlds.with_plan):
        events = history.events
        events = events[events.other.isin(chosen.others)]
        since = events.groupby("other").week.transform("min")
        events = events[events.week < since + FOLLOWED_WEEKS]
        kinds = Counter(zip(events.what.astype(str), events.answer.astype(str), strict=True))
        number = Counter(events.what.astype(str))
        kept = kinds["promise", "kept"] / max(number["promise"], 1)
        told.append(
            f"{100 * kept:.0f} % of promises were kept, a child came to serious harm {times(number['child_harmed'])},"
            f" and in {number['came_into_care']} of them children came into care"
        )
    return (
        f"One family is an example and no proof. Of all {chosen.of}, {chosen.higher} trusted their worker more in the"
        f" second service. In the first service, {told[0]}; in the second, {told[1]}."
    )
