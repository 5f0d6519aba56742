import pytest

from culture_sim.dashboard.embedding import without_embedding
from culture_sim.dashboard.page_state import OrganisationChoice, PlanChoice
from culture_sim.dashboard.uploads import organisation_of, read_organisation, read_scenario, scenario_of
from culture_sim.errors import InputError
from culture_sim.scenario import lever_set, load_scenario


def test_a_wrong_upload_is_told_with_its_own_name_and_line():
    with pytest.raises(InputError) as told:
        read_scenario("ours.yaml", "name: Ours\nlevers:\n  leadership_modeling: 0.5\n")
    assert "ours.yaml:3" in str(told.value)
    assert "leadership_modelling" in str(told.value)
    assert "/tmp" not in str(told.value)


@pytest.mark.parametrize("parent", ["../../etc/passwd", "/etc/passwd", "other.yaml", "[1]"])
def test_an_upload_reads_no_other_file(parent):
    with pytest.raises(InputError, match=r"gallery|name or the path of one scenario"):
        read_scenario("ours.yaml", f"name: X\nextends: {parent}\n")


@pytest.mark.parametrize(
    "text",
    [
        "name: X\nextends: {secret}\nlevers: {{succession: 9}}\n",
        "name: X\n? extends\n: {secret}\n",
        "name: X\n'extends': {secret}\n!!bogus x: 1\n",
        "name: X\n!!str extends: {secret}\n",
        "{{name: X, extends: {secret}, name: Y}}",
    ],
)
def test_no_upload_reads_or_quotes_a_file_of_the_server(text, tmp_path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_scenario("ours.yaml", text.format(secret=secret))
    assert "hunter2" not in str(told.value)
    assert "password" not in str(told.value)


def test_an_upload_may_extend_the_gallery():
    assert read_scenario("x.yaml", "name: Ours\nextends: embedded\nlevers: {succession: 0}\n").title == "Ours"


@pytest.mark.parametrize(
    "text", ["", "[", "!!python/object/apply:os.system ['true']", "a: &a [*a]", "\x00", "[" * 3000]
)
def test_nonsense_is_refused(text):
    with pytest.raises(InputError):
        read_scenario("x.yaml", text)
    with pytest.raises(InputError):
        read_organisation("x.yaml", text)


def test_an_organisation_too_large_for_a_page_is_refused():
    with pytest.raises(InputError, match="command line"):
        read_organisation("x.yaml", "name: Big\nstaff: 90000\n")


def test_own_figures_stand_over_those_of_the_example():
    organisation = organisation_of(OrganisationChoice(observed=(("sickness_percent", 7.5),)))
    figures = organisation.observed.figures()
    assert figures["sickness_percent"].value == 7.5
    assert figures["leaver_rate_percent"].value == 11.5


def test_an_unknown_preset_is_refused():
    for name in ("nonsense", "../../secret", "/etc/passwd"):
        with pytest.raises((InputError, ValueError)):  # what is no name is not even a choice
            scenario_of(PlanChoice(name))


def test_every_lever_stands_in_exactly_one_group():
    declared = lever_set()
    grouped = [lever for group in declared.groups for lever in declared.in_group(group)]
    assert grouped == list(declared.levers)
    assert all(declared.in_group(group) for group in declared.groups)


@pytest.mark.parametrize(
    "name", ["embedded", "phased_rollout", "embedded_then_stopped", "training_only", "leadership_only"]
)
def test_without_embedding_only_a_project_is_left(name):
    bare = without_embedding(load_scenario(name))
    assert not [path for path in bare.levers.used if bare.levers.declared[path].embeds]
    assert bare.ends is not None
    assert bare.ends <= 78


def test_embedded_without_embedding_is_close_to_bolted_on():
    bare, bolted = without_embedding(load_scenario("embedded")), load_scenario("bolted_on")
    assert set(bare.levers.used) == set(bolted.levers.used)
    assert bare.ends == bolted.ends
