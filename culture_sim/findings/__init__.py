"""Results in words and numbers that a board reads."""
