"""An address as a QR code, for a wall or a page."""

from __future__ import annotations

import base64
import io
from typing import NamedTuple

import segno


def qr(address: str) -> str:
    """The QR code of an address as SVG, black on white with its quiet zone, as large as the place that it is put in."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, nl=False, xmldecl=False
    )
    return drawn.getvalue().decode()


class Place(NamedTuple):
    """Where something is found: its address, as one reads it out ("a.org/b"), and its QR code as a data URI."""

    address: str
    plain: str
    code: str


def place(address: str) -> Place | None:
    """An address with its QR code, for a template; None for no address."""
    if not address:
        return None
    code = base64.b64encode(qr(address).encode()).decode()
    return Place(address, address.partition("://")[2], f"data:image/svg+xml;base64,{code}")
