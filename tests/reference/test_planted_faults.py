"""A comparison proves something only if it notices a fault: here are some two hundred, one at a time."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from culture_sim.parameters import Parameters
from culture_sim.settings import load_parameters
from culture_sim.settings.nhs_trust.streams import CareStream
from culture_sim.settings.nhs_trust.tables import Stage
from tests.reference import afterwards, care, events, people, workplace
from tests.reference.agents import clip01
from tests.reference.comparison import differences
from tests.reference.twin import Twin
from tests.reference.worlds import busy_parameters, everything_at_once, pair, trust_of_sixty

SEED = 3
WEEKS = 58
WARM_UP_WEEKS = 6
NOT_IN_THE_WEEK = {
    "teams",
    "team_size",
    "cross_team_ties",
    "places_per_post",
    "use_reference",
    "response_rate",
}
"""Read when an organisation is built, centred or surveyed; the week knows nothing of them."""
NOT_IN_THE_WEEK |= {
    name for name, parameter in load_parameters().table.items() if parameter.theme in {"money", "mean_field"}
}
ONLY_IN_THE_LOG = {"no_case_share"}
DIVISORS = {"recent_leaver_weeks", "weeks_to_fill", "introduction_weeks", "stress_episode_weeks"}


@pytest.fixture(scope="module")
def life():
    """The engine's tables after each week of a busy year."""
    return lived(busy_parameters())


@pytest.fixture(scope="module")
def life_without_episodes():
    """The same, with the weekly draw of sickness of eq. 2."""
    return lived(busy_parameters().replace(sickness_episodes=0))


def lived(parameters: Parameters) -> list[SimpleNamespace]:
    _, engine = pair(everything_at_once(), trust_of_sixty(), parameters, SEED, WARM_UP_WEEKS)
    weeks = []
    for _ in range(WEEKS):
        engine.run_for(1)
        tables = {
            name: getattr(engine, name).copy() for name in ("staff", "teams", "levers", "patients", "sponsor")
        }
        world = SimpleNamespace(engagement=engine._state.engagement.copy())
        weeks.append(SimpleNamespace(**tables, tally=engine.tally.copy(), _state=world))
    return weeks


def fresh_twin(parameters: Parameters | None = None) -> Twin:
    """The twin after the burn-in, without a fault so far."""
    twin = Twin(everything_at_once(), SEED, trust_of_sixty(), parameters or busy_parameters(), WARM_UP_WEEKS)
    for _ in range(WARM_UP_WEEKS):
        twin.step()
    return twin


def noticed(twin: Twin, life: list[SimpleNamespace]) -> str | None:
    for week in life:
        twin.step()
        for difference in differences(twin, cast("Any", week)):
            return difference
    return None


def test_without_a_fault_nothing_is_noticed(life, life_without_episodes):
    assert noticed(fresh_twin(), life) is None
    assert noticed(fresh_twin(busy_parameters().replace(sickness_episodes=0)), life_without_episodes) is None


@pytest.mark.parametrize("name", sorted(set(load_parameters()) - NOT_IN_THE_WEEK - ONLY_IN_THE_LOG))
def test_a_wrong_parameter_is_noticed(name, life, life_without_episodes):
    """Each number of the model is read by the week, in both: less of it, none of it or more of it does not pass."""
    with_episodes = name != "burnout_sickness"
    switch = load_parameters().table[name].unit == "switch"
    for factor in (0.6, 0.0, 2.0):
        twin = fresh_twin(busy_parameters().replace(sickness_episodes=with_episodes * 1))
        value = getattr(twin.p, name)
        if factor == 0.0 and name in DIVISORS:
            continue
        setattr(twin.p, name, 1.0 - value if switch else value * factor or 0.3)
        if noticed(twin, life if with_episodes else life_without_episodes):
            return
    pytest.fail(f"{name} may be anything")


def test_parameters_of_other_rooms_are_not_read(life):
    twin = fresh_twin()
    for name in NOT_IN_THE_WEEK | ONLY_IN_THE_LOG:
        delattr(twin.p, name)
    assert noticed(twin, life) is None


def seeing_oneself(model, post):
    """Peers include oneself."""
    mates = list(post.team.people) or [post.person]
    post.practice_seen = sum(mate.practice for mate in mates) / len(mates)
    post.safety_seen = sum(mate.psychological_safety for mate in mates) / len(mates)


def practice_one_after_another(model):
    """People see what colleagues have already become this week."""
    p = model.p
    for post in model.posts:
        people.look_around(model, post)
        if post.filled:
            person = post.person
            post.susceptibility = 1 + p.newcomer_susceptibility * 2.718281828 ** (
                -person.tenure / p.newcomer_susceptibility_weeks
            )
            person.use += min(p.habit_rate * post.susceptibility, 1) * (
                people.invited_use(model, person) - person.use
            )
            person.practice = person.restorative_skill * person.use


def everyone_witnesses(model, family, signal, safety_factor=1.0, safety_step=0.0):
    """The person blamed counts among the witnesses."""
    for person in family.team.people:
        people.feel(model, person, signal, model.p.event_weight_witness)
        person.psychological_safety = clip01(person.psychological_safety * safety_factor + safety_step)


