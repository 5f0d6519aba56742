"""The page's numbers: the same levers in good faith and in four bad manners, alone and in the embedded plan."""

import pandas as pd
from numbers_in_words import Found, OutcomeValues, goes, plus_minus, sign, table

from culture_sim.study import Study

OUTCOMES = {
    "psychological_safety": 3,
    "trust": 3,
    "needs_met_percent": 1,
    "complaints_per_1000_staff": 1,
    "turnover_percent": 2,
}
GOOD, ALL = "in good faith", "all four"
PLANS = ("of done_badly", "of embedded")


def numbers(study: Study) -> Found:
    """The same levers in good faith and in four bad manners."""
    manners = list(dict.fromkeys(study.points()["manner"]))
    found = {outcome: OutcomeValues(study, outcome) for outcome in OUTCOMES}

    def of(outcome: str, plan: str, manner: str) -> pd.Series:
        return found[outcome].of(levers=plan, manner=manner)

    rows = [
        (plan, manner, *(plus_minus(of(each, plan, manner), digits) for each, digits in OUTCOMES.items()))
        for plan in PLANS
        for manner in manners
    ]
    sentences = []
    for plan in PLANS:
        safety = {manner: of("psychological_safety", plan, manner) for manner in manners}
        good, bad = safety[GOOD], safety[ALL]
        needs, complaints, turnover = (
            of(outcome, plan, ALL)
            for outcome in ("needs_met_percent", "complaints_per_1000_staff", "turnover_percent")
        )
        sentences.append(
            f"**With the levers {plan}**, safety at year 5 {goes(good)} in good faith and {goes(bad)} where all four go"
            f" wrong. Then needs met after harm {goes(needs, 1, ' points', many=True)}, written complaints per 1,000"
            f" staff {goes(complaints, 1, many=True)}, and turnover {goes(turnover, 2, ' points')}."
        )
        cost = {each: good.mean() - safety[each].mean() for each in manners if each not in {GOOD, ALL}}
        worst = max(cost, key=lambda each: cost[each])
        harmful = [each for each in cost if sign(safety[each]) < 0]
        alone = (
            f"Alone, {' and '.join(harmful)} puts it below the baseline."
            if harmful
            else "None of them alone puts it below the baseline."
        )
        sentences.append(
            f"Of the four, one at a time, '{worst}' costs most of the safety gained with these levers"
            f" ({cost[worst]:.3f} of {good.mean():+.3f}). {alone}"
        )
    ends = {1: "still gains", 0: "gains nothing clear", -1: "loses"}
    left = [ends[sign(of("psychological_safety", plan, ALL))] for plan in PLANS]
    short = (
        f"all four bad manners together: the plan without leaders {left[0]} safety against doing nothing, the embedded"
        f" plan {left[1]}"
    )
    heads = ("levers", "manner", *(each.replace("_", " ") for each in OUTCOMES))
    return Found(short, sentences, "Year 5, less the baseline:\n\n" + table(rows, *heads))
