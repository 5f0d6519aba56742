"""The one table of thresholds: from when on something is said of a comparison."""

FEW_RUNS = 8
"""Runs below which chance cannot be distinguished from effect, so that nothing is concluded."""

CLEAR_ERRORS = 2.0
"""Standard errors of the mean difference beyond which it is clear, that is, distinguished from chance."""

WORTH_TELLING = 0.01
"""Share of the usual level below which a difference is no news, however clear."""

FEW_DRAWS = 10
"""Draws of the parameters below which no interval is given for them."""

ABOUT_THE_SAME = 0.05
"""Share of the larger by which two costs may differ and still be called about the same."""

LASTING = 0.9
"""Share of its largest gain that a plan must still have in the last year to be called lasting."""

NO_CHANGE_IN_PRACTICE = 0.01
"""Change on the index of restorative practice below which it hardly changes."""

NOTICED_BY = 0.8
"""Share of organisations that must stand outside the baseline's usual range for a change to be noticed by one of
them."""

TURNOVER_CEILING = 0.15
"""Fall in turnover, as a share of its level, above which burnout alone cannot explain it (model 2, (24))."""

UNREACHED = 0.15
"""How far, as a share of an observed level, its reproduction may lie from it without a word."""

MORE_LEVERS = 1.5
"""How many times as many levers one plan must use as another for their distance to be called built in."""
