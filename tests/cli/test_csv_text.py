"""CSV files: what a user wrote comes back as the same text, and no cell begins like a formula."""

import csv
import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from culture_sim import compare, load_scenario
from culture_sim.cli.results import write_comparison
from culture_sim.csv_text import FORMULAS, csv_text

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)


@given(st.lists(st.tuples(NAMES, st.floats(allow_nan=False, allow_infinity=False)), min_size=1), NAMES)
def test_no_cell_of_text_begins_like_a_formula_and_nothing_else_changes(rows, heading):
    frame = pd.DataFrame({heading or "name": [name for name, _ in rows], "n": [n for _, n in rows]})
    frame.columns = [heading or "name", "n"]
    written = list(csv.reader(io.StringIO(csv_text(frame), newline="")))
    assert not written[0][0].startswith(FORMULAS)
    for (name, number), (cell, amount) in zip(rows, written[1:], strict=True):
        assert not cell.startswith(FORMULAS)
        assert cell == (f"'{name}" if name.startswith(FORMULAS) else name)
        assert float(amount) == number  # a negative number stays a number


def test_row_labels_are_guarded_and_keep_their_heading():
    frame = pd.DataFrame({"value": [-1.5]}, index=pd.Index(["=1+1"], name="factor"))
    assert csv_text(frame, index=True) == "factor,value\n'=1+1,-1.5\n"
    assert csv_text(frame.rename_axis(None), index=True).splitlines()[0] == ",value"


def test_a_plan_named_like_a_formula_is_text_in_the_files_of_a_comparison(tmp_path):
    plan = tmp_path / "=HYPERLINK(1).yaml"
    plan.write_text(load_scenario("policy_only").to_yaml(), encoding="utf-8")
    found = compare([plan], organisation="nhs_trust/reference", staff=40, years=1, runs=2, parameter_share=0)
    write_comparison(found, found.as_dict(), tmp_path)
    text = (tmp_path / "yearly.csv").read_text(encoding="utf-8")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not any(cell.startswith("=") for cell in cells)
