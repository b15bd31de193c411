from __future__ import annotations

import html
import json
from typing import Any

import pytest
from trafilatura.utils import load_html

from stemma.model import Evidence
from stemma.page.metadata import is_free, iso_time, metadata

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Fyret på Utvær får ny lampe",
    "datePublished": "2022-05-04T06:30:00+02:00",
    "dateModified": "2022-05-04T09:10:00+02:00",
    "inLanguage": "nb-NO",
    "author": {"@type": "Person", "name": "Marit Solbakken"},
    "publisher": {"@type": "NewsMediaOrganization", "name": "Sogn Tidende"},
}
STATED = {
    "title": ["Fyret på Utvær får ny lampe"],
    "published": ["2022-05-04T06:30+02:00"],
    "updated": ["2022-05-04T09:10+02:00"],
    "language": ["nb"],
    "author": ["Marit Solbakken"],
    "outlet": ["Sogn Tidende"],
}


def tree(head: str, attributes: str = "", body: str = "") -> Any:
    loaded = load_html(f"<html{attributes}><head>{head}</head><body><p>Ord.</p>{body}</body></html>")
    assert loaded is not None
    return loaded


def script(data: object) -> str:
    raw = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f'<script type="application/ld+json">{raw}</script>'


def meta(**content: str) -> str:
    return "".join(f'<meta name="{n}" content="{c}">' for n, c in content.items())


def said(evidence: tuple[Evidence, ...], source: str) -> dict[str, list[str]]:
    """What one source says, by field, in its order."""
    found: dict[str, list[str]] = {}
    for statement in evidence:
        if statement.source == source:
            found.setdefault(statement.field, []).append(statement.value)
    return found


def linked(*data: object) -> dict[str, list[str]]:
    return said(metadata(tree("".join(map(script, data)))), "json-ld")


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        [ARTICLE],
        [{"@type": "BreadcrumbList", "itemListElement": []}, ARTICLE],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Sogn Tidende"}, ARTICLE]},
        {"@graph": [[ARTICLE]]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        {"@type": "WebPage", "mainEntity": [{"@type": "ImageObject"}, ARTICLE]},
        {"@type": "WebPage", "mainEntityOfPage": ARTICLE},
        ARTICLE | {"@type": ["Article", "NewsArticle"]},
        ARTICLE | {"@type": "ReportageNewsArticle"},
        ARTICLE | {"@type": "http://schema.org/NewsArticle"},
        f"<![CDATA[{json.dumps(ARTICLE)}]]>",
        f"\n  {json.dumps(ARTICLE, indent=2)};\n",
        html.escape(json.dumps(ARTICLE, ensure_ascii=False)),
        json.dumps(ARTICLE).replace("Marit Solbakken", "Marit\nSolbakken"),
        json.dumps(ARTICLE, ensure_ascii=False).replace("Fyret på", "<b>Fyret</b> p&aring;"),
    ],
    ids=[
        *("plain", "list", "behind a breadcrumb", "graph", "list in a graph", "main entity", "main entities"),
        *("entity of page", "two types", "long type", "type as address", "cdata", "spaces and semicolon"),
        *("escaped", "raw line break", "tags and entities in a title"),
    ],
)
def test_linked_data_is_read_in_every_shape(data: object) -> None:
    assert linked(data) == STATED


PERSON = {"@type": "Person", "@id": "#anna", "name": "Anna Żuk"}


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Anna Żuk", ["Anna Żuk"]),
        (["Anna Żuk", "Jan Lis"], ["Anna Żuk", "Jan Lis"]),
        ({"name": "Anna Żuk"}, ["Anna Żuk"]),
        ([{"name": "Anna Żuk"}, {"name": "Jan Lis"}], ["Anna Żuk", "Jan Lis"]),
        ([{"name": "Anna Żuk"}, "Jan Lis"], ["Anna Żuk", "Jan Lis"]),
        ({"name": ["Anna Żuk", "Jan Lis"]}, ["Anna Żuk", "Jan Lis"]),
        ({"@id": "#anna"}, ["Anna Żuk"]),
        ([{"@id": "#anna"}, {"@id": "#nobody"}], ["Anna Żuk"]),
        ("https://gazeta.example/autor/zuk", []),
        ({"name": 7}, []),
        ({"name": None}, []),
        ("—", []),
        ("x " * 150, []),
        ([], []),
    ],
)
def test_authors_are_read_in_every_shape(author: object, names: list[str]) -> None:
    assert linked({"@graph": [ARTICLE | {"author": author}, PERSON]}).get("author", []) == names


