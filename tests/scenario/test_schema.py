"""The published schema says what the loader does."""

import json

import jsonschema
import pytest
import yaml

from culture_sim.errors import InputError
from culture_sim.gallery import gallery_folder
from culture_sim.scenario import Scenario, gallery, schema
from culture_sim.scenario.json_schema import FILE_NAME


@pytest.fixture(scope="module")
def validator():
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


def test_the_published_schema_is_fresh():
    published = (gallery_folder("scenarios") / FILE_NAME).read_text(encoding="utf-8")
    assert json.loads(published) == schema(), "publish it anew: see culture_sim/scenario/json_schema.py"


def test_every_file_of_the_gallery_is_valid(validator):
    for entry in gallery():
        validator.validate(yaml.safe_load(entry.path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "data",
    [
        {"levers": None, "rollout": "pilot", "manner": {"cover": 0.3}, "ends": "year 3"},
        {"levers": {"policy_integration": 0.3, "peer_facilitators": 0.02, "co_production": 1}},
        {"levers": {"policy_integration": {"strength": 0.3, "from": "month 6", "hr": 0.5}}},
        {
            "levers": {
                "training": {"introduction": {"reach": 0.5, "start": 3, "end": "never"}, "refreshers": 4}
            }
        },
        {
            "levers": {
                "succession": {"steps": [{"week": "week 3", "strength": 0.5}], "fade": "1 month", "until": 60}
            }
        },
        {"levers": {"staff_engagement": {"strength": 0.5, "by_group": {"doctors": 0.1}}, "diagnosis": 0.5}},
        {"rollout": {"kind": "directorates", "every": "13 weeks", "order": ["surgery"]}},
    ],
)
def test_short_and_long_spellings_are_valid_for_both(validator, data):
    validator.validate(data)
    Scenario.from_dict(data)


@pytest.mark.parametrize(
    "data",
    [
        {"lever": {}},
        {"levers": {"leadership_modeling": 0.5}},
        {"levers": {"succession": 1.1}},
        {"levers": {"succession": {"strength": -0.1}}},
        {"levers": {"succession": {"strength": 0.5, "ramp": 0}}},
        {"levers": {"succession": {"strength": 0.5, "from": "soon"}}},
        {"levers": {"peer_facilitators": 0.06}},
        {"levers": {"training": 0.5}},
        {"levers": {"training": {"champions": {"share": 0.1, "placement": "central"}}}},
        {"diagnosis": 12},
        {"manner": {"voluntary": 1.1}},
        {"manner": {"willing": 1}},
        {"rollout": "sideways"},
        {"rollout": {"kind": "pilot", "every": 3}},
        {"schema_version": 2},
    ],
)
def test_what_is_wrong_is_wrong_for_both(validator, data):
    assert not validator.is_valid(data)
    with pytest.raises(InputError):
        Scenario.from_dict(data)
