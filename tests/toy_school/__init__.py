"""A school as a setting: the proof that a setting is one folder."""
