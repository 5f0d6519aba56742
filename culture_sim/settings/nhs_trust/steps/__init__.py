"""The steps of the week that only an NHS trust has."""
