# ruff: noqa: E501
from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model import Block, Edition, Report
from stemma.stories.editions import fold_editions

BRIDGE = (
    "Lift bridge at Orvik stuck open for a second day",
    "The lift bridge over the sound at Orvik has been stuck open since Tuesday morning, cutting off 2,300 people on the island.",
    "A gear wheel broke when the bridge was raised for a dredger, the road office said.",
    "Pupils are taken across by the fire brigade's two boats, and the shop on the island has run out of bread.",
    "The county expects a new wheel from a foundry in Gdynia on Friday.",
    '"We warned them about that wheel in March," said Marit Solheim, who runs the ferry kiosk.',
)
CORRECTED = (*BRIDGE[:1], BRIDGE[1].replace("2,300", "3,200"), *BRIDGE[2:])
LATER = (*BRIDGE[:3], "Nobody was hurt, although a cyclist had to jump back from the gap.", *BRIDGE[3:])
ORGAN = (
    "Church organ of Lindby returns after nine years",
    "The organ of the church in Lindby will be heard again at Easter, nine years after damp made it fall silent.",
    "Four builders from Zwolle took all 1,816 pipes apart, cleaned them and gave the largest ones new feet of oak.",
    "The parish paid with a lottery, a legacy and the sale of the old rectory garden.",
)
URL = "https://www.sundet-posten.example/2024/05/bridge"
SENTENCES = [s for text in (BRIDGE, ORGAN) for s in text] + [
    "Nothing else moved.",
    "At 9.40 a.m., the pumps (all six) started: slowly, then at full speed!",
    "„Wir warten“, sagte er – und wartete.",
    "橋は二日間開いたままだ。島には二千人が住む。",
]


def report(
    name: str, lines: tuple[str, ...] = BRIDGE, url: str | None = URL, furniture: tuple[int, ...] = (), **given: object
) -> Report:
    """A report of these lines, the first one its title; `furniture` numbers the lines that are captions."""
    blocks, start = [], 0
    for n, line in enumerate(lines):
        kind = "caption" if n in furniture else "paragraph" if n else "title"
        blocks.append(Block(start, start + len(line), kind))  # type: ignore[arg-type]
        start += len(line) + 1
    told = {"language": "en", "title": lines[0] if lines else None, "published_basis": "page"} | given
    return Report(id=name, text="\n".join(lines), url=url, blocks=tuple(blocks), **told)  # type: ignore[arg-type]


def told(report: Report, edition: Edition | None = None) -> list[str]:
    """The words of a report without furniture, each ideograph one; with an edition, as its changes say they stood."""
    text = list(report.text)
    keep = [any(b.start <= n < b.end for b in report.blocks if b.is_report) for n in range(len(text))]
    text = [c if k else " " for c, k in zip(text, keep, strict=True)]
    for change in reversed(edition.changes if edition else ()):
        text[change.start : change.end] = change.was
    return re.sub("[\u3000-\u9fff]", r" \g<0> ", "".join(text)).split()


def only(*reports: Report) -> Report:
    [kept] = fold_editions(reports)
    return kept


def apart(*reports: Report) -> bool:
    """Whether the reports stay as they are, each by itself."""
    return set(fold_editions(reports)) == set(reports)


def changes(kept: Report) -> list[tuple[str, str]]:
    """What stands in the report, and what stood there in its one edition."""
    [edition] = kept.editions
    return [(kept.at(c), c.was) for c in edition.changes]


def test_two_captures_of_one_page_are_one_report_without_changes() -> None:
    kept = only(report("a", path="a.txt", captured="2024-05-03T08:00"), report("b", captured="2024-05-03T09:00"))
    assert kept.id == "b"
    assert kept.editions == (Edition("a", path="a.txt", url=URL, captured="2024-05-03T08:00"),)


def test_a_corrected_figure_is_kept_with_the_one_that_stood_there() -> None:
    kept = only(report("new", CORRECTED, updated="2024-05-03T12:00"), report("old", published="2024-05-03T07:00"))
    assert kept.id == "new"
    assert changes(kept) == [("3,200", "2,300")]


def test_an_added_paragraph_was_not_there() -> None:
    kept = only(report("new", LATER, captured="2024-05-04"), report("old", captured="2024-05-03"))
    assert changes(kept) == [(LATER[3], "")]