def test_the_creator_stands_in_for_an_author() -> None:
    assert linked(ARTICLE | {"author": None, "creator": "Jan Lis"})["author"] == ["Jan Lis"]


@pytest.mark.parametrize(
    ("publisher", "names"),
    [
        ("Gazeta Nadmorska", ["Gazeta Nadmorska"]),
        ({"@id": "https://gazeta.example/#org"}, ["Gazeta Nadmorska"]),
        ([{"@id": "https://gazeta.example/#org"}, {"name": "Agora Nord"}], ["Gazeta Nadmorska", "Agora Nord"]),
        ({"@id": "https://elsewhere.example/#org"}, []),
        (None, []),
    ],
)
def test_the_publisher_is_found_by_its_id(publisher: object, names: list[str]) -> None:
    organisation = {"@type": "Organization", "@id": "https://gazeta.example/#org", "name": "Gazeta Nadmorska"}
    assert linked(ARTICLE | {"publisher": publisher}, organisation).get("outlet", []) == names


@pytest.mark.parametrize(
    "raw",
    ["{", '{"@type": "NewsArticle", "headline": }', "null", '"text"', "7", "[" * 3000, "", '{"@graph": null}', "[[]]"],
)
def test_broken_linked_data_says_nothing_and_harms_nothing(raw: str) -> None:
    found = metadata(tree(script(raw) + meta(author="Jan Lis")))
    assert said(found, "json-ld") == {}
    assert said(found, "meta") == {"author": ["Jan Lis"]}


def test_a_broken_script_does_not_hide_a_whole_one() -> None:
    assert linked('{"@type": "NewsArticle",', ARTICLE) == STATED


def test_only_the_first_article_speaks() -> None:
    other = ARTICLE | {"headline": "Mest lest", "datePublished": "2019-01-01", "author": "Ola Nordmann"}
    assert linked(ARTICLE, other) == STATED
    assert linked({"@type": "WebPage", "datePublished": "2018-01-01", "name": "Side"}, ARTICLE) == STATED


def test_where_no_object_is_an_article_one_with_a_date_speaks() -> None:
    page = {"@type": "WebPage", "datePublished": "2022-05-04", "headline": "Fyret på Utvær"}
    assert linked({"@type": "Organization", "name": "X"}, page) == {
        "title": ["Fyret på Utvær"],
        "published": ["2022-05-04"],
    }
    assert linked({"@type": "WebPage", "headline": "Fyret på Utvær"}) == {}


def test_a_deep_nest_of_objects_ends() -> None:
    deep: dict[str, Any] = ARTICLE
    for _ in range(40):
        deep = {"@graph": [deep]}
    assert linked(deep) == {}


# ---------------------------------------------------------------- meta tags, microdata, addresses


