"""Families' weeks: what holds in every week, and the model at limits where the answer is known."""

from typing import Any

import numpy as np
import pytest

from culture_sim import CultureModel
from culture_sim.engine.columns import columns, zeros
from culture_sim.settings import load_parameters
from culture_sim.settings.childrens_social_work.steps.families import learn_family, tell
from culture_sim.settings.childrens_social_work.tables import ComplaintStage, Served, Stage
from tests.settings.test_social_work import BADLY, SETTING, mean_of, model, only

P = load_parameters(SETTING)
SHARES = [name for name, column in columns(Served).items() if column.unit == "0-1"]


def total(one: CultureModel, column: str) -> float:
    """Of all weeks that were run after the warm-up."""
    return float(one.tally[column][one.warm_up_weeks :].sum())


# What holds in every week ---------------------------------------------------------------------------


@pytest.mark.parametrize("plan", ["blame_culture", "embedded"])
def test_families_are_conserved_and_stand_somewhere(plan: str) -> None:
    """Nobody comes but by referral, nobody goes but for good; workers' families add up."""
    one = model(plan, 5)
    for _ in range(40):
        here = set(one.families.person[one.families.stage != Stage.NOBODY])
        one.run_for(1)
        week, families = one.tally[-1], one.families
        known = families.stage != Stage.NOBODY
        now = set(families.person[known])
        assert len(now) == known.sum()
        assert len(now) - len(here) == week.referrals - week.returned - week.gone
        assert len(here - now) <= week.gone  # some are referred and gone within the week
        assert set(families.stage[known]) <= set(Stage) - {Stage.NOBODY}
        is_open = known & (families.stage != Stage.CLOSED)
        assert is_open.sum() == week.open_families
        assert families.children[is_open].sum() == week.open_children
        workers = families.worker[is_open]
        assert (one.staff.exposure[workers[workers >= 0]] > 0).all()
        assert (families.worker[families.stage == Stage.CLOSED] == -1).all()
        held = np.bincount(workers[workers >= 0], minlength=len(one.staff))
        assert (held == one.staff.families).all()
        for name in SHARES:
            assert ((families[name][known] >= 0) & (families[name][known] <= 1)).all(), name
        assert not families.in_care[families.stage == Stage.CLOSED].any()
        assert families.in_care[families.stage == Stage.LOOKED_AFTER].all()
        assert not families.in_care[known & (families.stage < Stage.COURT)].any()