def blind_promotion(team, sustain, luck, choice):
    """Succession planning changes nothing."""
    return team.someone(luck, team.people)


def hidden_harm_counts_as_known(model, family):
    """A hidden harm is answered as well."""
    family.known = True
    events_answer(model, family)


def distress_never_fades(model, family):
    """Cases stay as they are."""
    family.weeks += 1


def no_contagion(model):
    """Burnout does not spread."""
    before, model.p.burnout_contagion = model.p.burnout_contagion, 0
    burnout_rule(model)
    model.p.burnout_contagion = before


def sponsor_never_leaves(model):
    """Sponsors stay for good."""
    before, model.p.sponsor_turnover_per_year = model.p.sponsor_turnover_per_year, 0
    sponsor_rule(model)
    model.p.sponsor_turnover_per_year = before


def investigations_end_at_once(model):
    """Nobody is under investigation for more than a week."""
    for team in model.teams:
        for person in team.people:
            person.investigation_weeks = 0


def champions_keep_their_title(person):
    """Who leaves stays a champion."""
    person.post.filled = False
    person.sick = person.investigation_weeks = 0
    person.peer_facilitator = False


def families_keep_their_place(model, team, luck, which):
    """Nobody new comes to a place whose family has become a case."""
    family = case_rule(model, team, luck, which)
    for place in team.places:
        family.trust = model.rows[place].trust
    return family


def newcomers_like_the_rest(model, post, inducted):
    """Newcomers bring no fresh trust."""
    newcomer_rule(model, post, inducted)
    post.person.trust = model.p.trust_reference


def unlucky_sevens(model, person):
    """One post in sixty is never ill."""
    if person.post.number != 7:
        sickness_rule(model, person)


events_answer = events.answer
burnout_rule = workplace.burnout_builds_and_heals
sponsor_rule = afterwards.sponsor_looks_on
case_rule = events.open_case
newcomer_rule = afterwards.somebody_joins
sickness_rule = workplace.fall_ill_or_recover
FAULTS = [
    (people, "look_around", seeing_oneself),
    (people, "practice_is_used", practice_one_after_another),
    (events, "witness", everyone_witnesses),
    (afterwards, "candidate", blind_promotion),
    (events, "answer", hidden_harm_counts_as_known),
    (care, "case_goes_on", distress_never_fades),
    (workplace, "burnout_builds_and_heals", no_contagion),
    (afterwards, "sponsor_looks_on", sponsor_never_leaves),
    (events, "investigations_go_on", investigations_end_at_once),
    (afterwards, "leave", champions_keep_their_title),
    (events, "open_case", families_keep_their_place),
    (afterwards, "somebody_joins", newcomers_like_the_rest),
    (workplace, "fall_ill_or_recover", unlucky_sevens),
]


@pytest.mark.parametrize(("room", "name", "fault"), FAULTS, ids=[fault.__name__ for _, _, fault in FAULTS])
def test_a_wrong_rule_is_noticed(room, name, fault, life, monkeypatch):
    monkeypatch.setattr(room, name, fault)
    assert noticed(fresh_twin(), life), fault.__doc__


@pytest.mark.parametrize(
    ("room", "one", "other"),
    [
        (afterwards, "posts_are_filled", "people_leave"),
        (people, "safety_moves", "trust_moves"),
        (people, "people_train", "skill_grows_and_fades"),
        (events, "things_go_wrong", "colleagues_fall_out"),
        (workplace, "workload_is_met", "burnout_builds_and_heals"),
    ],
)
def test_steps_in_a_wrong_order_are_noticed(room, one, other, life, monkeypatch):
    first, second = getattr(room, one), getattr(room, other)
    monkeypatch.setattr(room, one, second)
    monkeypatch.setattr(room, other, first)
    assert noticed(fresh_twin(), life)


def test_a_draw_for_another_decision_is_noticed(life, monkeypatch):
    swapped = {CareStream.RESPONSE: CareStream.CLAIM}
    plain = Twin.draws

    def draws(model, decision, who, which=0, week=None):
        return plain(model, swapped.get(decision, decision), who, which, week)

    monkeypatch.setattr(Twin, "draws", draws)
    assert noticed(fresh_twin(), life)


@pytest.mark.parametrize("column", ["psychological_safety", "trust", "burnout", "use", "tenure", "champion"])
def test_one_wrong_value_in_one_person_is_noticed(column, life):
    twin = fresh_twin()
    for _ in range(20):
        twin.step()
    person = next(post.person for post in twin.posts if post.filled)
    value = getattr(person, column)
    setattr(
        person,
        column,
        not value if isinstance(value, bool) else value + (1e-6 if isinstance(value, float) else 1),
    )
    assert any(column in difference for difference in differences(twin, life[19]))


def test_one_wrong_family_is_noticed(life):
    twin = fresh_twin()
    for _ in range(20):
        twin.step()
    case = twin.cases[0]
    case.stage = Stage.SETTLED if case.stage != Stage.SETTLED else Stage.COMPLAINED
    assert any("stage" in difference for difference in differences(twin, life[19]))
