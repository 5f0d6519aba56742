"""The event log of children's services: it changes nothing, and holds what the week counts and what the table shows."""

import numpy as np
import pandas
import pytest

from culture_sim.engine.columns import columns
from culture_sim.model import CultureModel
from culture_sim.settings import load_setting

WEEKS = 78
SEED = 31


@pytest.fixture(scope="module")
def parting():
    return CultureModel("social_work/blame_culture", seed=SEED)


@pytest.fixture(scope="module")
def logged(parting):
    """The same weeks with everybody watched: the model, and its whole log."""
    model = parting.fork("social_work/embedded")
    model.watch()
    log = []
    for _ in range(WEEKS // 13):
        model.run_for(13)
        log.append(model.events())
        model.forget()
    return model, pandas.concat(log, ignore_index=True)


def number(events, what, *answers):
    rows = events[events.what == what]
    return len(rows[rows.answer.isin(answers)] if answers else rows)


def counted(model, column):
    return float(np.sum(model.tally[column][-WEEKS:], dtype=np.float64))


def test_a_logged_run_has_the_same_numbers_as_one_without_a_log(parting, logged):
    model, _ = logged
    plain = parting.fork("social_work/embedded").run_for(WEEKS)
    for table, one, other in (
        ("Tally", plain.tally, model.tally),
        ("Served", plain.served, model.served),
        ("Staff", plain.staff, model.staff),
        ("Teams", plain.teams, model.teams),
    ):
        for name in columns(getattr(model.setting.tables, table)):
            if name != "watched":
                assert np.array_equal(one[name], other[name], equal_nan=True), f"{table}.{name}"


@pytest.mark.parametrize(
    ("column", "what", "answers"),
    [
        ("visits", "visit", ()),
        ("disclosures", "disclosure", ()),
        ("hostile_meetings", "hostile", ()),
        ("handovers", "handed_over", ()),
        ("decisions", "review", ()),
        ("decisions_with", "review", ("with",)),
        ("decisions", "at_review", ()),
        ("attended", "at_review", ("came",)),
        ("decisions", "risk_judged", ()),
        ("restorative_conferences", "facilitated", ("restorative_conference",)),
        ("family_meetings", "facilitated", ("family_meeting", "reparation")),
        ("reparations", "facilitated", ("reparation",)),
        ("family_conferences", "family_conference", ("accepted", "refused")),
        ("conference_plans", "family_conference", ("accepted",)),
        ("promises_kept", "promise", ("kept",)),
        ("complaints", "complaint", ()),
        ("complaints_second", "complaint_went_on", ("second_stage",)),
        ("complaints_third", "complaint_went_on", ("third_stage",)),
        ("ombudsman", "complaint_went_on", ("ombudsman",)),
        ("child_harms", "child_harmed", ()),
        ("child_harms", "harm_answered", ()),
        ("learning_answers", "harm_answered", ("learning",)),
        ("referrals", "referred", ()),
        ("returned", "referred", ("came_back",)),
        ("no_further_action", "no_further_action", ()),
        ("reflective_supervisions", "supervision", ()),
        ("long_absences", "long_absence", ()),
    ],
)
def test_the_log_holds_what_the_week_counts(logged, column, what, answers):
    model, events = logged
    assert number(events, what, *answers) == counted(model, column)


def test_promises_broken_are_those_not_kept_and_plans_not_accepted(logged):
    model, events = logged
    broken = number(events, "promise", "broken") + number(events, "family_conference", "refused")
    assert broken == counted(model, "promises_broken") > 0


def test_children_who_come_into_care_are_those_of_the_families_in_the_log(logged):
    """Whoever is in the table at the end has as many children as were counted for the entry."""
    model, events = logged
    entered = events[events.what == "came_into_care"].other
    assert counted(model, "care_entries") >= len(entered) > 0


def test_every_event_of_the_setting_happens_in_a_year_and_a_half(logged):
    """None of its own is declared and never written; three are rare, or need a plan's end."""
    _, events = logged
    own = {each.name.lower() for each in load_setting("social_work").tables.Event}
    rare = {"new_head", "new_director", "money_renewed", "money_refused", "complaint_went_on"}
    assert own - set(events.what.unique()) <= rare


def test_a_promise_that_is_due_was_made(logged):
    """Of every family: at most one promise is open, and none is kept or broken that was not made."""
    _, events = logged
    rows = events[events.what.isin(["promised", "promise", "referred"])]
    families = events[(events.what == "referred") & (events.answer == "first_time")].other.unique()
    checked = 0
    for _, own in rows[rows.other.isin(families)].groupby("other"):
        is_open = 0
        for what in own.what:
            if what == "referred":
                is_open = 0
            elif what == "promised":
                is_open = 1
            else:
                assert is_open == 1
                is_open, checked = 0, checked + 1
    assert checked > 100


def test_moves_end_where_the_table_has_the_family(logged):
    model, events = logged
    stages = {each.name.lower(): each.value for each in load_setting("social_work").tables.Stage}
    last = events[events.what == "moved"].groupby("other").tail(1)
    moved = dict(zip(last.other, last.answer, strict=True))
    referred = events[events.what == "referred"].groupby("other").week.max()
    moved_week = dict(zip(last.other, last.week, strict=True))
    checked = 0
    for row in np.flatnonzero(model.served.stage > 0):
        who = int(model.served.person[row])
        if who in moved and referred.get(who, -1) < moved_week[who]:
            assert model.served.stage[row] == stages[str(moved[who])]
            checked += 1
    assert checked > 300
