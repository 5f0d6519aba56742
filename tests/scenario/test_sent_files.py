"""A plan that somebody sent opens no file: `extends` names a scenario of the gallery, or it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from culture_sim.errors import InputError
from culture_sim.scenario import Scenario, load_scenario

SECRET = "name: The secret plan\npassword: hunter2\n"


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "secret.yaml"
    path.write_text(SECRET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


NAMED = ["{path}", "secret", "secret.yaml", "./secret.yaml", "nhs_trust/../secret", "../x/secret"]


@pytest.mark.parametrize("named", NAMED)
@pytest.mark.parametrize(
    "text",
    [
        "extends: '{named}'\n",
        "? extends\n: '{named}'\n",
        '"\\x65xtends": "{named}"\n',
        "a: &a '{named}'\nextends: *a\n",
        "ext\u200bends: '{named}'\n",
        "extends: '{named}'\nlevers: {{nothing: 1}}\n",
    ],
)
def test_a_sent_plan_never_opens_a_file(secret: Path, named: str, text: str) -> None:
    with pytest.raises(InputError) as caught:
        Scenario.from_text(text.format(named=named.format(path=secret)), "sent.yaml")
    assert "hunter2" not in str(caught.value)
    assert "password" not in str(caught.value)
    assert str(caught.value).startswith("sent.yaml:")


@pytest.mark.parametrize(
    "changes", [{"extends": "secret"}, {"extends": "secret.yaml"}, {"extends": {"a": 1}}]
)
def test_changes_never_open_a_file(secret: Path, changes: dict[str, object]) -> None:
    with pytest.raises(InputError, match="extends") as caught:
        load_scenario("embedded").with_changes(changes)
    assert "password" not in str(caught.value)


def test_a_sent_plan_may_extend_the_gallery() -> None:
    sent = Scenario.from_text("name: Ours\nextends: embedded\nlevers: {induction: 0}\n", "sent.yaml")
    assert set(sent.levers.used) == set(load_scenario("embedded").levers.used) - {"induction"}


def test_a_file_of_ones_own_may_still_extend_one_beside_it(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("levers: {induction: 0.5}\n", encoding="utf-8")
    (tmp_path / "ours.yaml").write_text("extends: base\n", encoding="utf-8")
    assert load_scenario(tmp_path / "ours.yaml").levers.used == ["induction"]
    changed = load_scenario(tmp_path / "ours.yaml").with_changes({"levers.succession": 1})
    assert changed.levers.used == ["succession", "induction"]
