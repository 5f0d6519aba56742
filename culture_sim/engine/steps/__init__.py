"""The engine of model 2, held against its reference implementation; it is going to take the place of engine/steps."""
