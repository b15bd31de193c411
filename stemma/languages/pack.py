"""What a language pack may hold, and the strict loader.

A pack is one TOML file of words and phrases. The sections and keys below are all there are; an unknown key, a wrong
type or a phrase with an unknown slot is refused with the file, the line where it can be told, the key and the reason.
Phrases are described in `stemma.languages.phrases`; a word in a list may end in ``*`` ("all that begins so").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from stemma.errors import PackError
from stemma.languages.holidays import is_key
from stemma.languages.number_pack import NumberSection
from stemma.languages.phrases import PhraseBook, WordLists
from stemma.languages.section import Section, Words
from stemma.languages.time_pack import TIME_SLOTS, TimeSection


class LanguageSection(Section, frozen=True):
    """The language itself and its small words."""

    code: str
    name: str
    english: str
    verb_second: bool = False
    """True where the verb is second in a main clause: it stands right behind an opening phrase, without a comma."""
    decimal: str = "."
    thousands: Words = []
    quotes: list[tuple[str, str]] = []
    dialogue_dashes: Words = []
    endings: Words = []
    """Endings of inflection, as plain letters; the longest that leaves three letters is taken off to compare names."""
    alternations: list[tuple[str, str]] = []
    """Letters that change inside a word when it is inflected: ["ó", "o"] for Kijów, Kijowa."""
    possessive: Words = []
    """Endings that mark a possessor on the last word of a name: "s" in "Putins Reise"."""
    noun_capitals: bool = False
    """True where every noun has a capital, so that a capital alone tells nothing."""
    stopwords: Words = []
    adverbs: Words = []
    """Adverbs, auxiliaries and other words that may stand between a subject and its verb, beside the stopwords."""
    conjunctions: Words = []
    determiners: Words = []
    prepositions: Words = []
    negation: Words = []
    akin: Words = []
    """Codes of languages that are easily taken for this one (Slovak for Czech), or under which its pages also go."""
    abbreviations: Words = []
    """Words after whose full stop a sentence goes on, without the stop: "ul", "tzw", "Dr"."""


class NameSection(Section, frozen=True):
    """What helps to find, type and compare names."""

    given: Words = []
    roles: Words = []
    """Titles and offices that stand beside a person's name."""
    organisation_heads: Words = []
    place_heads: Words = []
    event_heads: Words = []
    particles: Words = []
    """Small words inside names: "von", "de", "van der"."""
    inner_words: Words = []
    """Small words that join the parts of an organisation's name behind its head: "Institute for Policy Studies"."""
    territories: dict[str, Words] = {}
    """CLDR territory code to forms that CLDR lacks: inflected ones that the endings do not give, short names,
    aliases."""
    nationalities: dict[str, Words] = {}
    """CLDR territory code to its adjective and inhabitants: "KP" = ["North Korean*"]."""
    not_names: Words = []
    """Words that often stand with a capital and are no names."""
    sounds: dict[str, str] = {}
    """Spelling to a plain Latin key, longest first: "sz" = "sh"; brings transliterations of one name together."""


