"""The adviser's map of lesson 7: each question once, the road that a student takes, and the view that isn't theirs.

A road is kept among the answers of a workbook as the ids of the answers taken; the other view as which it is and the
student's words. road.js beside this file does on a page what stands here.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.asking import forms
from helpers.asking.claims import Sentence, sources_of
from helpers.tables import Load, citations, load
from helpers.work.sealed import present
from helpers.work.workbook import book

ROAD, OTHER = "7.road", "7.other"
ASKED = "Which is further from yours? Make its case so that its friends would sign it."  # of OTHER
QUESTION = "Did Mongolia have to arrest him?"
UNFINISHED = "Walk on until your road ends."
LONGEST, LEAST = 300, 40  # letters of the other view
WHICH, WRITE = "Choose the view that isn't yours first.", "Write it in one or two sentences first."
AGAIN = "Write it anew"
SIGN = "Would its friends sign it? Tick what yours says; write it anew if they miss something."

VIEWS = {"has to": "Mongolia has to arrest him", "need not": "Mongolia need not arrest him"}
FRIENDS = {
    "has to": (
        Sentence(
            "A promise freely given: a member that is asked arrests at once and hands over (59, 89), and its courts "
            "may not ask whether the warrant was right.",
            sources=("rome-statute-text",),
        ),
        Sentence(
            "Before this Court no office counts (27). By custom, its judges said, no head of state has immunity when "
            "an international court calls: that needs no Security Council.",
            2019,
            ("pdfslide-net-malawi-non-cooperation", "wjavocats-2019-jordan"),
        ),
        Sentence(
            "The International Court of Justice, too, wrote that certain international courts may try even a serving "
            "minister (paragraph 61).",
            2002,
            ("icj-2002-arrest-warrant-judgment",),
        ),
        Sentence(
            "The Court decides, not the host (119): a member with doubts may consult (97), but no text says that the "
            "request rests meanwhile.",
            sources=("rome-statute-text", "icc-rule-195"),
        ),
    ),
    "need not": (
        Sentence(
            "The immunity is Russia's: members can't give away by a treaty what belongs to a state outside (the "
            "African Union; where the Council did not refer it, Akande and Gaeta).",
            2012,
            ("reseau-multipol-2012-chad-non-cooperation", "akande-2004-ajil", "gaeta-2009-jicj"),
        ),
        Sentence(
            "Article 98(1) was written for this: no request against another state's immunity unless that state waives "
            "it, and no waiver is known.",
            sources=("rome-statute-text",),
        ),
        Sentence(
            "What carried the decisions of 2014 and 2017 is missing: the Council never sent Ukraine to the Court. "
            "That of 2017 even began from a custom of immunity.",
            2017,
            ("kuczynska-2019-waiver", "ajil-2018-south-africa"),
        ),
        Sentence(
            "A state's own police make the arrest, and between states a leader in office may not be arrested: "
            "Mongolia may put that to the Court (rule 195).",
            2002,
            ("icj-2002-arrest-warrant-judgment", "icc-rule-195"),
        ),
    ),
}


# --- the map --------------------------------------------------------------------------------------------------


def control(tree: pd.DataFrame, load: Load) -> dict:
    """The map as a control of a form: every question, answer and end of `legal_tree` once, in its order."""
    cited = citations(load)

    def shown(row: Any) -> dict:
        numbers = str(row.articles).split("; ")
        ids = [one for one in (row.source_id, row.source_id_2) if isinstance(one, str)]
        unsure = " Unconfirmed." if row.confidence == "background" else ""
        return {
            "id": row.node_id,
            "text": row.text,
            "articles": f"article{'s' * (len(numbers) > 1)} {', '.join(numbers)}",
            "explained": row.explained,
            "rests": f"{'; '.join(cited.get(one, one) for one in ids)}.{unsure}",
        }

    def answers(question: str) -> list[dict]:
        rows = tree[(tree.kind == "answer") & (tree.belongs_to == question)]
        return [
            {
                **shown(row),
                "short": row.in_short,
                "to": row.leads_to,
                "held": row.held_by if isinstance(row.held_by, str) else "",
            }
            for row in rows.itertuples()
        ]

    questions = [
        {**shown(row), "short": row.in_short, "answers": answers(row.node_id)}
        for row in tree[tree.kind == "question"].itertuples()
    ]
    ends = [shown(row) for row in tree[tree.kind == "outcome"].itertuples()]
    return forms.road(questions, ends, UNFINISHED)


def walked(asked: dict, value: object) -> tuple[list[tuple[dict, dict]], dict] | None:
    """The road that a kept value stands for; None where it is none, or one of another version of the map.

    asked: `control`; value: ids of answers, from the first question to an end. Returns ([(question, answer)], end).
    """
    questions = {one["id"]: one for one in asked["questions"]}
    here: str | None = asked["questions"][0]["id"]
    steps = []
    for id in value if isinstance(value, list) else []:
        question = questions.get(here or "")
        answer = next((one for one in (question or {"answers": []})["answers"] if one["id"] == id), None)
        if question is None or answer is None:
            return None
        steps.append((question, answer))
        here = answer["to"]
    end = next((one for one in asked["ends"] if one["id"] == here), None)
    return (steps, end) if end else None


def road_in(content: dict, load: Load) -> tuple[list[tuple[dict, dict]], dict] | None:
    """The road of a workbook's content, as `walked` gives it; None where none is kept."""
    kept = content["answers"].get(ROAD)
    return walked(control(load("legal_tree"), load), kept["value"]) if kept else None


