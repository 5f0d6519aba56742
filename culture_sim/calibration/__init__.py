"""The blame-culture baseline brought to observed levels."""
