"""The event log: every kind of event is written down, as often as it is counted, and writing changes nothing."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas
import pytest

from culture_sim import CultureModel, load_scenario
from culture_sim.outcomes import CORE_TEAM_LINES
from culture_sim.settings import load_parameters

SEED, STAFF, WARM_UP = 4, 400, 30
CHANGES = {"trust_change": "trust", "safety_change": "psychological_safety", "burnout_change": "burnout"}
EVERYDAY = {"colleagues", "leader", "agencies", "work", "fading", "limit"}
"""Causes of changes that belong to no event of the log."""
LASTING = {"investigation", "conflict", "grievance"}
"""Causes that change somebody in weeks in which nothing happens."""
OF_LASTING = {
    "investigation_ended",
    "spared",
    "drawn_in",
    "grievance",
    "grievance_ended",
    "grievance_against_ended",
}

PROCESSES = {
    "talked_through": {"leader"},
    "held_a_talk": {"peer_facilitator", "facilitator"},
    "held_a_process": {"none"},
    "dissatisfied": {"early_meeting"},
    "complaint": {"written", "stood_by", "left_alone"},
}
"""What takes process hours, by how it was answered."""


class Watched(NamedTuple):
    """A run in which everybody is watched, and the same run without."""

    model: CultureModel
    plain: CultureModel
    events: pandas.DataFrame
    diary: pandas.DataFrame


def watched(plan: str, weeks: int, **changes: object) -> Watched:
    scenario = load_scenario(plan).with_changes(changes)
    plain = CultureModel(scenario, SEED, STAFF, warm_up_weeks=WARM_UP)
    model = plain.fork()
    model.watch()
    model.run_for(weeks)
    return Watched(model, plain.run_for(weeks), model.events(), model.diary())


@pytest.fixture(scope="module")
def runs() -> tuple[Watched, ...]:
    """A good plan that ends, and one that is done badly."""
    return watched("embedded", 182, ends="week 156"), watched("done_badly", 130)


def test_logging_changes_no_number(runs: tuple[Watched, ...]) -> None:
    for run in runs:
        assert run.model.tally.tobytes() == run.plain.tally.tobytes()
        for state in ("trust", "psychological_safety", "burnout", "restorative_skill"):
            assert np.array_equal(run.model.staff[state], run.plain.staff[state])
        assert not len(run.plain.events())
        assert not len(run.plain.diary())


def test_every_kind_of_event_and_response_occurs_in_a_busy_trust(runs: tuple[Watched, ...]) -> None:
    setting = runs[0].model.setting
    found = pandas.concat([run.events for run in runs])
    assert set(setting.events.values()) - set(found.what) == set()
    assert set(setting.responses.values()) - set(found.answer) == set()


def test_what_is_logged_is_what_is_counted(runs: tuple[Watched, ...]) -> None:
    for run in runs:
        events, weeks = run.events, run.model.tally[WARM_UP:]

        def logged(what: str, *answers: str, staff: bool = True, log: pandas.DataFrame = events) -> int:
            rows = log[(log.what == what) & ((log.post >= 0) | (not staff))]
            return int(rows.answer.isin(answers).sum()) if answers else len(rows)

        counted = {
            "leavers": logged("left"), "hires": logged("joined"),
            "leaders_left": logged("new_leader", staff=False),
            "kept": logged("concern", "unsaid"),
            "disciplinaries": logged("investigated"),
            "conflicts": logged("conflict", staff=False) / 2,
            "resolved": logged("talked_through", staff=False) / 2,
            "grievances": logged("grievance"),
            "harms": logged("harm"),
            "known_harms": logged("harm_answered", "blamed", "restorative", "restorative_by_policy"),
            "restorative_processes": logged("meeting"),
            "promises_kept": logged("action_kept"), "promises_broken": logged("action_broken"),
            "complaints": logged("complaint"), "claims": logged("claim"),
            "check_in_places": logged("check_in"), "circle_places": logged("circle"),
            "supervisions": logged("supervision"), "pulse_places": logged("pulse"),
            "design_places": logged("co_creation"), "language_places": logged("shared_language"),
            "introductions": logged("introduction"), "refreshers": logged("refresher"),
            "inductions": logged("induction"), "interviews": logged("interview"),
            "leaders_courses": logged("leaders_course", staff=False),
            "leader_coachings": logged("leader_coached", staff=False),
            "champion_courses": logged("became_champion"), "champion_coachings": logged("coached"),
            "facilitator_courses": logged("became_facilitator"),
            "peer_courses": logged("became_peer_facilitator"),
            "peer_talks": logged("held_a_talk", "peer_facilitator"),
            "conversations": logged("held_a_talk", "facilitator"),
            "redesigns": logged("redesign", staff=False),
            "agency_sessions": logged("agency_session", staff=False),
        }  # fmt: skip
        assert counted == {name: pytest.approx(weeks[name].sum()) for name in counted}
        needs = events[(events.what == "case_closed") & events.other.isin(_met_or_blamed(events))].quality
        assert needs.sum() == pytest.approx(weeks["need_met"].sum())


def _met_or_blamed(events: pandas.DataFrame) -> pandas.Series:
    known = events[(events.what == "harm_answered") & (events.answer != "unknown")]
    return known.other


def test_events_of_a_programme_take_the_hours_and_fees_that_it_is_charged(runs: tuple[Watched, ...]) -> None:
    """Week by week, beside the core team and the time of whole teams, which are nobody's events."""
    for run in runs:
        p, weeks, events = run.model.parameters, run.model.tally[WARM_UP:], run.events
        of_whole_teams = (
            p.juniors_first_hours * weeks.juniors_first_places
            + p.relationship_time_hours * weeks.relationship_places
        )
        of_processes = (
            (p.peer_talk_hours + p.peer_hours) * weeks.peer_talks
            + (p.conversation_hours + p.conversation_hours_beside) * weeks.conversations
            + p.restorative_process_hours * weeks.programme_processes
            + p.early_meeting_hours * weeks.early_meetings
        )
        programme = events[~events.what.isin(PROCESSES)]
        taken = _by_week(programme, programme.hours, len(weeks))
        assert np.abs(taken + of_whole_teams + of_processes - weeks.hours).max() < 1e-9
        assert taken.sum() > 0.5 * weeks.hours.sum()
        core_team = sum(p[line.price] * weeks[line.column] for line in CORE_TEAM_LINES)
        fees = events.price_gbp - p.staff_hour_gbp * events.hours
        assert np.abs(_by_week(events, fees, len(weeks)) + core_team - weeks.fees).max() < 1e-9
        assert fees.sum() > 0.0


