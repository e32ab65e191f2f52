"""An address as a QR code, for a wall or a page."""

from __future__ import annotations

import io

import segno


def qr(address: str) -> str:
    """The QR code of an address as SVG, black on white with its quiet zone, as large as the place that it is put in."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, nl=False, xmldecl=False
    )
    return drawn.getvalue().decode()
