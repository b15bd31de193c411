"""The only way out to the web: it connects to the addresses that were checked, and to no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx


class Wire:
    """The transport that connects to given addresses only, and lets no read or write outlast the deadline."""

    def __init__(self, httpx: Any, httpcore: Any, clock: Callable[[], float]) -> None:
        self._httpx, self._httpcore, self._clock = httpx, httpcore, clock
        self._addresses: Sequence[str] = ()
        self._deadline = 0.0
        self._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=self)

    def aim(self, addresses: Sequence[str], deadline: float) -> None:
        """Where the next request goes, and the time of the clock at which its response must be there in full."""
        self._addresses, self._deadline = addresses, deadline

    def rest(self) -> float:
        """Seconds until the deadline; raises the time-out of httpcore where none are left."""
        rest = self._deadline - self._clock()
        if rest <= 0:
            raise self._httpcore.ReadTimeout("the time for the whole response is over")
        return rest

    def close(self) -> None:
        self._pool.close()

    def handle_request(self, request: httpx.Request) -> Any:
        """One request over the connection pool; raises the errors of httpcore."""
        url = request.url
        core = self._httpcore
        place = core.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        answer = self._pool.handle_request(
            core.Request(request.method, place, headers=request.headers.raw, extensions=request.extensions)
        )
        return self._httpx.Response(answer.status, headers=answer.headers, stream=answer.stream)

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, **how: Any) -> _Line:
        """Called by the connection pool; `host` is not looked up again, the checked addresses stand for it."""
        backend = self._httpcore.SyncBackend()
        for left in range(len(self._addresses), 0, -1):
            address = self._addresses[-left]
            try:
                # An equal share of the time for each, so that one address that swallows calls leaves time for the next.
                return _Line(backend.connect_tcp(address, port, self.rest() / left, **how), self.rest)
            except (self._httpcore.NetworkError, self._httpcore.TimeoutException):
                if left == 1:
                    raise
        raise self._httpcore.ConnectError(f"no address of {host} to connect to")


class _Line:
    """One connection; however slowly the other side drips, each read and write has only what is left of the time."""

    def __init__(self, inner: Any, rest: Callable[[], float]) -> None:
        self._inner, self._rest = inner, rest

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        held: bytes = self._inner.read(max_bytes, self._rest())
        return held

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._rest())

    def close(self) -> None:
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> _Line:
        return _Line(self._inner.start_tls(ssl_context, server_hostname, self._rest()), self._rest)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
