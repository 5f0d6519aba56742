"""The machine: random numbers, tables, compilation, event log and the steps of a week."""
