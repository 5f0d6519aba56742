"""Wrong files get one clear message with file and line, whatever is wrong with them."""

import os
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from culture_sim.errors import InputError, did_you_mean
from culture_sim.inputs.located_yaml import parse_document
from culture_sim.scenario import Scenario, check_file, gallery, load_scenario

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
)
TOO_MUCH = "The file holds more values, or deeper nesting, than can be meant"
WRONG = [
    # text of the file, line, part of the message
    (
        "levers:\n  leadership_modeling: 1\n",
        2,
        "'leadership_modeling' is not a lever. Did you mean 'leadership_modelling'?",
    ),
    ("levers:\n  zzz: 1\n", 2, "'zzz' is not a lever. The levers are: leadership_modelling, succession"),
    ("levers:\n  champions: 0.1\n", 2, "'champions' belongs under 'training'."),
    ("name: x\nsuccession: 0.1\n", 2, "'succession' is a lever; put it under 'levers'."),
    ("name: x\nlever: {}\n", 2, "'lever' is not part of a scenario. Did you mean 'levers'?"),
    ("levers:\n  succession:\n    ramps: 3\n    strength: 1\n", 3, "not a field of succession. Did you mean 'ramp'?"),
    ("levers:\n  training:\n    champion: 3\n", 3, "'champion' is not part of training. Did you mean 'champions'?"),
    ("levers:\n  succession: 1.4\n", 2, "succession.strength is 1.4; it must be a number from 0 to 1."),
    ("levers:\n  succession:\n    strength: -1\n", 3, "succession.strength is -1; it must be a number from 0 to 1."),
    ("levers:\n  succession: .nan\n", 2, "it must be a number from 0 to 1"),
    ("levers:\n  succession: yes\n", 2, "succession.strength is yes; it must be a number"),
    ("levers:\n  succession: '0.5'\n", 2, "succession.strength is '0.5'; it must be a number"),
    ("levers:\n  succession:\n", 2, "succession is empty."),
    ("levers:\n  succession: {from: 3}\n", 2, "succession: 'strength' is missing."),
    ("levers:\n  succession: [1]\n", 2, "succession is a list; it must be a block of fields (strength, from, ramp"),
    ("levers:\n  training: 0.5\n", 2, "training is 0.5; it must be a block of fields (introduction, champions"),
    ("levers:\n  peer_facilitators: 0.2\n", 2, "it must be a number from 0 to 0.05"),
    (
        "levers:\n  training: {refreshers: 13}\n",
        2,
        "training.refreshers.a_year is 13; it must be a number from 0 to 12",
    ),
    (
        "levers:\n  succession: {strength: 1, from: week 26, until: week 20}\n",
        2,
        "the end (week 20) must come after the start (week 26)",
    ),
    ("levers:\n  succession: {strength: 1, ramp: -3 weeks}\n", 2, "succession.ramp is '-3 weeks'; it must be a length"),
    ("levers:\n  succession: {strength: 1, from: 1, start: 3}\n", 2, "'start' and 'from' say the same; keep one."),
    ("levers:\n  succession: {strength: 1, fade: 3}\n", 2, "a fade needs an end"),
    ("levers:\n  succession: {strength: 1, steps: [{week: 1, strength: 1}]}\n", 2, "leave out strength, from and ramp"),
    (
        "levers:\n  succession: {steps: [{week: 1, strength: 1}, {week: 1, strength: 0}]}\n",
        2,
        "must rise from one to the next",
    ),
    ("levers:\n  succession:\n    steps:\n    - {week: 1}\n", 4, "succession.steps[1] has no 'strength'."),
    ("levers:\n  succession: {steps: []}\n", 2, "an empty list; it must have at least one item"),
    ("levers: [a]\n", 1, "levers is a list; it must be a block of fields"),
    ("name: x\nrollout:\n  kind: pilots\n", 3, "'pilots' is not a kind of rollout. Did you mean 'pilot'?"),
    ("rollout: sideways\n", 1, "The kinds are: everywhere, directorates, pilot, leaders_first."),
    ("rollout: {every: 3}\n", 1, "rollout has no 'kind'."),
    ("rollout:\n  kind: pilot\n  every: 3\n", 3, "'every' is not a field of a rollout of kind 'pilot'."),
    (
        "rollout: {kind: pilot, which: redy}\n",
        1,
        "rollout.which is 'redy'; it must be one of random, ready, need. Did you mean 'ready'?",
    ),
    ("name: x\nname: y\n", 2, "'name' stands twice in one block (first on line 1)."),
    ("levers:\n  succession: 1\n  induction: 1\n  succession: 0\n", 4, "'succession' stands twice"),
    ("schema_version: 2\n", 1, "The file is of format version 2; this version of culture-sim reads version 1."),
    ("setting: NHS Trust\n", 1, "setting is 'NHS Trust'; it must be one word in small letters"),
    ("name: [a]\n", 1, "name is a list; it must be text."),
    ("extends: embeded\n", 1, "There is no scenario 'embeded'. Did you mean 'embedded'?"),
    ("name: x\nextends: ./nope.yaml\n", 2, "There is no file './nope.yaml'."),
    ("extends: [a, b]\n", 1, "'extends' must be the name or the path of one scenario."),
    ("extends: ours\n", 1, "'extends' goes round in a circle: ours -> ours."),
    ("", None, "The file is empty."),
    ("# nothing\n", None, "The file is empty."),
    ("- a\n", 1, "A file of 'name: value' lines was expected; this is none."),
    ("hello\n", 1, "A file of 'name: value' lines was expected"),
    ("name: x\nlevers: {a: 1\n", 3, "The file is not YAML: expected ',' or '}'"),
    ("levers:\n\tsuccession: 1\n", 2, "a tab stands where YAML wants spaces"),
    ("name: x\n---\nname: y\n", 2, "a line of '---' begins another document"),
    ("name: !!python/object/apply:os.getcwd []\n", 1, "'!!python/object/apply:os.getcwd' is a tag, which is not"),
    ("name: !!python/name:os.system x\n", 1, "'!!python/name:os.system' is a tag, which is not read here"),
    ("name: x\nends: !!int ''\n", 2, "'!!int' is a tag, which is not read here; leave it out."),
    ("ends: !!timestamp x\n", 1, "'!!timestamp' is a tag, which is not read here; leave it out."),
    ("ends: 2024-01-01\n", 1, "ends is '2024-01-01'; it must be a time"),
    ("a: &a {b: 1}\nlevers:\n  <<: *a\n", 3, "Use 'extends'"),
    ("? [a]\n: 1\n", 1, "A name was expected before the colon."),
    (BOMB, 1, TOO_MUCH),
    ("a: &a {b: *a}\n", 1, TOO_MUCH),
    ("a: [" + "1, " * 30_000 + "]\n", None, TOO_MUCH),
    ("[" * 5_000, None, TOO_MUCH),
    ("name: " + "x" * 1_000_001, None, "larger than 1 MB"),
    ("name: caf\xe9\n".encode("latin-1"), 1, "The file is not UTF-8 text."),
    (b"name: x\nshows: a\0b\n", 2, "The file is not YAML: a control character (U+0000) cannot stand in it."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "said"), WRONG, ids=[str(case[2])[:40] for case in WRONG])
