"""A small dossier made by hand: three reports, a wire, a conflict, a denial, and text that would be a script."""

from __future__ import annotations

from stemma.model import (
    Account,
    Alignment,
    Block,
    Change,
    Claim,
    Credit,
    Derivation,
    DerivationEvidence,
    Disclosure,
    Dossier,
    Edition,
    Entity,
    Evidence,
    Mention,
    Passage,
    Quantity,
    Rejected,
    Report,
    Source,
    Span,
    Story,
    TimelineEntry,
    Timex,
    Version,
    order_marks,
)

ENGLISH = (
    "Ferry sinks off Almaholm\n\n"
    "About 120 people were on board on 3 May 2023, the coast guard said.\r\n"
    "The owner, Nordline, denies that the ferry <script>alert('x')</script> was overloaded & unsafe.\n\n"
    "Read also: ten best beaches\nWireX"
)
GERMAN = (
    "Fähre vor Almaholm gesunken\n\n"
    "Mehr als 150 Menschen waren an Bord, sagte die Küstenwache am 3. Mai 2023.\n"
    "Der Eigner Nordline will den Vorwurf weder bestätigen noch dementieren.\n"
)
HEBREW = "מעבורת טבעה\n\n\u202eאלפי בני אדם חיכו בנמל, נמסר.\x1b[31m red\n"


def place(text: str, words: str) -> tuple[int, int]:
    """Where some words stand, for tests that would rather name words than count characters."""
    start = text.index(words)
    return start, start + len(words)


def passage(report: str, text: str, words: str) -> Passage:
    return Passage(report, *place(text, words))


def _english() -> Report:
    denial = place(ENGLISH, "The owner, Nordline, denies that the ferry <script>alert('x')</script> was overloaded")
    owner = place(ENGLISH, "Nordline")
    marks = [
        Mention(*place(ENGLISH, "Almaholm"), "LOC", "Almaholm", "places: Almaholm", "LOC:almaholm"),
        Mention(*owner, "ORG", "Nordline", "capitals", "ORG:nordline"),
        Quantity(*place(ENGLISH, "About 120 people"), 120.0, 120.0, "number", approximate=True, unit="person"),
        Timex(*place(ENGLISH, "3 May 2023"), "DATE", "2023-05-03", "time.date"),
        Claim(
            *denial,
            Source(*owner, "ORG:nordline", ("ORG:nordline",)),
            Span(*place(ENGLISH, "denies")),
            Span(*place(ENGLISH, "the ferry <script>alert('x')</script> was overloaded")),
            "speech: {source} {denies} that {content}",
            stance="denies",
        ),
        # It begins inside the claim and ends outside: elements cannot cross, marks can.
        Mention(*place(ENGLISH, "overloaded & unsafe"), "EVT", "crossing", "test", "EVT:crossing"),
    ]
    return Report(
        "en-1",
        ENGLISH,
        path="in/en.txt",
        url="https://paper.example/1",
        language="en",
        title="Ferry sinks off Almaholm",
        published="2023-05-03T18:00",
        outlet="The Paper",
        blocks=(
            Block(*place(ENGLISH, "Ferry sinks off Almaholm"), "title"),
            Block(*place(ENGLISH, "Read also: ten best beaches"), "related"),
        ),
        sentences=(place(ENGLISH, "About 120 people were on board on 3 May 2023, the coast guard said."),),
        credits=(Credit(*place(ENGLISH, "WireX"), "agency", "WireX"),),
        published_basis="page",
        updated="2023-05-04T09:30+02:00",
        captured="2023-05-04T12:00:00Z",
        disclosures=(
            Disclosure(*place(ENGLISH, "Read also"), "paywalled", missing=0.6),
            Disclosure(0, 0, "ai-generated", ("no <script>author</script>", "stock phrases"), 0.72),
        ),
        evidence=(
            Evidence("published", "json-ld", "2023-05-03T18:00"),
            Evidence("published", "meta", "2023-05-03"),
            Evidence("published", "url", "2023-05-05"),
            Evidence("title", "opengraph", "<script>alert('title')</script> " + "unparted" * 20),
        ),
        editions=_editions(),
        marks=order_marks(marks),
    )


def _editions() -> tuple[Edition, ...]:
    people, sea = place(ENGLISH, "120"), place(ENGLISH, "on board")[1]
    return (
        Edition(
            "en-0",
            path="in/<script>old</script>.txt",
            url="javascript:alert(1)",
            captured="2023-05-03T19:00:00Z",
            changes=(Change(*people, "<script>90</script>"), Change(sea, sea, " and " + "unparted" * 20)),
        ),
        Edition("en-same", url="https://paper.example/1?ref=mail", captured="2023-05-04T08:00:00Z"),
    )


