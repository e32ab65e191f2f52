"""What can be voted on by phone: a prediction or a first verdict by its id, from the same items as every other page.

An answer goes home in the fragment of an address, "…/03_one_customer.html#in-class=3.peers_90=12": a browser sends that
part to no server, and helpers/pages/from_class.js reads it.
"""

from __future__ import annotations

from classroom.votes import Part, Question, Value
from helpers import registry
from helpers.asking.claims import VERDICTS, ledger
from helpers.asking.drawn import Drawn
from helpers.asking.predict_items import Choice, Number
from helpers.asking.quiz import SHEETS, of_all, order
from helpers.words import amount

FIRST = "first:"  # before the claim, as in the form of first verdicts
NOTE = "Nobody marks it, and no answer is told; it shows whether the lessons teach anything. A guess is fine."


def question(id: object) -> Question | None:
    """The question of a form's id, "3.china_1991" or "first:C15", without what came out; None where there is none.

    LessonError where a table that it needs is damaged.
    """
    if id in SHEETS:
        parts = [
            Part(item.prompt, {index: item.options[index] for index in order(one, item)})
            for one, item in of_all(str(id)).items()
        ]
        return Question(str(id), "sheet", SHEETS[str(id)], NOTE, parts=parts)
    if isinstance(id, str) and id.startswith(FIRST):
        claims, claim = ledger(), id.removeprefix(FIRST)
        if claim not in claims.index:
            return None
        text = f"{claim} · {claims.loc[claim, 'claim']}"
        return Question(id, "choice", text, options=tuple(VERDICTS.values()))
    item = registry.find("PREDICTIONS", id)
    if item is None or not isinstance(id, str):
        return None
    if isinstance(item, Choice):
        return Question(id, "choice", item.question, item.note, tuple(item.options))
    limits = {"low": item.low, "high": item.high, "unit": item.unit}
    if isinstance(item, Number):
        return Question(id, "number", item.question, item.note, **limits)
    assert isinstance(item, Drawn)
    return Question(
        id, "drawn", item.question, item.note, **limits, years=tuple(item.years), known=_known(item)
    )


def _known(item: Drawn) -> str:
    known = item.control()["known"]
    if not known:
        return ""
    places = item.on_page()["places"]
    ends = [f"{amount(round(value, places), item.unit)} in {year}" for year, value in (known[0], known[-1])]
    return f"What is known: {' … '.join(dict.fromkeys(ends))}."


def given_out(question: Question, values: list[Value]) -> list[Value]:
    """The values of a vote that is stopped as the wall is given them: of a sheet how many each had right, ascending."""
    if question.kind != "sheet":
        return values
    right = [item.right(registry.tables()) for item in of_all(question.id).values()]
    chosen = [one for one in values if isinstance(one, list)]
    return sorted(sum(a == b for a, b in zip(one, right, strict=True)) for one in chosen)


def at_home(book: str, question: Question, value: Value) -> str:
    """The address at which a book (its own address) asks whether to keep an answer from class.

    "" without a book, for what is asked on a sheet, and for a lesson that has no deck ("8b").

    >>> at_home("https://a.org/b/", Question("3.peers_90", "number", "?", high=50), 12.5)
    'https://a.org/b/03_one_customer.html#in-class=3.peers_90=12.5'
    >>> at_home("https://a.org/b/", Question("8b.made", "number", "?", high=8), 3)
    ''
    """
    if not book or question.kind == "sheet":
        return ""
    claim = question.id.removeprefix(FIRST)
    number = str(ledger().lesson[claim] if claim != question.id else question.id.partition(".")[0])
    if not number.isdecimal():
        return ""
    lesson = int(number)
    given = value if isinstance(value, list) else [value]
    text = ",".join(f"{one:.6f}".rstrip("0").rstrip(".") for one in given)
    if claim != question.id:
        text = list(VERDICTS)[int(given[0])].replace(" ", "-")
    return f"{book}{lesson:02d}_{registry.LESSONS[lesson]}.html#in-class={question.id}={text}"
