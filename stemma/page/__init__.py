"""From whatever was captured to a clean, dated, credited report."""
