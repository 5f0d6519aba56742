"""The published schema says what the loader does."""

import json

import jsonschema
import pytest
import yaml

from culture_sim.errors import InputError
from culture_sim.gallery import gallery_folder
from culture_sim.study import gallery_studies, study_from
from culture_sim.study.json_schema import FILE_NAME, schema


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_the_published_schema_is_fresh():
    published = (gallery_folder("experiments") / FILE_NAME).read_text(encoding="utf-8")
    assert json.loads(published) == schema(), "publish it anew: see culture_sim/study/json_schema.py"


def test_every_study_of_the_gallery_is_valid(validator):
    for path in gallery_studies().values():
        validator.validate(yaml.safe_load(path.read_text(encoding="utf-8")))


MOST = {
    "name": "M",
    "scenario": "embedded",
    "seeds": 3,
    "draws": 2,
    "design": {"kind": "morris", "trajectories": 4},
    "factors": {
        "a": {"path": "levers.succession.strength", "low": 0, "high": 1},
        "b": {"path": ["rollout.every"], "low": "4 weeks", "high": "1 year", "log": True},
        "c": {"path": "rollout", "values": {"x": "everywhere", "y": {"kind": "pilot"}}},
        "d": {"path": "parameters.*"},
    },
    "stop": {"outcome": "trust", "half_width": 0.1},
    "budget": {"hours": 2},
    "outcomes": "trust",
}


@pytest.mark.parametrize("change", [{}, {"design": "grid", "seeds": {"number": 2}}, {"outcomes": ["trust"]}])
def test_what_is_taken_is_valid(validator, change):
    validator.validate(MOST | change)
    study_from(MOST | change)


@pytest.mark.parametrize(
    "change",
    [
        {"seeds": "three"},
        {"design": "lattice"},
        {"design": {"kind": "sobol"}},
        {"year": 5},
        {"factors": {"A b": {"path": "ends", "values": [1]}}},
        {"factors": {"a": {"path": "ends", "valeus": [1]}}},
        {"budget": {"hours": 0}},
        {"schema_version": 2},
    ],
)
def test_what_is_refused_is_not_valid(validator, change):
    assert not validator.is_valid(MOST | change)
    with pytest.raises(InputError):
        study_from(MOST | change)
