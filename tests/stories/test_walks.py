"""One harm and one person through two worlds: same random numbers, different answer, true to the log."""

import re

import numpy as np
import pytest

from culture_sim.errors import InputError
from culture_sim.model import CultureModel
from culture_sim.settings import load_setting
from culture_sim.settings.nhs_trust.stories.aftermath import aftermath_of
from culture_sim.settings.nhs_trust.stories.harms import bad_week, case_of, shared_harms, trust_after_blame
from culture_sim.stories import map_of, people_of, simulate_two_worlds, walk_of
from culture_sim.stories.event_sentences import change_in_words, counted, sentence_of, texts_of, when
from culture_sim.stories.team_map import MOST_TIES, dots, in_words


@pytest.fixture(scope="module")
def worlds():
    return simulate_two_worlds(seed=7)


def test_worlds_part_from_one_moment(worlds):
    for name, table in worlds.without.people.items():
        assert np.array_equal(table[0], worlds.with_plan.people[name][0]), name
    assert not np.array_equal(worlds.without.people["trust"][-1], worlds.with_plan.people["trust"][-1])


def test_each_world_is_the_run_that_anyone_can_repeat(worlds):
    alone = (
        CultureModel("blame_culture", seed=7, organisation=worlds.organisation).fork("embedded").run_for(260)
    )
    filled = alone.staff.filled
    assert np.allclose(worlds.with_plan.people["trust"][-1][filled], alone.staff.trust[filled], atol=1e-6)
    assert worlds.with_plan.scenario.hash in worlds.provenance
    assert "seed 7" in worlds.provenance


def test_what_blame_cost_is_counted_from_the_log(worlds):
    number, share = trust_after_blame(worlds.without)
    events = worlds.without.events.query("what == 'harm_answered' and answer == 'blamed' and post >= 0")
    trust = worlds.without.people["trust"]
    lost = back = 0.0
    counted_ = 0
    for event in events.itertuples():
        later = event.week + 26
        if event.week >= 0 and later <= 260 and worlds.without.person[later, event.post] == event.person:
            fall = trust[event.week, event.post] - trust[event.week + 1, event.post]
            if fall > 0:
                counted_ += 1
                lost += fall
                back += trust[later, event.post] - trust[event.week + 1, event.post]
    assert number == counted_ > 20
    assert share == pytest.approx(back / lost, rel=1e-5)
    harm = bad_week(worlds)
    assert harm is not None
    text = aftermath_of(worlds, harm).in_general
    assert f"Of all {number}" in text
    assert f"{100 * share:.0f} %" in text


def test_two_worlds_without_a_difference_are_one():
    same = simulate_two_worlds("blame_culture", seed=3, weeks=60)
    assert np.array_equal(same.without.people["burnout"], same.with_plan.people["burnout"])
    assert not any(harm.answered_differently for harm in shared_harms(same))
    assert bad_week(same, first_week=0) is None


def test_shared_harms_are_harms_of_the_same_person(worlds):
    shared = shared_harms(worlds)
    assert len(shared) > 40
    for harm in shared:
        assert worlds.founders[harm.post] == harm.person
        for history in (worlds.without, worlds.with_plan):
            assert history.person[harm.week, harm.post] == harm.person


def test_a_harm_in_both_worlds_is_one_family(worlds):
    for history in (worlds.without, worlds.with_plan):
        families = history.events.query("what == 'harm'").other
        assert families.is_unique
        for harm in shared_harms(worlds)[::9]:
            case = case_of(history, harm)
            assert case.number("harm") == case.number("harm_answered") == 1
            assert [event.week for event in case.events] == sorted(event.week for event in case.events)


