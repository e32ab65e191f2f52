"""A country by any name that a person types: `rows_of(table, "UK")`, `seat_of(votes, "West Germany")`.

What is understood stands in the table `country_names`. That a country is not in a table is said of the table, never of
the country.
"""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable

import pandas as pd

from helpers.errors import LessonError
from helpers.tables import load
from helpers.words import folded, listed

CALLED = "in these tables"  # the kind of the name that our tables use
PART = "part of it"
FORM = r"^(islamic |federal |people s |democratic )?(republic|kingdom|state|federation|union|commonwealth) of (the )?"
FOLLOWED = {  # a state that is no more -> those that took its place
    "SUN": ("RUS",),
    "CSK": ("CZE", "SVK"),
    "DDR": ("DEU",),
    "FRG": ("DEU",),
    "SCG": ("SRB", "MNE"),
    "YAR": ("YEM",),
    "YMD": ("YEM",),
    "YUG": ("SRB",),
    "ZAN": ("TZA",),
}
COLUMNS = ("country", "name", "state", "host", "partner")
FEW = 12
CLEARLY = 0.15  # a name is named only if it isn't clearly less like the one given than the best


def bare(name: str) -> str:
    """A name of a country without what people write differently: case, accents, points, "the", "St.".

    >>> bare("The Côte d’Ivoire"), bare("U.S.A."), bare("St. Lucia"), bare("Bosnia & Herzegovina")
    ('cote divoire', 'usa', 'saint lucia', 'bosnia and herzegovina')
    """
    plain = re.sub(r"['’‘`´.]", "", folded(name).replace("&", " and ").replace("ı", "i"))
    plain = " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", plain)).split())
    return re.sub(r"^st(?= )", "saint", re.sub(r"^the | the$", "", plain))


@functools.cache
def _codes(parts: bool = False) -> dict[str, str]:
    """{bare name: code}; parts: with the names of parts of a country, which aren't names of it."""
    names = load("country_names")
    names = names[(names.kind != PART) | parts]
    return dict(zip(map(bare, names.name), names.iso3, strict=True))


@functools.cache
def _closed_up() -> dict[str, str]:
    """{name without its spaces: code}, for Hongkong and Newzealand."""
    return {one.replace(" ", ""): found for one, found in _codes().items() if len(one) > 3}


@functools.cache
def _called() -> dict[str, str]:
    """{code: the name that these tables use}."""
    names = load("country_names")
    return names[names.kind == CALLED].set_index("iso3").name.to_dict()


def code(given: object) -> str | None:
    """The three-letter code of the country that a person names; None where nobody is called so.

    >>> code("Great Britain"), code("dprk"), code("Czech Republic"), code("Korea")
    ('GBR', 'PRK', 'CZE', None)
    """
    if not isinstance(given, str):
        return None
    plain = bare(given)
    shorter = re.sub(FORM, "", plain)
    return _codes().get(plain) or _codes().get(shorter) or _closed_up().get(plain.replace(" ", ""))


def name(given: str) -> str:
    """The name that these tables use for a code, or for any other name; the text itself where it is none.

    >>> name("GBR"), name("Burma"), name("Atlantis")
    ('United Kingdom', 'Myanmar', 'Atlantis')
    """
    return _called().get(code(given) or "", given)


def within(text: str) -> str | None:
    """The code of the one country that a longer text names; None where there are none or several.

    >>> within("He went to Kyrgyzstan, in October"), within("China or Japan")
    ('KGZ', None)
    """
    if found := code(text):
        return found
    spaced = f" {bare(text)} "
    found_names = [one for one in _codes() if len(one) > 3 and f" {one} " in spaced]
    longest = [
        one
        for one in found_names
        if not any(one != more and f" {one} " in f" {more} " for more in found_names)
    ]
    codes = {_codes()[one] for one in longest}
    return codes.pop() if len(codes) == 1 else None


