"""Phones in class: what a phone sees and sends, what the presenter alone may do, what leaves the machine (nothing)."""

import asyncio
import contextlib
import csv
import html
import http.client
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from classroom import addresses, in_class, phone, server
from classroom.votes import FEWEST
from helpers import registry
from helpers.asking import forms, predict
from helpers.asking.quiz import SHEETS, of_all
from helpers.pages import without_kernel
from publishing import pages, slides, steps

ROOT = Path(__file__).resolve().parents[2]
ROOM = "127.0.0.2"  # stands for this machine's address in the room
QUESTION = "0.area_place"  # a number from 1 to 193
PAGE_SETTINGS = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@contextlib.contextmanager
def in_a_thread(room):
    """A class that is served beside the test, and do(function, *given) to run something where it runs."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def do(function, *given):
        async def run():
            return function(*given)

        return asyncio.run_coroutine_threadsafe(run(), loop).result()

    do(room.listen)
    try:
        yield do
    finally:
        do(room.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def room(tmp_path):
    """A class whose machine is in one network; its deck is one line."""
    (tmp_path / "03_one_customer.html").write_text("<html><head></head><body>deck</body></html>", "utf-8")
    (tmp_path / "deck.js").write_text("let x;\n", "utf-8")
    made = server.Class(tmp_path, find=lambda: [ROOM])
    with in_a_thread(made) as made.do:
        yield made


def ask(address, fields=None, method=None, **headers):
    """(status, headers, text) of what an address answers, without following on; fields: of a form that is sent."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    body = fields if isinstance(fields, (bytes, type(None))) else urlencode(fields).encode()
    if body is not None and "Content-Type" not in headers:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    target = place.path + (f"?{place.query}" if place.query else "")
    try:
        connection.request(method or ("GET" if body is None else "POST"), target or "/", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


def arrive(room):
    """The address of a new phone's page."""
    status, headers, _ = ask(room.address(server.HOME))
    assert status == 303
    return urljoin(room.address(server.HOME), headers["Location"])


def send(address, page, **fields):
    """What is shown after the form on this page was filled and sent: (status, text, address)."""
    number = re.search(r'name="vote" value="(\d+)"', page)[1]
    status, headers, text = ask(address, {"vote": number, **fields})
    if status == 303:
        address = urljoin(address, headers["Location"])
        status, _, text = ask(address)
    return status, text, address


def presenter(room, what, **given):
    """(status, what the deck is told) where the deck asks for something."""
    status, _, text = ask(
        f"{room.home}phones/{what}", json.dumps(given).encode(), **{"Content-Type": "text/plain"}
    )
    return status, json.loads(text)


def vote(room, what, id=QUESTION, round=1):
    status, told = presenter(room, what, question=id, round=round)
    assert status == 200
    return told


# --- a phone --------------------------------------------------------------------------------------------------------


def test_a_phone_arrives_waits_answers_changes_its_mind_and_is_told_when_the_vote_closes(room):
    phone_ = arrive(room)
    assert "Nothing is asked just now" in ask(phone_)[2]
    vote(room, "start")
    page = ask(phone_)[2]
    assert "from 1 to 193" in page and "Line up the 193 members" in page
    status, text, _ = send(phone_, page, value="20")
    assert status == 200 and "You said 20." in text and "You can change it" in text
    assert "You said 20." in ask(phone_)[2], "a refresh, a nap or the back button lose nothing"
    change = ask(f"{phone_}?change=1")[2]
    assert 'value="20"' in change
    send(phone_, change, value="30")
    assert vote(room, "count")["count"] == 1
    assert vote(room, "stop")["values"] == [30]
    assert "This vote is closed" in ask(phone_)[2]
    _, text, _ = send(phone_, change, value="40")
    assert "came too late" in text and vote(room, "stop")["values"] == [30]


def test_whoever_comes_late_lands_on_the_question_that_is_asked_and_two_rounds_are_two(room):
    vote(room, "start")
    early = arrive(room)
    send(early, ask(early)[2], value="20")
    vote(room, "stop")
    vote(room, "start", round=2)
    late = arrive(room)
    for address, value in ((early, "50"), (late, "60")):
        page = ask(address)[2]
        assert 'method="post"' in page
        send(address, page, value=value)
    assert vote(room, "stop", round=2)["values"] == [50, 60]
    assert vote(room, "stop", round=1)["values"] == [20]


def test_what_is_held_to_the_limits_is_said_and_what_is_no_number_stays_in_its_field(room):
    vote(room, "start")
    phone_ = arrive(room)
    page = ask(phone_)[2]
    _, text, _ = send(phone_, page, value="500")
    assert "You said 193." in text and phone.HELD in text
    status, text, _ = send(phone_, page, value="<b>many")
    assert status == 422 and "Give a number from 1 to 193, in digits." in text and "&lt;b&gt;many" in text
    assert vote(room, "stop")["values"] == [193]


def test_a_drawn_prediction_has_a_field_for_some_years_and_gives_a_number_for_each(room):
    vote(room, "start", "3.china_1991")
    phone_ = arrive(room)
    page = ask(phone_)[2]
    years = re.findall(r'name="(\d{4})"', page)
    assert years == ["1991", "1996", "2001", "2006", "2011", "2016", "2021", "2023"]
    status, text, _ = send(phone_, page, **dict.fromkeys(years, "12,5"))
    assert status == 200 and "You drew a line from 12.5 % in 1991 to 12.5 % in 2023." in text
    assert vote(room, "stop", "3.china_1991")["values"] == [[12.5] * 33]


@pytest.mark.parametrize("form", SHEETS)
def test_the_questions_before_and_after_are_asked_on_one_page_and_only_how_many_are_right_is_given_out(
    room, form
):
    room.book = "https://school.example/"
    vote(room, "start", form)
    questions = of_all(form)
    right = [item.right(registry.tables()) for item in questions.values()]
    phones = [arrive(room) for _ in range(FEWEST)]
    page = ask(phones[0])[2]
    for item in questions.values():
        assert html.escape(item.prompt, quote=False) in html.unescape(page).replace("&", "&amp;").replace(
            "<", "&lt;"
        )
    status, text, _ = send(phones[0], page, **{"0": str(right[0])})
    assert status == 422 and f"{len(questions) - 1} questions not answered yet" in text
    assert re.search(rf'name="0" value="{right[0]}" required checked', text), (
        "what was chosen stands there still"
    )
    for many, phone_ in enumerate(phones):  # the first has none right, the next one, and so on
        given = [one if place < many else (one + 1) % 4 for place, one in enumerate(right)]
        status, text, _ = send(phone_, page, **{str(place): str(one) for place, one in enumerate(given)})
        assert (
            status == 200
            and f"You answered all {len(questions)} questions." in text
            and "web book" not in text
        )
    assert re.search(r'name="0" value="\d" required checked', ask(f"{phones[0]}?change=1")[2])
    assert vote(room, "count", form)["count"] == FEWEST
    assert vote(room, "stop", form)["values"] == list(range(FEWEST))
    assert vote(room, "stop", form)["values"] == list(range(FEWEST)), "asked again it gives the same"


BOOK = "https://school.example/lessons/"


@pytest.mark.parametrize(
    ("id", "fields", "home"),
    [
        (QUESTION, {"value": "20,5"}, "00_start_here.html#in-class=0.area_place=20.5"),
        ("3.what_happened", {"value": "1"}, "03_one_customer.html#in-class=3.what_happened=1"),
        (
            "first:C15",
            {"value": "1"},
            "03_one_customer.html#in-class=first:C15=holds-with-a-condition",
        ),
        (
            "3.china_1991",
            {str(year): "0.1" for year in (*range(1991, 2024, 5), 2023)},
            "03_one_customer.html#in-class=3.china_1991=" + ",".join(["0.1"] * 33),
        ),
    ],
)
def test_an_answer_can_be_taken_home_while_the_laptop_knows_whose_it_is(room, id, fields, home):
    room.book = BOOK
    vote(room, "start", id)
    phones = [arrive(room) for _ in range(FEWEST)]
    assert "in-class" not in ask(phones[0])[2]
    for phone_ in phones:
        _, text, _ = send(phone_, ask(phone_)[2], **fields)
    assert f'href="{BOOK}{home}" target="_blank" rel="noopener noreferrer"' in text
    assert "no server" in text
    vote(room, "stop", id)
    assert "in-class" not in ask(phones[0])[2], "what ties an answer to its phone is dropped"


def test_where_the_book_is_not_published_nothing_is_said_of_it(room):
    vote(room, "start")
    phone_ = arrive(room)
    _, text, _ = send(phone_, ask(phone_)[2], value="20")
    assert "You said 20." in text and "home" not in text and "web book" not in text


def test_a_page_that_looks_on_learns_of_every_change(room):
    phone_ = arrive(room)
    seen = []

    def look():
        now = json.loads(ask(f"{phone_}/now")[2])["now"]
        assert f'data-now="{now}"' in ask(phone_)[2]
        seen.append(now)

    look()
    for what, round in (("start", 1), ("stop", 1), ("start", 2), ("clear", 2), ("start", 2)):
        vote(room, what, round=round)
        look()
    assert seen[4] == seen[0] and len(set(seen)) == len(seen) - 1


HOSTILE = [
    b"",
    b"vote=1",
    b"vote=1&value=",
    b"vote=1&value=nan",
    b"vote=1&value=1e999",
    b"vote=1&value=99999999999999999999",
    b"vote=1&value=%00%ff%fe",
    b"vote=%E2%91%A0&value=1",
    b"vote=-1&value=1",
    b"vote=" + b"9" * 5000,
    b"&" * 5000,
    b"value=<script>alert(1)</script>&vote=1",
    "vote=1&value=١٢".encode(),
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_form_gets_a_plain_page_and_changes_nothing(room, body):
    vote(room, "start")
    status, _, text = ask(arrive(room), body)
    assert status in (303, 400, 422) and "Traceback" not in text and "<script>" not in text
    assert vote(room, "stop")["values"] == []


@pytest.mark.parametrize(
    "kind", ["multipart/form-data; boundary=x", "application/json", "multipart/form-data"]
)
def test_a_form_of_another_kind_is_no_answer(room, kind):
    vote(room, "start")
    body = b'--x\r\nContent-Disposition: form-data; name="vote"; filename="a"\r\n\r\n1\r\n--x--\r\n'
    assert ask(arrive(room), body, **{"Content-Type": kind})[0] in (303, 400)
    assert vote(room, "stop")["values"] == []


def test_more_than_an_answer_is_not_even_read(room):
    vote(room, "start")
    phone_ = arrive(room)
    with contextlib.suppress(OSError, http.client.HTTPException):
        assert ask(phone_, b"vote=1&value=" + b"1" * 10 * server.MOST_BYTES)[0] == 400
    assert vote(room, "stop")["values"] == []


def test_any_other_address_gets_one_plain_page_without_a_way_on(room):
    here = room.address(server.HOME)
    voter = "v" * 16
    wrong = [
        "/",
        "/favicon.ico",
        "/zzzz",
        f"/zzzz/{voter}",
        f"/{room.token}/short",
        f"/{room.token}/{voter}/x",
    ]
    wrong += ["/../../etc/passwd", f"/{room.token}/..%2f..%2fserver.py", f"/{room.secret}/", "/%ff", "//"]
    wrong += [f"/{room.secret}/phones/stop", f"/{room.token}/phones.js", f"/{room.token}/phone.py"]
    for path in wrong:
        status, _, text = ask(here.replace(f"/{room.token}", path))
        assert status in (400, 404, 405), path
        assert "href" not in text.replace('href="data:,"', "") and voter not in text
    assert ask(f"{here}/{voter}", method="DELETE")[0] == 405
    assert ask(here.replace(room.token, room.token.upper()))[0] == 303, "as a phone may write it"


def test_no_answer_sets_a_cookie_names_another_server_or_lacks_its_policy(room):
    vote(room, "start")
    phone_, here = arrive(room), room.address(server.HOME)
    kept = send(phone_, ask(phone_)[2], value="3")[2]
    places = [
        here,
        phone_,
        kept,
        f"{phone_}/now",
        f"{here}/phone.css",
        f"{here}/phone.js",
        f"{here}x",
        here[:-5],
    ]
    places += [
        f"{room.home}{name}" for name in ("03_one_customer.html", "deck.js", "phones.js", "nothing.js")
    ]
    for address in places:
        _, headers, text = ask(address)
        assert headers["Set-Cookie"] is None and headers["Server"] is None
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        without_comments = re.sub(r"(?m)(^|\s)// .*$", "", text)
        assert not re.search(r"//(?!127\.0\.0\.1)\w", without_comments)


def test_nothing_is_logged(room, caplog, capfd):
    with caplog.at_level(logging.DEBUG):
        phone_ = arrive(room)
        with contextlib.suppress(OSError):
            ask(phone_, b"\xff" * 20_000)
        ask(f"{phone_}x")
        with socket.create_connection((server.HOME, room.port)) as raw:
            raw.sendall(b"NONSENSE\r\n\r\n")
            raw.recv(100)
        room.phones.heard = None  # a failure of ours
        assert ask(phone_)[0] == 500
    assert [record for record in caplog.records if record.name.startswith("tornado")] == []
    assert server.HOME not in "".join(capfd.readouterr())


# --- the presenter --------------------------------------------------------------------------------------------------


def test_only_the_deck_can_start_stop_and_read(room):
    vote(room, "start")
    phone_ = arrive(room)
    send(phone_, ask(phone_)[2], value="20")
    at_phones, at_deck = room.address(server.HOME).removesuffix(room.token), room.home
    body, name = json.dumps({"question": QUESTION, "round": 1}).encode(), f"127.0.0.1:{room.deck_port}"
    for address, headers in (
        (f"{at_phones}{room.secret}/phones/stop", {}),
        (f"{at_phones}{room.token}/phones/stop", {}),
        (f"{at_deck.replace(room.secret, 'x' * len(room.secret))}phones/stop", {}),
        (f"{at_deck}phones/stop", {"Host": "evil.example"}),
        (f"{at_deck}phones/stop", {"Origin": "http://evil.example"}),
        (f"{at_deck}phones/stop", {"Origin": "null"}),
    ):
        assert ask(address, body, **headers)[0] in (403, 404, 405), (address, headers)
    assert vote(room, "count")["count"] == 1 and room.votes.now.open
    assert ask(f"{at_deck}phones/stop", body, Origin=f"http://{name}")[0] == 200


def test_the_deck_is_served_with_phones_and_nothing_outside_its_folder(room):
    _, _, text = ask(f"{room.home}03_one_customer.html")
    assert '<script src="phones.js"></script>' in text and 'href="phones.css"' in text
    assert "wall.source" in ask(f"{room.home}phones.js")[2]
    for path in ("../server.py", "..%2fserver.py", "04_fuel_and_rails.html", "server.py", "%2fetc%2fpasswd"):
        assert ask(room.home + path)[0] in (403, 404)


def test_what_cannot_be_asked_is_said_in_a_sentence_and_nonsense_is_refused(room):
    status, told = presenter(room, "start", question="7.nothing", round=1)
    assert status == 409 and told["problem"] == "Phones can't be asked this one: take hands, or paper."
    for given in (
        {},
        {"question": 3, "round": 1},
        {"question": QUESTION, "round": "1"},
        {"question": QUESTION},
    ):
        assert ask(f"{room.home}phones/start", json.dumps(given).encode())[0] == 400
    for body in (b"[]", b"\xff", b"{", b"null"):
        assert ask(f"{room.home}phones/start", body)[0] == 400
    assert room.votes.now is None


def reaches(address):
    try:
        return ask(address)[0] == 303
    except OSError:
        return False


def test_the_room_reaches_the_page_only_while_the_door_is_open(room):
    there = room.address(ROOM)
    assert not reaches(there) and reaches(room.address(server.HOME))
    status, told = presenter(room, "door", open=True)
    assert status == 200 and told["door"] and told["addresses"] == [there] and reaches(there)
    code = ask(f"{room.home}phones/qr.svg")
    assert code[0] == 200 and code[2].startswith("<svg")
    assert presenter(room, "door", open=True)[1]["addresses"] == [there] and reaches(there)
    assert presenter(room, "door", open=False)[1]["addresses"] == [] and not reaches(there)
    assert ask(f"{room.home}phones/qr.svg")[0] == 404
    with pytest.raises(OSError):
        ask(room.home.replace(server.HOME, ROOM))


def test_the_check_says_which_address_phones_need_and_what_to_do_otherwise(room):
    first, otherwise = room.checked()
    assert room.address(ROOM) in first and "Wi-Fi" in first
    assert re.search("mobile data.*firewall.*hands.*without a restart", otherwise)
    room.find = lambda: [ROOM, "127.0.0.3"]
    assert f"(or {room.address('127.0.0.3')})" in room.checked()[0]
    presenter(room, "door", open=True)
    room.find = lambda: ["127.0.0.4"]
    assert vote(room, "count")["says"] == server.MOVED
    room.find = list
    assert room.checked() == [server.NO_NETWORK]
    assert presenter(room, "door", open=True) == (409, {"problem": server.NO_NETWORK})


def test_a_taken_port_is_said_in_a_sentence(room):
    with socket.socket() as taken:
        taken.bind((ROOM, room.port))
        taken.listen()
        status, told = presenter(room, "door", open=True)
        assert status == 409 and f"port {room.port}" in told["problem"]
        with pytest.raises(server.Problem, match="--port"):
            room.do(server.Class(ROOT).listen, [room.port])
    assert presenter(room, "door", open=True)[0] == 200


def test_addresses_are_those_of_networks_that_others_are_in(monkeypatch):
    class Of:
        def __init__(self, address, family=socket.AF_INET):
            self.address, self.family, self.isup = address, family, True

    known = {
        "lo": [Of("127.0.0.1")],
        "wifi": [Of("192.168.1.23"), Of("fe80::1", socket.AF_INET6)],
        "lan": [Of("10.0.0.5")],
        "none": [Of("169.254.3.4")],
        "off": [Of("10.9.9.9")],
    }
    up = {name: Of("") for name in known}
    up["off"].isup = False
    monkeypatch.setattr(addresses.psutil, "net_if_addrs", lambda: known)
    monkeypatch.setattr(addresses.psutil, "net_if_stats", lambda: up)
    monkeypatch.setattr(addresses, "_usual", lambda: "10.0.0.5")
    assert addresses.addresses() == ["10.0.0.5", "192.168.1.23"]


# --- a crowd --------------------------------------------------------------------------------------------------------


def test_three_hundred_phones_answer_change_nap_and_vote_twice_and_none_is_lost(room):
    """Also bench/class_phones.py, which measures how fast; here only that each answer is there."""
    many = 300

    async def one(client, number, value):
        here = room.address(server.HOME)
        arrived = await client.fetch(HTTPRequest(here, follow_redirects=True))
        return arrived.effective_url, value + number % 7

    async def answer(client, address, value):
        page = await client.fetch(f"{address}?change=1")
        number = re.search(rb'name="vote" value="(\d+)"', page.body)[1].decode()
        kept = await client.fetch(address, method="POST", body=urlencode({"vote": number, "value": value}))
        assert f"You said {value}.".encode() in kept.body
        assert f"You said {value}.".encode() in (await client.fetch(address)).body

    async def crowd():
        client = AsyncHTTPClient(force_instance=True, max_clients=60)
        phones = await asyncio.gather(*(one(client, number, 10) for number in range(many)))
        assert len({address for address, _ in phones}) == many
        for round in (1, 2):
            await asyncio.to_thread(vote, room, "start", QUESTION, round)
            await asyncio.gather(*(answer(client, address, 1) for address, _ in phones[::3]))
            if round == 1:
                await asyncio.gather(*(answer(client, address, value) for address, value in phones))
            else:  # a third of them naps
                await asyncio.gather(
                    *(answer(client, address, value) for address, value in phones[: many * 2 // 3])
                )
            told = await asyncio.to_thread(vote, room, "stop", QUESTION, round)
            await asyncio.gather(*(client.fetch(f"{address}/now") for address, _ in phones))
            expected = [value for _, value in phones[: many if round == 1 else many * 2 // 3]]
            if round == 2:
                expected += [1 for place in range(many * 2 // 3, many) if place % 3 == 0]
            assert told["values"] == sorted(expected) and len(expected) > FEWEST
        client.close()

    asyncio.run(crowd())
    assert room.phones.here(0)[0] == many


# --- the command ----------------------------------------------------------------------------------------------------


def test_a_deck_that_was_made_before_is_shown_where_it_cannot_be_made_anew(monkeypatch, tmp_path, capsys):
    def broken(numbers, tell):
        tell("Running 3")
        raise in_class.pages.Stop("There is no npm here.")

    monkeypatch.setattr(in_class.slides, "build", broken)
    monkeypatch.setattr(in_class.slides, "OUT", tmp_path)
    with pytest.raises(in_class.pages.Stop):
        in_class.made("3")
    (tmp_path / "03_one_customer.html").write_text("", "utf-8")
    assert in_class.made("3") == "03_one_customer.html"
    said = capsys.readouterr()
    assert "made before" in said.err and f"Running 3: {in_class.DRAWN}\n" in said.out
    with pytest.raises(in_class.pages.Stop, match="no such lesson"):
        in_class.made("77")


STARTED = """
import signal
from classroom import in_class
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a test runs in the background
in_class.made = lambda number: "index.html"
in_class.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to another program")
def test_the_command_says_where_what_is_needed_and_ends_with_ctrl_c():
    command = [sys.executable, "-c", STARTED, "3", "--no-browser"]
    env = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as running:
        try:
            first = running.stdout.readline()
            deck = re.search(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", first)[0]
            assert ask(f"{deck}phones/count", b'{"question": "0.area_place", "round": 1}')[0] == 200
        finally:
            running.send_signal(signal.SIGINT)
            rest = running.stdout.read()
    assert in_class.DOOR in rest and rest.endswith("The class is over: what the phones sent is gone.\n")
    assert running.returncode == 0 and "Traceback" not in rest
    assert server.OTHERWISE in rest or server.NO_NETWORK in rest


# --- in a browser ---------------------------------------------------------------------------------------------------

SMALL = """() => [...document.querySelectorAll('a, button, label.option, input:not([type=hidden], [type=radio])')]
    .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""
WIDE = "document.documentElement.scrollWidth > innerWidth"


def shown(page):
    """Nothing is too wide, no target too small."""
    assert not page.evaluate(WIDE) and page.evaluate(SMALL) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "id",
    [QUESTION, *(pytest.param(id, marks=pytest.mark.slow) for id in ("3.what_happened", "3.china_1991"))],
)
@pytest.mark.parametrize(
    "page", [{}, {"java_script_enabled": False}], indirect=True, ids=["script", "no script"]
)
def test_a_phone_answers_with_and_without_javascript(room, page, violations, request, id):
    script = "no script" not in request.node.name
    page.goto(room.address(server.HOME))
    assert page.get_by_role("heading", name="You are in").is_visible()
    vote(room, "start", id)
    if not script:  # else it comes up by itself
        page.get_by_role("link", name="Look again").tap()
    page.get_by_role("button", name="Send my answer").wait_for()
    if script:
        shown(page)
        assert violations(page) == []
    if id == "3.what_happened":
        page.locator("label.option").nth(1).tap()
    else:
        for field in page.locator("input[inputmode]").all():
            field.fill("42")
    page.get_by_role("button", name="Send my answer").tap()
    page.get_by_role("heading", name="Kept", exact=True).wait_for()
    page.reload()
    assert page.get_by_role("heading", name="Kept", exact=True).is_visible()
    if script:
        shown(page)
        assert violations(page) == []
    page.get_by_role("link", name="Change my answer").tap()
    page.get_by_role("button", name="Send my answer").tap()
    page.get_by_role("heading", name="Kept", exact=True).wait_for()
    page.go_back()
    [value] = vote(room, "stop", id)["values"]
    assert value == {QUESTION: 42, "3.what_happened": 1, "3.china_1991": [42] * 33}[id]
    if not script:
        page.goto(page.url.partition("?")[0])
    page.get_by_role("heading", name="This vote is closed").wait_for()
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.slow
def test_the_link_home_stays_on_the_phone_when_the_vote_is_closed(room, page, violations):
    room.book = BOOK
    vote(room, "start")
    phones = [arrive(room) for _ in range(FEWEST)]
    for phone_ in phones:
        send(phone_, ask(phone_)[2], value="20")
    page.goto(phones[0])
    link = page.get_by_role("link", name="Take my answer home")
    there = link.get_attribute("href")
    shown(page)
    assert violations(page) == [] and there.endswith("#in-class=0.area_place=20")
    vote(room, "stop")
    page.get_by_role("heading", name="This vote is closed").wait_for()
    assert link.get_attribute("href") == there
    shown(page)
    vote(room, "start", round=2)
    page.get_by_role("button", name="Send my answer").wait_for()
    assert link.count() == 0 and page.complaints == []


@pytest.mark.browser
@pytest.mark.slow
def test_a_phone_without_a_connection_keeps_what_was_typed_and_says_so(room, page):
    page.goto(room.address(server.HOME))
    vote(room, "start")
    page.get_by_label(re.compile("Line up")).fill("33")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send my answer").tap()
    page.get_by_text("Not sent").wait_for()
    page.context.set_offline(False)
    assert page.get_by_label(re.compile("Line up")).input_value() == "33"
    page.get_by_role("button", name="Send my answer").tap()
    page.get_by_role("heading", name="Kept", exact=True).wait_for()
    page.context.set_offline(True)
    page.get_by_text("No connection").wait_for()
    page.context.set_offline(False)
    page.get_by_text("No connection").wait_for(state="detached")
    assert vote(room, "stop")["values"] == [33]


# --- on the wall ----------------------------------------------------------------------------------------------------

PEERS = "3.peers_90"
ON_WALL = """id => { const box = [...document.querySelectorAll('.bg-live')].find((one) =>
    JSON.parse(one.querySelector('script').textContent).spec.fieldsets.some((part) => part.id === id));
  const { h, v } = Reveal.getIndices(box.closest('section'));
  Reveal.slide(h, v); }"""


@pytest.fixture
def deck(room, monkeypatch, tmp_path):
    """The address of lesson 3's deck as a class serves it: with its text and its predictions, without its charts."""
    shown = []
    monkeypatch.setenv(without_kernel.VARIABLE, str(tmp_path / "frames"))
    monkeypatch.setattr(forms, "show_form", shown.append)
    [path] = pages.lessons(["3"])
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        shown.clear()
        if cell["cell_type"] == "code":
            if found := re.match(r'predict\("([\w.]+)"\)', steps.source(cell)):
                predict.predict(found[1])
            cell["outputs"] = [{"data": {"text/html": one._repr_html_()}} for one in shown]
    made = tmp_path / path.name
    made.write_text(json.dumps(notebook), encoding="utf-8")
    monkeypatch.setattr(pages, "executed", lambda *_: [made])
    monkeypatch.setattr(pages, "put_frames", lambda *_: set())
    [built] = slides.build(["3"], out=room.decks)
    return room.home + built.name


def on_wall(page, deck, id):
    page.goto(deck)
    page.wait_for_function("() => window.Reveal && Reveal.isReady()")
    page.evaluate(ON_WALL, id)
    page.keyboard.press("w")
    page.locator("#wall[open] .phones").wait_for()


def counted(page, number):
    page.wait_for_function(
        "number => document.querySelector('#wall .count b')?.textContent === String(number)", arg=number
    )


def answer(room, phone_, value):
    send(phone_, ask(f"{phone_}?change=1")[2], value=str(value))


PROJECTOR = pytest.mark.parametrize(
    "page",
    [{"viewport": {"width": 1024, "height": 768}, "has_touch": False, "is_mobile": False}],
    indirect=True,
    ids=[""],
)


@pytest.mark.browser
@PROJECTOR
def test_a_class_votes_by_phone_talks_votes_again_and_the_wall_shows_both(room, deck, page, violations):
    on_wall(page, deck, PEERS)
    there = room.address(ROOM)
    page.get_by_text(f"Phones will need {there}").wait_for()
    assert not reaches(there) and page.locator("#wall .phones img").count() == 0
    page.keyboard.press("p")
    page.locator("#wall .phones .address").wait_for()
    assert page.locator("#wall .phones .address").inner_text() == there.removeprefix("http://")
    page.wait_for_function("() => document.querySelector('#wall .phones img').naturalWidth > 0")
    assert reaches(there) and violations(page, include=["#wall"]) == []
    inside = "() => { const box = document.querySelector('#wall'); return box.scrollHeight <= box.clientHeight + 1; }"
    assert page.evaluate(inside)
    phones = [arrive(room) for _ in range(6)]
    for phone_ in phones:
        answer(room, phone_, 3)
    counted(page, 6)
    assert page.locator("#wall .results").count() == 0
    answer(room, phones[0], 40)
    page.get_by_text("6 phones here.").first.wait_for()
    page.keyboard.press("PageDown")
    page.locator("#wall .results").wait_for()
    assert "5 of 6" in page.locator("#wall .words").inner_text()
    assert "This vote is closed" in ask(phones[0])[2]
    page.keyboard.press("PageDown")
    counted(page, 0)
    for phone_ in phones:
        answer(room, phone_, 40)
    counted(page, 6)
    page.keyboard.press("PageDown")
    page.locator("#wall figure").nth(1).wait_for()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save all counts").click()
    assert caught.value.suggested_filename == "votes-lesson-3.csv"
    saved = list(csv.DictReader(caught.value.path().open(encoding="utf-8", newline="")))
    assert {(one["question"], one["answers"]) for one in saved} == {(PEERS, "6")}
    assert [sum(int(one["value"]) for one in saved if one["vote"] == vote_) for vote_ in "12"] == [6, 6]
    page.keyboard.press("PageDown")
    assert page.complaints == []


@pytest.mark.browser
@PROJECTOR
def test_the_wall_shows_how_many_had_how_many_right_once_and_saves_the_counts(room, page, violations):
    made = slides.questions("before", out=room.decks)
    page.goto(room.home + made.name)
    page.locator(".reveal.ready").wait_for()
    page.keyboard.press("w")
    page.locator("#wall[open] .phones").wait_for()
    ways = page.get_by_role("group", name="Ways in").get_by_role("button").all_inner_texts()
    assert ways == ["Phones", "Paper slips", "Paste"]
    phones = [arrive(room) for _ in range(6)]
    for phone_ in phones:
        send(phone_, ask(phone_)[2], **{str(place): "0" for place in range(10)})
    counted(page, 6)
    page.get_by_role("button", name="Paper slips").click()
    page.keyboard.press("7")
    counted(page, 7)
    page.keyboard.press("PageDown")
    page.locator("#wall .results svg.histogram").wait_for()
    assert "6 of 7" in page.locator("#wall .words").inner_text() and violations(page, include=["#wall"]) == []
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save all counts").click()
    saved = list(csv.DictReader(caught.value.path().open(encoding="utf-8", newline="")))
    assert [one["of"] for one in saved] == [str(one) for one in range(11)]
    assert saved[7]["value"] == "1" and sum(int(one["value"]) for one in saved) == 7
    page.keyboard.press("PageDown")
    page.locator("#wall[open]").wait_for(state="detached")
    assert page.complaints == []


@pytest.mark.browser
@PROJECTOR
def test_where_the_program_behind_the_phones_is_gone_the_wall_says_so_and_goes_on_by_hands(room, deck, page):
    on_wall(page, deck, PEERS)
    page.keyboard.press("p")
    page.locator("#wall .phones .address").wait_for()
    page.keyboard.press("p")
    page.get_by_text("Open the door to phones").wait_for()
    assert not reaches(room.address(ROOM))
    room.do(room.close)
    page.get_by_text("does not answer").first.wait_for()
    page.get_by_role("button", name="Hands", exact=True).click()
    for _ in range(5):
        page.keyboard.press("1")
    counted(page, 5)
    page.keyboard.press("PageDown")
    page.get_by_role("button", name="Close without").click()
    page.locator("#wall .results").wait_for()
    assert "5 of 5" in page.locator("#wall .words").inner_text()
