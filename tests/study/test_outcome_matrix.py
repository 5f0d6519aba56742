"""Analyses of a study that was really run: the library in one step, figures, commands, and the gallery."""

from pathlib import Path

import pytest

pytest.importorskip("SALib")
pytest.importorskip("sklearn")
pytest.importorskip("optuna")
pytest.importorskip("duckdb")

import yaml
from typer.testing import CliRunner

from culture_sim.cli.study import app
from culture_sim.errors import InputError
from culture_sim.figures import FigureRequest, draw, study_figure
from culture_sim.study import Study, load_study, plan_study, run_study, study_from
from culture_sim.study.analysis import frontier_of_study, outcome_matrix, search_study, sensitivity_of

GALLERY = Path(__file__).parents[2] / "experiments"
FACTORS = {
    "leadership": {"path": "levers.leadership_modelling.strength", "low": 0, "high": 1, "levels": 3},
    "champions": {"path": "levers.training.champions.share", "values": [0.0, 0.2]},
    "rollout": {"path": "rollout", "values": {"at once": "everywhere", "slowly": {"kind": "leaders_first"}}},
}
runner = CliRunner()


def run_small(folder, **changes):
    study = {
        "name": "Small", "scenarios": ["embedded_essentials"], "staff": 40, "centring": "none",
        "factors": FACTORS,
        "seeds": 3, "years": 2, "outcomes": ["practice", "psychological_safety"],
    } | changes  # fmt: skip
    (folder / "small.yaml").write_text(yaml.safe_dump(study))
    run_study(load_study(folder / "small.yaml"), folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def grid(tmp_path_factory):
    return run_small(tmp_path_factory.mktemp("grid"), draws=1)


@pytest.fixture(scope="module")
def screening(tmp_path_factory):
    factors = {
        "leadership": {"path": "levers.leadership_modelling.strength", "low": 0, "high": 1},
        "norm": {"path": "parameters.use_norm", "low": 0, "high": 5},
        "unused": {"path": "parameters.cost_per_claim", "low": 1, "high": 2},
    }
    return run_small(
        tmp_path_factory.mktemp("morris"), factors=factors, design={"kind": "morris", "trajectories": 4}
    )


def test_points_by_seeds_of_a_study(grid):
    given = outcome_matrix(Study(grid), "practice")
    assert given.values.shape == (12, 3)
    assert set(given.factors) == {"leadership", "champions", "rollout"}
    every = outcome_matrix(Study(grid), "practice", draw=None)
    assert every.values.shape == (12, 6)
    assert (
        outcome_matrix(Study(grid), "programme_cost_gbp", over_years="sum", difference=False).means.min() > 0
    )
    with pytest.raises(InputError, match="number 9"):
        outcome_matrix(Study(grid), "practice", draw=9)


def test_a_morris_study_knows_what_cannot_matter(screening):
    found = sensitivity_of(Study(screening), "practice")
    values = found.table.set_index("factor")
    assert found.method == "morris"
    assert values.value["unused"] == 0
    assert not values.above_noise["unused"]
    assert values.value["leadership"] > 0
    with pytest.raises(InputError, match="saltelli"):
        sensitivity_of(Study(screening), "practice", method="sobol")


def test_the_frontier_of_a_study_has_regrets(grid):
    found = frontier_of_study(Study(grid), "psychological_safety", budget=10**9)
    assert found.draws == 1
    assert {"regret_mean", "regret_worst", "best_in"} <= set(found.table.columns)
    assert found.table["regret_worst"].min() >= 0
    assert found.frontier.best == found.table.index[0]


def test_a_search_is_a_study_that_goes_on_where_it_stopped(tmp_path):
    study = study_from({"name": "Small", "scenarios": ["embedded_essentials"], "staff": 40, "centring": "none",
                        "factors": FACTORS, "years": 1, "seeds": 1, "draws": 1})  # fmt: skip
    run_study(study, tmp_path / "nameless")
    with pytest.raises(InputError, match="has changed or gone"):
        search_study(Study(tmp_path / "nameless"), "practice", evaluations=2)
    file = tmp_path / "study.yaml"
    file.write_text(yaml.safe_dump(study.model_dump(mode="json", exclude_defaults=True)))
    run_study(file, tmp_path / "out")
    out = Study(tmp_path / "out")

    class CutError(Exception):
        pass

    def cut(count):
        raise CutError

    with pytest.raises(CutError):
        search_study(out, "practice", evaluations=9, population=4, say=cut)
    begun = set(Study(tmp_path / "out" / "search" / "practice").runs().run)
    counts = []
    found = search_study(out, "practice", evaluations=9, population=4, say=counts.append)
    assert begun < set(found.runs().run)
    assert len(found.manifest["sessions"]) == 1 + len(counts)
    assert found.manifest["sessions"][1]["runs"] == 0  # the first generation was there already
    best = frontier_of_study(found, "practice")
    assert best.table["on_frontier"].any()
    assert {"regret_mean", "regret_worst", "best_in"} <= set(best.table.columns)
    answer = runner.invoke(app, ["frontier", str(tmp_path / "out"), "--outcome", "practice", "--search", "9"])
    assert answer.exit_code == 0, answer.output
    assert "plans, stored in" in answer.output
    assert "Regret over the central parameters and 1 drawn sets" in answer.output


def test_a_search_refuses_what_is_no_plan(tmp_path):
    file = tmp_path / "study.yaml"
    file.write_text("name: Wrong\nscenarios: [embedded]\nstaff: 40\ncentring: none\nseeds: 1\nyears: 1\n"
                    "factors: {norm: {path: parameters.use_norm, values: [1, 2]}}\n")  # fmt: skip
    run_study(file, tmp_path / "out")
    with pytest.raises(InputError, match="varies plans"):
        search_study(Study(tmp_path / "out"), "practice", evaluations=2)


@pytest.mark.parametrize("kind", ["heat-map", "trajectories", "frontier", "box"])
def test_figures_say_what_they_show(grid, kind):
    study = Study(grid)
    middle = float(outcome_matrix(study, "practice").means.mean())
    request = FigureRequest(kind, "practice", when=f"practice < {middle:.6f}", title="A finding")
    figure = draw(study_figure(study, request).figure)
    words = [text.get_text() for text in figure.texts]
    assert "A finding" in words
    assert len(words[-1]) > 10


def test_commands(grid, screening, tmp_path):
    middle = float(outcome_matrix(Study(grid), "practice").means.mean())
    for arguments, said in (
        (
            ["sensitivity", str(screening), "--figure", str(tmp_path / "tornado.png")],
            "practice is moved most by",
        ),
        (["discover", str(grid), "--when", f"practice < {middle:.6f}"], "Tree:"),
        (
            ["frontier", str(grid), "--outcome", "practice", "--csv", str(tmp_path / "plans.csv")],
            "on the frontier",
        ),
        (["plot", str(grid), "--kind", "heat-map", "--out", str(tmp_path / "heat.svg")], "Figure"),
    ):
        answer = runner.invoke(app, arguments)
        assert answer.exit_code == 0, answer.output
        assert said in answer.output
    assert {path.name for path in tmp_path.iterdir()} == {"tornado.png", "plans.csv", "heat.svg"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["sensitivity", "GRID", "--outcome", "practise"],
        ["sensitivity", "GRID", "--method", "morris"],
        ["discover", "GRID", "--when", "practice is low"],
        ["emulate", "GRID"],
        ["plot", "GRID", "--kind", "heat-map", "--out", "heat.doc"],
        ["plot", "GRID", "--kind", "box", "--out", "box.png"],
        ["frontier", "GRID", "--budget", "1"],
    ],
)
def test_wrong_input_ends_with_two_and_a_sentence(grid, arguments):
    answer = runner.invoke(app, [str(grid) if each == "GRID" else each for each in arguments])
    assert answer.exit_code == 2


@pytest.mark.parametrize(
    "path", sorted(GALLERY.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_gallery_study_can_be_planned_and_has_its_page(path):
    plan = plan_study(load_study(path))
    page = (path.parent / "README.md").read_text(encoding="utf-8")
    assert f"{plan.runs:,} runs" in page, "the page reports another study than the one beside it"
    assert "## What was found" in page
    assert "built in" in page
    assert f"[`{path.parent.name}`]" in (GALLERY / "README.md").read_text(encoding="utf-8")