@pytest.mark.parametrize(
    ("tag", "source", "field", "value"),
    [
        ('property="og:title" content="Åskoväder  över\nGotland"', "opengraph", "title", "Åskoväder över Gotland"),
        ('name="og:title" content="Åska"', "opengraph", "title", "Åska"),
        ('property="og:site_name" content="Visby Allehanda"', "opengraph", "outlet", "Visby Allehanda"),
        ('property="og:url" content="https://va.example/1"', "opengraph", "url", "https://va.example/1"),
        pytest.param(
            'property="og:locale" content="sv_SE"',
            "opengraph",
            "language",
            "sv",
        ),
        ('property="og:locale" content="sv"', "opengraph", "language", "sv"),
        ('property="article:published_time" content="2021-07-01T05:00:00Z"', "opengraph", "published", "…T05:00Z"),
        ('property="article:modified_time" content="2021-07-01T05:00:00Z"', "opengraph", "updated", "…T05:00Z"),
        ('property="og:updated_time" content="2021-07-01T05:00:00Z"', "opengraph", "updated", "…T05:00Z"),
        ('property="ARTICLE:Published_Time" content="2021-07-01"', "opengraph", "published", "2021-07-01"),
        ('property="article:author" content="Elin Ström"', "opengraph", "author", "Elin Ström"),
        ('name="DC.title" content="Åska"', "dublin-core", "title", "Åska"),
        ('name="dc.creator" content="Elin Ström"', "dublin-core", "author", "Elin Ström"),
        ('name="DC.date.issued" content="2021-07-01"', "dublin-core", "published", "2021-07-01"),
        ('name="dcterms.modified" content="2021-07-01"', "dublin-core", "updated", "2021-07-01"),
        ('name="DC.Publisher" content="Visby Allehanda"', "dublin-core", "outlet", "Visby Allehanda"),
        ('name="DC.language" content="sv-SE"', "dublin-core", "language", "sv"),
        ('name="author" content="Elin Str&amp;ouml;m"', "meta", "author", "Elin Ström"),
        ('name="pubdate" content="2021-07-01 07:00:00 +0200"', "meta", "published", "…T07:00+02:00"),
        ('itemprop="datePublished" content="2021-07-01"', "meta", "published", "2021-07-01"),
        ('itemprop="dateModified" content="2021-07-01"', "meta", "updated", "2021-07-01"),
        ('http-equiv="last-modified" content="2021-07-01"', "meta", "updated", "2021-07-01"),
        ('name="twitter:title" content="Åska"', "meta", "title", "Åska"),
        ('name="parsely-author" content="Elin Ström"', "meta", "author", "Elin Ström"),
        ('name="application-name" content="Visby Allehanda"', "meta", "outlet", "Visby Allehanda"),
    ],
)
def test_meta_tags(tag: str, source: str, field: str, value: str) -> None:
    assert said(metadata(tree(f"<meta {tag}>")), source) == {field: [value.replace("…", "2021-07-01")]}


@pytest.mark.parametrize(
    "tag",
    [
        'name="author" content=""',
        'name="author"',
        'name="viewport" content="width=device-width"',
        'property="article:author" content="https://www.facebook.com/elin"',
        'property="article:published_time" content="i går"',
        'property="og:locale" content="12"',
        'name="keywords" content="2021-07-01"',
    ],
)
def test_tags_that_say_nothing(tag: str) -> None:
    assert metadata(tree(f"<meta {tag}>")) == ()


@pytest.mark.parametrize(
    ("element", "field", "value"),
    [
        (
            '<time itemprop="datePublished" datetime="2020-02-29T23:05:00+01:00">i går</time>',
            "published",
            "23:05+01:00",
        ),
        ('<time pubdate datetime="2020-02-29T23:05">29.2.</time>', "published", "23:05"),
        ('<span itemprop="datePublished" content="2020-02-29T23:05"></span>', "published", "23:05"),
        ('<abbr itemprop="datePublished" title="2020-02-29T23:05Z">igår</abbr>', "published", "23:05Z"),
        ('<div itemprop="DateModified" content="2020-02-29T23:05"></div>', "updated", "23:05"),
    ],
)
def test_microdata(element: str, field: str, value: str) -> None:
    assert said(metadata(tree("", body=element)), "meta") == {field: [f"2020-02-29T{value}"]}


@pytest.mark.parametrize(
    "element",
    [
        '<time datetime="2020-02-29">29.2.</time>',
        '<time itemprop="datePublished">29.2.2020</time>',
        '<span itemprop="startDate" content="2020-02-29"></span>',
    ],
)
def test_a_time_that_is_not_said_to_be_the_publication(element: str) -> None:
    assert metadata(tree("", body=element)) == ()


