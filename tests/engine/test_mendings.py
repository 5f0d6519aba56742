"""What was mended since the model was specified does what it says, and its zero leaves it out."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from culture_sim.parameters.table import MENDINGS
from tests.patterns.plans import PLANS, Lever, Plan, programme_of
from tests.reference.specified import Run, read

QUIET: dict[str, Any] = {
    "incidents": 0.0, "worries_and_ideas": 0.0, "leave_other": 0.0, "leave_culture": 0.0, "conflicts": 0.0,
    "investigated_other": 0.0, "safety_conveyed": 0.0, "first_safety_spread": 0.0, "physical_sickness": 0.0,
    "stress_sickness": 0.0, "dissatisfied": 0.0, "first_vacancies": 0.0, "demand_spread_week": 0.0,
    "executive_encounters": 0.0,
}  # fmt: skip
"""Nothing is said, nobody is away or leaves."""


def run(plan: Plan | None = None, weeks: int = 104, seed: int = 1, **values: float) -> Run:
    """An organisation of 400 as specified but for some values; a plan begins with it, in full force."""
    programme = programme_of((plan or Plan()).begun_at_once(), 0)
    return Run(programme, dict(read().core()) | values, seed, 400, weeks).run(weeks)


def safety(of: Run) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Of those in post."""
    staff = of.state.staff[:400]
    found: np.ndarray[tuple[int], np.dtype[np.float64]] = staff.psychological_safety[staff.filled]
    return found


@pytest.mark.parametrize("name", MENDINGS)
def test_a_mending_is_a_parameter_that_core_leaves_out(name: str) -> None:
    """Its range begins at zero, and what is as specified has it there."""
    row = read().table[name]
    assert row.low == 0
    assert read().core()[name] == 0


def test_core_has_what_was_calibrated_anew_as_specified() -> None:
    """But keeps what somebody set."""
    moved = {name: row.specified for name, row in read().table.items() if row.specified is not None}
    assert moved
    core = read().core()
    assert {name: core[name] for name in moved} == moved
    assert read().replace(answer_width=0.12).core()["answer_width"] == 0.12


def test_people_take_being_ignored_differently() -> None:
    """Safety follows what each expects, and spreads; without it the trait is there and moves nothing."""
    spread = run(expectation_spread=0.1)
    trait = spread.state.staff.expectation[:400][spread.state.staff.filled[:400]]
    assert np.corrcoef(trait, safety(spread))[0, 1] > 0.3
    alike = run()
    trait = alike.state.staff.expectation[:400][alike.state.staff.filled[:400]]
    assert abs(np.corrcoef(trait, safety(alike))[0, 1]) < 0.15
    assert safety(spread).std() > 1.1 * safety(alike).std()


def hurt_run(**values: Any) -> Run:
    """Half of those who tell of anything are blamed, and remember it."""
    return run(weeks=156, blamed_base=0.5, blamed_worry=1.0, hurt_by_blame=0.6, **values)


def share_a_week(of: Run, name: str) -> float:
    """Events a head and week."""
    return float(of.weeks[name].sum() / of.weeks.headcount.sum())


def test_the_hurt_leave_and_fall_ill_at_once() -> None:
    """More than as specified, where hurt is there too and moves nothing."""
    as_specified, leaving, ill = hurt_run(), hurt_run(leave_hurt=2.0), hurt_run(sick_hurt=1.5)
    assert as_specified.state.staff.hurt[:400].mean() > 0.2
    assert share_a_week(leaving, "leavers") > 1.2 * share_a_week(as_specified, "leavers")
    assert share_a_week(ill, "absent_for_stress") > 1.2 * share_a_week(as_specified, "absent_for_stress")


def test_hurt_fades() -> None:
    """By its rate a week, where nothing is done to anybody."""
    later = Run(programme_of(Plan(), 0), dict(read().core()) | QUIET | {"hurt_fades": 0.1}, 1, 400, 11)
    later.state.staff.hurt[:] = 0.5
    assert later.run(10).state.staff.hurt[:400] == pytest.approx(0.5 * 0.9**10)


def test_an_open_case_makes_ill() -> None:
    """Where everybody is under investigation."""
    always: dict[str, Any] = {"investigated_other": 52.0, "investigation_weeks": 52.0}
    burdened = run(weeks=26, **always, sick_case=1.2)
    assert share_a_week(burdened, "absent_for_stress") > 2 * share_a_week(
        run(weeks=26, **always), "absent_for_stress"
    )


