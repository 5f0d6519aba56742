"""The page's numbers: relief of caseloads, culture, and both."""

from numbers_in_words import Found, goes
from service_plans import ServicePlans

from culture_sim.study import Study

RELIEF, CULTURE, BOTH, FIRST = "relief", "culture", "both at once", "relief first"


def numbers(study: Study) -> Found:
    """What each does, and whether it is worth waiting."""
    plans = ServicePlans(study)
    sentences = [
        f"**`{name}`** ({plans.price(name)} in five years): in year 5 turnover"
        f" {goes(plans.of('turnover_percent', name), 2, ' points')}, complaints"
        f" {goes(plans.of('complaints_per_1000_staff', name), 0, many=True)}, families' trust"
        f" {goes(plans.of('family_trust', name))}, known risk {goes(plans.of('disclosure_share', name))}, serious harms"
        f" {goes(plans.of('child_harms_per_1000_staff', name), 1, many=True)} and entries to care"
        f" {goes(plans.of('care_entries_per_1000_children', name), 2, many=True)}."
        for name in plans.names
    ]
    gap = plans.of("family_trust", FIRST) - plans.of("family_trust", BOTH)
    sentences += [
        f"**Waiting a year**: against both at once, families' trust in year 5 {goes(gap)} with relief first.",
        (
            f"**For about the same money** culture does more than relief for families' trust in"
            f" {plans.in_favour('family_trust', CULTURE, RELIEF, 1)} drawn sets, for turnover in"
            f" {plans.in_favour('turnover_percent', CULTURE, RELIEF, -1)}, for complaints in"
            f" {plans.in_favour('complaints_per_1000_staff', CULTURE, RELIEF, -1)}."
        ),
    ]
    trust = [plans.of("family_trust", name) for name in (RELIEF, CULTURE)]
    short = f"families' trust {goes(trust[0])} with relief and {goes(trust[1])} with culture, for about the same money"
    return Found(short, sentences, plans.tables())
