"""Where phones in the room can reach this machine."""

from __future__ import annotations

import ipaddress
import socket

import psutil

ELSEWHERE = "192.0.2.1"  # stands for any address (RFC 5737); nothing is sent to it


def addresses() -> list[str]:
    """The IPv4 addresses of this machine in the networks that it is in, the one of its usual way out first.

    Machines that only this one knows (loopback) or that got no address (link-local) are left out.
    """
    up = {name for name, state in psutil.net_if_stats().items() if state.isup}
    found = [
        one.address
        for name, known in psutil.net_if_addrs().items()
        if name in up
        for one in known
        if one.family == socket.AF_INET
    ]
    in_a_network = [one for one in dict.fromkeys(found) if _reachable(one)]
    return sorted(in_a_network, key=lambda one: one != _usual())


def _reachable(address: str) -> bool:
    known = ipaddress.ip_address(address)
    return not (known.is_loopback or known.is_link_local or known.is_unspecified)


def _usual() -> str:
    """The address with which this machine would speak to others; "" where it is in no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((ELSEWHERE, 9))  # of a datagram socket: looks up the way, sends nothing
            return probe.getsockname()[0]
        except OSError:
            return ""
