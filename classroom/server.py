"""A class's two servers in one program: the deck for the presenter, and a small page for the phones in the room.

The presenter's is bound to 127.0.0.1 and lies under a long secret; it alone can start a vote, stop it and read what
came. The phones' has a short address, knows nothing of the other, and can be reached from the room only while the door
is open. Neither sets a cookie, writes a log or keeps an address.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import socket
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler

from classroom import phone
from classroom.addresses import addresses
from classroom.asked import given_out, question
from classroom.votes import Closed, Full, Phones, Votes
from helpers.errors import LessonError
from helpers.words import how_many, listed
from publishing.qr import qr

HERE = Path(__file__).parent
HOME = "127.0.0.1"
LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels, so that chance writes no word, and no l, which looks like a 1
TOKEN, VOTER = r"/([A-Za-z]{1,12})", r"([A-Za-z0-9_-]{16})"
MOST_BYTES = 8_000  # of what is sent here in one piece
SAME = "base-uri 'none'; frame-ancestors 'none'; connect-src 'self'; img-src 'self' data: blob:"
PHONES_POLICY = f"default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; {SAME}"
# forms and charts run from blobs; reveal.js and the window with the notes set styles
DECKS_POLICY = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; form-action 'none'; "
    + SAME
)
STYLE = '<link rel="icon" href="data:,"><link rel="stylesheet" href="phones.css">'
SCRIPT = '<script src="phones.js"></script>'
NO_CLASS = [
    "Look at the wall again: the address ends with four letters. Once a class is over it has none any more."
]
BROKEN = ["That could not be read. Go back, or open the address on the wall again."]
NO_NETWORK = (
    "This laptop is in no network, so no phone can reach it: join the room's Wi-Fi and open the door again."
)
MOVED = "This laptop has another address now: close the door, open it again, and let the phones read the new code."
OTHERWISE = (
    "Where a phone finds nothing there, it is on mobile data or in another Wi-Fi, the Wi-Fi keeps its guests apart, "
    "or this laptop's firewall asks for leave. A hotspot of your own helps; hands and pasted answers take over at any "
    "time, without a restart."
)


class Problem(Exception):
    """What can't be done, in a sentence for the presenter."""


class Class:
    """A class: its votes, its phones, the address of its page and the door to the room.

    decks : the folder that holds the decks.
    find  : gives the addresses of this machine in the room.
    book  : the address of the published book; "" where it isn't published.
    """

    def __init__(self, decks: Path, find: Callable[[], list[str]] = addresses, book: str = "") -> None:
        self.decks, self.find, self.book = decks, find, book
        self.votes, self.phones = Votes(), Phones()
        self.token = "".join(secrets.choice(LETTERS) for _ in range(4))
        self.secret = secrets.token_urlsafe(24)
        self.open_at: list[str] = []
        self._servers: list[HTTPServer] = []
        self._door: HTTPServer | None = None

    def listen(self, ports: Iterable[int] = (0,)) -> None:
        """Serve to this machine only; ports: those for the phones' page, the first that is free is taken.

        Raises Problem where none is.
        """
        logging.getLogger("tornado").setLevel(logging.CRITICAL + 1)  # its warnings name a client's address
        for port in ports:
            try:
                self.port = self._serve(_phones_app(self), port, HOME)
                break
            except OSError:
                continue
        else:
            raise Problem("No port is free for the phones' page: give another one with --port.")
        self.deck_port = self._serve(_decks_app(self), 0, HOME)

    def _serve(self, app: Application, port: int, *hosts: str) -> int:
        """Serve an application at a port of these addresses; returns the port. OSError where it is taken."""
        made: list[socket.socket] = []
        try:
            for host in hosts:
                made += bind_sockets(port, host, socket.AF_INET, backlog=1024)
        except OSError:
            for one in made:
                one.close()
            raise
        # no connection outlives its answer: a room full of open ones is more than some systems allow a program
        server = HTTPServer(
            app,
            no_keep_alive=True,
            max_body_size=MOST_BYTES,
            max_buffer_size=4 * MOST_BYTES,
            max_header_size=2 * MOST_BYTES,
            body_timeout=10,
            idle_connection_timeout=10,
        )
        server.add_sockets(made)
        self._servers.append(server)
        return made[0].getsockname()[1]

    def close(self) -> None:
        """Stop serving."""
        for server in self._servers:
            server.stop()
        self._servers, self.open_at = [], []

    # --- the door -------------------------------------------------------------------------------------------------

    def open_door(self) -> None:
        """Let phones in the room reach their page; Problem where they can't."""
        self.close_door()
        found = self.find()
        if not found:
            raise Problem(NO_NETWORK)
        try:
            self._serve(_phones_app(self), self.port, *found)
        except OSError:
            raise Problem(
                f"Another program uses port {self.port} of this laptop: start again with --port and another number."
            ) from None
        self._door, self.open_at = self._servers[-1], found

    def close_door(self) -> None:
        """Let no phone reach its page any more."""
        if self._door:
            self._door.stop()
            self._servers.remove(self._door)
        self._door, self.open_at = None, []

    @property
    def home(self) -> str:
        """The address of the decks, for the presenter alone."""
        return f"http://{HOME}:{self.deck_port}/{self.secret}/"

    def address(self, host: str) -> str:
        """The address of the phones' page at one of this machine's."""
        return f"http://{host}:{self.port}/{self.token}"

    def checked(self) -> list[str]:
        """What a presenter should know before the door is opened, a sentence each."""
        found = self.find()
        if not found:
            return [NO_NETWORK]
        need = f"Phones will need {self.address(found[0])}, in the same Wi-Fi as this laptop"
        if found[1:]:
            need += f" (or {listed(map(self.address, found[1:]), last=' or ')})"
        return [f"{need}.", OTHERWISE]

    # --- what the presenter is told -------------------------------------------------------------------------------

    def state(self) -> dict:
        """The door, where phones find their page, what to know of that, and how many phones are here."""
        here, quiet = self.phones.here(time.monotonic())
        says = f"{how_many(here, 'phone')} here"
        says += f", {quiet} gone quiet: asleep, closed or out of reach." if quiet else "."
        if self.open_at and self.open_at[0] not in self.find():
            says = MOVED
        return {
            "door": bool(self.open_at),
            "addresses": [self.address(one) for one in self.open_at],
            "checked": self.checked(),
            "says": says,
        }

    def start(self, id: str, round: int) -> None:
        """Ask the phones the question with this id; Problem where they can't be asked it."""
        try:
            asked = question(id)
        except LessonError as problem:
            raise Problem(str(problem)) from None
        if asked is None:
            raise Problem("Phones can't be asked this one: take hands, or paper.")
        self.votes.start(asked, round)


