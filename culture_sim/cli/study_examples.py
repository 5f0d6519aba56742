"""What `culture-sim study COMMAND --help` shows at its end: a few lines to copy."""

STUDY = """\b
A study file says what is varied, over which runs, and what is asked:
  name: Does more training help where leaders do not model it?
  scenarios: [embedded]
  organisation: acute_trust
  staff: 250
  factors:
    leadership: {path: levers.leadership_modelling.strength, low: 0, high: 1}
    champions: {path: levers.training.champions.share, values: [0, 0.04, 0.08]}
  seeds: 20
  outcomes: [psychological_safety, turnover_percent]

\b
From a file to a figure:
  culture-sim study check mine.yaml
  culture-sim study run mine.yaml --out results/mine
  culture-sim study plot results/mine --kind heat-map --out mine.png

\b
Studies to copy from: after_the_end, champion_share_and_backfill, done_badly,
embedded_or_bolted_on, leader_turnover, policy_integration,
rollout_order_and_pace, social_work_agencies, social_work_caseload_relief,
social_work_equal_spend, training_depth_by_leadership, what_matters_most.
Exit codes: 0 done, 2 something asked for is wrong, 1 our fault, 130 stopped with Ctrl-C, 143 by SIGTERM."""

EXAMPLES = {
    "check": """\b
Examples:
  culture-sim study check mine.yaml
  culture-sim study check rollout_order_and_pace --workers 32
\b
Nothing is written. The time is reckoned from a second's trial on this machine; a mistake in the file is
named with its line.""",
    "run": """\b
Examples:
  culture-sim study run mine.yaml --out results/mine
  culture-sim study run mine.yaml --out results/try --quick       is the file in order? a few seconds
  culture-sim study run mine.yaml --out results/mine --extend     the file has more seeds or points now
  culture-sim study run mine.yaml --out results/mine --cluster tcp://10.0.0.1:8786
\b
Killed, interrupted or out of disk: the same command goes on, and loses at most the batches in flight. A run
that raises is a row with its error. On a cluster: dask scheduler; dask worker tcp://HOST:8786.""",
    "query": """\b
Examples:
  culture-sim study query results/mine "select * from points"
  culture-sim study query results/mine "select point, avg(trust) from yearly where year = 5 group by point"
  culture-sim study query results/mine "select leadership, avg(turnover_percent) from differences
    where year = 5 group by all order by all" --csv > turnover.csv
\b
Tables: points (a row a point), runs (a row a run), yearly (a row a run and year, year 0 the year before),
differences (the same, less the baseline under the same random numbers), weekly (what the file names under 'weekly').
Columns of a table: "describe yearly".""",
    "export": """\b
Examples:
  culture-sim study export results/mine --csv tables""",
    "status": """\b
Examples:
  culture-sim study status results/mine""",
    "sensitivity": """\b
Examples:
  culture-sim study sensitivity results/mine --outcome turnover_percent --figure tornado.png
  culture-sim study sensitivity results/mine --method emulator
\b
A morris design gives Morris' mu*, a saltelli design Sobol indices, any other PAWN (30 points or more). noise is
what a factor without any effect would show; above_noise says which factors are distinguished from it.""",
    "discover": """\b
Examples:
  culture-sim study discover results/mine --when "psychological_safety < 0.02"
  culture-sim study discover results/mine --when "net_saving_gbp > 0" --boxes 2 --figure box.png
\b
A box is a set of ranges in which it happens more often than elsewhere; the tree says it in other words.""",
    "emulate": """\b
Examples:
  culture-sim study emulate results/mine --outcome turnover_percent
  culture-sim study emulate results/mine --at leadership=0.7 --at champions=0.04
\b
Points are left out in turn and predicted: how far off that is stands in the answer, and in --csv point by point.""",
    "frontier": """\b
Examples:
  culture-sim study frontier results/mine --outcome psychological_safety --budget 1000000
  culture-sim study frontier results/mine --budget 1000000 --search 200 --figure frontier.png
\b
Spend is the sum of all years, effect their mean against the baseline. With 'draws' in the study file, regret
is how far a plan falls short of the best affordable one, over the drawn sets of parameters. What a search runs
is a study of its own in DIR/search: it goes on where it stopped, and takes query, plot and frontier.""",
    "plot": """\b
Examples:
  culture-sim study plot results/mine --kind trajectories --by leadership --out trajectories.png
  culture-sim study plot results/mine --kind heat-map --across leadership --up champions --out map.svg
  culture-sim study plot results/mine --kind frontier --outcome practice --budget 1000000 --out frontier.pdf
  culture-sim study plot results/mine --kind box --when "practice < 0.2" --out box.png""",
}
