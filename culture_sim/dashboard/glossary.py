"""Words that need a sentence, for the hover, for the keyboard, and for the board paper."""

from culture_sim.settings import load_setting, setting_names

GLOSSARY: dict[str, str] = {
    "baseline": "The same organisation with the same random numbers, in which nobody does anything about its culture.",
    "80 % interval": "Eight out of ten simulated organisations lie inside it. It shows chance alone.",
    "paired run": (
        "One organisation run twice with the same random numbers: once without the plan, once with it. Each such"
        " pair is one simulation."
    ),
    "chance": (
        "What differs from one organisation to the next although everything that can be chosen is the same."
    ),
    "embedding": (
        "What keeps new practice alive after the training: leaders who model it, policies that require it, "
        "time for it, and ways in for new staff and new leaders."
    ),
    "bolted on": "The training and the processes alone, as a project of eighteen months that then ends.",
    "break-even": "The first year by whose end the plan has saved more than it has cost, all years added up.",
    "staff days": "Working days that staff spend in training and restorative work.",
    "backfill": "Other staff who are paid to cover for those in training.",
    "equal spend": (
        "Training alone, made larger or smaller until it costs the same over five years as the plan."
    ),
    "seed": "The number that fixes all chance. The same seed gives the same result, on any machine.",
    "hash": "A short code that changes when the plan, the organisation or the assumptions change.",
    "XmR chart": (
        "A chart for telling a real change from ordinary ups and downs: the lines above and below bound what"
        " is usual, and points outside them, or eight in a row on one side, are a signal."
    ),
    "calibrated": (
        "The simulated organisation is adjusted until, before any plan, it shows the figures you gave."
    ),
    **{each.title.lower(): each.meaning for name in setting_names() for each in load_setting(name).outcomes},
    **{each.title.lower(): each.sentence for name in setting_names() for each in load_setting(name).levers},
}
