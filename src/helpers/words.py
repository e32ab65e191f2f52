"""Numbers and lists as a person writes them."""

from __future__ import annotations


def in_words(value):
    """A number the way it is said: 1.56 million, 84 million, 2.1, 719."""
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if value >= size:
            return f"{value / size:.3g}{word}"
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def ordinal(number):
    """1st, 2nd, 3rd, 4th …"""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def amount(value: float, unit: str = "") -> str:
    """A number as a person writes it, with its unit: "1,200 km", "9.5 %"."""
    text = (
        f"{value:,.0f}"
        if float(value).is_integer() or abs(value) >= 100
        else f"{value:,.2f}".rstrip("0").rstrip(".")
    )
    return f"{text} {unit}" if unit else text