class SpeechSection(Section, frozen=True):
    """Who says what. Cues by stance; `phrases` are the orders in which source, cue and content stand.

    A cue may be in two parts with `…` between them ("gab … bekannt"); the second closes its clause.

    Slots: {source}, {content}, {quote}, {via}, {before} (the content is the sentence before: "That, writes X"), the cue
    as {says} (asserts, predicts, promises), {states} (any stance) or a stance by its name ({denies}, {fears}...), and
    `…` for up to a dozen other words.
    """

    asserts: Words = []
    confirms: Words = []
    denies: Words = []
    doubts: Words = []
    declines: Words = []
    fears: Words = []
    predicts: Words = []
    demands: Words = []
    promises: Words = []
    accuses: Words = []
    pronouns: Words = []
    """Pronouns that stand for one person and can be the source: "he", "she"."""
    plural_pronouns: Words = []
    """Pronouns that can be the source, but do not stand for one person: "they", "it"."""
    speakers: Words = []
    """Nouns that can be the source without a name: "the ministry", "officials", "experts"."""
    hedges: Words = []
    remarks: Words = []
    """Cues whose object is what is said: "announced", "praised", "wants to"."""
    tells: Words = []
    """Cues of asserting, from `asserts`, whose object is who was told: "told"."""
    idioms: Words = []
    """Wordings that hold a cue and are no speech: "claimed the lives"; the longest wording wins."""
    complementizers: Words = []
    """Words that open what is said: "that", "whether"."""
    conditions: Words = []
    """Words that open a condition: "if", "in the event of"."""
    outlets: Words = []
    """Nouns for those who carry what others say: "newspaper", "news agency"."""
    attributions: Words = []
    """Phrases with {source} that may open, close or interrupt what is said: "according to {source}", "as {source}
    {says}"."""
    infinitives: Words = []
    """Endings of infinitives that may follow a cue of asserting at once: "disse desconhecer"."""
    quoted_words: bool = False
    """True where words in quotation marks inside indirect speech count as direct speech of their own."""
    participles: Words = []
    """Endings of verbs that share the subject of the verb before them: "disse ..., afirmando que"."""
    dash_opens_all: bool = False
    """True where the dash of dialogue opens all that is said in a paragraph, also behind its attribution."""
    reportive: Words = []
    """Forms of verbs by whose mood a sentence tells that it reports what somebody said."""
    subordinators: Words = []
    """Words that open another clause than what is said: "because", "while", relative pronouns."""
    subject_may_be_left_out: bool = False
    comma_before_clause: bool = False
    """True where a comma stands before a complementizer."""
    content_after_comma: bool = False
    """True where what is said may follow a comma without complementizer: "sagte, er komme"."""
    bare: Words = []
    """Cues that what is said may follow with nothing between: "said he would come"."""
    phrases: Words = []


class PageSection(Section, frozen=True):
    """Wording of page furniture. `lines`: the whole line; `starts`: the line begins so; `contains`: anywhere in it."""

    lines: dict[str, Words] = {}
    starts: dict[str, Words] = {}
    contains: dict[str, Words] = {}
    pointers: Words = []
    """Lines that announce a headline of another report on the next line: "Read also"."""
    published: Words = []
    """Labels before the time of publication, with {date} and {clock}, or without slots for the label alone."""
    updated: Words = []
    bylines: Words = []
    photo: Words = []
    agencies: Words = []
    """How an agency is credited, with {agency}: "/{agency}/", "reports {agency}"."""
    sections: Words = []
    """Names of sections of a newspaper: "Politics", "World"."""
    disclosures: dict[
        Literal["ai-generated", "machine-translated", "paywalled", "sponsored", "corrected", "updated"], Words
    ] = {}


class Example(Section, frozen=True):
    """A sentence and marks that it must give: each a table with `kind`, `text` and whatever else must hold."""

    text: str
    marks: list[dict[str, str | float | bool | None]] = []
    published: str | None = None
    absent: list[Literal["mention", "timex", "quantity", "claim"]] = []
    """Kinds of which the sentence must give none."""


class PackFile(Section, frozen=True):
    """One pack as its file has it."""

    language: LanguageSection
    time: TimeSection = TimeSection()
    number: NumberSection = NumberSection()
    unit: dict[str, Words] = {}
    """Measures by their English singular and currencies by their code, to forms."""
    count: dict[str, Words] = {}
    """Things that are counted every day, by one English noun for all languages, to forms."""
    name: NameSection = NameSection()
    speech: SpeechSection = SpeechSection()
    page: PageSection = PageSection()
    example: list[Example] = []


NUMBER_SLOTS = frozenset({"number", "low", "high", "unit", "factor"})
STANCES = (
    "asserts",
    "confirms",
    "denies",
    "doubts",
    "declines",
    "fears",
    "predicts",
    "demands",
    "promises",
    "accuses",
)
SPEECH_SLOTS = frozenset({"source", "content", "quote", "via", "to", "that", "before", "says", "states", *STANCES})
PAGE_SLOTS = frozenset({"date", "clock", "agency", "number", "outlet", "name"})