def test_the_head_of_the_document() -> None:
    head = '<title> Åska –\n Allehanda </title><link rel="canonical" href="https://va.example/aska">'
    found = said(metadata(tree(head, ' lang="sv-SE"', "<svg><title>Meny</title></svg>")), "meta")
    assert found == {"language": ["sv"], "title": ["Åska – Allehanda"], "url": ["https://va.example/aska"]}
    assert said(metadata(tree('<link rel="canonical" href="/aska">')), "meta") == {}


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://delo.example/news/2023/04/09/storm.html", "2023-04-09"),
        ("https://delo.example/2023-04-09-storm", "2023-04-09"),
        ("https://delo.example/a/20230409/storm", "2023-04-09"),
        ("https://delo.example/20230409", "2023-04-09"),
        ("https://delo.example/news/2023/04/storm-09", None),
        ("https://delo.example/news/2023/13/09/storm", None),
        ("https://delo.example/2023/02/30/storm", None),
        ("https://delo.example/a/202304091530", None),
        ("https://delo.example/a/1893/04/09/", None),
        ("https://delo.example/storm?date=2023/04/09", None),
        ("https://delo.example/storm#/2023/04/09", None),
    ],
)
def test_dates_of_addresses(url: str, day: str | None) -> None:
    assert said(metadata(tree(""), url), "url") == ({"published": [day]} if day else {})


@pytest.mark.parametrize(
    ("raw", "time"),
    [
        ("2022-05-04T06:30:15Z", "2022-05-04T06:30Z"),
        ("2022-05-04T06:30:15.123z", "2022-05-04T06:30Z"),
        ("2022-05-04T06:30:15+00:00", "2022-05-04T06:30Z"),
        ("2022-05-04T06:30:15-0000", "2022-05-04T06:30Z"),
        ("2022-05-04T06:30:15+02:00", "2022-05-04T06:30+02:00"),
        ("2022-05-04T06:30:15+0200", "2022-05-04T06:30+02:00"),
        ("2022-05-04T06:30:15-03:30", "2022-05-04T06:30-03:30"),
        ("2022-05-04 06:30:15 +02:00", "2022-05-04T06:30+02:00"),
        ("2022-05-04T06:30", "2022-05-04T06:30"),
        ("2022-5-4 6:30", "2022-05-04T06:30"),
        ("2022-05-04", "2022-05-04"),
        ("2022-05-04T25:30", "2022-05-04"),
        ("2022-05-04T06:75", "2022-05-04"),
        ("2022-05-04, morning", "2022-05-04"),
        (" 2022-05-04 ", "2022-05-04"),
        ("2022-02-30", None),
        ("2022-13-01", None),
        ("0000-00-00T00:00:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("9999-12-31", None),
        ("2022", None),
        ("2022-05", None),
        ("4 May 2022", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_times_keep_their_zone_and_nonsense_is_no_time(raw: str, time: str | None) -> None:
    assert iso_time(raw) == time
    assert linked(ARTICLE | {"datePublished": raw}).get("published", []) == ([time] if time else [])


@pytest.mark.parametrize(
    ("stated", "free"),
    [(True, True), (False, False), ("False", False), ("true", True), ("0", False), (0, False), (None, None)],
)
def test_whether_a_page_is_free_to_read(stated: object, free: bool | None) -> None:
    data = ARTICLE | ({} if stated is None else {"isAccessibleForFree": stated})
    assert is_free(tree(script(data))) is free


def test_a_part_of_the_site_that_is_not_free_says_nothing_of_the_article() -> None:
    assert is_free(tree(script({"@type": "WebPage", "isAccessibleForFree": False}) + script(ARTICLE))) is None


OPENGRAPH = '<meta property="og:site_name" content="OG-avisa">'


def test_what_a_source_says_twice_is_kept_once() -> None:
    found = metadata(tree(2 * OPENGRAPH + '<meta property="og:site_name" content=" OG-avisa ">'))
    assert len(found) == len(set(found))
    assert said(found, "opengraph")["outlet"] == ["OG-avisa"]


def test_two_titles_of_one_source_are_both_kept() -> None:
    head = "<title>Ny lampe – Sogn Tidende</title>" + meta(headline="Ny lampe på Utvær")
    assert said(metadata(tree(head)), "meta")["title"] == ["Ny lampe på Utvær", "Ny lampe – Sogn Tidende"]
