"""What a user cannot choose: every parameter with its value, range, unit, symbol, source and note.

The data files beside this one, and those of a setting's own `parameters/`, are the only place where a number of
the model stands.
"""

from culture_sim.parameters.table import Parameter, Parameters, read_parameters

__all__ = ["Parameter", "Parameters", "read_parameters"]