def test_a_removed_paragraph_has_its_place_after_what_it_followed() -> None:
    kept = only(report("new", BRIDGE, captured="2024-05-04"), report("old", LATER, captured="2024-05-03"))
    [change] = kept.editions[0].changes
    assert change.start == change.end == kept.text.index(BRIDGE[3]) - 1
    assert change.was == "\n" + LATER[3]


def test_a_removed_beginning_of_a_line_has_its_place_in_that_line() -> None:
    shorter = (*BRIDGE[:2], BRIDGE[2].removeprefix("A gear "), *BRIDGE[3:])
    kept = only(report("new", shorter, captured="2024-05-04"), report("old", captured="2024-05-03"))
    [change] = kept.editions[0].changes
    assert (change.start, change.was) == (kept.text.index("wheel broke"), "A gear ")


def test_near_changes_are_one_phrase_and_shared_signs_none() -> None:
    line = '"They heard about that gear in May," said Marit Solheim, who runs the ferry kiosk.'
    kept = only(report("new", (*BRIDGE[:5], line), captured="2024-05-04"), report("old", captured="2024-05-03"))
    assert changes(kept) == [("They heard about that gear in May", "We warned them about that wheel in March")]


def test_blanks_and_furniture_are_no_changes() -> None:
    spaced = (BRIDGE[0], "A gull above the open bridge", BRIDGE[1].replace(" since ", "  since\t"), *BRIDGE[2:])
    kept = only(report("new", spaced, furniture=(1,), captured="2024-05-04"), report("old", captured="2024-05-03"))
    assert changes(kept) == []


def test_changes_go_round_furniture() -> None:
    lines = (*BRIDGE[:3], "A gull above the open bridge", *BRIDGE[3:])
    was = (*BRIDGE[:2], "Why the bridge is stuck, the road office did not say at first.", *BRIDGE[4:])
    kept = only(report("new", lines, furniture=(3,), captured="2024-05-04"), report("old", was, captured="2024-05-03"))
    assert all("gull" not in now for now, _ in changes(kept))
    assert told(kept, kept.editions[0]) == told(report("old", was))


def test_a_text_in_other_lines_reads_the_same() -> None:
    wrapped = tuple(half for line in BRIDGE for half in (line[: line.index(" ", 20)], line[line.index(" ", 20) + 1 :]))
    kept = only(report("a", captured="2024-05-04"), report("b", wrapped, title=BRIDGE[0], captured="2024-05-03"))
    assert changes(kept) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://sundet-posten.example/2024/05/bridge/",
        "https://m.sundet-posten.example/2024/05/bridge?utm_source=feed&fbclid=1",
        "https://amp.sundet-posten.example/2024/05/bridge#comments",
        "https://www.sundet-posten.example/2024/05/bridge/amp/?ref=front&xtor=RSS-1",
        "https://www.sundet-posten.example/2024/05/bridge?output=amp&WT_mc=x&at_medium=y",
        "https://web.archive.org/web/20240503101500id_/https://www.sundet-posten.example/2024/05/bridge",
        "www.sundet-posten.example/2024/05/bridge",
    ],
)
def test_one_page_has_many_addresses(url: str) -> None:
    shorter = BRIDGE[:3]
    assert len(fold_editions([report("a"), report("b", shorter, url)])) == 1


@pytest.mark.parametrize(
    "url", ["https://www.sundet-posten.example/?id=7", "https://www.sundet-posten.example/2024/05/ferry"]
)
def test_other_addresses_are_other_pages(url: str) -> None:
    assert apart(report("a"), report("b", BRIDGE[:3], url))


def test_an_address_that_is_none_counts_as_not_known() -> None:
    assert len(fold_editions([report("a", url="http://[x"), report("b", url="file:///a"), report("c", url="n/a")])) == 1
    assert apart(report("a", url="urn:x"), report("b", CORRECTED, url="urn:x"))


def test_another_report_under_the_same_address_stays_apart() -> None:
    assert apart(report("a", BRIDGE), report("b", ORGAN))


def test_a_page_of_which_nothing_was_read_stays_apart() -> None:
    assert apart(
        report("a"), report("b", ("Please accept our cookies",), furniture=(0,)), report("c", (), title="Bridge")
    )


