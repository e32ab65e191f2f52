"""Decks for presenting: `python3 start.py slides [NUMBER ...]` makes build/slides/03_one_customer.html ….

A deck is cut from the executed lesson (publishing/pages.py) and from nothing else: steps.py cuts the lesson into steps,
blocks.py says what their cells show and what room it takes, and here the blocks are laid on slides so that nothing
runs over an edge. Its notes are those of instructors/notes/, one heading a step (notes.py).
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from helpers.asking.quiz import SHEETS, of_all
from publishing import front, notes, pages, wall
from publishing.blocks import MOST_TEXT, ROOM, Block, code, paragraphs, results
from publishing.qr import place
from publishing.steps import OPTIONAL, Step, source, steps_of
from tools import vendor

OUT = pages.BUILD / "slides"
ROOM_UNDER_A_TITLE = ROOM - 100


@dataclass
class Slide:
    """One slide: the blocks on it, in order."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def height(self) -> int:
        """The pixels it takes, sealed or open: when what is sealed opens, the code before it makes room."""
        closed = sum(block.height for block in self.blocks if not block.after)
        sealed = any(block.after for block in self.blocks)
        return max(closed, sum(block.height for block in self.blocks if not sealed or block.kind != "code"))

    @property
    def plain(self) -> bool:
        """Whether there is nothing but text, which may then be larger."""
        return all(block.kind == "text" for block in self.blocks)

    @property
    def marks(self) -> list[str]:
        """Whom the texts of the slide name as their source, each once: "Reuters, 2017"."""
        return list(dict.fromkeys(publishers()[mark] for block in self.blocks for mark in block.marks))


@cache
def publishers() -> dict[str, str]:
    """{source_id: publisher and year} of data/sources.csv."""
    return {
        row["source_id"]: ", ".join(filter(None, (row["publisher"] or row["title"], row["year"])))
        for row in pages.rows("sources")
    }


def slides_of(step: Step) -> list[Slide]:
    """The slides of a step: text and what belongs to it on one where they fit, else one after the other."""
    made, waiting = [], Slide()

    def fits(*more: Block) -> bool:
        room = ROOM_UNDER_A_TITLE if step.opens and not made else ROOM
        return Slide([*waiting.blocks, *more]).height <= room

    def done(*blocks: Block) -> None:
        nonlocal waiting
        if blocks:
            made.append(Slide(list(blocks)))
        waiting = Slide()

    for cell in step.cells:
        if cell["cell_type"] == "markdown":
            *full, last = text_slides(source(cell))
            done(*waiting.blocks)
            made += full
            waiting = last
            continue
        shown, outputs = code(cell), results(cell)
        if not outputs:
            if not fits(*shown):
                done(*waiting.blocks)
            waiting.blocks += shown
            continue
        (first, *others), *later = outputs
        before, after = [*waiting.blocks, *shown], [first]
        if fits(*shown, first):
            before, after = [], [*before, first]
        elif Slide([*shown, first]).height <= ROOM:
            opens_alone = first.kind == "chart" and not first.after
            if not (waiting.blocks and fits(*shown) and opens_alone):
                before, after = waiting.blocks, [*shown, first]
        done(*before)
        done(*after)
        for block in [*others, *(block for blocks in later for block in blocks)]:
            done(block)
    done(*waiting.blocks)
    return made


def text_slides(text: str) -> list[Slide]:
    """A text as slides of at most MOST_TEXT; the last may be empty."""
    made = [Slide()]
    for blocks in paragraphs(text):
        if made[-1].blocks and Slide([*made[-1].blocks, *blocks]).height > MOST_TEXT:
            made.append(Slide())
        made[-1].blocks += blocks
    return made


# --- the deck -----------------------------------------------------------------------------------------------


@dataclass
class Head:
    """The beginning of a lesson: the file of its deck, number, title, question, and the text that follows."""

    file: str
    number: int
    title: str
    question: str
    rest: str = ""

    @classmethod
    def of(cls, path: Path, notebook: dict) -> Head:
        """The head of a lesson, from its path and its content."""
        title, question, *rest = re.split(r"\n\s*\n", source(notebook["cells"][0]), maxsplit=2)
        title, question = title.removeprefix("# "), question.strip("*")
        return cls(path.with_suffix(".html").name, int(path.name[:2]), title, question, "".join(rest))