def test_events_of_processes_take_the_hours_that_teams_are_charged() -> None:
    """Week by week, once weeks in an investigation or a grievance, which are no events, are made to take nothing."""
    pars = load_parameters().replace(investigation_hours=0.0, grievance_hours=0.0)
    model = CultureModel("embedded", SEED, STAFF, parameters=pars, warm_up_weeks=WARM_UP)
    model.watch()
    weeks = 104
    charged = np.array([model.run_for(1).teams.process_hours.sum() for _ in range(weeks)])
    charged += pars.conversation_hours_beside * model.tally[WARM_UP:].conversations  # taken from no team
    events = model.events()
    processes = events[events.what.isin(PROCESSES)]
    assert np.abs(_by_week(processes, processes.hours, weeks) - charged).max() < 1e-9
    taking = processes[processes.hours > 0]
    assert {what: set(taking.answer[taking.what == what]) for what in PROCESSES} == PROCESSES


def _by_week(events: pandas.DataFrame, amounts: pandas.Series, weeks: int) -> np.ndarray:
    return np.bincount(events.week, weights=amounts, minlength=weeks)


@pytest.mark.parametrize("column", list(CHANGES))
def test_what_events_changed_is_the_diary_without_everyday_life(
    runs: tuple[Watched, ...], column: str
) -> None:
    """By person and week, every change that an event made is laid to an event, and none to two."""
    for run in runs:
        diary = run.diary[run.diary.state == CHANGES[column]]
        diary = diary[~diary.cause.isin(EVERYDAY | LASTING)]
        events = run.events[~run.events.what.isin(OF_LASTING)]
        changed = diary.amount.groupby([diary.week, diary.person]).sum()
        laid = events[column].groupby([events.week, events.person]).sum()
        both = pandas.concat([changed, laid], axis=1).fillna(0.0)
        assert len(changed) > 1000
        assert np.abs(both.amount - both[column]).max() < 1e-12


def test_a_family_has_a_story_of_its_own(runs: tuple[Watched, ...]) -> None:
    """Every harmed family is harmed once, answered once, and closed once; what it meets comes in order."""
    events = runs[0].events
    families = events[events.what == "harm"].other
    assert families.is_unique
    order = ["harm", "harm_answered", "meeting", "actions_agreed", "case_closed", "claim"]
    of_families = events[events.other.isin(families)]
    for _, story in of_families.groupby("other"):
        counts = story.what.value_counts()
        assert counts["harm"] == counts["harm_answered"] == 1
        assert counts["case_closed"] <= 1
        assert counts["action_kept"] + counts["action_broken"] in (0, 2)
        weeks = [int(story.week[story.what == what].min()) for what in order if counts[what]]
        assert weeks == sorted(weeks)
    met = events[events.what == "meeting"]
    assert len(met) > 5
    assert met.quality.between(0, 1).all()


def test_only_who_is_watched_is_written_down() -> None:
    model = CultureModel("embedded", SEED, STAFF, warm_up_weeks=WARM_UP)
    post = int(np.flatnonzero(model.staff.filled)[0])
    model.watch([post], teams=[3])
    events = model.run_for(26).events()
    people = events[events.what != "new_executive"]
    team = model.organisation.team_of_post
    assert set(people.post) <= {-1, post, *np.flatnonzero(team == 3).tolist()}
    assert set(people.team) == {int(team[post]), 3}
    assert (people[people.post < 0].team == 3).all()


def test_forgetting_leaves_what_is_still_to_come() -> None:
    """A claim is noted as soon as it is certain; the log shows it in its week."""
    model = CultureModel("blame_culture", SEED, STAFF, warm_up_weeks=WARM_UP)
    model.watch()
    whole = model.fork()
    parts = []
    for _ in range(10):
        model.run_for(26)
        parts.append(model.events())
        model.forget()
    whole.run_for(260)
    together = pandas.concat(parts).sort_values("week", kind="stable").reset_index(drop=True)
    assert (together.what == "claim").any()
    assert together.what.value_counts().equals(whole.events().what.value_counts())
    assert len(model.events()) == 0
