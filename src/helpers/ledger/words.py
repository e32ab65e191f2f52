"""The portrait in words: what moved a student, the lines they drew and how far off they were, what to look at again."""

from __future__ import annotations

from helpers import markup, registry
from helpers.asking.claims import VERDICTS
from helpers.asking.drawn import Drawn
from helpers.errors import LessonError
from helpers.ledger.again import again
from helpers.ledger.scores import closing_ledger, lines_drawn
from helpers.tables import Load

TITLES = ("What moved you", "What you drew", "What to look at again")
NO_WORDS = "What moved you and the lines that you draw will stand here, in your words."


def in_your_words(content: dict, load: Load) -> markup.Shown:
    """What moved a student, claim by claim, the lines they drew with how far off they were, what to look at again.

    content: of a workbook, as `Workbook.all()` returns it.
    """
    moved = [
        f"{claim}: “{row['moved_by']}”"
        for claim, row in closing_ledger(content, load).iterrows()
        if row["moved_by"]
    ]
    lines = [
        f"Lesson {id.split('.')[0]}: {_line_drawn(item, value, load)}"
        for id, item, value in lines_drawn(content)
    ]
    parts = [
        (title, said)
        for title, said in zip(TITLES, (moved, lines, again(content, load)), strict=True)
        if said
    ]
    if not parts:
        return markup.Shown(markup.fill("<p>{{ said }}</p>", said=NO_WORDS), NO_WORDS)
    words = "\n".join(one for title, said in parts for one in (f"{title}.", *(f"  {text}" for text in said)))
    return markup.Shown(markup.render("ledger/words.html.j2", parts=parts), words)


def _line_drawn(item: Drawn, value: list[float], load: Load) -> str:
    said = f"{item.said(value)}."
    try:
        outcome = item.outcome(load).value if item.outcome else None
    except LessonError as problem:
        return f"{said} {problem}"
    return f"{said} {item.compared(value, outcome)}" if outcome else said


def words_on_page(load: Load) -> dict:
    """What words.js beside this file needs to say the same on a page from what its reader keeps, plain JSON.

    claims: id, lesson, wording, basis and the verdict of the tables ("says"). lines: the predictions that are drawn.
    lessons: of each its checks and its quiz, as [id, what is asked].
    """
    opened = closing_ledger({"verdicts": {}}, load, True)
    return {
        "titles": TITLES,
        "nothing": NO_WORDS,
        "words": VERDICTS,
        "claims": [
            {
                "id": id,
                "lesson": int(row["lesson"]),
                "claim": row["claim"],
                "basis": row["basis"],
                "says": row["tables_say"],
            }
            for id, row in opened.iterrows()
        ],
        "lines": [
            {"id": id, "item": item.on_page(), "compare": _compare(item, load)}
            for lesson in registry.LESSONS
            for id, item in registry.collection("PREDICTIONS", lesson).items()
            if isinstance(item, Drawn)
        ],
        "lessons": [
            {
                "lesson": lesson,
                "checks": [(id, item.ask) for id, item in registry.collection("CHECKS", lesson).items()],
                "quiz": [(id, item.prompt) for id, item in registry.collection("QUIZ", lesson).items()],
            }
            for lesson in registry.LESSONS
        ],
    }


def _compare(item: Drawn, load: Load) -> dict | None:
    outcome = item.outcome(load).value if item.outcome else None
    return item.comparing(outcome) if outcome else None