def test_the_bad_week_is_told_as_it_was(worlds):
    harm = bad_week(worlds)
    assert harm is not None
    assert harm.week >= 156
    assert not len(
        worlds.without.events.query("what == 'reckless' and week == @harm.week and post == @harm.post")
    )
    told_twice = aftermath_of(worlds, harm)
    blamed, repaired = told_twice.without, told_twice.with_plan
    assert "blamed" in dict(blamed.paragraphs)["The answer"]
    assert "what happened" in dict(repaired.paragraphs)["The answer"]
    assert f"{100 * harm.quality_with:.0f} out of 100" in dict(repaired.paragraphs)["The answer"]
    at = told_twice.before
    assert blamed.trust[at + 1] < blamed.trust[at]
    assert repaired.trust[at + 1] > repaired.trust[at]
    earlier = f"{100 * worlds.without.people['trust'][harm.week, harm.post]:.0f}"
    assert f"from {earlier} to" in dict(blamed.paragraphs)[told_twice.name]
    lost = blamed.trust[at] - blamed.trust[at + 1]
    assert told_twice.recovered() == pytest.approx((blamed.trust[-1] - blamed.trust[at + 1]) / lost)


def test_the_bad_week_is_a_middling_one(worlds):
    """Of all that qualify, as many had a better meeting as had a worse one, or one more."""
    chosen = bad_week(worlds)
    assert chosen is not None
    reckless = worlds.without.events.query("what == 'reckless'")
    others = [
        harm.quality_with
        for harm in shared_harms(worlds)
        if harm.week in range(156, 235)
        and harm.answer_without == "blamed"
        and harm.answer_with.startswith("restorative")
        and not ((reckless.week == harm.week) & (reckless.person == harm.person)).any()
        and all(
            history.person[harm.week + 26, harm.post] == harm.person
            for history in (worlds.without, worlds.with_plan)
        )
    ]
    better = sum(each > chosen.quality_with for each in others)
    assert better - sum(each < chosen.quality_with for each in others) in (0, 1)


def test_a_walk_holds_every_event_of_the_person(worlds):
    harm = bad_week(worlds)
    walk = walk_of(worlds, harm.post)
    assert any(moment.week == harm.week and moment.same_event for moment in walk.moments)
    weeks = [moment.week for moment in walk.moments]
    assert weeks == sorted(set(weeks))
    own = worlds.with_plan.events_of(harm.person, harm.post)
    setting = worlds.organisation.setting
    told = sum(
        sentence_of(setting, what, answer, "Sam") is not None
        for what, answer in zip(own.what, own.answer, strict=True)
    )
    entries = [entry for moment in walk.moments for entry in moment.with_plan]
    of_years = [entry for entry in entries if " year " in entry.text]
    assert len(entries) == told + len(of_years)
    assert 5 <= len(of_years) <= 15
    assert walk.name in walk.introduction
    assert "{" not in "".join(entry.text for entry in entries)


def test_a_year_counts_every_concern(worlds):
    """What is told of a year is what the log holds of it."""
    harm = bad_week(worlds)
    own = worlds.without.events_of(harm.person, harm.post)
    concerns = own[(own.what == "concern") & own.week.between(0, 51)].answer.value_counts()
    texts = [
        entry.text for moment in walk_of(worlds, harm.post).moments for entry in moment.without
        if moment.week == 51 and "worth saying" in entry.text
    ]  # fmt: skip
    assert len(texts) == 1
    counts = [int(number) for number in re.findall(r"(\d+) (?:stay|are|said)", texts[0])]
    assert counts == [concerns[answer] for answer in ("unsaid", "taken_up", "ignored", "blamed")]
    assert sum(counts) > 5


def test_the_log_of_a_story_is_the_log_of_the_model(worlds):
    """Read and emptied every quarter, it holds what one reading at the end would."""
    model = CultureModel("blame_culture", seed=7, organisation=worlds.organisation)
    model.watch()
    whole = model.run_for(40).events()
    parts = worlds.without.events[worlds.without.events.week < 40]
    assert whole.equals(parts)


def test_every_walk_can_be_told(worlds):
    for post in np.flatnonzero(worlds.founders >= 0)[::7]:
        walk = walk_of(worlds, int(post))
        assert walk.summary.startswith("Without the plan")


def test_a_walk_needs_somebody(worlds):
    with pytest.raises(InputError, match="no post 400"):
        walk_of(worlds, 400)
    empty = int(np.flatnonzero(worlds.founders < 0)[0])
    with pytest.raises(InputError, match="stood empty"):
        walk_of(worlds, empty)


