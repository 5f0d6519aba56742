"""Words that need a sentence, for the hover and for the keyboard."""

GLOSSARY: dict[str, str] = {
    "baseline": "The same organisation with the same random numbers, in which nobody does anything about its culture.",
    "paired run": (
        "One organisation run twice with the same random numbers: once without the plan, once with it. Each such"
        " pair is one simulation."
    ),
    "embedding": (
        "What keeps new practice alive after the training: leaders who model it, policies that require it, "
        "time for it, and ways in for new staff and new leaders."
    ),
    "break-even": "The first year by whose end the plan has saved more than it has cost, all years added up.",
    "staff days": "Working days that staff spend in training and restorative work.",
    "backfill": "Other staff who are paid to cover for those in training.",
    "XmR chart": (
        "A chart for telling a real change from ordinary ups and downs: the lines above and below bound what"
        " is usual, and points outside them, or eight in a row on one side, are a signal."
    ),
    "calibrated": (
        "The simulated organisation is adjusted until, before any plan, it shows the figures you gave."
    ),
}