def in_words(road: tuple[list[tuple[dict, dict]], dict]) -> str:
    """A road in a line: each question with the answer taken, then its end."""
    steps, end = road
    said = " · ".join(f"{question['short']}: {answer['short']}" for question, answer in steps)
    return f"{said[0].upper()}{said[1:]}. It ends: “{end['text']}”."


def advise(tree: pd.DataFrame, after: str | None = None) -> None:
    """Show the adviser's map, to be walked and the road kept.

    tree: `legal_tree`. after: id of a prediction; until that is kept only the names of the questions are shown.
    """
    from helpers.lessons.the_court.charts import (
        closed_map,
    )  # here: the memo, which needs a road only, draws no map

    present(lambda: road_form(tree), after, lambda: closed_map(tree[tree.kind == "question"]))


def road_form(tree: pd.DataFrame) -> forms.Form | forms.OnPage:
    """The form with the map; what it keeps is the last road that came to an end."""
    kept, asked = book(), control(tree, load)
    mine = kept.answer(ROAD)
    start = {"start": mine["value"]} if mine and walked(asked, mine["value"]) else {}
    spec = {
        "label": "Your road",
        "fieldsets": [
            {
                "id": ROAD,
                "legend": QUESTION,
                "help": "Take an answer and see where it leads. A number on the map leads back to its question; "
                "roads meet again. The road that you keep last counts.",
                "button": "Keep this road",
                "controls": [{**asked, **start}],
            }
        ],
    }

    def state() -> dict:
        now = kept.answer(ROAD)
        road = now and walked(asked, now["value"])
        lines = [forms.line("right", in_words(road), word="Kept"), *forms.trouble(kept)] if road else []
        return {ROAD: forms.entry(lines=lines)}

    def answer(_action: str, values: dict) -> dict:
        value = values.get(ROAD, {}).get("value")
        if not walked(asked, value):
            return {ROAD: forms.entry(lines=[forms.line("ask", UNFINISHED)])}
        kept.record_answer(ROAD, value, None)
        return state()

    form = forms.form(spec, state(), answer, lambda: {"kind": "road", "id": ROAD, "unfinished": UNFINISHED})
    kept.when_changed(lambda: setattr(form, "state", state()), ("advise", ROAD))
    return form