# --- answering ------------------------------------------------------------------------------------------------------


class Handler(RequestHandler):
    """What all answers share: a policy, nothing kept by a browser, and no trace of a failure but a plain page."""

    policy = PHONES_POLICY
    room: Class

    def initialize(self, room: Class) -> None:
        self.room = room

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Content-Security-Policy", self.policy)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")

    def log_exception(self, *args: Any) -> None:
        """Nothing: it would name the client."""

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        self.finish(phone.nothing(NO_CLASS if status_code in (403, 404) else BROKEN))


class Nowhere(Handler):
    """Any other address."""

    def prepare(self) -> None:
        raise HTTPError(404)


# --- phones ---------------------------------------------------------------------------------------------------------


class OfPhones(Handler):
    """What is asked for under the class's token; a plain page for any other one."""

    def prepare(self) -> None:
        if str(self.path_args[0]).lower() != self.room.token:
            raise HTTPError(404)


class Arriving(OfPhones):
    """The short address: a phone is sent on to one with a random number of its own."""

    def get(self, token: str) -> None:
        here = (
            "" if self.request.path.endswith("/") else f"{token}/"
        )  # relative, for a proxy may stand before it
        self.redirect(here + secrets.token_urlsafe(12), status=303)


class PhonesFile(OfPhones):
    """The style and the script of the page."""

    def get(self, token: str, name: str) -> None:
        self.set_header("Content-Type", {"css": "text/css", "js": "text/javascript"}[name.rpartition(".")[2]])
        self.set_header("Cache-Control", "max-age=600")
        self.finish((HERE / name).read_bytes())


class PhonePage(OfPhones):
    """What is asked now, and the answer to it."""

    def get(self, token: str, voter: str) -> None:
        self.room.phones.heard(voter, time.monotonic())
        given = {name: self.get_query_argument(name, "") == "1" for name in ("change", "held", "late")}
        self.finish(phone.page(self.room.votes, voter, self.room.book, **given))

    def post(self, token: str, voter: str) -> None:
        self.room.phones.heard(voter, time.monotonic())
        number = self.get_body_argument("vote", "")
        fields = {name: self.get_body_argument(name) for name in self.request.body_arguments}
        try:
            read = self.room.votes.answer(
                voter, int(number) if re.fullmatch(r"[0-9]{1,9}", number) else 0, fields
            )
        except Closed:
            self.redirect(f"{voter}?late=1", status=303)
        except Full:
            self.finish(phone.full(self.room.votes, voter))
        except ValueError as problem:
            self.set_status(422)
            self.finish(phone.form(self.room.votes, voter, fields, str(problem)))
        else:
            self.redirect(voter + "?held=1" * read.held, status=303)


