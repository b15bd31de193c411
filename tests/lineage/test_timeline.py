from __future__ import annotations

from stemma import flow
from stemma.languages.registry import Languages
from stemma.lineage.timeline import timeline
from stemma.model import Passage, Report, TimelineEntry, Timex
from tests.reports import fire, read


def report(name: str, *values: str, published: str | None = None, kind: str = "DATE") -> Report:
    """A report of one sentence for each date."""
    text = "".join(f"On {value} it rained. " for value in values)
    marks, sentences, at = [], [], 0
    for value in values:
        end = at + len(f"On {value} it rained.")
        marks.append(Timex(at + 3, at + 3 + len(value), kind, value, "test"))
        sentences.append((at, end))
        at = end + 1
    return Report(id=name, text=text, published=published, marks=tuple(marks), sentences=tuple(sentences))


def dates(*reports: Report, stories: dict[str, str] | None = None) -> list[str]:
    return [entry.date for entry in timeline(reports, stories or {})]


def test_one_entry_for_a_date_that_several_reports_tell_of() -> None:
    first = report("a", "2021-11-14", published="2021-11-15")
    second = report("b", "2021-11-14", published="2021-11-14")
    [entry] = timeline([first, second], {})
    assert entry == TimelineEntry(
        "2021-11-14", "On 2021-11-14 it rained.", ("b", "a"), (Passage("b", 3, 13), Passage("a", 3, 13))
    )


def test_times_of_day_count_for_their_day() -> None:
    assert dates(report("a", "2021-11-14TEV", "2021-11-14T08:00", kind="TIME")) == ["2021-11-14"]


def test_durations_sets_and_references_have_no_date() -> None:
    lasting, again = report("a", "P3W", kind="DURATION"), report("b", "XXXX-WXX-5", kind="SET")
    assert dates(lasting, again, report("c", "PAST_REF")) == []


def test_entries_come_in_the_order_of_the_calendar() -> None:
    values = ["2021-W45", "2021-06", "2022", "2021-SU", "2021-11-14", "2021-Q1", "2021"]
    assert dates(report("a", *values)) == ["2021", "2021-Q1", "2021-06", "2021-SU", "2021-W45", "2021-11-14", "2022"]


def test_a_day_without_a_year_takes_the_one_year_of_its_thread() -> None:
    known = report("a", "2021-11-13", published="2021-11-14")
    unknown = report("b", "XXXX-11-12")
    assert dates(known, unknown, stories={"a": "t", "b": "t"}) == ["2021-11-12", "2021-11-13"]


def test_no_year_is_taken_from_another_thread_or_from_two() -> None:
    known = report("a", "2021-11-13", published="2021-11-14")
    other = report("c", "2022-01-01", published="2022-01-02")
    unknown = report("b", "XXXX-11-12", "XXXX-W03", "XXXX-XX-XX")
    assert dates(known, unknown, stories={"a": "t", "b": "u"}) == ["2021-11-13"]
    assert dates(known, other, unknown, stories=dict.fromkeys("abc", "t")) == ["2021-11-13", "2022-01-01"]


def test_two_threads_keep_their_own_entries_for_one_day() -> None:
    entries = timeline([report("a", "2021-11-14"), report("b", "2021-11-14")], {"a": "t", "b": "u"})
    assert [(e.date, e.reports) for e in entries] == [("2021-11-14", ("a",)), ("2021-11-14", ("b",))]


def test_the_headline_is_the_sentence_of_the_evidence(languages: Languages) -> None:
    dossier = flow.compile_dossier(fire(languages), languages)
    assert dossier.timeline
    for entry in dossier.timeline:
        first = entry.evidence[0]
        told = dossier.report(first.report)
        sentences = {" ".join(told.text[s:e].split()) for s, e in told.sentences if s <= first.start < e}
        assert sentences == {entry.headline}
        assert first.report == entry.reports[0]


def test_the_order_of_reports_does_not_matter(languages: Languages) -> None:
    reports = [read(languages, f"It rained on {d} May 2021.", "en", name=f"r{d}") for d in (3, 1, 2)]
    assert timeline(reports, {}) == timeline(reports[::-1], {})
