"""`compare`: what is printed, what is written, what is refused."""

import json
import re
from pathlib import Path

import pandas
import pyarrow.parquet
import pytest

from culture_sim.settings.nhs_trust.outcomes import OUTCOMES
from tests.cli.conftest import SMALL, Ask

FILES = [
    ".culture-sim.json",
    "comparison.json",
    "comparison.png",
    "comparison.svg",
    "weekly.parquet",
    "yearly.csv",
]
PROMISED = {
    "turnover_percent",
    "sickness_percent",
    "vacancy_percent",
    "grievances_per_1000_staff",
    "disciplinaries_per_1000_staff",
    "complaints_per_1000_staff",
    "claims_per_1000_staff",
    "harms_per_1000_staff",
    "incidents_per_1000_staff",
    "reported_incidents_per_1000_staff",
    "psychological_safety",
    "trust",
    "burnout",
    "practice",
    "leadership_modelling",
    "patient_trust",
    "workload",
    "programme_cost_gbp",
    "net_saving_gbp",
}
"""Keys that other programs rely on: a new one may come, none may go."""
TRACE = ["scenario_hash", "organisation_hash", "parameters_hash", "version", "seed"]


def test_json_has_the_promised_form_and_nothing_else(ask: Ask) -> None:
    answer = ask("compare", "embedded", *SMALL, "--json")
    assert answer.code == 0
    assert answer.err == ""
    found = json.loads(answer.out)
    assert (found["staff"], found["runs"], found["seed"], found["setting"]) == (120, 4, 1, "nhs_trust")
    assert set(found["scenarios"]) == {"blame_culture", "embedded"}
    assert isinstance(found["version"], str)
    for row in (*found["scenarios"]["embedded"]["years"], *found["differences"]["embedded"]["years"]):
        assert set(row) >= PROMISED
    for scenario in found["scenarios"].values():
        assert re.fullmatch("[0-9a-f]{12}", scenario["hash"])
        assert [row["year"] for row in scenario["years"]] == [0, 1, 2]
        for each in OUTCOMES:
            band = scenario["years"][2][each.key]
            assert band["low"] <= band["mean"] <= band["high"]
    for each in OUTCOMES:
        difference = found["differences"]["embedded"]["years"][2][each.key]
        assert 0 <= difference["share_worse"] <= 1 - difference["share_better"]
        assert difference["low"] <= difference["mean"] <= difference["high"]
        assert 0 <= difference["share_better"] <= 1


def test_differences_are_told_in_standard_deviations(ask: Ask) -> None:
    answer = ask("compare", "embedded", *SMALL, "--effect-sizes")
    assert answer.code == 0
    text = " ".join(answer.out.split())
    assert "Embedded: differences in year 2, in standard deviations" in text
    assert "60 simulated trusts of 1,000 posts" in text
    assert "standard deviations" not in ask("compare", "embedded", *SMALL).out
    found = json.loads(ask("compare", "embedded", *SMALL, "--json").out)
    for key, spread in found["standardised_by"].items():
        row = found["differences"]["embedded"]["years"][2][key]
        assert row["sd_between_organisations"] == pytest.approx(row["mean"] / spread["organisations"])
        assert (row["sd_between_persons"] is None) == (spread["persons"] is None)


def test_without_names_it_compares_bolted_on_and_embedded(ask: Ask) -> None:
    found = json.loads(ask("compare", *SMALL, "--json").out)
    assert set(found["differences"]) == {"bolted_on", "embedded"}


def test_without_names_training_alone_stands_beside_them(ask: Ask) -> None:
    """The pair is told with its costs, and the command that makes them equal keeps every option that was given."""
    answer = ask("compare", *SMALL[:4], "--runs", "8", *SMALL[6:], "--out", "results", "--quiet")
    text = " ".join(answer.out.split())
    assert re.search(r"(Training only costs £.*, Embedded £)|(Embedded costs £.*, Training only £)", text)
    command = "culture-sim compare embedded --staff 120 --years 2 --core --runs 8 --equal-spend"
    assert command in answer.out
    assert "built in, not found: Embedded uses 23 levers" in text
    found = json.loads(Path("results/comparison.json").read_text(encoding="utf-8"))
    assert set(found["scenarios"]) == {"blame_culture", "bolted_on", "embedded"}


def test_a_reader_finds_what_a_board_asks_for(ask: Ask) -> None:
    answer = ask("compare", "embedded", *SMALL)
    assert answer.code == 0
    text = " ".join(answer.out.split())
    order = [text.index(title) for title in ("Staff turnover", "Complaints", "Grievances", "What it found")]
    assert order == sorted(order)
    assert re.search(r"better / worse in [0-4] / [0-4] of 4 [0-4] / [0-4] of 4", text)
    assert "A tool for reasoning, not a prediction" in text
    assert re.search(r"culture-sim \S+; seeds 1 to 4; scenarios blame_culture [0-9a-f]{12}", text)
    assert re.search(r"organisation [0-9a-f]{12}; parameters [0-9a-f]{12}", text)