# --- the view that isn't the student's ------------------------------------------------------------------------


def other_in(content: dict) -> tuple[str, str] | None:
    """(which of VIEWS, the student's words) of a workbook's content; None where none is kept."""
    kept = content["answers"].get(OTHER)
    value = kept["value"] if kept else None
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(one, str) for one in value):
        return None
    return (value[0], value[1]) if value[0] in VIEWS else None


def also_kept(content: dict) -> list[tuple[str, dict]]:
    """What is kept of the map and of the other view, for the page that is printed: (question, entry) each."""
    road, other = road_in(content, load), other_in(content)
    return [
        (QUESTION, forms.entry(True, in_words(road)) if road else forms.entry()),
        (ASKED, forms.entry(True, f"{VIEWS[other[0]]}: “{other[1]}”") if other else forms.entry()),
    ]


def friends(view: str) -> list[dict]:
    """What the friends of a view would look for, as lines of a form."""
    cited = citations(load)
    rests = "; ".join(cited.get(one, one) for one in sources_of(FRIENDS[view]))
    return [
        forms.line("ask", SIGN, word="Self-check"),
        *(forms.ticked(one.text) for one in FRIENDS[view]),
        forms.folded("What this rests on", [forms.line("plain", f"{rests}.")]),
    ]


def other_view(after: str | None = None) -> None:
    """Ask for the best case for the view that isn't the student's; then what its friends would look for.

    after: id of a prediction, or None; the form stays closed until that is kept.
    """
    present(other_form, after)


def other_form() -> forms.Form | forms.OnPage:
    """The form in which the other view is written, with the friends' list once it is kept."""
    kept = book()
    mine = other_in(kept.all())
    which = forms.radio(list(VIEWS.items()), row=True, required=WHICH)
    words = {
        **forms.reason("Its best case, in one or two sentences", LONGEST),
        "name": "text",
        "required": WRITE,
    }
    spec = {
        "label": "The view that isn't yours",
        "fieldsets": [
            {
                "id": OTHER,
                "legend": ASKED,
                "help": "",
                "button": "Keep it",
                "controls": [
                    {**which, "start": mine[0]} if mine else which,
                    {**words, "start": mine[1]} if mine else words,
                ],
            }
        ],
    }

    def told() -> list[dict]:
        return [
            line for view, name in VIEWS.items() for line in [forms.line("plain", f"{name}."), *friends(view)]
        ]

    def state() -> dict:
        now = other_in(kept.all())
        if not now:
            return {OTHER: forms.entry(lines=told() if kept.opened else [])}
        view, text = now
        lines = [*friends(view), *forms.trouble(kept)]
        return {OTHER: forms.entry(True, f"{VIEWS[view]}: “{text}”", lines, again=AGAIN)}

    def answer(_action: str, values: dict) -> dict:
        given = values.get(OTHER, {})
        view, text = given.get("value"), given.get("text")
        text = " ".join(text.split())[:LONGEST] if isinstance(text, str) else ""
        if not isinstance(view, str) or view not in VIEWS or len(text) < LEAST:
            problem = WRITE if isinstance(view, str) and view in VIEWS else WHICH
            return {OTHER: forms.entry(lines=[forms.line("ask", problem)])}
        kept.record_answer(OTHER, [view, text], None)
        return state()

    def offline() -> dict:
        return {
            "kind": "other",
            "id": OTHER,
            "views": VIEWS,
            "friends": {view: friends(view) for view in VIEWS},
            "which": WHICH,
            "write": WRITE,
            "again": AGAIN,
            "longest": LONGEST,
            "least": LEAST,
            "opened": {OTHER: forms.entry(lines=told())},
        }

    form = forms.form(spec, state(), answer, offline)
    kept.when_changed(lambda: setattr(form, "state", state()), ("other view", OTHER))
    return form
