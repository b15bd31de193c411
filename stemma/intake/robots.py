"""What a request must heed: the robots.txt of its host, the host's wish for rest, and where it may go at all."""

from __future__ import annotations

import datetime
import email.utils
import ipaddress
import urllib.robotparser
from collections.abc import Mapping

AGENT = "stemma-news"
"""The name under which robots.txt may address this program (RFC 9309, product token)."""
ROBOTS_BYTES = 500 * 1024
"""RFC 9309 asks to read at least this much of a robots.txt; what stands behind it is not read."""
LONGEST_WAIT = 60.0
"""Seconds; a host that wants a longer pause between two requests, or before the next try, is left for another day."""
_DAY = 86_400
BUSY = frozenset({429, 503})
"""The answers that may say with Retry-After when to come back (RFC 9110, RFC 6585)."""
METADATA = frozenset({"169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"})
"""Where cloud machines find their own keys, by the manuals of the large providers; one of them is a public address."""
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052: IPv6 addresses that hold an IPv4 address in their last 32 bits."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Rules:
    """One robots.txt. Lines that cannot be read are passed over; path prefixes are matched, `*` and `$` are not."""

    def __init__(self, text: str) -> None:
        self._parser = urllib.robotparser.RobotFileParser()
        self._parser.parse([line for line in text.splitlines() if _readable(line)])

    def allow(self, url: str) -> bool:
        """Whether this program may fetch the address."""
        return self._parser.can_fetch(AGENT, url)

    @property
    def delay(self) -> float:
        """Seconds that the host wants between two requests, at most a day; 0 where it does not say."""
        return float(min(int(self._parser.crawl_delay(AGENT) or 0), _DAY))


def _readable(line: str) -> bool:
    # The parser gives up on the whole file where one number or address in it is malformed.
    try:
        urllib.robotparser.RobotFileParser().parse(["User-agent: *", line])
    except ValueError:
        return False
    return True


def closed(address: str) -> str | None:
    """Why an IP address is not one of the public web ("loopback", "private", ...); None where it is.

    An IPv4 address inside an IPv6 one (mapped, 6to4, NAT64) decides for both. What is no IP address is "malformed".
    """
    try:
        ip = _innermost(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return "malformed"
    if str(ip) in METADATA:
        return "cloud metadata"
    for kind, is_kind in (
        ("unspecified", ip.is_unspecified),
        ("loopback", ip.is_loopback),
        ("link-local", ip.is_link_local),
        ("multicast", ip.is_multicast),
        ("reserved", ip.is_reserved),
        ("private", ip.is_private or (isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local)),
    ):
        if is_kind:
            return kind
    return None if ip.is_global else "not public"


def _innermost(ip: Address) -> Address:
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    held = ip.ipv4_mapped or ip.sixtofour
    if held is None and ip in NAT64:
        held = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return held or ip


def retry_after(headers: Mapping[str, str], now: datetime.datetime) -> float | None:
    """Seconds until the host wants to be asked again; None where it does not say so in a form that RFC 9110 knows."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said)
    try:
        then = email.utils.parsedate_to_datetime(said)
        return max(0.0, (then - (now if then.tzinfo else now.replace(tzinfo=None))).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def advice(status: int) -> str:
    """What an answer without a page means, and what can be done."""
    if status in (401, 402, 403, 407, 451):
        return f"answers {status}: not open to programs; save the page in a browser and read the file"
    if status in (404, 410):
        return f"answers {status}: no page there; check the address, or look for it in an archive"
    if status in BUSY:
        return f"answers {status}: too busy now; try again later"
    if status >= 500:
        return f"answers {status}: the server failed; try again later"
    return f"answers {status}, which is no page; open the address in a browser to see why"
