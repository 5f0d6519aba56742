"""The rules that every setting shares, by part of the week; held against a reference implementation."""
