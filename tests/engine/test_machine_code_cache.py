"""A damaged cache of machine code never stops a command: the function is compiled again, and saved again."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from culture_sim.engine import compile as engine_compile

SOURCE = """
from culture_sim.engine.compile import compiled


@compiled
def doubled(number):
    return 2 * number
"""


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """Loads a compiled function anew, as another process would."""
    file = tmp_path / "rules.py"
    file.write_text(SOURCE)
    (tmp_path / "cache").mkdir()
    monkeypatch.setattr(engine_compile, "cache_folder", lambda outside=(): tmp_path / "cache")
    monkeypatch.setattr(engine_compile, "_every", [])

    def loaded() -> Any:
        spec = importlib.util.spec_from_file_location("rules", file)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.doubled

    return loaded


def hits(function: Any) -> int:
    return sum(function.stats.cache_hits.values())


def files(tmp_path: Path, ending: str) -> list[Path]:
    found = list((tmp_path / "cache").rglob(f"*.{ending}"))
    assert found
    return found


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "one bit": flipped,
    "half of it": lambda content: content[: len(content) // 2],
    "nothing left": lambda content: b"",
    "another file": lambda content: b"PK" + bytes(200),
}


def test_a_whole_cache_is_used(load: Callable[[], Any]):
    assert load()(4) == 8
    again = load()
    assert again(4) == 8
    assert hits(again) == 1


@pytest.mark.parametrize("ending", ["nbc", "nbi"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_compiled_again_and_saved(
    load: Callable[[], Any], tmp_path: Path, ending: str, damage: Callable[[bytes], bytes]
):
    assert load()(4) == 8
    for file in files(tmp_path, ending):
        file.write_bytes(damage(file.read_bytes()))
    mended = load()
    assert mended(4) == 8
    assert hits(mended) == 0
    again = load()
    assert again(4) == 8
    assert hits(again) == 1


def test_every_flipped_bit_of_machine_code_is_seen(load: Callable[[], Any], tmp_path: Path):
    assert load()(4) == 8
    (file,) = files(tmp_path, "nbc")
    whole = file.read_bytes()
    for place in range(0, len(whole), max(len(whole) // 10, 1)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        assert load()(4) == 8


def test_a_folder_in_the_place_of_a_file_costs_only_the_saving(load: Callable[[], Any], tmp_path: Path):
    assert load()(4) == 8
    for file in [*files(tmp_path, "nbc"), *files(tmp_path, "nbi")]:
        file.unlink()
        file.mkdir()
    assert load()(4) == 8
