from __future__ import annotations

from pathlib import Path

import pytest

from stemma import flow
from stemma.errors import PackError, UnknownLanguage
from stemma.languages.check import check_pack
from stemma.languages.pack import PackFile, read_pack
from stemma.languages.registry import Languages
from stemma.model import Capture, Report

CODES = Languages().codes
MARKED = Languages().marked_codes
FEWEST_EXAMPLES = 45
HEAD = '[language]\ncode = "xx"\nname = "x"\nenglish = "X"\n'


def mark_example(text: str, published: str | None, languages: Languages, code: str) -> Report:
    capture = Capture("example", text=text, published=published, language=code, clean=True)
    [report] = flow.read([capture], languages)
    assert isinstance(report, Report)
    return report


@pytest.mark.parametrize("code", MARKED)
def test_a_pack_keeps_the_contract(code: str, languages: Languages) -> None:
    pack = read_pack(languages.path(code))
    assert pack.language.code == code
    assert list(empty_parts(pack)) == []
    assert len(pack.example) >= FEWEST_EXAMPLES
    check = check_pack(languages.path(code), mark_example)
    assert check.failures == ()
    assert (check.examples, check.failed) == (len(pack.example), 0)


SPEAKING = [code for code in MARKED if read_pack(Languages().path(code)).speech.asserts]


@pytest.mark.parametrize("code", sorted(set(CODES) - set(SPEAKING)))
def test_a_pack_that_only_reads_pages_has_all_of_their_wording(code: str, languages: Languages) -> None:
    pack = read_pack(languages.path(code))
    page = pack.page
    parts = (page.pointers, page.published, page.updated, page.bylines, page.photo, page.agencies, page.sections)
    assert pack.language.code == code
    assert all(parts)
    assert {"related", "navigation", "promotion", "paywall", "share"} <= {*page.lines, *page.starts, *page.contains}
    assert {"machine-translated", "ai-generated", "paywalled", "corrected"} <= set(page.disclosures)


def empty_parts(pack: PackFile) -> list[str]:
    """What every language has and this pack lacks."""
    small, time, number, name = pack.language, pack.time, pack.number, pack.name
    speech, page = pack.speech, pack.page
    needed: dict[str, list[object]] = {
        "language": [small.quotes, small.stopwords, small.conjunctions, small.prepositions, small.negation],
        "language.abbreviations": [small.abbreviations],
        "time.units": [time.units.get(u) for u in ("day", "week", "month", "year", "hour")],
        "time.parts": [time.parts.get(p) for p in ("MO", "AF", "EV", "NI")],
        "time.seasons": [time.seasons.get(s) for s in ("SP", "SU", "FA", "WI")],
        "time.days": [time.days.get(d) for d in ("-1", "0", "1")],
        "time": [time.last, time.next, time.every, time.references, time.mods],
        "time.phrases": [getattr(time.phrases, k) for k in ("date", "relative", "ago", "ahead", "duration", "set")],
        "number": [number.words, number.ordinals, number.scales.get("1000000"), number.vague, number.factors],
        "number.phrases": [getattr(number.phrases, k) for k in ("more_than", "less_than", "almost", "about", "range")],
        "unit": [pack.unit.get(u) for u in ("percent", "kilometre", "tonne", "USD", "EUR")],
        "name.nationalities": [name.nationalities.get(c) for c in ("RU", "UA", "US", "DE", "KP", "KR")],
    }
    spoken: dict[str, list[object]] = {
        "name": [name.given, name.roles, name.organisation_heads, name.place_heads, name.territories],
        "speech": [getattr(speech, s) for s in ("asserts", "confirms", "denies", "declines", "fears", "accuses")],
        "speech.phrases": [speech.phrases, speech.pronouns, speech.speakers, speech.hedges],
        "page": [page.pointers, page.published, page.bylines, page.photo, page.agencies, page.lines, page.starts],
        "page.disclosures": [page.disclosures.get("machine-translated"), page.disclosures.get("ai-generated")],
    }
    whole = needed | spoken if speech.asserts else needed
    return [part for part, values in whole.items() if not all(values)]