def test_the_same_text_of_another_outlet_is_another_report() -> None:
    assert apart(report("a"), report("b", url="https://kystavisen.example/bridge"))
    assert apart(report("a", url=None, outlet="Sundet-Posten"), report("b", url=None, outlet="Kystavisen"))
    assert apart(report("a", outlet="Sundet-Posten"), report("b", url=URL + "-2", outlet="Kystavisen"))


def test_another_language_is_another_report() -> None:
    assert apart(report("a", language="nb"), report("b", language="da"))
    assert len(fold_editions([report("a", language="en-GB"), report("b", language="en_US")])) == 1


def test_a_small_change_on_another_page_of_the_outlet_is_one_report() -> None:
    kept = only(report("a", CORRECTED, URL + "-2", captured="2024-05-05"), report("b", captured="2024-05-04"))
    assert changes(kept) == [("3,200", "2,300")]
    assert len(fold_editions([report("a", url=None, outlet="Sundet-Posten"), report("b", outlet="sundet-posten")])) == 1


def test_a_large_change_on_another_page_of_the_outlet_is_another_report() -> None:
    assert apart(report("a"), report("b", (*BRIDGE[:3], *ORGAN[1:]), URL + "-2"))


@pytest.mark.parametrize(("days", "one"), [("2024-05-06", True), ("2024-05-07", False)])
def test_another_page_with_another_title_must_be_of_the_same_days(days: str, one: bool) -> None:
    again = report("b", ("Orvik cut in two", *BRIDGE[1:], ORGAN[1]), URL + "-2", published=days)
    first = report("a", ("Nine hours, no road", *BRIDGE[1:], ORGAN[1]), published="2024-05-03T10:00")
    assert (len(fold_editions([first, again])) == 1) is one


def test_without_address_and_outlet_every_word_must_be_the_same() -> None:
    upper = tuple(line.upper() for line in BRIDGE)
    assert len(fold_editions([report("a", url=None), report("b", upper, url=None)])) == 1
    assert apart(report("a", url=None), report("b", CORRECTED, url=None))
    assert apart(report("a", url=None), report("b"))
    assert apart(report("a", BRIDGE[:2], url=None), report("b", BRIDGE[:2], url=None))


def test_teasers_of_one_outlet_stay_apart() -> None:
    assert apart(
        report("a", BRIDGE[:2], published="2024-05-03"), report("b", BRIDGE[:2], URL + "-2", published="2024-05-03")
    )


def test_the_latest_revision_is_kept() -> None:
    updated = report("a", updated="2024-05-03T10:00+02:00", captured="2024-05-03T10:00")
    later = report("b", updated="2024-05-03T09:30Z", captured="2024-05-03T09:40")
    seen = report("d", captured="2024-05-09", published="2024-05-01")
    dated = report("c", published="2024-05-02")
    longer = report("e", LATER)
    kept = only(longer, dated, seen, updated, later)
    assert kept.id == "b"
    assert [e.id for e in kept.editions] == ["e", "c", "d", "a"]
    assert only(longer, report("x"), report("f")).id == "e"


def test_a_revision_does_not_make_a_report_newer() -> None:
    given = report("a", published="2024-05-03T07:15", published_basis="given")
    day = report("b", published="2024-05-03")
    guessed = report("c", published="2024-05-01", published_basis="inferred")
    newest = report("d", published="2024-05-04", updated="2024-05-04T11:00")
    kept = only(given, day, guessed, newest)
    assert (kept.id, kept.published, kept.published_basis, kept.updated) == (
        "d",
        "2024-05-03T07:15",
        "given",
        "2024-05-04T11:00",
    )
    assert only(guessed, report("e", updated="2024-05-05")).published is None


def test_pages_that_share_an_edition_come_together() -> None:
    moved = report("c", BRIDGE, URL + "-moved", published="2024-05-04", updated="2024-05-06")
    first = report("a", BRIDGE, published="2024-05-03")
    short = report("b", BRIDGE[:3], published="2024-05-02")
    assert [e.id for e in only(moved, first, short).editions] == ["b", "a"]


@pytest.mark.parametrize(("first", "second"), ["ab", "ba"])
def test_a_copy_of_an_edition_goes_with_it(first: str, second: str) -> None:
    short = (*BRIDGE[:3], ORGAN[1])
    copies = report(first, short, captured="2024-05-02"), report(second, short, URL + "-2", captured="2024-05-02")
    assert {e.id for e in only(report("c", captured="2024-05-03"), *copies).editions} == {"a", "b"}


