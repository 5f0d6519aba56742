"""What a user cannot choose: every parameter with its value, range, unit, symbol, source and note.

The data files beside this one are the only place where a number of the model lives.
"""

from culture_sim.parameters.table import Parameter, Parameters, load_parameters

__all__ = ["Parameter", "Parameters", "load_parameters"]