def test_a_complaint_stage_is_reached_through_the_one_before() -> None:
    one = model(seed=2).run_for(260)
    counts = [
        total(one, name) for name in ("complaints", "complaints_second", "complaints_third", "ombudsman")
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[1] > 0
    assert set(one.families.complaint_stage) <= set(ComplaintStage)


# Where the answer is known --------------------------------------------------------------------------


def test_losses_of_trust_weigh_more() -> None:
    """By the ratio of the parameter, and never beyond what was met."""
    families = zeros(Served, 2)
    families.trust[:] = 0.5
    pars = P.record()
    learn_family(families, 0, 0.6, 1.0, pars)
    learn_family(families, 1, 0.4, 1.0, pars)
    gain, loss = families.trust[0] - 0.5, 0.5 - families.trust[1]
    assert gain == pytest.approx(0.1 * P.family_trust_gain)
    assert loss == pytest.approx(P.family_loss_over_gain * gain)
    learn_family(families, 0, 0.0, 1000.0, pars)
    assert families.trust[0] == 0.0


def test_all_is_known_once_all_is_told() -> None:
    families = zeros(Served, 1)
    families.known[0] = 0.3
    tell(families, 0, 0.5)
    assert families.known[0] == pytest.approx(0.65)
    tell(families, 0, 2.0)
    assert families.known[0] == 1.0


def test_workers_who_always_or_never_act_with_families() -> None:
    for odds, share in ((60.0, 1.0), (-60.0, 0.0)):
        one = model(with_base=odds).run_for(52)
        assert total(one, "decisions") > 0
        assert total(one, "decisions_with") == share * total(one, "decisions")


def test_without_hazards_nothing_of_the_kind_happens() -> None:
    one = model(
        child_harm=0.0,
        return_hazard=1e-12,
        complaint_cause=0.0,
        life_events=0.0,
        hostile_meeting=0.0,
        tells=0.0,
    ).run_for(52)
    for column in (
        "child_harms",
        "returned",
        "re_referrals",
        "complaints",
        "hostile_meetings",
        "disclosures",
    ):
        assert total(one, column) == 0.0, column
    assert total(model().run_for(52), "child_harms") > 0


def test_a_promise_is_always_kept_or_never() -> None:
    for kept, which, other in (
        (1.0, "promises_kept", "promises_broken"),
        (0.0, "promises_broken", "promises_kept"),
    ):
        one = model(promise_kept=kept, promise_workload=0.0, promise_policy=0.0).run_for(30)
        assert total(one, which) > 0.0 == total(one, other)


def test_thresholds_that_nobody_passes() -> None:
    """No plan, no court and no care beyond the first families'; and everybody is found in need."""
    none: dict[str, Any] = {f"threshold_{name}": 1.0 for name in ("protection", "proceedings", "care")}
    none |= {"decision_spread": 0.0, "first_worry_spread": 0.0}
    one = model(threshold_need=0.0, child_harm=0.0, life_events=0.0, rationing=0.0, **none).run_for(52)
    assert total(one, "care_entries") == total(one, "protection_plans") == total(one, "not_in_need") == 0.0


def test_closed_families_return_or_leave_for_good() -> None:
    """A share returns; who would not while the service remembers has left the table."""
    one = model(seed=3).run_for(260)
    assert total(one, "re_referrals") > 0.1 * total(one, "referrals")
    waits = one.families.due[one.families.stage == Stage.CLOSED] - one._clock
    assert (waits >= 0).all()
    assert waits.max() <= P.forgotten_weeks + 1


def test_there_is_no_joint_training_without_its_lever() -> None:
    idle = model().run_for(104)
    assert not idle._state.partners.trained.any()
    trained = model(only(multi_agency_alignment=1)).run_for(260)._state.partners
    assert 0.0 < trained.trained.min() <= trained.trained.max() <= P.agency_trained_most
    assert trained.culture.min() > idle._state.partners.culture.max()


def test_coordinators_hold_no_more_conferences_than_they_can() -> None:
    one = model(only(family_group_conferences=2)).run_for(104)
    most = P.fgc_a_week * 52 * total(one, "coordinator_years") + P.slots_kept
    assert 0 < total(one, "family_conferences") <= most
    assert total(model().run_for(52), "family_conferences") == 0.0


# Patterns of the design's section 11 ----------------------------------------------------------------


def test_handovers_that_cost_nothing_would_raise_trust() -> None:
    free: dict[str, Any] = {
        "kept_cold": 1.0,
        "kept_warm": 1.0,
        "story_lost": 0.0,
        "handover_plan": 1.0,
        "handover_worry": 0.0,
    }
    plan = "blame_culture"
    gain = mean_of("family_trust", plan, "open_families", **free) - mean_of(
        "family_trust", plan, "open_families"
    )
    assert gain > 0.005


def test_slack_is_filled_by_demand() -> None:
    """A tenth more capacity lowers workload by less than nine in a hundred, more where thresholds do not move."""
    relief = only(caseload_relief=0.1)
    still: dict[str, Any] = {"rationing": 0.0, "close_workload": 0.0, "front_door_workload": 0.0}
    fall: dict[str, float] = {}
    kinds: dict[str, dict[str, Any]] = {"moving": {}, "still": still}
    for name, values in kinds.items():
        before = mean_of("workload", "blame_culture", "", years=4, **values)
        fall[name] = 1.0 - mean_of("workload", relief, "", years=4, **values) / before
    assert 0.0 < fall["moving"] < 0.09
    assert fall["still"] > fall["moving"]


def test_done_badly_families_trust_less_and_complain_more_than_if_nothing_were_done() -> None:
    assert mean_of("family_trust", BADLY, "open_families") < mean_of(
        "family_trust", "blame_culture", "open_families"
    )
    assert mean_of("complaints", BADLY, "open_families") > mean_of(
        "complaints", "blame_culture", "open_families"
    )


def test_the_questions_carry_a_visit_where_they_are_asked_and_workers_have_skill() -> None:
    """With them alone more visits are made with the family; who does not ask them is touched by nothing."""
    plain, asked = (
        model(only(everyday_conversations=1), questions_lead=lead).run_for(104) for lead in (0.0, 1.0)
    )
    trust = [total(one, "family_trust") / total(one, "open_families") for one in (plain, asked)]
    assert trust[1] > trust[0]
    never, ready = (model(questions_lead=lead).run_for(52) for lead in (0.0, 1.0))
    assert (never.tally == ready.tally).all()


def test_circles_repair_ruptures() -> None:
    """The more surely they do, the fewer stay open; without circles nothing is repaired in them."""
    plain, repaired = (model(only(circles=1), circle_repair=one).run_for(156) for one in (0.0, 1.0))
    assert total(repaired, "in_conflict") < total(plain, "in_conflict")
    never, ready = (model(circle_repair=one).run_for(52) for one in (0.0, 1.0))
    assert (never.tally == ready.tally).all()