def test_what_is_folded_takes_in_later_captures() -> None:
    old, middle, new = (
        report("a", captured="2024-05-01"),
        report("b", CORRECTED, captured="2024-05-02"),
        report("c", LATER, captured="2024-05-03"),
    )
    known = only(old, middle)
    kept = only(known, new)
    assert kept == only(only(new), known)
    assert [e.id for e in kept.editions] == ["a", "b"]
    assert [told(kept, e) for e in kept.editions] == [told(old), told(middle)]
    assert only(kept, old, middle) == kept


def test_many_captures_of_a_front_page_do_not_become_one_by_small_steps() -> None:
    heads = BRIDGE + ORGAN
    pages = [report(f"{n}", ("Front page", *heads[n : n + 4]), captured=f"2024-05-03T0{n}:00") for n in range(7)]
    kept = fold_editions(pages)
    assert 1 < len(kept) < 7


COLLECTION = [
    report("a1", captured="2024-05-01"),
    report("a2", CORRECTED, URL + "?utm_source=x", captured="2024-05-02"),
    report("a3", LATER, URL + "/amp", captured="2024-05-03"),
    report("b1", url="https://kystavisen.example/bridge"),
    report("b2", CORRECTED, "https://kystavisen.example/bridge-2", published="2024-05-02"),
    report("c1", ORGAN, "https://kystavisen.example/organ"),
    report("d1", url=None),
    report("d2", url=None),
    report("e1", ORGAN, URL),
]


@given(st.permutations(COLLECTION))
def test_the_order_of_the_reports_does_not_matter(order: list[Report]) -> None:
    assert fold_editions(order) == fold_editions(COLLECTION)


def test_folding_twice_changes_nothing() -> None:
    once = fold_editions(COLLECTION)
    assert [(r.id, [e.id for e in r.editions]) for r in once] == [
        ("a3", ["a1", "a2"]), ("b2", ["b1"]), ("c1", []), ("d2", ["d1"]), ("e1", []),
    ]  # fmt: skip
    assert fold_editions(once) == once


def edited(lines: list[str], seed: int) -> list[str]:
    """The lines with words, lines or signs of them changed, taken out, added or moved."""
    dice = random.Random(seed)
    lines = list(lines)
    for _ in range(dice.randint(0, 6)):
        n = dice.randrange(len(lines))
        words = lines[n].split(" ")
        w = dice.randrange(len(words))
        match dice.randrange(7):
            case 0:
                words[w] = dice.choice(["fourteen", "–", "14,", "„nie“", "橋"])
            case 1:
                words.insert(w, dice.choice(["almost", "the", "«sans doute»", "島"]))
            case 2 if len(words) > 1:
                del words[w]
            case 3:
                words[w] = words[w].strip(",.“") or "so"
            case 4:
                lines.insert(n, dice.choice(SENTENCES))
                continue
            case 5 if len(lines) > 3:
                del lines[n]
                continue
            case _:
                lines.append(lines.pop(n))
                continue
        lines[n] = " ".join(words)
    return lines


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=6, max_size=14, unique=True),
    st.integers(0, 10**6),
    st.sets(st.integers(1, 13), max_size=3),
)
def test_changes_say_what_the_edition_said(lines: list[str], seed: int, captions: set[int]) -> None:
    old = report("old", tuple(lines), captured="2024-05-03")
    new = report("new", tuple(edited(lines, seed)), furniture=tuple(captions), captured="2024-05-04")
    for kept in fold_editions([old, new]):
        for edition in kept.editions:
            assert told(kept, edition) == told(old)
            for change in edition.changes:
                assert 0 <= change.start <= change.end <= len(kept.text)
                assert kept.at(change) or change.was
                assert any(b.start <= change.start and change.end <= b.end for b in kept.blocks if b.is_report)
            assert all(p.end <= q.start for p, q in zip(edition.changes, edition.changes[1:], strict=False))


def test_long_stretches_are_one_change() -> None:
    words = [f"word{n}" for n in range(6000)]
    old, new = (*BRIDGE, " ".join(words)), (*BRIDGE, " ".join([*words[:-9], "and", *words[-9:]]))
    kept = only(report("a", new, captured="2024-05-04"), report("b", old, captured="2024-05-03"))
    assert changes(kept) == [(new[-1], old[-1])]
