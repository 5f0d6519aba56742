"""What holds for every test: the same examples each time, and no test that waits for ever."""

from hypothesis import HealthCheck, settings

# Examples come from the test itself, not from the clock: a test that passes here passes everywhere.
# No deadline: the first example may have to compile.
settings.register_profile(
    "deterministic",
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("deterministic")