def test_colleagues_are_those_of_the_team(worlds):
    people = people_of(worlds, worlds.without, team=3, week=100)
    assert [each.post for each in people] == list(range(60, 80))
    assert all(each.name for each in people if each.person >= 0)
    with pytest.raises(InputError, match="no team 20"):
        people_of(worlds, worlds.without, 20, 0)
    with pytest.raises(InputError, match="Week 261"):
        people_of(worlds, worlds.without, 0, 261)


def test_the_map_never_moves(worlds):
    first, again = map_of(worlds.organisation), map_of(worlds.organisation)
    assert np.array_equal(first.places, again.places)
    assert first.places.min() == 0
    assert first.places.max() == 1
    gaps = np.linalg.norm(first.places[:, None] - first.places[None], axis=-1) + 9 * np.eye(20)
    assert gaps.min() > 0.05
    assert 0 < len(first.ties) <= MOST_TIES


def test_dots_are_the_teams_of_that_week(worlds):
    before, after = (dots(worlds.organisation, worlds.with_plan, week) for week in (0, 260))
    assert sum(dot.people for dot in after) == int((worlds.with_plan.person[260] >= 0).sum())
    assert np.mean([dot.practice for dot in after]) > 3 * np.mean([dot.practice for dot in before])
    assert in_words(after).startswith("20 teams; restorative practice is")


EVERYDAY = {
    "nhs_trust": {
        "new_executive", "met_executive", "leader_coached", "coached_a_colleague", "case_closed", "witnessed", "pulse",
    },
    "social_work": {
        "new_executive", "met_executive", "leader_coached", "coached_a_colleague", "witnessed", "pulse", "new_head",
        "new_director", "money_renewed", "money_refused", "seen_alone", "at_review", "promised", "risk_judged", "moved",
        "met_schools", "met_police", "met_health", "came_into_care", "referred", "no_further_action", "life_event",
        "lost_worker",
    },
}  # fmt: skip
"""Events that no story of a person tells: of nobody in a team, too frequent, or told of those served."""


@pytest.mark.parametrize("name", list(EVERYDAY))
def test_every_event_is_told_by_itself_or_by_the_year(name):
    setting = load_setting(name)
    texts = texts_of(setting)
    by_year = {what for each in texts["a_year"] for what in each["of"]}
    told, everyday = set(texts["events"]), EVERYDAY[name]
    assert not everyday & (told | by_year)
    assert told | by_year | everyday == set(setting.events.values())
    for what, answers in texts["events"].items():
        assert set(answers) <= set(setting.responses.values()), what
        for answer in answers:
            sentence = sentence_of(setting, what, answer, "Sam", "Kit")
            assert sentence is not None
            assert sentence.text.endswith(".")
            assert sentence.kind in {"hurt", "repair", "learning", "change", "quiet"}
    filed = sentence_of(setting, "grievance_against", "none", "Sam", "Kit")
    assert filed is not None
    assert filed.text == "Kit files a formal grievance against Sam."


KEPT_QUIET = {
    "nhs_trust": {("dissatisfied", "settled"), ("dissatisfied", "kept_silent")},
    "social_work": {("cause_to_complain", "unsaid"), ("family_conference", "declined")},
}
"""Answers that no story of a person tells: the person does not know of them, or they are told of those served."""


@pytest.mark.parametrize("name", list(KEPT_QUIET))
def test_no_answer_of_a_told_event_goes_untold(name):
    """Whatever answers the log holds of events that are told; those told by the year may leave some to the year."""
    texts = texts_of(load_setting(name))
    by_year = {what for each in texts["a_year"] for what in each["of"]}
    kept_quiet = KEPT_QUIET[name]
    worlds = simulate_two_worlds(setting=name, seed=7)
    for history in (worlds.without, worlds.with_plan):
        kinds = set(zip(history.events.what, history.events.answer, strict=True))
        untold = {
            (what, answer)
            for what, answer in kinds
            if what in texts["events"] and answer not in texts["events"][what]
        }
        assert {each for each in untold if each[0] not in by_year} <= kept_quiet


def test_words():
    assert when(0) == "Year 1, week 1"
    assert when(160) == "Year 4, week 5"
    assert when(-1) == "1 week before the start"
    assert change_in_words(-0.12, 0.001, 0.09) == "trust 12 down, exhaustion 9 up"
    assert counted(0, "colleague", "colleagues") == "no colleague"
