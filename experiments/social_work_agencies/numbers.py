"""The page's numbers: the embedded programme without, with some and with full joint training, and that alone."""

from numbers_in_words import Found, goes
from service_plans import ServicePlans

from culture_sim.study import Study

ALONE, ALIGNED, ONLY = "service alone", "agencies aligned", "joint training only"


def numbers(study: Study) -> Found:
    """What joint training adds, and what it does by itself."""
    plans = ServicePlans(study)

    def added(outcome: str, digits: int = 3, unit: str = "", many: bool = False) -> str:
        return goes(plans.of(outcome, ALIGNED) - plans.of(outcome, ALONE), digits, unit, many)

    sentences = [
        (
            f"**Beside the programme** full joint training, in year 5: families' trust {added('family_trust')},"
            f" known risk {added('disclosure_share')}, turnover {added('turnover_percent', 2, ' points')}, complaints"
            f" {added('complaints_per_1000_staff', 0, many=True)}, serious harms"
            f" {added('child_harms_per_1000_staff', 1, many=True)}, entries to care"
            f" {added('care_entries_per_1000_children', 2, many=True)}."
        ),
        (
            f"With aligned agencies more is known than with the service alone in"
            f" {plans.in_favour('disclosure_share', ALIGNED, ALONE, 1)} drawn sets, and families trust more in"
            f" {plans.in_favour('family_trust', ALIGNED, ALONE, 1)}."
        ),
        (
            f"**By itself**, in year 5: families' trust {goes(plans.of('family_trust', ONLY))}, known risk"
            f" {goes(plans.of('disclosure_share', ONLY))} and serious harms"
            f" {goes(plans.of('child_harms_per_1000_staff', ONLY), 1, many=True)}."
        ),
    ]
    known, trust = added("disclosure_share"), added("family_trust")
    short = f"joint training beside the programme: known risk {known}, families' trust {trust}"
    return Found(short, sentences, plans.tables())
