"""Numbers, lists and names as a person writes them."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def folded(text: str) -> str:
    """A text without case, accents and double spaces.

    >>> folded("  Ulaan  Bátar "), folded("Tögrög")
    ('ulaan batar', 'togrog')
    """
    text = unicodedata.normalize("NFKD", text.replace("ü", "u")).casefold()
    return " ".join("".join(one for one in text if not unicodedata.combining(one)).split())


def listed(parts: Iterable[str], between: str = ", ", last: str = " and ") -> str:
    """Parts of a sentence in a row, with `last` before the last of them.

    >>> listed(["China"]), listed(["China", "Russia"]), listed(["China", "Russia", "Japan"])
    ('China', 'China and Russia', 'China, Russia and Japan')
    >>> listed(["tea", "salt and pepper"], between="; ", last="; and ")
    'tea; and salt and pepper'
    >>> listed([])
    ''
    """
    *most, end = list(parts) or [""]
    return f"{between.join(most)}{last}{end}" if most else end


def each(rows: pd.DataFrame, part: str, between: str = ", ") -> str:
    """What a part of a sentence says of each row of a table; part: a template with the names of columns.

    >>> import pandas as pd
    >>> each(pd.DataFrame({"country": ["China", "Russia"], "share": [91.2, 1]}), "{country} {share:.0f} %")
    'China 91 %, Russia 1 %'
    """
    return between.join(part.format(**row) for row in rows.to_dict("records"))


def citation(title: str, publisher: str = "", year: object = "") -> str:
    """A source as one cites it: its title, then who published it and when, where the title doesn't say so.

    publisher: what stands in brackets behind a name, such as where a copy was read, is looked past in the title.

    >>> citation("The Bargaining Problem", "Econometrica 18", 1950)
    'The Bargaining Problem, Econometrica 18, 1950'
    >>> citation("AFP: a visit to Mongolia, August 2024 (title not seen)", "AFP (copy on a web site)", 2024)
    'AFP: a visit to Mongolia, August 2024 (title not seen)'
    """
    said = title.casefold()
    who = publisher if publisher.partition(" (")[0].casefold() not in said else ""
    return ", ".join(filter(None, (title, who, str(year) if str(year) not in title else "")))


def close_names(given: str, known: Iterable[str], cutoff: float = 0.5) -> list[str]:
    """The names most like the one given, the closest first, at most three; cutoff: from 0, any, to 1, the same.

    >>> close_names("trade_partner", ["un_votes", "trade_partners"])
    ['trade_partners']
    """
    return difflib.get_close_matches(given, list(known), n=3, cutoff=cutoff)


def did_you_mean(
    given: str, known: Iterable[str], shown: Callable[[str], str] = str, or_else: str = ""
) -> str:
    """The question that follows a name nobody knows; nothing where no name is close and there is no other.

    shown: how a name is written in the question. or_else: the name asked for where none is close.

    >>> did_you_mean("3.chna_1991", ["3.china_1991", "0.area"], shown=repr)
    "Did you mean '3.china_1991'?"
    >>> did_you_mean("C4", ["C40", "C41", "C15"])
    'Did you mean C41 or C40?'
    >>> did_you_mean("?", ["C40"]), did_you_mean("?", ["C40"], or_else="C15")
    ('', 'Did you mean C15?')
    """
    close = close_names(given, known) or [or_else] * bool(or_else)
    return f"Did you mean {' or '.join(map(shown, close))}?" if close else ""


def how_many(count: float, noun: str, plural: str = "", none: str = "0") -> str:
    """A count with its noun; plural: where it is more than an s; none: how a count of nothing is said.

    >>> how_many(1, "value"), how_many(3, "value"), how_many(2, "entry", "entries"), how_many(12000, "row")
    ('1 value', '3 values', '2 entries', '12,000 rows')
    >>> how_many(0, "value", none="no")
    'no values'
    """
    return f"{f'{count:,}' if count else none} {noun if count == 1 else plural or f'{noun}s'}"


def signed(number: float, digits: int = 0) -> str:
    """A number with its sign, the minus as long as the plus; nothing but 0 where it rounds to that.

    >>> signed(5), signed(-5.2), signed(-1.234, 2), signed(-0.001, 2)
    ('+5', '−5', '−1.23', '0')
    """
    text = f"{number:+.{digits}f}".replace("-", "−")
    return text if text.strip("+−0.") else "0"


def in_words(value: float) -> str:
    """A number the way it is said.

    >>> in_words(1_564_116), in_words(84e6), in_words(3.3e9), in_words(719), in_words(2.14)
    ('1.56 million', '84 million', '3.3 billion', '719', '2.1')
    """
    for size, word in ((1e9, " billion"), (1e6, " million")):
        if value >= size:
            return f"{value / size:.3g}{word}"
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def ordinal(number: int) -> str:
    """A place in an order.

    >>> [ordinal(one) for one in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def amount(value: float, unit: str = "") -> str:
    """A number with at most two decimals, none from a hundred on, and its unit.

    >>> amount(1200, "km"), amount(9.5, "%"), amount(3.14159), amount(250.6)
    ('1,200 km', '9.5 %', '3.14', '251')
    """
    whole = float(value).is_integer() or abs(value) >= 100
    text = f"{value:,.0f}" if whole else f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{text} {unit}" if unit else text
