from __future__ import annotations

from typing import Any

import pytest

from stemma.intake.robots import closed
from stemma.intake.web import Web, WebOptions, addresses_of
from stemma.model import Rejected
from tests.intake.nets import PUBLIC, ROBOTS, STORY, URL, Net, good, httpx, moved, page, reason


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://kaia.example/x", "only http and https are fetched, not ftp"),
        ("file:///etc/hostname", "not file"),
        ("kaia.example/x", "without a scheme"),
        ("", "without a scheme"),
        ("http:///x", "names no host"),
        ("https://anna:geheim@kaia.example/", "user name or password"),
        ("https://kaia.example:6379/", "port 6379 is not a port of the web"),
        ("https://kaia.example:0/", "port 0 is not"),
        ("https://kaia.example:x/", "not a valid address"),
        ("https://[::1/", "not a valid address"),
        ("https://kaia.example/\x00", "not a valid address"),
    ],
)
def test_an_address_that_is_none_of_the_web_is_refused_unasked(net: Net, url: str, why: str) -> None:
    assert why in reason(net.fetch(url))
    assert net.requests == []


def test_a_password_is_not_shown_in_the_refusal(net: Net) -> None:
    result = net.fetch("https://anna:geheim@kaia.example/x")
    assert isinstance(result, Rejected)
    assert result.where == "https://kaia.example/x"
    assert "geheim" not in result.reason


@pytest.mark.parametrize("port", [0, 65536])
def test_a_port_that_cannot_be_is_refused_even_where_all_are_allowed(net: Net, port: int) -> None:
    assert f"port {port} is not" in reason(net.fetch(f"https://kaia.example:{port}/", allow_private=True))


@pytest.mark.parametrize("port", [80, 443, 8080, 8443])
def test_ports_of_the_web_are_open(net: Net, port: int) -> None:
    url = f"http://kaia.example:{port}/a" if port != 80 else "http://kaia.example/a"
    net.answers[url] = page()
    assert good(net.fetch(url)).status == 200


CLOSED = [
    ("127.0.0.1", "loopback"),
    ("::1", "loopback"),
    ("10.1.2.3", "private"),
    ("172.16.0.1", "private"),
    ("192.168.1.1", "private"),
    ("fd00::1", "private"),
    ("fec0::1", "private"),
    ("169.254.1.1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("169.254.169.254", "cloud metadata"),
    ("fd00:ec2::254", "cloud metadata"),
    ("168.63.129.16", "cloud metadata"),
    ("224.0.0.1", "multicast"),
    ("ff02::1", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("0.0.0.0", "unspecified"),
    ("::", "unspecified"),
    ("100.64.0.1", "not public"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:169.254.169.254", "cloud metadata"),
    ("2002:7f00:1::", "loopback"),
    ("64:ff9b::a00:1", "private"),
    ("::127.0.0.1", "reserved"),
]


@pytest.mark.parametrize(("address", "kind"), CLOSED)
def test_a_name_that_leads_to_a_closed_address_is_refused(net: Net, address: str, kind: str) -> None:
    net.names["kaia.example"] = [PUBLIC, address]
    assert f"kaia.example is at {address}, a {kind} address" in reason(net.fetch())
    assert net.requests == []


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_open(address: str) -> None:
    assert closed(address) is None


def test_private_addresses_and_all_ports_can_be_allowed(net: Net) -> None:
    net.answers["http://127.0.0.1:5000/a"] = page()
    assert good(net.fetch("http://127.0.0.1:5000/a", allow_private=True)).body == STORY.encode()


def test_a_number_that_hides_an_address_is_seen_through() -> None:
    with Web(WebOptions(), resolve=addresses_of, transport=httpx.MockTransport(lambda _: httpx.Response(500))) as web:
        assert "loopback" in reason(web.fetch("http://2130706433/"))


@pytest.mark.parametrize(
    ("found", "why"),
    [(OSError("no such name"), "not known: no such name"), (UnicodeError("label"), "not known"), ([], "no address")],
)
def test_a_host_without_address_is_told(net: Net, found: Any, why: str) -> None:
    def resolve(host: str, port: int) -> list[str]:
        if isinstance(found, Exception):
            raise found
        return list(found)

    net.resolve = resolve  # type: ignore[method-assign]
    assert why in reason(net.fetch())


def test_no_malformed_address_is_ever_called(net: Net) -> None:
    net.names["kaia.example"] = ["elsewhere"]
    assert "a malformed address" in reason(net.fetch(allow_private=True))


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_lead_to_the_page(net: Net, status: int) -> None:
    net.answers |= {URL: moved("/b?x=1#part", status), "https://kaia.example/b?x=1": page()}
    found = good(net.fetch())
    assert (found.asked, found.url) == (URL, "https://kaia.example/b?x=1")


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("http://169.254.169.254/latest/meta-data", "a cloud metadata address"),
        ("http://intern.example/", "intern.example is at 10.0.0.7, a private address"),
        ("file:///etc/hostname", "only http and https are fetched, not file"),
        ("https://anna:geheim@kaia.example/", "user name or password"),
        ("https://kaia.example:22/", "port 22"),
        ("https://[::1/", "not a valid address"),
        ("", "a redirect that does not say where to"),
        ("/ferry#again", "round in a circle at https://kaia.example/ferry"),
    ],
)
def test_every_redirect_is_checked_like_the_first_address(net: Net, target: str, why: str) -> None:
    net.names["intern.example"] = ["10.0.0.7"]
    net.answers[URL] = moved(target)
    assert why in reason(net.fetch())
    assert net.asked == [ROBOTS, URL]


def test_a_long_chain_of_redirects_ends(net: Net) -> None:
    net.answers |= {f"https://kaia.example/{i}": moved(f"/{i + 1}") for i in range(9)}
    assert "more than 5 redirects" in reason(net.fetch("https://kaia.example/0"))
    assert net.asked[-1] == "https://kaia.example/5"


def test_the_robots_txt_of_the_host_behind_a_redirect_counts_too(net: Net) -> None:
    net.answers |= {URL: moved("https://b.example/"), "https://b.example/": page()}
    net.answers["https://b.example/robots.txt"] = page("User-agent: *\nDisallow: /", "text/plain")
    assert "robots.txt of b.example does not let" in reason(net.fetch())
