"""Where a webhook may go: http or https to a host that the site allows, at the address that was looked at and no other."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# Clouds answer there with the keys of the machine.
METADATA = {ipaddress.ip_address(one) for one in ("169.254.169.254", "100.100.100.200", "fd00:ec2::254")}


class NotAllowed(ValueError):
    """The words say why, and what would do."""


@dataclass(frozen=True, slots=True)
class Target:
    scheme: str
    host: str
    port: int
    path: str
    address: str

    @property
    def at_address(self) -> str:
        """The same with the host's address in place of its name, so that nobody is asked for it a second time."""
        host = f"[{self.address}]" if ":" in self.address else self.address
        return f"{self.scheme}://{host}:{self.port}{self.path}"

    @property
    def named(self) -> str:
        """The header Host."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


PORTS = {"http": 80, "https": 443}


def target_of(url: str) -> Target:
    """Raises NotAllowed."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as problem:
        raise NotAllowed("Give an address such as https://hooks.example.org/borderwatch.") from problem
    if parts.scheme not in PORTS or not host or not url.isascii() or any(one.isspace() for one in url):
        raise NotAllowed(
            "Give an address such as https://hooks.example.org/borderwatch; only http and https are sent to."
        )
    if parts.username or parts.password or parts.fragment:
        raise NotAllowed("Give the address without a name, password or #part; each delivery is signed instead.")
    listed = any(_fits(host, one) for one in settings.WEBHOOK_HOSTS)
    if settings.WEBHOOK_HOSTS and not listed:
        raise NotAllowed(
            f"{host} is none of the hosts that this site sends to: {', '.join(settings.WEBHOOK_HOSTS)} (BW_WEBHOOK_HOSTS)."
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, _address(host, port, listed))


def _fits(host: str, allowed: str) -> bool:
    """`hooks.example.org`, or `*.example.org` for all below it."""
    return host == allowed or (allowed.startswith("*.") and host.endswith(allowed[1:]))


def _address(host: str, port: int, listed: bool) -> str:
    """One that may be sent to, if all of the host's may."""
    try:
        found = {str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as problem:
        raise NotAllowed(f"{host} is not known: {problem}.") from problem
    for one in found:
        _refuse(host, ipaddress.ip_address(one), listed)
    return min(found, key=lambda one: (":" in one, one))


def _refuse(host: str, address: Address, listed: bool) -> None:
    plain = getattr(address, "ipv4_mapped", None) or address
    if plain.is_link_local or plain.is_multicast or plain.is_unspecified or plain in METADATA:
        raise NotAllowed(f"{host} is {plain}, which nothing is ever sent to.")
    if not plain.is_global and not listed:
        raise NotAllowed(
            f"{host} is {plain}, inside a private network. Whoever runs this site may name the host in BW_WEBHOOK_HOSTS."
        )