def test_leaving_spreads_in_a_team() -> None:
    """Who leaves makes others leave, so that more do in all."""
    alone, together = (run(weeks=260, leave_culture=0.15, leave_spread=spread) for spread in (0.0, 4.0))
    assert share_a_week(together, "leavers") > 1.1 * share_a_week(alone, "leavers")


def test_circles_relieve_those_who_come() -> None:
    """Burnout is lower with relief than without, on the mean of four seeds."""
    circles = Plan({"circles": PLANS["embedded"].levers["circles"]})

    def burnout(relief: float) -> float:
        runs = [run(circles, seed=seed, circle_relief=relief) for seed in range(1, 5)]
        return float(np.mean([each.state.staff.burnout[:400].mean() for each in runs]))

    assert burnout(0.03) < burnout(0.0) - 0.002


UNPRACTISED: dict[str, Any] = {"leader_use_extra": -30.0}
"""Leaders who never act restoratively."""


def counted(of: Run, name: str) -> float:
    """Events of all weeks."""
    return float(of.weeks[name].sum())


def test_triage_spares_people_whose_leader_would_not() -> None:
    """If HR is better than the leaders, and only where there is an HR policy."""
    policy = Plan({"hr_policy": Lever(1.0)})
    often: dict[str, Any] = UNPRACTISED | {"investigated_other": 0.5}
    by_leaders, by_hr = (
        run(policy, **often, central_triage=share, central_practice=1.0) for share in (0.0, 0.8)
    )
    assert counted(by_hr, "disciplinaries") < 0.75 * counted(by_leaders, "disciplinaries")
    as_bad = run(policy, **often, central_triage=1.0, central_practice=0.0)
    assert counted(as_bad, "disciplinaries") == counted(by_leaders, "disciplinaries")
    none, idle = (run(Plan(), **often, central_triage=share) for share in (0.0, 0.8))
    assert counted(none, "disciplinaries") == counted(idle, "disciplinaries")


def test_a_patient_safety_team_offers_repair_where_the_leader_would_not() -> None:
    """It enacts the patient-safety policy, and no other."""
    policy = Plan({"patient_safety_policy": Lever(1.0)})
    often: dict[str, Any] = UNPRACTISED | {"harm_share": 0.5}
    by_leaders, by_team = (run(policy, **often, central_repair=share) for share in (0.0, 0.8))
    repaired = [
        counted(of, "restorative_processes") / counted(of, "known_harms") for of in (by_leaders, by_team)
    ]
    assert repaired[0] < 0.25 < 0.4 < repaired[1]
    hr_alone = run(policy, **often, central_triage=0.8)
    assert counted(hr_alone, "restorative_processes") == counted(by_leaders, "restorative_processes")


def test_peer_facilitators_are_sent_where_it_is_severe() -> None:
    """Though nobody in the conflict asks; the more severe, the more often."""
    peers = Plan({"peer_facilitators": Lever(0.2)})
    lasting: dict[str, Any] = {
        "peer_asked": 0.0, "talk_practice": 0.0, "conflict_fades": 0.0, "grievance_hazard": 0.0, "peer_success": 0.0,
        "fester": 0.0, "first_severity_spread": 0.0,
    }  # fmt: skip
    assert counted(run(peers, **lasting), "peer_talks") == 0
    mild, severe = (run(peers, **lasting, refer_severe=0.1, first_severity=h) for h in (0.2, 0.8))
    assert 0 < 2 * counted(mild, "peer_talks") < counted(severe, "peer_talks")
    assert counted(run(Plan(), **lasting, refer_severe=0.1), "peer_talks") == 0


OFFERED = Plan({"hr_policy": Lever(1.0), "peer_facilitators": Lever(0.2)})
GRIEVING: dict[str, Any] = {
    "peer_asked": 0.0,
    "talk_practice": 0.0,
    "conflict_fades": 0.0,
    "grievance_hazard": 0.2,
}
"""Conflicts that nothing ends before they turn formal."""


def test_those_without_trust_refuse_the_conversation() -> None:
    """It needs both, and takes nobody's time if one of them refuses."""
    always: dict[str, Any] = GRIEVING | {"enact_floor": 1.0, "conversation_success": 0.0}
    agreed, refused = (counted(run(OFFERED, **always, offer_refused=p), "conversations") for p in (0.0, 1.0))
    assert 0 < refused < 0.5 * agreed
    trusting = run(
        OFFERED, **always, offer_refused=1.0, first_trust=0.9, first_trust_spread=0.0, trust_gain_rate=0.0
    )
    assert counted(trusting, "conversations") > 1.5 * refused


