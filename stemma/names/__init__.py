"""Names in sentences: candidates by rule, the tagger that decides, and base forms."""