def test_a_wrong_file_is_named_with_its_line(text, line, said, tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        load_scenario(file)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{file}: " if line is None else f"{file}:{line}: ")
    assert "\n" not in str(caught.value)


def test_several_problems_are_told_a_line_each_and_the_first_few_only(tmp_path):
    file = tmp_path / "ours.yaml"
    file.write_text("levers:\n  succession: 2\n" + "".join(f"  zzz{i}: 1\n" for i in range(9)))
    with pytest.raises(InputError) as caught:
        load_scenario(file)
    lines = str(caught.value).splitlines()
    assert lines[0] == f"{file}:2: succession.strength is 2; it must be a number from 0 to 1."
    assert lines[1] == f"{file}:3: 'zzz0' is not a lever."
    assert lines[-1] == "... and 5 more."
    with pytest.raises(InputError) as caught:
        check_file(file)
    assert len(str(caught.value).splitlines()) == 10


def test_a_problem_of_an_extended_file_names_that_file(tmp_path):
    base, ours = tmp_path / "base.yaml", tmp_path / "ours.yaml"
    base.write_text("levers:\n  succession: {strength: 1, ramp: -1}\n  induction: 3\n")
    ours.write_text("extends: base\nlevers:\n  induction: 0.5\n  shared_language: 7\n")
    with pytest.raises(InputError) as caught:
        load_scenario(ours)
    first, second = str(caught.value).splitlines()
    assert first.startswith(f"{base}:2: succession.ramp is -1")
    assert second.startswith(f"{ours}:4: shared_language.strength is 7")


def test_files_that_extend_each_other_are_told(tmp_path):
    for name, other in (("a", "b"), ("b", "c"), ("c", "a.yaml")):
        (tmp_path / f"{name}.yaml").write_text(f"name: {name}\nextends: {other}\n")
    with pytest.raises(InputError, match=r"c\.yaml:2: 'extends' goes round in a circle: a -> b -> c -> a\."):
        load_scenario(tmp_path / "a.yaml")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("embeded", "There is no scenario 'embeded'. Did you mean 'embedded'?"),
        ("nhs_trust/embeded", "Did you mean 'embedded'?"),
        ("xyz", "The gallery has: blame_culture, bolted_on"),
        ("embedded.yaml", "There is no such file. Did you mean 'embedded'?"),
        ("", "A scenario needs a name or a path."),
        ("a\0b", "A scenario needs a name or a path."),
        ("x" * 5000, "cannot be opened"),
    ],
)
def test_a_missing_scenario_comes_with_the_nearest_name(name, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        load_scenario(name)
    assert said in str(caught.value)


def test_a_missing_file_comes_with_the_nearest_file(tmp_path):
    (tmp_path / "our_plan.yaml").write_text("name: x\n")
    with pytest.raises(InputError, match=r"There is no such file\. Did you mean '.*our_plan\.yaml'\?"):
        load_scenario(tmp_path / "our_plam.yaml")


def test_what_is_no_file_is_told(tmp_path):
    with pytest.raises(InputError, match="This is a folder, not a file"):
        load_scenario(tmp_path)
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputError, match="This is not a file"):
        load_scenario(tmp_path / "pipe.yaml")