def deck(path: Path, following: dict[int, Head], frames: str) -> str:
    """The deck of an executed lesson (a path in build/lessons) as HTML.

    following: the heads of all lessons by number; frames: where the frames of its charts lie, seen from the deck.
    """
    notebook = json.loads(path.read_text(encoding="utf-8"))
    head, all_steps = Head.of(path, notebook), steps_of(notebook)
    opening = all_steps[0]
    opening.cells[0] = {**opening.cells[0], "source": head.rest}
    core, said = [step.section for step in all_steps].index(OPTIONAL), notes.read(head.number)
    with_slides = [(step, slides_of(step)) for step in all_steps]
    text = pages.template("slides/deck.html").render(
        policy=pages.POLICY,
        head=head,
        steps=with_slides[:core],
        further=with_slides[core:],
        minutes=said.minutes,
        plan=notes.plan(all_steps, said),
        quiet=" ".join(wall.never_by_hands(head.number)),
        next=following.get(head.number + 1),
        frames=frames,
        home=place(front.lesson_at(head.number)),
    )
    return pages.FRAME.sub(rf"{frames}\1", text)


def build(
    numbers: Iterable[str] = (), tell: Callable = print, out: Path = OUT, frames: str = "frames/"
) -> list[Path]:
    """Run these lessons as pages need them (all where none is given) and make their decks in `out`; returns the paths.

    frames: where a deck finds the frames of its charts, seen from `out`; those that aren't there yet are put there.
    """
    executed = pages.executed(numbers, tell)
    if not numbers:
        shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    pages.put_frames(executed, out / frames)
    put_shared(out)
    heads = [Head.of(path, json.loads(path.read_text(encoding="utf-8"))) for path in pages.lessons()]
    made = [out / path.with_suffix(".html").name for path in executed]
    for path, deck_path in zip(executed, made, strict=True):
        pages.write(deck_path, deck(path, {head.number: head for head in heads}, frames))
    there = [head for head in heads if (out / head.file).exists()]
    pages.write(
        out / "index.html", pages.template("slides/index.html").render(decks=there, policy=pages.POLICY)
    )
    return made


def put_shared(out: Path) -> None:
    """Put what every deck loads into a folder."""
    with tempfile.TemporaryDirectory() as unpacked:
        reveal = vendor.vendored("reveal.js", Path(unpacked, "reveal"))
        for name in ("reveal.js", "reveal.css", "reset.css"):
            shutil.copyfile(reveal / "dist" / name, out / name)
        shutil.copyfile(reveal / "LICENSE", out / "reveal.LICENSE.txt")
    for name in ("deck.css", "deck.js", "wall.css"):
        shutil.copyfile(pages.TEMPLATES / "slides" / name, out / name)
    pages.write(out / "between-giants.js", pages.script())
    pages.write(out / "between-giants.css", pages.style())
    pages.write(out / "wall.js", wall.script())


def questions(form: str, out: Path = OUT) -> Path:
    """Make the deck on which a class is asked the questions "before" or "after" the lessons; returns its path.

    form: a key of SHEETS. Phones are asked them all at once (classroom/asked.py); what the wall counts is how many each
    had right.
    """
    out.mkdir(parents=True, exist_ok=True)
    put_shared(out)
    many = len(of_all(form))
    counts = {"name": "value", "type": "radio", "options": [{"label": str(one)} for one in range(many + 1)]}
    fieldset = {"id": form, "legend": f"{SHEETS[form]}: how many had how many right", "controls": [counts]}
    asked = {"spec": {"fieldsets": [fieldset]}, "offline": {"kind": "sheet"}}
    words = {"form": form, "title": SHEETS[form], "asked": asked, "policy": pages.POLICY}
    path = out / f"{form}.html"
    pages.write(path, pages.template("slides/questions.html").render(**words))
    return path


def main() -> None:
    """Carry out the command."""
    parser = argparse.ArgumentParser(prog="start.py slides", description=__doc__.splitlines()[0])
    parser.add_argument("numbers", nargs="*", help="numbers of lessons; all where none is given")
    for path in build(parser.parse_args().numbers):
        print(path.relative_to(pages.ROOT))


if __name__ == "__main__":
    pages.carry_out(main)
