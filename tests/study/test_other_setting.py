"""A study of another setting: its outcomes, its columns, its parameters, from a study file alone."""

from pathlib import Path

import pytest

from culture_sim.errors import InputError
from culture_sim.settings import register_setting
from culture_sim.study import Study, plan_study, run_study, study_from
from tests import toy_school

SCHOOL = register_setting(Path(toy_school.__file__).parent)
LEVER = SCHOOL.levers[0]
STUDY = {
    "name": "A school",
    "scenarios": [SCHOOL.plans[0]],
    "organisation": SCHOOL.name,
    "centring": "none",
    "factors": {"amount": {"path": f"levers.{LEVER.path}.{LEVER.measure}", "values": [0, 1]}},
    "seeds": 2,
    "years": 1,
}


@pytest.mark.parametrize("processes", [False, True])
def test_a_study_stores_the_outcomes_of_its_setting(tmp_path, processes):
    summary = run_study(study_from(STUDY), tmp_path / "out", processes=processes, workers_number=1)
    assert (summary.failed, summary.done) == (0, summary.planned)
    study = Study(tmp_path / "out")
    assert study.setting is SCHOOL
    assert study.manifest["stored"] == [each.key for each in SCHOOL.outcomes if each.key != "net_saving_gbp"]
    key = study.manifest["stored"][0]
    assert study.values(key).value.notna().all()
    assert len(study.yearly()) == 2 * summary.done


def test_an_outcome_of_another_setting_is_refused():
    with pytest.raises(InputError, match="'turnover_percent' is not an outcome"):
        plan_study(study_from({**STUDY, "outcomes": ["turnover_percent"]}))
