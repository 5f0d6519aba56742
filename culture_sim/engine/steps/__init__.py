"""The steps of a week, one file each: the rule and its loop."""
