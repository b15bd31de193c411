"""Showing a dossier: in the terminal, as JSON, as one HTML file."""