def near(given: object, among: Iterable[str] = ()) -> list[str]:
    """The names most like one that nobody has, at most three; among: codes that come first.

    >>> near("Kyrgistan")[0], sorted(near("Korea"))
    ('Kyrgyzstan', ['North Korea', 'South Korea'])
    """
    plain, known = bare(str(given)[:100]), _codes(parts=True)
    found = [known[one] for one in known if plain and f" {plain} " in f" {one} "][:20]
    named = [one for one in known if len(one) > 3 or len(plain) < 3]
    alike = difflib.get_close_matches(plain, named, 6, 0.85 if found else 0.66)
    ratios = [difflib.SequenceMatcher(None, one, plain).ratio() for one in alike]
    found += [known[one] for one, ratio in zip(alike, ratios, strict=True) if ratio > max(ratios) - CLEARLY]
    codes = list(dict.fromkeys(found))
    wanted = set(among)
    return [_called()[one] for one in sorted(codes, key=lambda one: one not in wanted)][:3]


def unknown(given: object, among: Iterable[str] = ()) -> str:
    """A sentence for what is the name of no country, with near names; among: as in `near`."""
    if not isinstance(given, str):
        return 'Write the name of a country between quotation marks, such as "Nepal".'
    if not given.strip():
        return 'Write the name of a country between the quotation marks, such as "Nepal".'
    meant_perhaps = listed(near(given, among), last=" or ")
    more = (
        f"Did you mean {meant_perhaps}?" if meant_perhaps else "Is it spelled as in English? Codes work, too."
    )
    return f"I know no country called “{given.strip()[:60]}”. {more}"


def meant(given: object, known: Iterable[str], where: str = "this table") -> str:
    """The one of `known` that a person means.

    given: what was typed. known: names or codes of countries, as a table or menu has them; where: what that is, in the
    sentence. Raises LessonError where nobody is called so, or where `known` doesn't have it.
    """
    kept = list(known)
    for one in kept:
        if isinstance(given, str) and (given == one or bare(given) == bare(one) != ""):
            return one
    by_code = {found: one for one in kept if (found := code(one))}
    wanted = code(given)
    if wanted is None:
        raise LessonError(unknown(given, by_code))
    if wanted in by_code:
        return by_code[wanted]
    called = _called()[wanted]
    others = [*FOLLOWED.get(wanted, ()), *(one for one, after in FOLLOWED.items() if wanted in after)]
    if related := [_called()[one] for one in others if one in by_code]:
        are = "is" if len(related) == 1 else "are"
        raise LessonError(f"{called} is not in {where}, but {listed(related)} {are}.")
    raise LessonError(
        f"{called} is not in {where}, which says nothing about {called} itself. There you find "
        f"{_some(map(name, kept))}."
    )


def _some(names: Iterable[str]) -> str:
    """Names in a row; only the first three of many."""
    inorder = sorted(names)
    if len(inorder) <= FEW:
        return listed(inorder)
    return f"{', '.join(inorder[:3])} and {len(inorder) - 3} others"


def rows_of(table: pd.DataFrame, country: str) -> pd.DataFrame:
    """The rows of a table that are about one country.

    table: one with a column of countries; country: any name of it, an abbreviation or a code. Raises LessonError with
    near names for one that nobody has, and with a sentence for one that this table lacks.
    """
    column = next((one for one in COLUMNS if one in table), None)
    if column is None:
        raise LessonError("This table has no column of countries.")
    return table[table[column] == meant(country, table[column].dropna().unique())]


def states() -> list[str]:
    """The names of the members of the United Nations."""
    table = load("countries")
    return table[table.sovereign].country.tolist()


def seat_of(votes: pd.DataFrame, country: str) -> str:
    """The column in which a country votes: a code.

    votes: rows of `un_votes`; country: as in `rows_of`. Raises LessonError also for one without a vote in these
    rows.
    """
    return meant(country, [one for one in seats(votes) if votes[one].notna().any()], "these rows of votes")


def seats(votes: pd.DataFrame) -> list[str]:
    """The columns of `un_votes` that are codes of countries."""
    return [one for one in votes.columns if one.isupper() and code(one) == one]