def test_an_unknown_setting_has_no_gallery():
    with pytest.raises(InputError, match="Did you mean 'nhs_trust'"):
        gallery("nhs_trusts")


def test_a_file_may_have_a_byte_order_mark_and_windows_line_ends(tmp_path):
    (tmp_path / "ours.yaml").write_bytes("\ufeffname: Café\r\nlevers:\r\n  succession: 1\r\n".encode())
    assert load_scenario(tmp_path / "ours.yaml").title == "Café"


def test_aliases_may_be_used_within_reason(tmp_path):
    (tmp_path / "ours.yaml").write_text(
        "levers:\n  succession: &s {strength: 0.5, from: 3}\n  induction: *s\n"
    )
    assert load_scenario(tmp_path / "ours.yaml").levers.induction.start == 3


def test_what_is_no_mapping_is_no_scenario():
    with pytest.raises(InputError, match="A scenario is made of"):
        Scenario.from_dict([1])  # type: ignore[arg-type]


def test_an_input_error_can_travel_between_processes():
    again = pickle.loads(pickle.dumps(InputError("wrong", "file.yaml", 3)))
    assert (str(again), again.message, again.line) == ("file.yaml:3: wrong", "wrong", 3)
    assert str(InputError("wrong", "file.yaml")) == "file.yaml: wrong"
    assert str(InputError("wrong")) == "wrong"


def test_the_nearest_name_forgives_case_and_hyphens():
    assert did_you_mean("Leadership-Modeling", ["leadership_modelling", "induction"]) == (
        " Did you mean 'leadership_modelling'?"
    )
    assert did_you_mean("zzz", ["induction"]) == ""


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_names = ["name", "levers", "rollout", "diagnosis", "ends", "setting", "shows", "schema_version"]
_levers = ["succession", "training", "policy_integration", "staff_engagement", "peer_facilitators"]
_words = ["strength", "from", "end", "steps", "fade", "hr", "introduction", "by_group", "kind", "week"]


@given(
    st.dictionaries(st.sampled_from(_names), _anything, max_size=4),
    st.dictionaries(
        st.sampled_from(_levers),
        _anything | st.dictionaries(st.sampled_from(_words), _anything, max_size=4),
        max_size=3,
    ),
)
def test_whatever_is_given_is_a_scenario_or_an_input_error(data, levers):
    try:
        scenario = Scenario.from_dict({"levers": levers, **data})
    except InputError:
        return
    assert Scenario.from_dict(scenario.to_dict(), scenario.name).hash == scenario.hash


@given(st.text(max_size=60) | st.text("ab:{}[]&*-?|>'\"# \n\t!%", max_size=60))
def test_whatever_text_is_a_block_or_an_input_error(text):
    try:
        parse_document(text, "file.yaml")
    except InputError as error:
        place = error.file
    else:
        place = "file.yaml"
    assert place == "file.yaml"