def test_the_conversation_is_offered_again() -> None:
    """While the grievance is open: then more end in talking, and fewer are left."""
    rarely: dict[str, Any] = (
        GRIEVING
        | UNPRACTISED
        | {"enact_floor": 0.2, "conversation_success": 1.0, "investigation_weeks": 200.0}
    )
    once, again = (run(OFFERED, **rarely, offer_again=p) for p in (0.0, 0.25))
    assert counted(again, "resolved") > 2 * counted(once, "resolved")
    formal = [(of.state.staff.grievance_weeks > 0).sum() for of in (once, again)]
    assert formal[1] < 0.7 * formal[0]
    without = run(Plan({"peer_facilitators": Lever(0.2)}), **rarely, offer_again=0.25)
    assert counted(without, "conversations") == 0


def week_after(treated: float, weeks: int, **values: Any) -> Run:
    """Everybody was treated well (1) or badly (0) lately; some weeks later."""
    later = Run(programme_of(Plan(), 0), dict(read().core()) | QUIET | values, 1, 400, weeks + 1)
    later.state.staff.treated[:] = treated
    return later.run(weeks)


def practice(of: Run) -> float:
    """Mean of those in post."""
    return float(of.state.staff.practice[:400][of.state.staff.filled[:400]].mean())


def test_who_was_treated_well_treats_others_well() -> None:
    """In the next week, and the others pass it on, so that the norm moves too; then it is forgotten."""
    well, badly = (week_after(treated, 1, use_reciprocated=2.0) for treated in (1.0, 0.0))
    assert practice(well) > 2 * practice(badly)
    well, badly = (week_after(treated, 10, use_reciprocated=2.0) for treated in (1.0, 0.0))
    gain = well.state.staff.norm - badly.state.staff.norm
    assert gain.min() >= 0.0
    assert (gain > 0.0).mean() > 0.5
    well, badly = (week_after(treated, 52, use_reciprocated=2.0) for treated in (1.0, 0.0))
    assert well.state.staff.treated.mean() == pytest.approx(badly.state.staff.treated.mean(), abs=0.03)
    assert practice(week_after(1.0, 10)) == practice(week_after(0.0, 10))


def test_how_people_are_treated_is_the_norm_where_nothing_changes() -> None:
    """Reciprocation moves people about the norm, not the norm."""
    settled = run(weeks=260, use_reciprocated=2.0).state.staff[:400]
    assert settled.treated.mean() == pytest.approx(settled.norm.mean(), abs=0.01)
    assert settled.treated.std() > 1.5 * settled.norm.std()


def test_a_course_needs_a_place_to_be_used() -> None:
    """Skill follows how much of a place there is: all of it lost where leader and time give none."""
    courses = Plan({name: PLANS["training_only"].levers[name] for name in ("introduction", "refreshers")})

    def learned(**values: Any) -> float:
        staff = run(courses, **values).state.staff[:400]
        return float((staff.restorative_skill - staff.natural_skill)[staff.filled].mean())

    assert learned(course_needs_place=1.0) < 0.7 * learned()
    nowhere = {"enact_floor": 0.0, "hold_practice": 0.0}
    assert learned(**nowhere) > 0.05
    assert learned(course_needs_place=1.0, **nowhere) < 0.01
    everywhere = {"enact_floor": 1.0, "cancel_workload": 0.0}
    assert learned(course_needs_place=1.0, **everywhere) == learned(**everywhere)


def test_burnout_heals_more_slowly_in_the_hurt_and_in_an_open_case() -> None:
    """It settles higher in them, and as specified in everybody alike."""
    healing: dict[str, Any] = QUIET | {"burnout_build_up": 0.0, "burnout_contagion": 0.0, "hurt_fades": 0.0}

    def healed(hurt: float, case: bool, **values: float) -> float:
        later = Run(programme_of(Plan(), 0), dict(read().core()) | healing | values, 1, 400, 11)
        staff = later.state.staff
        staff.burnout[:], staff.hurt[:], staff.investigation_weeks[:] = 0.5, hurt, 100 * case
        return float(later.run(10).state.staff.burnout[0])

    still: dict[str, Any] = {"under_investigation_burnout": 0.0}
    alike = healed(0.0, False)
    assert alike == pytest.approx(0.5 * (1 - read()["burnout_recovery"]) ** 10)
    assert healed(0.8, False) == healed(0.0, True, **still) == alike
    slow = {"recovery_troubled": 0.5}
    assert healed(0.0, False, **slow) == alike
    assert healed(0.8, False, **slow) == pytest.approx(0.5 * (1 - 0.6 * read()["burnout_recovery"]) ** 10)
    assert healed(0.8, True, **slow, **still) == pytest.approx(
        0.5 * (1 - 0.5 * read()["burnout_recovery"]) ** 10
    )