class Now(OfPhones):
    """What is asked now, for a page that looks whether it is still the right one."""

    def get(self, token: str, voter: str) -> None:
        self.room.phones.heard(voter, time.monotonic())
        self.finish({"now": phone.now(self.room.votes)})


def _phones_app(room: Class) -> Application:
    given = {"room": room}
    return Application(
        [
            (rf"{TOKEN}/?", Arriving, given),
            (rf"{TOKEN}/(phone\.(?:css|js))", PhonesFile, given),
            (rf"{TOKEN}/{VOTER}", PhonePage, given),
            (rf"{TOKEN}/{VOTER}/now", Now, given),
        ],
        default_handler_class=Nowhere,
        default_handler_args=given,
        log_function=lambda handler: None,
    )


# --- the deck -------------------------------------------------------------------------------------------------------


class OfDecks(Handler):
    """What only a page of this machine may ask for, under this machine's own name."""

    policy = DECKS_POLICY

    def prepare(self) -> None:
        names = {f"{host}:{self.room.deck_port}" for host in (HOME, "localhost")}
        origin = self.request.headers.get("Origin")
        if self.request.host not in names or (origin and origin not in {f"http://{name}" for name in names}):
            raise HTTPError(403)


class Code(OfDecks):
    """The code of the phones' address."""

    def get(self) -> None:
        if not self.room.open_at:
            raise HTTPError(404)
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(qr(self.room.address(self.room.open_at[0])))


class Asked(OfDecks):
    """What the presenter wants done with a vote or the door; answered with the state of the class, or a sentence."""

    def post(self, what: str) -> None:
        given = self._given()
        try:
            more = self._door(given) if what == "door" else self._vote(what, given)
        except Problem as problem:
            self.set_status(409)
            self.finish({"problem": str(problem)})
            return
        self.finish({**self.room.state(), **more})

    def _door(self, given: dict) -> dict:
        if given.get("open") is True:
            self.room.open_door()
        else:
            self.room.close_door()
        return {}

    def _vote(self, what: str, given: dict) -> dict:
        id, round, votes = given.get("question"), given.get("round"), self.room.votes
        if not isinstance(id, str) or not isinstance(round, int):
            raise HTTPError(400)
        if what == "start":
            self.room.start(id, round)
        elif what == "clear":
            votes.clear(id, round)
        elif what == "stop":
            vote = votes.of(id, round)
            return {"values": given_out(vote.question, votes.stop(id, round)) if vote else []}
        vote = votes.of(id, round)
        return {"count": vote.count if vote else 0}

    def _given(self) -> dict:
        try:
            given = json.loads(self.request.body or b"{}")
        except ValueError:
            raise HTTPError(400) from None
        if not isinstance(given, dict):
            raise HTTPError(400)
        return given


class Deck(OfDecks):
    """A deck, to which phones are added as a way to vote."""

    def get(self, name: str) -> None:
        path = self.room.decks / name
        if not path.is_file():
            raise HTTPError(404)
        page = path.read_text(encoding="utf-8")
        for end, more in (("</head>", STYLE), ("</body>", SCRIPT)):
            page = page.replace(end, f"{more}\n{end}")
        self.finish(page)


class DeckFile(OfDecks, StaticFileHandler):
    """Whatever else lies beside the decks."""

    def initialize(self, room: Class, path: str, default_filename: str | None = None) -> None:  # type: ignore[override]
        self.room = room
        StaticFileHandler.initialize(self, path, default_filename)


def _decks_app(room: Class) -> Application:
    given, under = {"room": room}, re.escape(f"/{room.secret}/")
    return Application(
        [
            (rf"{under}phones/qr\.svg", Code, given),
            (rf"{under}phones/(start|count|stop|clear|door)", Asked, given),
            (rf"{under}((?:\d\d_\w+|before|after)\.html)", Deck, given),
            (rf"{under}(phones\.(?:css|js))", DeckFile, {**given, "path": str(HERE)}),
            (rf"{under}(.*)", DeckFile, {**given, "path": str(room.decks), "default_filename": "index.html"}),
        ],
        default_handler_class=Nowhere,
        default_handler_args=given,
        log_function=lambda handler: None,
    )
