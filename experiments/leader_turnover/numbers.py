"""The page's numbers: what is lost when leaders leave."""

from numbers_in_words import Found, OutcomeValues, goes, plus_minus, sign, table

from culture_sim.study import Study

LEADERS = (0.08, 0.15, 0.3, 0.5)
EXECUTIVES = (0.15, 0.3, 0.6)
SUCCESSION = {"none": "without succession planning", "planned": "with it"}


def numbers(study: Study) -> Found:
    """What is lost when leaders leave."""
    safety, modelling = (
        OutcomeValues(study, each) for each in ("psychological_safety", "leadership_modelling")
    )
    commitment = OutcomeValues(study, "commitment", difference=False)
    rows = []
    for succession in SUCCESSION:
        for name, shares, words in (
            ("executive_turnover", EXECUTIVES, "executives"),
            ("leader_turnover", LEADERS, "team leaders"),
        ):
            rows += [
                (
                    f"succession {succession}: {words} leave at {share:.0%} a year",
                    plus_minus(safety.of(0, succession=succession, **{name: share})),
                    plus_minus(modelling.of(0, succession=succession, **{name: share})),
                    f"{commitment.of(0, succession=succession, **{name: share}).mean():.2f}",
                )
                for share in shares
            ]
    lost = {
        (name, succession): safety.of(0, succession=succession, **{name: shares[-1]})
        - safety.of(0, succession=succession, **{name: shares[0]})
        for name, shares in (("executive_turnover", EXECUTIVES), ("leader_turnover", LEADERS))
        for succession in SUCCESSION
    }
    ends = {
        succession: commitment.of(0, succession=succession, executive_turnover=EXECUTIVES[-1]).mean()
        for succession in SUCCESSION
    }
    gained = safety.of(0, succession="planned") - safety.of(0, succession="none")
    sentences = [
        (
            f"**Executives.** Where {EXECUTIVES[-1]:.0%} of them leave a year instead of {EXECUTIVES[0]:.0%}, safety"
            f" {goes(lost['executive_turnover', 'none'])} without succession planning, and"
            f" {goes(lost['executive_turnover', 'planned'])} with it. Commitment then ends at {ends['none']:.2f} and at"
            f" {ends['planned']:.2f}."
        ),
        (
            f"**Team leaders.** Where {LEADERS[-1]:.0%} leave a year instead of {LEADERS[0]:.0%}, safety"
            f" {goes(lost['leader_turnover', 'none'])} without succession planning, and"
            f" {goes(lost['leader_turnover', 'planned'])} with it."
        ),
        (
            f"**Succession planning**, over all these turnovers: safety {goes(gained)}, on"
            f" {safety.of(0, succession='none').mean():+.3f} without it."
        ),
    ]
    worst = max(lost, key=lambda each: -lost[each].mean())
    who = "executives" if worst[0] == "executive_turnover" else "team leaders"
    stay = {worst[0]: (EXECUTIVES if who == "executives" else LEADERS)[0]}
    share = -lost[worst].mean() / safety.of(0, succession=worst[1], **stay).mean()
    planned = "without" if worst[1] == "none" else "with"
    short = (
        f"most is lost where {who} leave often, {planned} succession planning: {share:.0%} of the safety gained"
        if sign(lost[worst]) < 0
        else "no turnover clearly loses any of the safety gained"
    )
    heads = ("", "safety at year 5, less the baseline", "leadership modelling", "commitment at year 5")
    return Found(short, sentences, table(rows, *heads))
