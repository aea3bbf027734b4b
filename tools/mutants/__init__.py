"""Mutation runs: does a test notice when a rule says something else? `make mutants`, one module with ONLY=..."""
