"""Which mentions name one thing: across reports, languages, inflections and alphabets."""