def read_pack(path: Path) -> PackFile:
    """The pack in a TOML file.

    Raises `PackError` naming file, line or key, and reason.
    """
    try:
        raw = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    try:
        table = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{path}: not valid TOML: {error}") from error
    try:
        pack = msgspec.convert(table, PackFile)
    except msgspec.ValidationError as error:
        raise PackError(f"{path}{_line_of(raw, str(error))}: {error}") from error
    _check_phrases(path, raw, pack)
    _check_holidays(path, raw, pack)
    return pack


def _line_of(raw: str, message: str) -> str:
    """ ":LINE" of the key that an error message names in backticks, where it can be found."""
    for word in re.findall(r"`([^`]+)`", message):
        key = word.rsplit(".", 1)[-1].strip("$[]0123456789 ")
        for number, line in enumerate(raw.splitlines(), 1):
            if key and re.match(rf'\s*["\[]*\b{re.escape(key)}\b["\]]*\s*(=|\]|$)', line):
                return f":{number}"
    return ""


def _check_holidays(path: Path, raw: str, pack: PackFile) -> None:
    for key in pack.time.holidays:
        if not is_key(key):
            lines = enumerate(raw.splitlines(), 1)
            where = next((f":{n}" for n, line in lines if line.split("=")[0].strip(" \"'") == key), "")
            raise PackError(f"{path}{where}: time.holidays: {key!r} is no day that `stemma.languages.holidays` knows")


def _check_phrases(path: Path, raw: str, pack: PackFile) -> None:
    books: list[tuple[str, dict[str, Iterable[str]], frozenset[str]]] = [
        ("time.phrases", msgspec.structs.asdict(pack.time.phrases), TIME_SLOTS),
        ("time.weak", msgspec.structs.asdict(pack.time.weak), TIME_SLOTS),
        ("number.phrases", msgspec.structs.asdict(pack.number.phrases), NUMBER_SLOTS),
        ("speech.phrases", {"speech": pack.speech.phrases}, SPEECH_SLOTS),
        ("speech.attributions", {"speech": pack.speech.attributions}, SPEECH_SLOTS),
        ("page.lines", dict(pack.page.lines), PAGE_SLOTS),
        ("page.starts", dict(pack.page.starts), PAGE_SLOTS),
        ("page.contains", dict(pack.page.contains), PAGE_SLOTS),
        ("page.disclosures", {str(k): v for k, v in pack.page.disclosures.items()}, PAGE_SLOTS),
        (
            "page",
            {
                key: getattr(pack.page, key)
                for key in ("pointers", "published", "updated", "bylines", "photo", "agencies")
            },
            PAGE_SLOTS,
        ),
    ]
    for section, phrases, slots in books:
        for key, wordings in phrases.items():
            try:
                PhraseBook({key: wordings}, slots)
            except ValueError as error:
                where = next((f":{n}" for n, line in enumerate(raw.splitlines(), 1) if _quoted(str(error)) in line), "")
                raise PackError(f"{path}{where}: {section}.{key}: {error}") from error
    for section_name in ("time", "number", "name", "speech"):
        section = getattr(pack, section_name)
        for key in section.__struct_fields__:
            value = getattr(section, key)
            lists = value if isinstance(value, dict) else {key: value}
            for inner, words in lists.items():
                if (
                    key in ("phrases", "attributions", "weak", "sounds")
                    or not isinstance(words, list)
                    or not all(isinstance(w, str) for w in words)
                ):
                    continue
                try:
                    WordLists({inner: dict.fromkeys(words)})
                except ValueError as error:
                    raise PackError(f"{path}: {section_name}.{key}: {error}") from error


def _quoted(message: str) -> str:
    found = re.search(r"phrase '(.*?)': ", message)
    return found.group(1) if found else message
