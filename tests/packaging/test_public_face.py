"""The public face can be seen: `dir()` and `help()` show all of it, with what each part takes."""

import pydoc
import re
import subprocess
import sys

import culture_sim


def test_dir_and_help_show_the_whole_public_face() -> None:
    assert set(culture_sim.__all__) <= set(dir(culture_sim))
    text = pydoc.plain(pydoc.render_doc(culture_sim))
    for name in set(culture_sim.__all__) - {"__version__"}:
        assert name in text, name
    assert re.search(r"compare\(\s*scenarios", text)


def test_the_model_says_what_it_takes() -> None:
    text = culture_sim.CultureModel.__init__.__doc__ or ""
    for argument in ("scenario:", "seed:", "organisation:", "warm_up_weeks:"):
        assert argument in text


def test_dir_imports_nothing() -> None:
    heavy = "import sys, culture_sim; dir(culture_sim); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", heavy], check=False).returncode == 0
