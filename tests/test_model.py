from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model import (
    Block,
    Claim,
    Dossier,
    Mention,
    Report,
    Span,
    Timex,
    from_json,
    json_schema,
    order_marks,
    to_json,
)

SCHEMAS = Path(__file__).parent.parent / "docs" / "schema"
text = st.text(max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)


def struct(kind: type) -> st.SearchStrategy:
    """Values of a struct type: every field filled from its annotation."""
    fields = {f.name: of_type(msgspec.inspect.type_info(f.type)) for f in msgspec.structs.fields(kind)}
    return st.builds(kind, **fields)


def of_type(info: msgspec.inspect.Type) -> st.SearchStrategy:
    kinds = msgspec.inspect
    match info:
        case kinds.IntType():
            return st.integers(0, 10_000)
        case kinds.StrType():
            return text
        case kinds.FloatType():
            return numbers
        case kinds.BoolType():
            return st.booleans()
        case kinds.NoneType():
            return st.none()
        case kinds.LiteralType():
            return st.sampled_from(info.values)
        case kinds.UnionType():
            return st.one_of([of_type(t) for t in info.types])
        case kinds.VarTupleType():
            return st.lists(of_type(info.item_type), max_size=2).map(tuple)
        case kinds.TupleType():
            return st.tuples(*[of_type(t) for t in info.item_types])
        case kinds.DictType():
            return st.dictionaries(text, of_type(info.value_type), max_size=2)
        case kinds.StructType():
            return struct(info.cls)
    raise TypeError(f"no strategy for {info}")


@given(struct(Report))
def test_a_report_survives_json(report: Report) -> None:
    assert from_json(Report, to_json(report)) == report


@settings(max_examples=20)
@given(struct(Dossier), st.integers(0, 3))
def test_a_dossier_survives_json_and_indentation(dossier: Dossier, indent: int) -> None:
    assert from_json(Dossier, to_json(dossier, indent)) == dossier


@settings(max_examples=20)
@given(struct(Dossier))
def test_every_dossier_fits_the_schema(dossier: Dossier) -> None:
    jsonschema.validate(json.loads(to_json(dossier)), json_schema(Dossier))


def test_one_line_unless_indented() -> None:
    report = Report(id="a", text="Zeile\nZeile")
    assert "\n" not in to_json(report)
    assert to_json(report, indent=1).count("\n") > 10


BROKEN = [
    ('{"id": "a", "text": "b", "colour": 1}', "colour"),
    ('{"id": "a"}', "text"),
    ('{"id": 7, "text": "b"}', "$.id"),
    ('{"id": "a", "text": "b", "blocks": [{"start": 0, "end": "x", "kind": "title"}]}', "$.blocks[0].end"),
    ('{"id": "a", "text": "b", "blocks": [{"start": 0, "end": 1, "kind": "poem"}]}', "$.blocks[0].kind"),
    ('{"id": "a", "text": "b", "marks": [{"kind": "rumour", "start": 0, "end": 1}]}', "$.marks[0].kind"),
    ('{"id": "a", "text": "b", "sentences": [[0]]}', "$.sentences[0]"),
    ('{"id": "a", "text"', "truncated"),
]


@pytest.mark.parametrize(("raw", "named"), BROKEN)
def test_a_wrong_field_is_refused_with_its_path(raw: str, named: str) -> None:
    with pytest.raises(ValueError, match="not a valid Report") as refused:
        from_json(Report, raw)
    assert named in str(refused.value)


def test_values_are_frozen_and_comparable() -> None:
    span = Span(1, 2)
    assert span == Span(1, 2)
    with pytest.raises(AttributeError):
        span.start = 0  # type: ignore[misc]


def test_a_derivation_is_written_with_from_and_to(dossier: Dossier) -> None:
    first = json.loads(to_json(dossier))["derivations"][0]
    assert {"from", "to", "kind", "score", "evidence"} <= set(first)
    assert {"from", "to"} == set(first["evidence"][0])


def test_marks_say_their_kind_and_come_in_the_order_of_the_text(dossier: Dossier) -> None:
    for report in dossier.reports:
        marks = json.loads(to_json(report))["marks"]
        assert {m["kind"] for m in marks} <= {"mention", "timex", "quantity", "claim"}
        assert [m["start"] for m in marks] == sorted(m["start"] for m in marks)


def test_of_two_marks_at_one_place_the_longer_comes_first() -> None:
    name = Mention(4, 8, "LOC", "Riga", "places")
    when = Timex(4, 8, "DATE", "2024", "time")
    claim = Claim(4, 30, None, None, None, "speech")
    assert order_marks([when, name, claim]) == (claim, name, when)


def test_a_report_gives_the_text_under_a_span_and_its_marks_by_kind() -> None:
    name = Mention(0, 4, "LOC", "Riga", "places")
    report = Report(id="a", text="Riga, 2024", marks=(name, Timex(6, 10, "DATE", "2024", "time")))
    assert [report.at(m) for m in report.mentions + report.timexes] == ["Riga", "2024"]
    assert report.quantities == report.claims == ()


def test_report_kinds_are_the_report_and_all_others_furniture() -> None:
    assert Block(0, 1, "lead").is_report
    assert not Block(0, 1, "caption").is_report


def test_a_dossier_finds_its_reports_by_id(dossier: Dossier) -> None:
    assert all(dossier.report(r.id) is r for r in dossier.reports)
    with pytest.raises(KeyError):
        dossier.report("no such id")


def test_real_output_fits_the_schemas(dossier: Dossier) -> None:
    jsonschema.validate(json.loads(to_json(dossier)), json_schema(Dossier))
    schema = json_schema(Report)
    for report in dossier.reports:
        jsonschema.validate(json.loads(to_json(report)), schema)


@pytest.mark.parametrize(("name", "kind"), [("report", Report), ("dossier", Dossier)])
def test_the_published_schema_is_the_one_of_the_code(name: str, kind: type) -> None:
    file = SCHEMAS / f"{name}.schema.json"
    again = f"the types changed; run: stemma schema {name} > docs/schema/{name}.schema.json"
    assert json.loads(file.read_text(encoding="utf-8")) == json.loads(json.dumps(json_schema(kind))), again
    jsonschema.Draft202012Validator.check_schema(json_schema(kind))
