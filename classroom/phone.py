"""The pages on a student's phone, as HTML: what is asked, what was kept, or one sentence."""

from __future__ import annotations

from collections.abc import Mapping

from classroom.asked import at_home
from classroom.page import template
from classroom.votes import Question, Value, Votes

HELD = "What you gave lay outside; the nearest that the question allows is kept."
NEXT = "The next question comes up here by itself."


def now(votes: Votes) -> str:
    """What is asked now, as a short text that changes when the page has to: "3 open"."""
    return f"{votes.now.number} {'open' if votes.now.open else 'closed'}" if votes.now else "nothing"


def page(
    votes: Votes, voter: str, book: str = "", change: bool = False, held: bool = False, late: bool = False
) -> str:
    """What a voter's phone shows now.

    book   : the address of the published book, to which an answer can be taken; "" where it isn't published.
    change : the form again, with what the voter has said. held : whether a number was held to the question's limits.
    late   : whether an answer came to a vote that is closed or was cleared.
    """
    vote = votes.now
    if vote is None:
        return _filled(votes, voter, "waiting", "You are in", ["Nothing is asked just now.", NEXT])
    if not vote.open:
        lines = ["Your last answer came too late and isn't counted."] * late
        lines += ["The answers are counted. Look at the wall.", NEXT]
        return _filled(votes, voter, "closed", "This vote is closed", lines)
    kept = votes.answer_of(voter)
    if kept is None or change:
        problem = "That vote is over: this is what is asked now." if late else ""
        return form(votes, voter, _fields(vote.question, kept), problem)
    lines = [f"You said {vote.question.said(kept)}."]
    verb = {"drawn": "drew", "sheet": "answered"}.get(vote.question.kind)
    if verb:
        lines[0] = f"You {verb} {vote.question.said(kept)}."
    lines += [HELD] * held
    lines += ["You can change it until the vote closes."]
    home = at_home(book, vote.question, kept)
    return _filled(votes, voter, "kept", "Kept", lines, home=home)


def form(votes: Votes, voter: str, given: Mapping[str, str], problem: str = "") -> str:
    """The open question with what stands in its fields (by name), and the sentence that says what is wrong with it."""
    assert votes.now, "only what is asked has a form"
    question = votes.now.question
    names = {"value"}
    if question.kind == "drawn":
        names = set(map(str, question.asked_years))
    elif question.kind == "sheet":
        names = set(map(str, range(len(question.parts))))
    fields = {name: given.get(name, "")[:20] for name in names}
    return _filled(votes, voter, "asked", "Your answer", [], question=question, given=fields, problem=problem)


def full(votes: Votes, voter: str) -> str:
    """What is said where more answers came than a class can have."""
    lines = [
        "More answers came than a class can have, so yours isn't counted.",
        "Tell whoever stands at the front.",
    ]
    return _filled(votes, voter, "full", "There is no room left", lines)


def nothing(lines: list[str]) -> str:
    """A page for whoever isn't in a class: sentences, and no way on."""
    return _filled(Votes(), "", "nothing", "There is no class at this address", lines)


def _filled(votes: Votes, here: str, state: str, title: str, lines: list[str], **more: object) -> str:
    number = votes.now.number if votes.now else 0
    return template("phone.html.j2").render(
        {
            "here": here,
            "state": state,
            "title": title,
            "lines": lines,
            "now": now(votes),
            "number": number,
            "home": "",
            "question": votes.now and votes.now.question,
            **more,
        }
    )


def _fields(question: Question, kept: Value | None) -> dict[str, str]:
    """What a form's fields hold for a value that was kept."""
    if kept is None:
        return {}
    if question.kind == "sheet" and isinstance(kept, list):
        return {str(place): str(one) for place, one in enumerate(kept)}
    if isinstance(kept, list):
        by_year = dict(zip(question.years, kept, strict=True))
        return {str(year): f"{by_year[year]:g}" for year in question.asked_years}
    return {"value": f"{kept:g}"}
