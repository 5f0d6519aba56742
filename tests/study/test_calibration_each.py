"""Centring the baseline again for every set of parameters: it stays where it is, or the set is implausible."""

import numpy as np
import pytest

from culture_sim.study import Study, run_study, study_from, worker
from culture_sim.study.analysis import outcome_matrix, sensitivity_of

OBSERVED = {
    "name": "Each set centred",
    "scenarios": ["embedded"],
    "organisation": "acute_trust",
    "staff": 250,
    "centring": "each",
    "seeds": 2,
    "years": 1,
}


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """A study with a set of parameters under which blame culture tips over by itself."""
    folder = tmp_path_factory.mktemp("each") / "out"
    study = study_from(
        {
            **OBSERVED,
            "factors": {
                "aversion": {"path": "parameters.loss_over_gain", "values": [1.5, 4]},
                "norm": {"path": "parameters.use_norm", "values": [1, 30]},
            },
        }
    )
    return run_study(study, folder), Study(folder)


def test_a_set_that_cannot_be_is_a_row_with_its_reason(finished):
    summary, study = finished
    assert (summary.done, summary.failed, summary.stopped) == (16, 8, "")
    assert study.failures() == [(worker.IMPLAUSIBLE, 8)]
    assert set(study.errors()["norm"].dropna()) == {30}
    assert set(study.yearly().query("scenario == 'embedded'")["norm"]) == {1}


def test_the_baseline_stays_where_it_is(finished):
    _, study = finished
    trust = study.query(
        "SELECT r.parameters_hash, avg(y.trust) AS trust FROM yearly y JOIN runs r USING (run) "
        "WHERE y.scenario = 'baseline' GROUP BY 1"
    ).set_index("parameters_hash")["trust"]
    assert len(trust) == 2
    assert np.ptp(trust) < 0.03


def test_analyses_leave_it_out(finished):
    _, study = finished
    given = outcome_matrix(study, "practice")
    assert list(given.points["aversion"]) == [1.5, 4]


def test_it_is_looked_for_once_for_all_lucks(monkeypatch, tmp_path):
    tries = []

    def no_baseline(place, near, targets):
        tries.append(near.use_norm)

    monkeypatch.setattr(worker, "recalibrate", no_baseline)
    study = study_from(
        {**OBSERVED, "seeds": 4, "factors": {"norm": {"path": "parameters.use_norm", "values": [3.5]}}}
    )
    summary = run_study(study, tmp_path / "out", workers_number=2)
    assert (summary.done, summary.failed) == (8, 8)
    assert tries == [3.5]


def test_a_screening_goes_on_without_the_sets_that_cannot_be(monkeypatch, tmp_path):
    real = worker.recalibrate  # type: ignore[attr-defined]

    def rarely(place, near, targets):
        return None if near.loss_over_gain > 4 else real(place, near, targets)

    monkeypatch.setattr(worker, "recalibrate", rarely)
    study = study_from(
        {
            **OBSERVED,
            "factors": {
                "aversion": {"path": "parameters.loss_over_gain"},
                "leadership": {"path": "levers.leadership_modelling.strength", "low": 0, "high": 1},
            },
            "design": {"kind": "morris", "trajectories": 8},
        }
    )
    summary = run_study(study, tmp_path / "out")
    assert 0 < summary.failed < summary.done
    found = sensitivity_of(Study(tmp_path / "out"), "psychological_safety")
    assert found.left_out > 0
    assert found.table["value"].notna().all()
    assert "left out, with a point that failed" in found.finding()
