"""A deck and a page for the class's phones: `python3 start.py class 3`, or `class before`, `class after`.

Makes the deck of the lesson as `start.py slides` does and serves it to this machine; phones in the room reach their
page only once the presenter opens the door, from the deck. What they send is kept in memory and gone at the end.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import webbrowser

from classroom.server import Class, Problem
from helpers.asking.quiz import SHEETS
from publishing import front, pages, slides

PORTS = range(8080, 8100)
DOOR = (
    "No phone can reach its page before you open the door: press W in the deck, on a question for the class, then P. "
    "Ctrl-C here ends the class."
)
DRAWN = "its charts are drawn for the deck, which takes a minute or two the first time."


def made(number: str) -> str:
    """The file name of a lesson's deck, made anew where something changed; an older one where that can't be done.

    number: of a lesson; or "before" or "after", for the questions before and after the lessons.
    """
    if number in SHEETS:
        return slides.questions(number).name
    [path] = pages.lessons([number])
    deck = slides.OUT / path.with_suffix(".html").name
    try:
        slides.build([number], lambda text: print(f"{text}: {DRAWN}", flush=True))
    except pages.Stop as problem:
        if not deck.exists():
            raise
        print(f"{problem}\nThe deck that was made before is shown.", file=sys.stderr)
    return deck.name


def more_files() -> None:
    """Let this program have as many connections open as the system allows it, where it can be asked."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 4096 if hard == resource.RLIM_INFINITY else min(hard, 4096)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


async def serve(room: Class, deck: str, port: int | None, browser: bool) -> None:
    """Serve until the program is ended."""
    try:
        room.listen([port] if port is not None else [*PORTS, 0])
    except Problem as problem:
        raise pages.Stop(str(problem)) from None
    address = room.home + deck
    print(f"The deck, for this laptop only: {address}")
    print(*room.checked(), sep="\n")
    print(DOOR)
    sys.stdout.flush()
    if browser:
        webbrowser.open(address)
    await asyncio.Event().wait()


def main() -> None:
    """Carry out the command."""
    parser = argparse.ArgumentParser(prog="start.py class", description=__doc__.splitlines()[0])
    parser.add_argument("number", help="the number of a lesson; before or after for those questions")
    parser.add_argument(
        "--port", type=int, help="of the phones' page; the first free one from 8080 if not given"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the deck")
    given = parser.parse_args()
    deck = made(given.number)
    more_files()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(Class(slides.OUT, book=front.address()), deck, given.port, not given.no_browser))
    print("The class is over: what the phones sent is gone.")


if __name__ == "__main__":
    pages.carry_out(main)
