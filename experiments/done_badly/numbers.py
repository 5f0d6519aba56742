"""The page's numbers: the same levers in good faith and in four bad manners, alone and in the embedded plan."""

from numbers_in_words import Found, OutcomeValues, goes, plus_minus, sign, table

from culture_sim.study import Study

OUTCOMES = {
    "psychological_safety": 3,
    "trust": 3,
    "needs_met_percent": 1,
    "complaints_per_1000_staff": 1,
    "turnover_percent": 2,
}
GOOD = "in good faith"
PLANS = {"done_badly": "levers of `done_badly`", "embedded": "levers of `embedded`"}


def numbers(study: Study) -> Found:
    """The same levers in good faith and in four bad manners."""
    manners = list(study.points()["manner"])
    found = {(plan, outcome): OutcomeValues(study, outcome, plan) for plan in PLANS for outcome in OUTCOMES}
    rows = [
        (
            words,
            manner,
            *(plus_minus(found[plan, each].of(manner=manner), OUTCOMES[each]) for each in OUTCOMES),
        )
        for plan, words in PLANS.items()
        for manner in manners
    ]
    safety = {plan: found[plan, "psychological_safety"] for plan in PLANS}
    sentences = []
    for plan, words in PLANS.items():
        good, bad = (safety[plan].of(manner=manner) for manner in (GOOD, "all four"))
        needs, complaints, turnover = (
            found[plan, outcome].of(manner="all four")
            for outcome in ("needs_met_percent", "complaints_per_1000_staff", "turnover_percent")
        )
        sentences.append(
            f"**With the {words}**, safety at year 5 {goes(good)} in good faith and {goes(bad)} where all four go"
            f" wrong. Then needs met after harm {goes(needs, 1, ' points', many=True)}, written complaints per 1,000"
            f" staff {goes(complaints, 1, many=True)}, and turnover {goes(turnover, 2, ' points')}."
        )
        single = [each for each in manners if each not in {GOOD, "all four"}]
        cost = {each: good.mean() - safety[plan].of(manner=each).mean() for each in single}
        worst = max(cost, key=lambda each: cost[each])
        harmful = [each for each in single if sign(safety[plan].of(manner=each)) < 0]
        alone = (
            f"Alone, {' and '.join(harmful)} puts it below the baseline."
            if harmful
            else "None of them alone puts it below the baseline."
        )
        sentences.append(
            f"Of the four, one at a time, '{worst}' costs most of the safety gained with these levers"
            f" ({cost[worst]:.3f} of {good.mean():+.3f}). {alone}"
        )
    ends_at = {plan: sign(safety[plan].of(manner="all four")) for plan in PLANS}
    ends = {1: "still gains", 0: "gains nothing", -1: "loses"}
    short = (
        f"all four bad manners together: the plan without leaders {ends[ends_at['done_badly']]} safety against doing"
        f" nothing, the embedded plan {ends[ends_at['embedded']]}"
    )
    heads = ("levers", "manner", *(each.replace("_", " ") for each in OUTCOMES))
    return Found(short, sentences, "Year 5, less the baseline:\n\n" + table(rows, *heads))