@pytest.mark.parametrize(
    ("body", "line", "reasons"),
    [
        (HEAD + "colour = 1\n", 5, ["colour", "language"]),
        (HEAD + '\n[time]\nlast = "zuletzt"\n', 7, ["$.time.last", "array", "str"]),
        (HEAD + "noun_capitals = 1\n", 5, ["$.language.noun_capitals", "bool"]),
        (HEAD + "[weather]\nrain = []\n", 5, ["weather"]),
        (HEAD + '[time.phrases]\ndate = ["{day}. {color}"]\n', 6, ["time.phrases.date", "color", "there are", "month"]),
        (HEAD + '[speech]\nphrases = ["{source} {says"]\n', 6, ["speech", "brace"]),
        (HEAD + '[page]\nagencies = ["({author})"]\n', 6, ["page.agencies", "author"]),
        (HEAD + "[time\n", 5, ["not valid TOML"]),
        ('[language]\nname = "x"\nenglish = "X"\n', None, ["code", "language"]),
        (HEAD + '[[example]]\ntext = "a"\nabsent = ["mentions"]\n', 7, ["absent", "mentions"]),
    ],
)
def test_a_pack_that_is_wrong_names_file_line_key_and_reason(
    body: str, line: int | None, reasons: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "xx.toml"
    file.write_text(body, encoding="utf-8")
    with pytest.raises(PackError) as refused:
        read_pack(file)
    message = str(refused.value)
    assert message.startswith(str(file))
    assert [r for r in reasons if r not in message] == []
    if line is not None and "TOML" not in message:
        assert message.startswith(f"{file}:{line}:"), message
    elif line is not None:
        assert f"line {line}" in message


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ('[time]\nlast = ["i sidste*"]\n', "time.last"),
        ('[speech]\nasserts = ["s*"]\n', "speech.asserts"),
        ('[name.nationalities]\nDE = ["*"]\n', "name.nationalities"),
    ],
)
def test_a_bad_star_is_refused_with_its_key(body: str, key: str, tmp_path: Path) -> None:
    file = tmp_path / "xx.toml"
    file.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(PackError, match="may only end a single word") as refused:
        read_pack(file)
    assert str(refused.value).startswith(str(file))
    assert key in str(refused.value)


@pytest.mark.xfail(strict=True, reason="entries of word lists are refused with file and key, but without the line")
def test_a_bad_star_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "xx.toml"
    file.write_text(HEAD + '[time]\nlast = ["i sidste*"]\n', encoding="utf-8")
    with pytest.raises(PackError) as refused:
        read_pack(file)
    assert str(refused.value).startswith(f"{file}:6:")


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "xx.toml"
    file.write_bytes(b"\xff\xfe\x00a")
    with pytest.raises(PackError, match="UTF-8"):
        read_pack(file)


def test_an_example_without_its_marks_is_told_with_what_was_found(tmp_path: Path) -> None:
    file = tmp_path / "xx.toml"
    example = '[[example]]\ntext = "Oslo grew by 300 km."\nabsent = ["mention"]\n'
    example += 'marks = [{ kind = "quantity", low = 7 }]\n'
    file.write_text(HEAD + '[unit]\nkilometre = ["km"]\n' + example, encoding="utf-8")
    check = check_pack(file, mark_example)
    assert (check.examples, check.failed) == (1, 1)
    assert [f.split(":")[0] for f in check.failures] == ["example 1 ('Oslo grew by 300 km.')"] * 2
    assert "low 300" in check.failures[0]
    assert "'Oslo'" in check.failures[1]


def test_an_own_folder_adds_a_language_and_replaces_one(tmp_path: Path) -> None:
    (tmp_path / "xx.toml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "da.toml").write_text(HEAD.replace("xx", "da"), encoding="utf-8")
    own = Languages([tmp_path])
    assert set(own.codes) == {*CODES, "xx"}
    assert own.get("da").pack.language.english == "X"
    assert own.path("xx") == tmp_path / "xx.toml"


def test_a_language_without_a_pack_is_there_but_says_so(languages: Languages) -> None:
    assert not languages.get("fi").has_pack
    assert languages.get("de-AT") is languages.get("de")
    with pytest.raises(UnknownLanguage, match="there are: cs, da, de, en"):
        languages.path("fi")
    with pytest.raises(PackError, match="no such folder"):
        Languages(["/nowhere/at/all"])