def test_the_files_are_whole_and_say_where_each_row_comes_from(ask: Ask) -> None:
    answer = ask("compare", "embedded", *SMALL, "--out", "deep/er/results")
    assert answer.code == 0
    folder = Path("deep/er/results")
    assert sorted(file.name for file in folder.iterdir()) == FILES
    assert all(f"results/{name}" in " ".join(answer.out.split()) for name in FILES[1:])
    yearly = pandas.read_csv(folder / "yearly.csv")
    weekly = pandas.read_parquet(folder / "weekly.parquet")
    for frame in (yearly, weekly):
        assert set(TRACE) <= set(frame.columns)
        assert frame[TRACE].notna().all(axis=None)
        assert set(frame["seed"]) == {1, 2, 3, 4}
    metadata = pyarrow.parquet.read_metadata(folder / "weekly.parquet").metadata
    found = json.loads((folder / "comparison.json").read_text(encoding="utf-8"))
    assert metadata[b"culture_sim.parameters_hash"].decode() == found["parameters_hash"]
    assert (folder / "comparison.png").read_bytes().startswith(b"\x89PNG")
    assert "</svg>" in (folder / "comparison.svg").read_text(encoding="utf-8")
    turnover = yearly[(yearly["outcome"] == "turnover_percent") & (yearly["scenario"] == "embedded")]
    band = found["scenarios"]["embedded"]["years"][2]["turnover_percent"]
    assert turnover[turnover["year"] == 2]["value"].mean() == pytest.approx(band["mean"])


def test_the_same_question_gets_the_same_answer(ask: Ask) -> None:
    first = ask("compare", "embedded", *SMALL, "--json", "--workers", "1")
    again = ask("compare", "embedded", *SMALL, "--json", "--workers", "2")
    assert first.out == again.out


def test_a_changed_parameter_changes_the_parameter_hash(ask: Ask) -> None:
    usual = json.loads(ask("compare", "embedded", *SMALL, "--json").out)
    changed = json.loads(ask("compare", "embedded", *SMALL, "--json", "--set", "loss_over_gain=2").out)
    assert usual["parameters_hash"] != changed["parameters_hash"]


def test_progress_is_on_stderr_and_quiet_means_none(ask: Ask) -> None:
    assert "of 4" in ask("compare", "embedded", *SMALL).err
    assert ask("compare", "embedded", *SMALL, "--quiet").err == ""


@pytest.mark.slow
def test_your_own_organisation_is_observed_and_reproduced(ask: Ask) -> None:
    Path("ours.yaml").write_text(
        "name: Ours\nstaff: 400\nobserved: {sickness_percent: 6.5, leaver_rate_percent: 14}\n",
        encoding="utf-8",
    )
    answer = ask(
        "compare", "embedded", "--organisation", "ours.yaml", "--years", "1", "--runs", "6", "--json"
    )
    found = json.loads(answer.out)
    assert found["staff"] == 400
    assert found["organisation"]["name"] == "Ours"
    rows = {row["key"]: row for row in found["observed"]}
    assert set(rows) == {"sickness_percent", "leaver_rate_percent"}
    assert rows["sickness_percent"]["reproduced"] == pytest.approx(6.5, abs=0.5)


WRONG = [
    (("compare", "embeded"), "Did you mean 'embedded'?"),
    (("compare", "nowhere.yaml"), "nowhere.yaml: There is no such file."),
    (("compare", "bad.yaml"), "bad.yaml:2: "),
    (("compare", "embedded", "--baseline", "nix"), "There is no scenario 'nix'"),
    (("compare", "embedded", "--organisation", "nix"), "There is no organisation 'nix'"),
    (("compare", "embedded", "--organisation", "nobody.yaml"), "nobody.yaml:2: "),
    (("compare", "embedded", "--setting", "mars"), "'mars' is not a setting"),
    (("compare", "embedded", "--staff", "-5"), "--staff"),
    (("compare", "embedded", "--runs", "0"), "--runs"),
    (("compare", "embedded", "--years", "many"), "--years"),
    (("compare", "embedded", "--parameter-share", "2"), "--parameter-share"),
    (("compare", "embedded", "--until", "turnover_percent"), "--until takes a name and a number"),
    (("compare", "embedded", "--until", "turnover=1"), "is not an outcome. Did you mean"),
    (("compare", "embedded", "--until", "turnover_percent=0"), "must be above 0"),
    (("compare", "embedded", "--set", "los_over_gain=2"), "Did you mean 'loss_over_gain'?"),
    (("compare", "embedded", "--set", "loss_over_gain=two"), "--set takes a name and a number"),
    (("compare", "embedded", "--set", "loss_over_gain=2", "--set", "loss_over_gain=3"), "is given twice"),
    (("compare", "nobody.yaml"), "nobody.yaml: This is an organisation file; give it with --organisation."),
    (("compare", "embedded", "--organisation", "bad.yaml"), "bad.yaml: This is a scenario; give it"),
    (("compare", "embedded", "--out", ""), "--out"),
    (("study", "run", "policy_integration", "--out", ""), "--out"),
    (("compare", "embedded", "--out", "bad.yaml"), "bad.yaml: This is a file"),
    (("compare", "embedded", "--out", "bad.yaml/results"), "Nothing can be written there"),
    (("compare", "embedded", "--colour"), "--colour"),
    (("run", "embedded", "--events", "ward:3"), "--events takes"),
    (("run", "embedded", "--events", "team:99"), "There is no team '99'"),
    (("run", "embedded", "--events", "team"), "which team?"),
    (("nonsense",), "nonsense"),
]


@pytest.mark.parametrize(
    ("arguments", "told"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_bad_input_gets_one_message_and_nothing_is_run_or_written(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    Path("bad.yaml").write_text("levers:\n  leadership_modeling: 1\n", encoding="utf-8")
    Path("nobody.yaml").write_text("name: Ours\nteams: {size: 0}\n", encoding="utf-8")

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("something was simulated")

    monkeypatch.setattr("culture_sim.model.CultureModel.__init__", refused)
    out = () if "--out" in arguments or arguments[0] == "nonsense" else ("--out", "results")
    answer = ask(*arguments, *out)
    assert answer.code == 2
    assert told in answer.err
    assert answer.out == ""
    assert "Traceback" not in answer.err
    assert sorted(file.name for file in Path().iterdir()) == ["bad.yaml", "nobody.yaml"]
