"""Marks: names, times, quantities and reported speech, each a function from a view of the report to marks."""
