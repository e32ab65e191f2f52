"""What a student may want to look at once more: checks not right yet, quiz questions missed at first, verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from helpers import registry
from helpers.asking.claims import VERDICTS
from helpers.ledger.scores import closing_ledger
from helpers.tables import Load


def again(content: dict, load: Load) -> list[str]:
    """A sentence for each thing to look at again, in the order of the lessons; nothing that wasn't tried.

    content: of a workbook, as `Workbook.all()` returns it. No sentence tells an answer that the student hasn't seen.
    """
    ledger = closing_ledger(content, load)
    found = []
    for lesson in registry.LESSONS:
        found += [f"Lesson {lesson}: {one}" for one in _tried(content, lesson)]
        for claim, row in ledger[ledger["lesson"] == lesson].iterrows():
            if row["basis"] == "tables" and row["last"] and row["tables_say"] not in (None, row["last"]):
                mine, theirs = VERDICTS[row["last"]], VERDICTS[row["tables_say"]]
                found.append(
                    f"Lesson {lesson}: {claim}, “{row['claim']}” You: {mine.lower()}. The tables: {theirs.lower()}."
                )
    return found


def _tried(content: dict, lesson: int) -> Iterator[str]:
    """What a check or a quiz question of a lesson leaves to look at, of those that were tried."""
    for id, item in registry.collection("CHECKS", lesson).items():
        tries = [one["right"] for one in content["answers"].get(id, {}).get("tries", [])]
        if tries and True not in tries:
            yield f"not right yet, {item.ask}."
    for id, question in registry.collection("QUIZ", lesson).items():
        tries = [one["right"] for one in content["quiz"].get(id, {}).get("tries", [])]
        if tries and tries[0] is False:
            yield (
                f"in the quiz at the second go or later, “{question.prompt}”"
                if True in tries
                else (f"in the quiz not right yet, “{question.prompt}”")
            )
