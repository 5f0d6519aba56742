"""XmR charts of one simulated organisation, as its board would see them."""

from __future__ import annotations

from typing import Any

import numpy as np
import solara

from culture_sim.dashboard.charts import BASELINE, FONT, PLAN, Drawing, frame, nice_step
from culture_sim.dashboard.components import Button, Chart, Html, Select, term
from culture_sim.dashboard.session import use_session
from culture_sim.ensemble.comparison import Comparison
from culture_sim.findings.numbers import number
from culture_sim.findings.titles import control_chart_title
from culture_sim.outcomes.control_charts import (
    PERIODS_BEFORE,
    WEEKS_A_PERIOD,
    control_chart,
    four_week_counts,
)

COUNTS = (
    ("complaints", "Complaints"),
    ("leavers", "Leavers"),
    ("grievances", "Grievances"),
    ("disciplinaries", "Disciplinaries"),
    ("reported_incidents", "Reported incidents"),
    ("harms", "Harm to patients"),
)


def drawing(answer: Comparison, scenario: str, column: str, title: str, number_: int) -> Drawing:
    """The chart of one organisation under one scenario."""
    months = four_week_counts(answer.weeks(scenario, column)[number_])
    found = control_chart(months)
    names = [
        f"{place - PERIODS_BEFORE + 1}" if place >= PERIODS_BEFORE else f"{place - PERIODS_BEFORE}"
        for place in range(len(months))
    ]
    plan = scenario != answer.baseline
    colour = PLAN if plan else BASELINE
    first = found.first_signal()
    weeks = None if first is None else WEEKS_A_PERIOD * (first - PERIODS_BEFORE + 1)
    said = control_chart_title(plan, weeks)
    option = frame(names, decimals=0, zero=True, right=80)
    option["xAxis"] |= {
        "axisLabel": {**FONT, "interval": 12},
        "name": "Periods of four weeks, counted from the start of the plan",
        "nameLocation": "middle",
        "nameGap": 32,
        "nameTextStyle": FONT,
    }
    option["grid"] |= {"bottom": 56}
    most = float(max(found.high, months.max()))
    step = nice_step(most)
    option["yAxis"] |= {"interval": step, "max": step * int(np.ceil(most / step))}
    signals = set(found.signals)
    option["series"] = [
        {
            "type": "line",
            "name": title,
            "color": colour,
            "showAllSymbol": True,
            "lineStyle": {"color": colour, "width": 1.5},
            "data": [
                {
                    "value": round(float(value), 2),
                    "symbol": "diamond" if place in signals else "circle",
                    "symbolSize": 10 if place in signals else 5,
                    "itemStyle": {"color": "#0b0c0c" if place in signals else colour},
                }
                for place, value in enumerate(months)
            ],
            "markLine": {
                "silent": True,
                "symbol": "none",
                "animation": False,
                "label": {**FONT, "position": "end", "formatter": "{b}", "fontSize": 12},
                "data": [
                    {
                        "name": f"usual {number(found.mean, 1)}",
                        "yAxis": found.mean,
                        "lineStyle": {"color": "#3D3D3D", "type": "solid"},
                    },
                    {
                        "name": f"upper {number(found.high, 1)}",
                        "yAxis": found.high,
                        "lineStyle": {"color": "#3D3D3D", "type": "dashed"},
                    },
                    *(
                        [
                            {
                                "name": f"lower {number(found.low, 1)}",
                                "yAxis": found.low,
                                "lineStyle": {"color": "#3D3D3D", "type": "dashed"},
                            }
                        ]
                        if found.low > 0
                        else []
                    ),
                    {
                        "name": "",
                        "xAxis": PERIODS_BEFORE,
                        "lineStyle": {"color": "#808080", "type": "dotted", "width": 2},
                    },
                ],
            },
        }
    ]
    rows = [
        [names[place], number(float(value)), "signal" if place in signals else ""]
        for place, value in enumerate(months)
    ]
    return Drawing(
        said,
        option,
        ["Four weeks", title, "Signal"],
        rows,
        f"XmR chart of {title.lower()} in one simulated organisation. {said}. Usual {number(found.mean, 1)},"
        f" limits {number(found.low, 1)} to {number(found.high, 1)}.",
        note=(
            f"{title} in each four weeks; limits from the year before the start (dotted line); black diamonds"
            " are signals"
        ),
        file=f"xmr_{column}_{'plan' if plan else 'baseline'}",
    )


@solara.component
def XmRPanel() -> Any:
    """The same organisation, with the plan and without."""
    visitor = use_session()
    answer = visitor.settled.value
    column, set_column = solara.use_state(COUNTS[0][0])
    number_, set_number = solara.use_state(0)
    if answer is None:
        return Html("div")
    here = number_ % answer.runs
    title = dict(COUNTS)[column]
    return Html(
        "div",
        Html(
            "p",
            f"One simulated organisation of {answer.staff:,} posts, as its own board would see it on an ",
            term("XmR chart"),
            ": with no interval and nothing to compare with. Both charts use the same random numbers. A signal"
            " without the plan is a false alarm: it happens.",
        ),
        Html(
            "div",
            Select("xmr-count", "Count", column, COUNTS, set_column),
            Button("Another organisation", lambda: set_number(number_ + 1), "cs-quiet-button"),
            Html("span", f"Organisation {here + 1} of {answer.runs}", classes="cs-hint"),
            classes="cs-row",
        ),
        Html(
            "div",
            *(
                Chart(drawing(answer, name, column, title, here), height=280).key(name)
                for name in (answer.plan, answer.baseline)
            ),
            classes="cs-grid cs-wide",
        ),
    )
