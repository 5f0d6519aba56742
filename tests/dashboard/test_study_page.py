"""The laboratory's page of studies: what is found, opened, drawn, filtered and taken away; what is refused."""

import json
import shutil
from io import StringIO

import pandas
import pytest

from culture_sim.dashboard.laboratory.filtered_study import FilteredStudy, PointFilter
from culture_sim.dashboard.laboratory.study_catalogue import STUDY_CATALOGUE, UNREADABLE, StudyCatalogue
from culture_sim.dashboard.laboratory.study_controls import request_of
from culture_sim.dashboard.laboratory.study_page import NOTHING_HERE, Studies, read, runs_csv, years_csv
from culture_sim.dashboard.widgets import ChartWidget, DownloadWidget, SelectWidget
from culture_sim.errors import InputError
from culture_sim.figures import study_figure
from culture_sim.figures.echarts import option
from culture_sim.study import Study, load_study, run_study
from culture_sim.study.analysis import outcome_matrix
from culture_sim.study.manifest import read_manifest, write_manifest
from tests.dashboard.rendered import until

pytestmark = pytest.mark.filterwarnings("ignore")
GRID, MORRIS = "training_depth_by_leadership", "what_matters_most"
SCATTERED = {
    "schema_version": 1,
    "name": "Scattered",
    "scenarios": "training_only",
    "baseline": "blame_culture",
    "organisation": "reference",
    "staff": 60,
    "factors": {
        "champions": {"path": "levers.training.champions.share", "low": 0, "high": 0.3},
        "leader_use": {"path": "parameters.leader_use_extra", "low": 0, "high": 2},
    },
    "design": {"kind": "latin_hypercube", "points": 40, "seed": 1},
    "centring": "none",
    "seeds": 2,
    "years": 2,
    "outcomes": ["practice"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from culture_sim.study import study_from

    folder = tmp_path_factory.mktemp("server") / "results"
    for name in (GRID, MORRIS):
        run_study(load_study(name), folder / name, quick=True)
    run_study(study_from(SCATTERED), folder / "deeper" / "scattered")
    return folder


@pytest.fixture
def shelf(folder):
    STUDY_CATALOGUE.put(folder)
    yield folder
    STUDY_CATALOGUE.put(None)


def test_the_folder_shows_its_studies_and_nothing_else(folder, tmp_path):
    shelf = StudyCatalogue()
    shelf.put(folder)
    assert shelf.names() == ["deeper/scattered", GRID, MORRIS]
    outside = tmp_path / "outside"
    shutil.copytree(folder / GRID, outside)
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "way_out").symlink_to(outside)
    shutil.copytree(folder / GRID, mine / "honest")
    shutil.copytree(folder / GRID, mine / "points_out")
    points = mine / "points_out" / "points.parquet"
    points.unlink()
    points.symlink_to(outside / "points.parquet")
    shelf.put(mine)
    assert shelf.names() == ["honest", "points_out"]
    for wrong in ("way_out", "../outside", str(outside), "", "."):
        with pytest.raises(InputError, match="no such study"):
            shelf.study(wrong)
    with pytest.raises(InputError, match="leads out"):
        shelf.study("points_out")
    with pytest.raises(InputError, match="no such folder"):
        shelf.put(tmp_path / "nowhere")


def test_bad_and_half_finished_folders_get_one_plain_sentence(folder, tmp_path):
    STUDY_CATALOGUE.put(tmp_path)
    try:
        for name in ("broken", "begun", "half", "damaged"):
            shutil.copytree(folder / GRID, tmp_path / name)
        (tmp_path / "broken" / "manifest.json").write_text("{")
        for part in ("runs", "yearly"):
            for shard in (tmp_path / "begun" / part).glob("*"):
                shard.unlink()
        for shard in (tmp_path / "damaged" / "yearly").glob("*.parquet"):
            shard.write_bytes(shard.read_bytes()[:200])
        write_manifest(tmp_path / "half", read_manifest(tmp_path / "half") | {"runs": 1000})
        with pytest.raises(InputError) as told:
            read("broken")
        assert "manifest is damaged" in str(told.value)  # and what mends it, without a path of the server
        assert str(tmp_path) not in str(told.value)
        with pytest.raises(InputError, match="no run has finished yet"):
            read("begun")
        with pytest.raises(
            InputError, match="no run has finished yet"
        ):  # a damaged shard is none: it is run again
            read("damaged")
        whole = read("half")
        assert 0 < whole.done < whole.planned == 1000
        assert str(tmp_path) not in UNREADABLE
    finally:
        STUDY_CATALOGUE.put(None)


@pytest.mark.parametrize(
    ("name", "pictures"),
    [
        (GRID, ["heat-map", "frontier", "trajectories"]),
        (MORRIS, ["tornado", "trajectories"]),
        ("deeper/scattered", ["frontier", "box", "tornado", "trajectories"]),
    ],
)
def test_the_pictures_that_a_design_allows(shelf, name, pictures):
    study = read(name).study
    assert study.pictures() == pictures
    for picture in pictures:
        drawn = study_figure(study, request_of(study, {"picture": picture})).figure.panels[0]
        assert drawn.rows
        assert all(len(row) == len(drawn.columns) for row in drawn.rows)
        assert drawn.description.endswith(".")
        assert study.manifest["essence"] in drawn.about[0]
        json.dumps(option(drawn), allow_nan=False, default=lambda scalar: scalar.item())


def test_a_heat_map_says_what_the_library_says(shelf):
    study = read(GRID).study
    request = request_of(study, {"picture": "heat-map", "key": "practice"})
    drawn = study_figure(study, request).figure.panels[0]
    given = outcome_matrix(Study(shelf / GRID), "practice", scenario=request.scenario, year=request.year)
    means = {
        tuple(map(str, row)): mean
        for row, mean in zip(given.points.to_numpy().tolist(), given.means, strict=True)
    }
    cells = {tuple(each["value"][:2]): each["value"][2] for each in option(drawn)["series"][0]["data"]}
    levels, across, up = study.levels(), str(request.across), str(request.up)
    for (column, row), value in cells.items():
        key = (str(levels[across][column]), str(levels[up][row]))
        assert value == pytest.approx(means[key], abs=1e-6)


def test_a_filter_reaches_the_librarys_own_analyses(shelf):
    whole = FilteredStudy(shelf / GRID)
    part = FilteredStudy(shelf / GRID, (PointFilter("leadership", low=0.5),))
    assert (whole.is_whole, part.is_whole) == (True, False)
    assert set(part.points()["leadership"]) == {1.0}
    assert len(outcome_matrix(part, "practice").points) == len(whole.chosen) / 2
    assert part.pictures() == ["frontier", "trajectories"]
    some = FilteredStudy(shelf / GRID, (PointFilter("training", shown="none"),))
    ends = []
    for each in (whole, some):
        found = study_figure(each, request_of(each, {"picture": "trajectories"}))
        ends.append(found.figure.panels[0].rows[-1])
    assert ends[0] != ends[1]
    with pytest.raises(InputError, match="Widen"):
        FilteredStudy(shelf / GRID, (PointFilter("leadership", low=2.0),))


def test_numbers_to_take_away(shelf):
    part = FilteredStudy(shelf / GRID, (PointFilter("training", shown="none"),))
    request = request_of(part, {})
    text = runs_csv(part, request)
    assert text.startswith("# Study Training depth by leadership")
    runs = pandas.read_csv(StringIO(text), comment="#")
    values = part.values(request.key, scenario=request.scenario, year=request.year)
    assert runs[request.key].sum() == pytest.approx(values["value"].sum())
    assert set(runs["training"]) == {"none"}
    years = pandas.read_csv(StringIO(years_csv(part)), comment="#")
    assert set(years["scenario"]) == {"baseline", "blame_culture", "embedded"}
    assert set(years.loc[years["scenario"] != "baseline", "point"]) == set(part.chosen)


@pytest.fixture
def page(shelf, shown):
    page = shown(Studies)
    return page.session, page


def test_the_page(page):
    session, rendered = page
    until(lambda: rendered.find(ChartWidget))
    rendered.one(SelectWidget, "study").vue_chosen(GRID)
    until(lambda: any(each.file == "study_heat_map" for each in rendered.find(ChartWidget)))
    assert session.state.value.laboratory.study == GRID
    rendered.one(SelectWidget, "study-picture").vue_chosen("trajectories")
    until(lambda: any(each.file == "study_trajectories" for each in rendered.find(ChartWidget)))
    rendered.one(SelectWidget, "study-filter-0").vue_chosen("1")
    until(lambda: "2 of 4" in rendered.find(ChartWidget)[0].about[0])
    download = next(each for each in rendered.find(DownloadWidget) if each.filename == "study_runs.csv")
    download.vue_request()
    assert download.content


def test_a_link_to_another_folder_opens_nothing(page):
    session, rendered = page
    session.look_at(study="../../etc")
    until(lambda: rendered.find(ChartWidget))
    assert rendered.one(SelectWidget, "study").value == "deeper/scattered"


def test_no_study_yet(shown, tmp_path):
    STUDY_CATALOGUE.put(tmp_path)
    try:
        assert any(NOTHING_HERE[0][1] in each for each in shown(Studies).texts())
    finally:
        STUDY_CATALOGUE.put(None)
