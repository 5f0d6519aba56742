import json
import zlib
from base64 import urlsafe_b64encode

import pytest

from culture_sim.dashboard.class_state import ClassState
from culture_sim.dashboard.page_state import (
    LaboratoryState,
    OrganisationChoice,
    PageState,
    PlanChoice,
    fits_a_link,
    from_link,
    to_link,
)
from culture_sim.dashboard.session import Session
from culture_sim.errors import InputError

FULL = PageState(
    choice=PlanChoice(
        "training_only", changes=(("levers.succession.strength", 0.4), ("ends", 104)), embedded=False
    ),
    place=OrganisationChoice(staff=300, observed=(("sickness_percent", 6.5),)),
    saved=(PlanChoice(title="First"), PlanChoice("bolted_on", title="Zweite – £")),
    parameters=(("loss_over_gain", 1.8),),
    seed=7,
    comparator="equal",
    classroom=ClassState(step=3),
    laboratory=LaboratoryState(seed=4, study="grid"),
)


def test_a_link_restores_everything():
    assert from_link(to_link(FULL)) == FULL
    assert to_link(PageState()) == ""
    assert from_link("") == PageState()
    assert len(to_link(FULL)) < 600


@pytest.mark.parametrize("wrong", ["x", "AAAA", to_link(FULL)[:-9], "é", "=" * 50])
def test_a_cut_link_is_refused_in_one_sentence(wrong):
    with pytest.raises(InputError, match="cut off"):
        from_link(wrong)


def _packed(said):
    return urlsafe_b64encode(zlib.compress(json.dumps(said).encode())).decode()


@pytest.mark.parametrize(
    "said",
    [
        {"nonsense": 1},
        {"seed": -1},
        {"seed": "x"},
        {"place": {"staff": 10**9}},
        {"choice": 3},
        [1],
        {"saved": [{"a": 1}]},
    ],
)
def test_a_forged_link_is_refused(said):
    with pytest.raises(InputError, match="cut off"):
        from_link(_packed(said))


CRAFTED = [
    '{"seed": 1e400}',
    '{"seed": NaN}',
    '{"parameters": [["use_norm", 1e400]]}',
    '{"parameters": [["use_norm", "1"]]}',
    '{"parameters": [["self", 1.0]]}',
    '{"parameters": [["use_norm", 1.0, 2.0]]}',
    '{"comparator": ["training"]}',
    '{"comparator": "nobody"}',
    '{"choice": {"title": "\\ud800"}}',
    '{"choice": {"preset": ["embedded"]}}',
    '{"choice": {"preset": "../../secret"}}',
    '{"choice": {"preset": "no_such_plan"}}',
    '{"choice": {"changes": [["extends", "/etc/passwd"]]}}',
    '{"choice": {"changes": [["levers.succession.extends", "/etc/passwd"]]}}',
    '{"choice": {"changes": [["name", "x"]]}}',
    '{"choice": {"changes": [["levers.succession", {"strength": 1}]]}}',
    '{"choice": {"changes": [["levers.no_such_lever.strength", 1]]}}',
    '{"choice": {"uploaded": "extends: /etc/passwd"}}',
    '{"choice": {"uploaded": "!!int \'\'"}}',
    '{"choice": {"uploaded": "!!timestamp x"}}',
    '{"place": {"observed": [["sickness_percent", -1.0]]}}',
    '{"place": {"observed": [["nonsense", 1.0]]}}',
    '{"place": {"uploaded": "name: X\\nstaff: 900000"}}',
    '{"saved": [{"preset": "no_such_plan"}]}',
    '{"laboratory": {"seed": 0}}',
    '{"extra": [["classroom.step", 3]]}',
    "[" * 40_000,
    '{"choice": ' * 10_000,
    "\ud800",
    "null",
    "",
]


@pytest.mark.parametrize("said", CRAFTED)
def test_whatever_a_crafted_link_says_is_answered_with_the_one_sentence(said, engine):
    packed = urlsafe_b64encode(zlib.compress(said.encode(errors="surrogatepass"))).decode()
    session = Session(packed, engine)
    assert session.message == "This link was cut off or changed, so it cannot be opened."
    assert session.state.value == PageState()


def test_a_link_that_would_unpack_to_much_is_refused_before_it_is_read(engine):
    packed = urlsafe_b64encode(
        zlib.compress(b'{"choice":{"uploaded":"' + b"a: &x [*x,*x]\\n" * 60_000 + b'"}}', 9)
    )
    assert len(packed) < 2_500
    assert "cut off or changed" in Session(packed.decode(), engine).message


def test_a_plan_that_no_link_can_carry_is_known_before_it_is_copied():
    short = PageState(choice=PlanChoice(uploaded="name: Ours\nlevers: {succession: 1}\n"))
    assert fits_a_link(short)
    assert from_link(to_link(short)) == short
    assert not fits_a_link(PageState(choice=PlanChoice(uploaded="# " + "x" * 70_000)))


def test_a_link_that_unpacks_to_too_much_is_refused():
    with pytest.raises(InputError):
        from_link(_packed({"choice": {"uploaded": "x" * 5_000_000}}))


def test_undo_and_reset(engine):
    session = Session("", engine)
    session.choose("preset", preset="training_only")
    session.set_lever("levers.succession.strength", 0.3)
    session.set_lever("levers.succession.strength", 0.4)
    assert session.state.value.choice.changes == (("levers.succession.strength", 0.4),)
    session.undo()  # a drag is one step
    assert session.state.value.choice.changes == ()
    session.reset()
    assert session.state.value == PageState()
    session.undo()
    assert session.state.value.choice.preset == "training_only"
    session.undo()
    assert not session.can_undo


def test_a_lever_that_cannot_be_changes_nothing(engine):
    session = Session("", engine)
    with pytest.raises(InputError):
        session.set_lever("levers.succession.strength", 3)
    assert session.state.value == PageState()


def test_a_wrong_link_gives_a_fresh_desk_and_a_sentence(engine):
    session = Session("broken", engine)
    assert session.state.value == PageState()
    assert "cut off" in session.message


def test_two_visitors_share_nothing(engine):
    one, other = Session("", engine), Session("", engine)
    one.choose("preset", preset="bolted_on")
    assert other.state.value.choice.preset == "embedded"
