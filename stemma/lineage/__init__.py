"""Lineage: passages aligned, the stemma derived, accounts weighed, the timeline."""