def _german() -> Report:
    source = place(GERMAN, "Der Eigner Nordline")
    marks = [
        Quantity(*place(GERMAN, "Mehr als 150 Menschen"), 150.0, None, "number", unit="person"),
        Timex(*place(GERMAN, "3. Mai 2023"), "DATE", "2023-05-03", "time.date"),
        Mention(*place(GERMAN, "Nordline"), "ORG", "Nordline", "capitals", "ORG:nordline"),
        Claim(
            *place(GERMAN, "Der Eigner Nordline will den Vorwurf weder bestätigen noch dementieren"),
            Source(*source, "ORG:nordline", ("ORG:nordline",)),
            None,
            None,
            "speech",
            stance="declines",
        ),
    ]
    return Report(
        "id with spaces/ä",
        GERMAN,
        language="de",
        title="Fähre vor Almaholm gesunken",
        published="2023-05-03",
        marks=order_marks(marks),
    )


def _hebrew() -> Report:
    crowd = Quantity(*place(HEBREW, "אלפי בני אדם"), 2000.0, None, "number", vague=True, unit="person")
    return Report("he-1", HEBREW, language="he", title="מעבורת טבעה", marks=(crowd,))


def _accounts() -> tuple[Account, ...]:
    one = passage("en-1", ENGLISH, "About 120 people")
    two = passage("id with spaces/ä", GERMAN, "Mehr als 150 Menschen")
    three = passage("he-1", HEBREW, "אלפי בני אדם")
    denied = passage(
        "en-1", ENGLISH, "The owner, Nordline, denies that the ferry <script>alert('x')</script> was overloaded"
    )
    return (
        Account(
            "a1",
            "how many: person · LOC:almaholm",
            "quantity",
            (
                Version("About 120 people", (one,), ("ORG:guard",), ("en-1",), 1, 120.0, 120.0, approximate=True),
                Version("Mehr als 150 Menschen", (two,), (), ("id with spaces/ä",), 1, 150.0, None),
                Version("אלפי בני אדם", (three,), (), ("he-1",), 1, 2000.0, None, vague=True),
            ),
            "conflict",
            "s1",
        ),
        Account(
            "a2",
            "denied: The owner, Nordline, denies",
            "denial",
            (
                Version("denies", (denied,), ("ORG:nordline",), ("en-1",), 1),
                Version("asserts", (two,), (), ("id with spaces/ä",), 1),
            ),
            "conflict",
            "s1",
        ),
    )


def dossier() -> Dossier:
    """The whole of it."""
    english, german, hebrew = _english(), _german(), _hebrew()
    credit = passage("en-1", ENGLISH, "WireX")
    said = passage("id with spaces/ä", GERMAN, "Mehr als 150 Menschen waren an Bord")
    heard = passage("en-1", ENGLISH, "About 120 people were on board")
    return Dossier(
        reports=(english, german, hebrew),
        entities=(
            Entity(
                "ORG:nordline", "ORG", "Nordline", {"en": ("Nordline",), "de": ("Nordline",)}, 2, why=("same name",)
            ),
            Entity("ORG:guard", "ORG", "Küstenwache", {"de": ("Küstenwache",), "en": ("Coast Guard",)}, 2),
            Entity("LOC:almaholm", "LOC", "Almaholm", {"en": ("Almaholm",)}, 2),
        ),
        stories=(
            Story("s1", "t1", "Ferry sinks off Almaholm", ("en-1", "id with spaces/ä"), "2023-05-03", "2023-05-03"),
            Story("s2", "t1", "מעבורת טבעה", ("he-1",)),
        ),
        timeline=(
            TimelineEntry(
                "2023-05-03",
                "About 120 people were on board on 3 May 2023, the coast guard said.",
                ("en-1", "id with spaces/ä"),
                (passage("en-1", ENGLISH, "3 May 2023"), passage("id with spaces/ä", GERMAN, "3. Mai 2023")),
            ),
        ),
        alignments=(Alignment(heard, said, 0.8, ("person", "LOC:almaholm")),),
        derivations=(
            Derivation("agency:WireX", "en-1", "credit", 1.0, (DerivationEvidence(credit),)),
            Derivation("agency:WireX", "id with spaces/ä", "credit", 0.8, ()),
            Derivation("en-1", "id with spaces/ä", "translation", 0.9, (DerivationEvidence(said, heard),)),
            Derivation("he-1", "en-1", "quotation", 0.3, (), directed=False),
        ),
        accounts=_accounts(),
        rejected=(Rejected("in/broken.html", "open", "no text <b>found</b>"),),
    )
