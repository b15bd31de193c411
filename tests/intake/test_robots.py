from __future__ import annotations

import datetime
from email.utils import format_datetime
from typing import Any

import pytest

from stemma.intake.robots import ROBOTS_BYTES, Rules
from tests.intake.nets import NOW, ROBOTS, URL, Net, good, httpx, moved, page, reason


def rules(text: str) -> Any:
    return page(text, "text/plain")


def test_robots_txt_is_asked_once_for_each_host_and_heeded(net: Net) -> None:
    net.answers |= {URL: page(), ROBOTS: rules("User-agent: *\nDisallow: /intern/\n")}
    with net.web() as web:
        assert good(web.fetch(URL)).status == 200
        assert "robots.txt of kaia.example does not let stemma-news" in reason(
            web.fetch("https://kaia.example/intern/x")
        )
    assert net.asked == [ROBOTS, URL]


def test_robots_txt_may_speak_to_this_program_by_name(net: Net) -> None:
    net.answers |= {URL: page(), ROBOTS: rules("User-agent: stemma-news\nDisallow: /\n\nUser-agent: *\nAllow: /\n")}
    assert "does not let" in reason(net.fetch())


def test_robots_txt_can_be_left_aside(net: Net) -> None:
    net.answers |= {URL: page(), ROBOTS: rules("User-agent: *\nDisallow: /\n")}
    assert good(net.fetch(respect_robots=False)).status == 200
    assert net.asked == [URL]


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429])
def test_without_a_robots_txt_all_is_allowed(net: Net, status: int) -> None:
    net.answers |= {URL: page(), ROBOTS: status}
    assert good(net.fetch()).status == 200


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (500, "the server failed"),
        (503, "too busy now"),
        (httpx.ConnectError("refused"), "the connection failed: refused"),
        (httpx.ReadTimeout("slow"), "not there in full after 20 s"),
        (moved("http://127.0.0.1/robots.txt"), "a loopback address"),
        (moved("/robots.txt"), "round in a circle"),
        (204, ""),
    ],
)
def test_a_robots_txt_that_cannot_be_read_closes_the_host_once_for_all(net: Net, answer: Any, why: str) -> None:
    net.answers |= {URL: [page(), page()], ROBOTS: answer}
    with net.web() as web:
        first, second = web.fetch(URL), web.fetch(URL)
    if not why:
        assert good(first) == good(second)
        return
    assert reason(first) == reason(second)
    assert "the robots.txt of kaia.example cannot be read, so nothing is fetched there" in reason(first)
    assert why in reason(first)
    assert net.asked == [ROBOTS]


def test_only_the_beginning_of_an_endless_robots_txt_is_read(net: Net) -> None:
    text = "User-agent: *\nDisallow: /a\n" + "#" * ROBOTS_BYTES + "\nDisallow: /ferry\n"
    net.answers |= {URL: page(), ROBOTS: rules(text)}
    assert good(net.fetch()).status == 200


def test_lines_of_robots_txt_that_cannot_be_read_are_passed_over() -> None:
    read = Rules("User-agent: *\nDisallow: //[\nCrawl-delay: ²\nDisallow: /intern\nCrawl-delay: 7\n")
    assert (read.allow("https://a.example/intern/x"), read.allow("https://a.example/x"), read.delay) == (False, True, 7)
    assert Rules("").allow("https://a.example/x")
    assert Rules("User-agent: *\nCrawl-delay: " + "9" * 400).delay == 86_400


def test_requests_to_one_host_keep_their_distance(net: Net) -> None:
    net.answers |= {URL: [page(), page()], "https://b.example/": page()}
    with net.web(pause=3.0) as web:
        web.fetch(URL)
        assert net.slept == [3.0]
        web.fetch("https://b.example/")
        net.time += 1.0
        web.fetch(URL)
    assert net.slept == [3.0, 3.0]  # the second is that between robots.txt and page of b.example
    assert net.asked[-1] == URL


def test_no_pause_is_made_that_has_already_passed(net: Net) -> None:
    net.answers[URL] = [page(), page()]
    with net.web(respect_robots=False) as web:
        web.fetch(URL)
        net.time += 1.5
        web.fetch(URL)
        net.time += 2.5
        web.fetch("https://kaia.example/gone")
    assert net.slept == [0.5]


@pytest.mark.parametrize(("delay", "slept"), [(1, 2.0), (10, 10.0), (60, 60.0)])
def test_a_crawl_delay_makes_the_pause_longer(net: Net, delay: int, slept: float) -> None:
    net.answers |= {URL: page(), ROBOTS: rules(f"User-agent: *\nCrawl-delay: {delay}\n")}
    assert good(net.fetch()).status == 200
    assert net.slept == [slept]


def test_a_crawl_delay_of_more_than_a_minute_is_refused(net: Net) -> None:
    net.answers |= {URL: page(), ROBOTS: rules("User-agent: *\nCrawl-delay: 61\n")}
    assert "wants 61 s between two requests" in reason(net.fetch())
    assert net.asked == [ROBOTS]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("date", [None, NOW], ids=["seconds", "date"])
def test_a_busy_host_is_asked_once_more_when_it_says(net: Net, status: int, date: datetime.datetime | None) -> None:
    wait = format_datetime(date + datetime.timedelta(seconds=29), usegmt=True) if date else "29"
    net.answers[URL] = [httpx.Response(status, headers={"retry-after": wait}), page()]
    assert good(net.fetch(respect_robots=False)).status == 200
    assert sum(net.slept) == 29


@pytest.mark.parametrize(
    ("wait", "why", "asked"),
    [
        ("5", "too busy now; try again later", 2),
        ("61", "wants 61 s of rest; fetch it again then", 1),
        ("9" * 400, "wants inf s of rest", 1),
        (None, "too busy now; try again later", 1),
        ("soon", "too busy now; try again later", 1),
        ("-5", "too busy now; try again later", 1),
        ("Tue, 12 Nov 2024 10:08:31 GMT", "wants 7200 s of rest", 1),
        ("Tue, 12 Nov 2024 10:08:31", "wants 7200 s of rest", 1),
        ("Mon, 11 Nov 2024 10:08:31 GMT", "too busy now", 2),
    ],
)
def test_a_host_that_stays_busy_is_left(net: Net, wait: str | None, why: str, asked: int) -> None:
    net.answers[URL] = [httpx.Response(429, headers={"retry-after": wait} if wait else {}) for _ in range(2)]
    assert why in reason(net.fetch(respect_robots=False))
    assert net.asked == [URL] * asked
