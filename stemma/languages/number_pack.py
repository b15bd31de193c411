"""What a pack holds on numbers: words, scales, and the phrases around a number."""

from __future__ import annotations

from stemma.languages.section import Section, Words


class VagueNumber(Section, frozen=True):
    """Words that give a range by themselves and before a scale: "several" from 3 up, "kilkanaście" 11 to 19."""

    words: Words
    low: float | None = None
    high: float | None = None
    before_scale: bool = False
    """Only before a scale or a hundred: "ein paar tausend", while "ein paar" alone is left out."""


class NumberPhrases(Section, frozen=True):
    """Constructions around a number, by what they make of it.

    Each holds {number}, `range` and `share` hold {low} and {high}.

    {unit} behind {number} asks for a measure there. Numbers bring their sign of money and their unit themselves.
    """

    more_than: Words = []
    at_least: Words = []
    less_than: Words = []
    at_most: Words = []
    almost: Words = []
    about: Words = []
    exactly: Words = []
    range: Words = []
    share: Words = []
    """A share said with two numbers: "{low} in {high}", "{low} out of {high}"."""
    factor: Words = []
    negative: Words = []
    """What turns the sign: "minus {number}", "{number} below zero"."""
    bare: Words = []
    """What shows that a number without a noun counts something: "{number} were killed", "rose to {number}"."""
    no_count: Words = []
    """Where a number counts nothing: "aged {number}", "the {number}-year-old"."""


class NumberSection(Section, frozen=True):
    """Number words: value to forms. What composition gives ("two hundred and five") is not listed."""

    words: dict[str, Words] = {}
    """Units, teens, tens, hundreds with a word of their own, and odd values: "1.5" = ["półtora"]."""
    one: Words = []
    """Forms of "one" that are articles or pronouns as well; numbers only before a scale, a measure or a bound."""
    ordinals: dict[str, Words] = {}
    scales: dict[str, Words] = {}
    """What multiplies the number before it: thousands, millions, dozens, and their abbreviations."""
    plurals: dict[str, Words] = {}
    """Scales as nouns that say only "two or more of it": "1000" = ["thousands"], "10" = ["tens"]."""
    letters: dict[str, Words] = {}
    """Letters that stand right behind figures for a scale: 100k, $5B; those of `und.toml` hold for all."""
    fractions: dict[str, Words] = {}
    """Denominator to forms: "2" = ["half", "halves"], "3" = ["third", "thirds"]."""
    ambiguous: Words = []
    """Fractions that are other words as well ("mezzo"); counted before a measure or scale, and behind a number."""
    halves: Words = []
    """What adds a half to the number before it: "and a half", "et demi", "einhalb"."""
    joiners: Words = []
    """Words that may stand between the parts of a number, and inside one written together: "two hundred and five"."""
    together: bool = False
    """Whether numbers are written in one word: "zweihundertdrei"."""
    units_first: bool = False
    """Whether units can stand before tens: "fünfundzwanzig", "fem og tyve"."""
    tens_joined: bool = False
    """Whether a joiner always stands between ten and unit: "treinta y dos"."""
    teens_after: list[int] = []
    """Tens that teens can follow: 60 and 80 for "soixante-douze", "quatre-vingt-dix-sept"."""
    decimals: Words = []
    """Words for the decimal sign: "point", "Komma"."""
    minus: Words = []
    """Words for the sign where they are mostly something else ("moins"): before degrees, and alone on a line."""
    over: Words = []
    """Words for the bar of a fraction, read where nothing else stands on the line: "one over three"."""
    vague: list[VagueNumber] = []
    factors: dict[str, Words] = {}
    """Whole wordings for multiples: "2" = ["twice as many", "twofold"]."""
    of: Words = []
    """Words between a number and what is counted: "thousands of soldiers"."""
    noun_first: bool = False
    """Whether adjectives mostly stand behind their noun, so that the first unknown word is the noun."""
    noun_endings: Words = []
    """Endings of all nouns that can follow a number, where the language has such: English "s", "men"."""
    labels: Words = []
    """Nouns before a number that is a name and counts nothing: "Article", "Route", "room", "No."."""
    phrases: NumberPhrases = NumberPhrases()
