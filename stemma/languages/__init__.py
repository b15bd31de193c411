"""Languages: packs, phrases, numbers, dates, the glossary and the gazetteer, and what bridges them."""
