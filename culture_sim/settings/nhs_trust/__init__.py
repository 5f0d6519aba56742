"""An NHS trust: harm and its answer, the people served, and its week."""
