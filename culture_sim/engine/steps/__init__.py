"""The rules that every setting shares, one file a step of the week; held against a reference implementation."""
