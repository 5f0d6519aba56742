"""What the help of the commands gives as examples; those of `study` stand in study_examples."""

TOP_EXAMPLES = """\b
Examples:
  culture-sim compare                             bolted-on and embedded change against blame
  culture-sim compare --out results               the same, with a figure and tables in ./results
  culture-sim compare embedded --equal-spend      the fair comparison: training alone for the same money
  culture-sim scenarios                           which plans there are
  culture-sim check ours.yaml                     is my plan right, and if not, which line is wrong?
  culture-sim compare ours.yaml --organisation trust.yaml --out ours

\b
Results are for reasoning, not predictions.
Exit codes: 0 done, 2 something asked for is wrong, 1 our fault, 130 stopped with Ctrl-C, 143 by SIGTERM."""

COMPARE_EXAMPLES = """\b
Examples:
  culture-sim compare
  culture-sim compare embedded half_measures --years 8 --runs 80
  culture-sim compare embedded --organisation trust.yaml --out results
  culture-sim compare embedded --equal-spend
  culture-sim compare embedded --until turnover_percent=0.2 --runs 400
  culture-sim compare embedded --set loss_over_gain=2 --set cost_per_leaver=20000
  culture-sim compare embedded --json > embedded.json
  culture-sim compare embedded --leading-indicators --effect-sizes
  culture-sim compare embedded --paper paper.html

\b
--out DIR gets comparison.png and .svg, yearly.csv, weekly.parquet and comparison.json.
A SCENARIO is a name from `culture-sim scenarios` or the path of a file."""

RUN_EXAMPLES = """\b
Examples:
  culture-sim run embedded
  culture-sim run embedded --seed 7 --out life --events team:3
  culture-sim run ours.yaml --organisation trust.yaml --years 8 --out life --events everyone

\b
--out DIR gets life.png and .svg, yearly.csv, weekly.csv, weekly.parquet, and events.csv with --events."""

SWINGS_EXAMPLES = """\b
Examples:
  culture-sim swings embedded
  culture-sim swings ours.yaml --organisation trust.yaml --outcome net_saving_gbp
  culture-sim swings embedded --parameter use_norm --parameter taken_up_practice --runs 12"""

GRID_EXAMPLES = """\b
Examples:
  culture-sim grid --lever leadership_modelling --lever training.champions
  culture-sim grid embedded --lever power_sharing --lever induction --outcome turnover_percent
  culture-sim grid ours.yaml --lever training.backfill --lever relationship_time --runs 16 --json"""

ORGANISATIONS_EXAMPLES = """\b
Examples:
  culture-sim organisations
  culture-sim organisations acute_trust
  culture-sim organisations workforce.csv --authority Kent --yaml > kent.yaml"""

CHECK_EXAMPLES = """\b
Examples:
  culture-sim check ours.yaml
  culture-sim check ours.yaml trust.yaml staff.graphml ties.csv
  culture-sim check workforce.csv --authority Kent"""

CONTROL_CHART_EXAMPLES = """\b
Examples:
  culture-sim control-chart ours.csv --column complaints
  culture-sim control-chart ours.csv --column complaints --before 13
  culture-sim control-chart ours.csv --column "staff leaving" --out charts
  culture-sim control-chart ours.csv --column complaints --json

\b
FILE has a line for each period, in the order of time, below a line that names the columns:
  month,complaints
  2024-01,14
  2024-02,9
--out DIR gets control_chart.png and .svg."""

PARAMETERS_EXAMPLES = """\b
Examples:
  culture-sim parameters
  culture-sim parameters leaving                a theme
  culture-sim parameters loss_over_gain          one parameter, with its note
  culture-sim parameters --json > parameters.json"""
