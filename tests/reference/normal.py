"""Two functions that the mean field needs."""

from math import erf, exp, pi, sqrt


def npos(mean: float, spread: float) -> float:
    """E[(Y)+] of a normal Y."""
    z = mean / spread
    return spread * exp(-z * z / 2) / sqrt(2 * pi) + mean * (1 + erf(z / sqrt(2))) / 2


def logistic(log_odds: float) -> float:
    """sigma."""
    return 1 / (1 + exp(-log_odds))
