"""The wall: what is pasted is read and nothing else kept, a class sees no more than it should, one order."""

import csv
import io
import itertools
import json
import random
import re

import numpy as np
import pytest

from helpers import registry
from helpers.asking import claims, forms, predict
from helpers.pages import without_kernel
from publishing import pages, slides, steps, wall

LESSONS = pages.lessons()
PAGE_SETTINGS = {"viewport": {"width": 1024, "height": 768}, "offline": True}
CALLS = re.compile(r"^(predict|verdict|look_back)\(.*\)$", re.MULTILINE)

CHOICE = {
    "id": "a",
    "kind": "choice",
    "text": "Who?",
    "options": ["It holds", "It holds, with a condition", "Yes: all"],
}
NUMBER = {"id": "b", "kind": "number", "text": "How much?", "low": 0, "high": 2000, "step": 1, "unit": "km"}
DRAWN = {"id": "c", "kind": "drawn", "text": "Draw.", "low": 0, "high": 100, "step": 1, "unit": "%",
         "years": [2001, 2002, 2003], "known": []}  # fmt: skip


# --- which questions ----------------------------------------------------------------------------------------


def test_law_and_war_are_never_asked_by_hands():
    for lesson in (7, 8, 9):
        assert set(registry.collection("PREDICTIONS", lesson)) <= set(wall.never_by_hands(lesson))
    assert {"first:C28", "first:C31"} <= set(wall.never_by_hands(7))
    assert {"first:C01", "0.arrest"} <= set(wall.never_by_hands(0))
    assert {"first:C26", "first:C39", "6.with_china"} <= set(wall.never_by_hands(6))
    assert not {"3.china_1991", "first:C15"} & set(wall.never_by_hands(3))


def test_the_rule_names_tables_lessons_and_items_that_there_are():
    tables = {name for row in pages.rows("claims") for name in row["evidence"].split(";")}
    assert tables >= wall.TABLES and set(registry.LESSONS) >= wall.LESSONS
    assert all(registry.find("PREDICTIONS", id) for id in wall.ITEMS)


# --- pure functions -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script(browser):
    """A blank page with the wall's script and `wall` for short."""
    page = browser.new_page()
    page.add_script_tag(content=wall.script() + "\nconst { wall } = betweenGiants;")
    yield page
    page.close()


def question_of(id):
    item = registry.find("PREDICTIONS", id)
    return {"id": id, "legend": item.question, "controls": [item.control(), forms.confidence()]}


NUMBERS = [
    id
    for lesson in registry.LESSONS
    for id, item in registry.collection("PREDICTIONS", lesson).items()
    if item.control()["type"] == "number"
]


@pytest.mark.browser
@pytest.mark.parametrize("lesson", registry.LESSONS)
def test_every_prediction_is_a_question_of_the_wall(script, lesson):
    for id in registry.collection("PREDICTIONS", lesson):
        asked = script.evaluate("one => wall.ballots.questionOf(one)", question_of(id))
        assert asked["kind"] in ("choice", "number", "drawn") and asked["text"] and asked["quiet"] is False


@pytest.mark.browser
@pytest.mark.parametrize("id", NUMBERS)
def test_the_bins_of_a_number_are_few_and_hold_every_value_once(script, id):
    low, high = (registry.find("PREDICTIONS", id).control()[end] for end in ("min", "max"))
    values = [low, high, *(random.Random(id).uniform(low, high) for _ in range(50)), *range(low, high + 1)]
    bins, places = script.evaluate(
        """([one, values]) => {
      const asked = wall.ballots.questionOf(one);
      return [wall.ballots.binsOf(asked), values.map((value) => wall.ballots.binOf(asked, value))]; }""",
        [question_of(id), values],
    )
    assert 5 <= len(bins) <= 8 and bins[0]["from"] == low
    assert all(before["to"] == after["from"] for before, after in itertools.pairwise(bins))
    widths = {one["to"] - one["from"] for one in bins[1:-1]}
    assert len(widths) == 1
    for value, place in zip(values, places, strict=True):
        nearest = round(value) if widths == {1} else value
        assert bins[place]["from"] <= nearest + 0.5 and nearest <= min(bins[place]["to"], high) + 1e-9
    whole = [(place, value) for value, place in zip(values, places, strict=True) if value == int(value)]
    for place, value in whole:  # what a label says is what the bin holds
        said = [
            int(part) for part in re.findall(r"\d+", bins[place]["label"].split(" of ")[0].replace(",", ""))
        ]
        assert said[0] <= value <= said[-1]


def read(script, question, text):
    found = script.evaluate("([question, text]) => wall.readPasted(question, text)", [question, text])
    return [(one["place"], one["values"], one["unread"]) for one in found["columns"]]


ZOOM = (
    "#,User Name,User Email,Submitted Date/Time,Question 1\n"
    '1,"Bat, Anna",anna@x.org,"Sep 3, 2026 10:00:00","It holds, with a condition"\n'
    '2,Bold,bold@x.org,"Sep 3, 2026 10:00:02",It holds\n'
    '3,Chen,chen@x.org,"Sep 3, 2026 10:00:09",\n'
)
ASKED = {**CHOICE, "text": "C15 · About 90 % of exports go to China."}
HOW_MANY = {**NUMBER, "text": "In how many of them does one buyer take 90 %?"}
# a poll report with its head, in which question and answer stand by turns
REPORT = (
    'Poll Report\nReport Generated:,"Nov 30, 2026 09:05 AM"\nTopic,Meeting ID,Actual Start Time\n'
    'Course,123 4567,"Nov 30, 2026 08:30 AM"\n\nPoll Details\n#,User Name,User Email,Submitted Date/Time,\n'
) + "".join(
    f'{i},Student {i},s{i}@x.org,"Nov 30, 2026 08:40:1{i}",About 90 % of exports go to China.,{verdict},'
    f'"In how many of them does one buyer take 90 %?",{number},How sure are you?,It holds\n'
    for i, (verdict, number) in enumerate(
        [("Yes: all", 12), ("It holds", 3), ("A guess", 7), ("Yes: all", 4)], 1
    )
)
CHOSEN = (
    "Surname\tFirst name\tID number\tChoice\tGroup\nBat\tAnna\t1\tIt holds\tA\nBold\tChen\t2\tYes: all\tB\n"
)
ANALYSED = "\n".join(
    [
        "\tWhat do you say?\tIt holds\tIt holds, with a condition\tYes: all",
        "\t\t5\t0\t2",
        "\t\t71 %\t0 %\t29 %",
    ]
)


@pytest.mark.browser
@pytest.mark.parametrize(
    "question, text, place, values, unread",
    [
        (CHOICE, "It holds\nit holds, WITH a condition\n\nIt  holds.\n", 0, [0, 1, 0], 0),
        (CHOICE, "It holds, with a condition\nIt holds\nI don't know\n", 0, [1, 0], 1),
        (CHOICE, "A\nb)\n(C)\nB. It holds, with a condition\nd\n", 0, [0, 1, 2, 1], 1),
        (CHOICE, "Answer\n1\n3\n3\n", 0, [0, 2, 2], 0),
        (CHOICE, "yes\nYes: all\nIt holds, with a co…\nIt ho\n", 0, [2, 2, 1], 1),
        (CHOICE, ZOOM, 4, [1, 0], 0),
        (ASKED, REPORT, 5, [2, 0, 2], 1),
        (HOW_MANY, REPORT, 7, [12, 3, 7, 4], 0),
        (CHOICE, CHOSEN, 3, [0, 2], 0),
        (CHOICE, ANALYSED, -1, [0, 0, 0, 0, 0, 2, 2], 0),
        (CHOICE, "name;answer\nA;It holds\nB;A\nC;Yes: all\nD;maybe\n", 1, [0, 0, 2], 1),
        (CHOICE, "It holds\t4\nIt holds, with a condition\t0\nYes: all\t2\n", -1, [0, 0, 0, 0, 2, 2], 0),
        (NUMBER, "45\n1,234\n1 500 km\n4,5\n~ 20\n3000\nten\n", 0, [45, 1234, 1500, 4.5, 20], 2),
        (NUMBER, "#,Name,Answer\n1,Ann,200\n2,Bea,300\n3,Col,300\n4,Dee,many\n", 2, [200, 300, 300], 1),
        (NUMBER, "Name\tGrade/10\tResponse 1\nA\t10\t300\nB\t9\t350\n", 2, [300, 350], 0),
        ({**NUMBER, "high": 100, "unit": "%"}, "45 %\n45%\n100,0\n120\n", 0, [45, 45, 100], 1),
        (DRAWN, "name,2001,2002,2003\nA,1,2,3\nB,10,20,101\nC,5,5,5\n", 1, [[1, 2, 3], [5, 5, 5]], 1),
        (DRAWN, "1\t2.5\t3\n4\t5\t6", 0, [[1, 2.5, 3], [4, 5, 6]], 0),
    ],
)  # fmt: skip
def test_what_is_pasted_is_read(script, question, text, place, values, unread):
    assert read(script, question, text)[0] == (place, values, unread)


@pytest.mark.browser
@pytest.mark.parametrize(
    "question, text",
    [
        (CHOICE, "Anna\nBold\nChen"),
        (NUMBER, "Anna,anna@x.org\nBold,b@x.org"),
        (DRAWN, "1,2\n3,4"),
        (CHOICE, '"unclosed, and\nno answer'),
        (NUMBER, "\n\n,,,\n"),
    ],
)
def test_what_answers_nothing_is_said_to_answer_nothing(script, question, text):
    assert read(script, question, text) == []


@pytest.mark.browser
def test_of_what_is_pasted_only_values_are_kept(script):
    found = script.evaluate("([question, text]) => wall.readPasted(question, text)", [CHOICE, ZOOM])
    assert not re.search("bold|chen|anna|@|Sep", json.dumps(found), re.IGNORECASE)


def seen(script, question, values):
    return script.evaluate(
        "([question, values]) => wall.ballots.distribution(question, values)", [question, values]
    )


@pytest.mark.browser
@pytest.mark.parametrize("question, value", [(CHOICE, 1), (NUMBER, 30), (DRAWN, [1, 2, 3])])
def test_below_five_answers_nothing_is_shown_but_how_many_are_missing(script, question, value):
    assert seen(script, question, [value] * 4) == {"n": 4, "missing": 1}
    assert seen(script, question, [value] * 5)["missing"] == 0
    said = script.evaluate(
        "([question, values]) => wall.ballots.words(question, [wall.ballots.distribution(question, values)]).all",
        [question, [value] * 3],
    )
    assert "2 more are missing" in said and not re.search("condition|km|%", said)


@pytest.mark.browser
def test_below_twelve_lines_only_the_middle_and_the_middle_half_are_shown(script):
    dice = random.Random(4)
    lines = [[dice.randint(0, 100) for _ in DRAWN["years"]] for _ in range(12)]
    for many in (11, 12):
        found = seen(script, DRAWN, lines[:many])
        quartiles = np.quantile(lines[:many], [0.25, 0.5, 0.75], axis=0)
        assert [found["lower"], found["middle"], found["upper"]] == [
            pytest.approx(list(row)) for row in quartiles
        ]
        assert found["lines"] == (lines if many == 12 else [])


@pytest.mark.browser
def test_values_are_held_to_what_the_question_allows(script):
    assert seen(script, CHOICE, [0, 0, 1, 2, 2, 7, -1, "1", None, 0.5])["counts"] == [2, 1, 2]
    assert seen(script, NUMBER, [-5, 99999, "3", None, 1, 1, 1])["n"] == 5
    held = seen(script, DRAWN, [[-50, 5, 500]] * 5 + [[1, 2], [1, 2, None], "x"])
    assert held["n"] == 5 and held["middle"] == [0, 5, 100]


@pytest.mark.browser
@pytest.mark.parametrize(
    "question, first, second, said",
    [
        (CHOICE, [0] * 4 + [1] * 2, None,
         "4 of 6 “It holds” and 2 “It holds, with a condition”. Nobody: “Yes: all”."),
        (NUMBER, [100] * 3 + [300, 900], None, "Most at 0–249 km: 3 of 5. The middle answer lies at 0–249 km."),
        (NUMBER, [100] * 3 + [300] * 3, None,
         "Most at 0–249 km and 250–499 km: 3 each, of 6. The middle lies between 0–249 km and 250–499 km."),
        (DRAWN, [[0, 10, 20]] * 5, None,
         "5 lines: in 2001 the middle is 0 %, and half lie from 0 to 0 %; in 2003 the middle is 20 %, and half lie "
         "from 20 to 20 %. Below 12 lines only the middle and the middle half are shown."),
        (CHOICE, [0] * 5, [0] + [2] * 4, "The largest move: “It holds”, from 100 to 20 %."),
        (CHOICE, [0] * 5, [0] * 10, "The two votes are alike."),
        (DRAWN, [[0, 10, 20]] * 5, [[0, 40, 25]] * 5, "The middle moved most in 2002: 30 points up."),
        (CHOICE, [0] * 5, [0] * 4, "Second vote: 4 answers: nothing is shown below 5"),
    ],
)  # fmt: skip
def test_the_distribution_is_said_in_words(script, question, first, second, said):
    found = script.evaluate(
        """([question, all]) => {
      const found = all.map((one) => wall.ballots.distribution(question, one));
      return wall.ballots.words(question, found).all; }""",
        [question, [one for one in (first, second) if one]],
    ).replace("\xa0", " ")
    assert said in found and (second or found == said)


@pytest.mark.browser
def test_what_is_saved_has_counts_and_middles_and_nothing_of_one_person(script):
    votes = [
        [{**CHOICE, "text": 'Say "who"'}, [[0, 0, 1, 1, 2], [2] * 4]],
        [NUMBER, [[1, 2, 3, 700, 800]]],
        [DRAWN, [[[i, 10, 90] for i in range(20)]]],
    ]
    text = script.evaluate(
        """votes => wall.countsOf(votes.map(([question, all]) =>
      [question, all.map((one) => wall.ballots.distribution(question, one))]))""",
        votes,
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    choice, number, drawn = ([row for row in rows if row["question"] == id] for id in "abc")
    assert [(row["vote"], row["answers"], row["what"], row["value"]) for row in choice] == [
        *(("1", "5", "count", value) for value in "221"),
        ("2", "4", "too few to show", ""),
    ]
    assert choice[1]["of"] == "It holds, with a condition" and choice[0]["asked"] == 'Say "who"'
    assert sum(int(row["value"]) for row in number) == 5 and {row["what"] for row in number} == {"count"}
    assert len(drawn) == 9 and [row["value"] for row in drawn[:3]] == ["4.75", "9.5", "14.25"]


# --- on a deck ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    """{number of a lesson: address of its deck}, with its text and its forms and without its charts."""
    folder, caught = tmp_path_factory.mktemp("wall"), []
    made = []
    with pytest.MonkeyPatch.context() as here:
        here.setenv(without_kernel.VARIABLE, str(folder / "frames"))
        here.setenv("BETWEEN_GIANTS_WORKBOOK", str(folder / "workbook.json"))
        here.setattr(forms, "show_form", caught.append)
        for path in LESSONS:
            notebook = json.loads(path.read_text(encoding="utf-8"))
            for cell in notebook["cells"]:
                if cell["cell_type"] != "code":
                    continue
                call = CALLS.search(steps.source(cell))
                caught.clear()
                if call and "after=" not in call[0]:
                    eval(
                        call[0],
                        {
                            "predict": predict.predict,
                            "look_back": predict.look_back,
                            "verdict": claims.verdict,
                        },
                    )
                cell["outputs"] = [{"data": {"text/html": one._repr_html_()}} for one in caught]
            made.append(folder / path.name)
            made[-1].write_text(json.dumps(notebook), encoding="utf-8")
        here.setattr(pages, "executed", lambda *_: made)
        here.setattr(pages, "put_frames", lambda *_: set())
        built = slides.build(out=folder / "slides")
    return {int(path.name[:2]): path.as_uri() for path in built}


@pytest.fixture(autouse=True)
def no_complaints(request):
    """Where a test opens a deck, nothing is complained of in the browser's console."""
    page = request.getfixturevalue("page") if "page" in request.fixturenames else None
    yield
    assert not (page and page.complaints)


TURN = """id => { const box = [...document.querySelectorAll('.bg-live')].find((one) => {
    const { spec, offline } = JSON.parse(one.querySelector('script').textContent);
    return spec.fieldsets.some((part) => part.id === id)
      || (offline.kind === 'look_back' && id === `back:${offline.id}`); });
  const { h, v } = Reveal.getIndices(box.closest('section'));
  Reveal.slide(h, v); }"""
PASTE = """text => { const data = new DataTransfer();
  data.setData('text/plain', text);
  document.querySelector('#wall textarea').dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }"""
# a source that holds what a test gives it: given[round], and what it was told
SOURCE = """() => { window.told = [];
  window.given = {};
  window.fails = {};
  const answer = (name, result) => (question, round) => { told.push(`${name} ${question.id} ${round}`);
    return fails[name] ? Promise.reject(new Error(fails[name])) : Promise.resolve(result(round)); };
  betweenGiants.wall.source({ name: 'phones', label: 'Phones',
    start: answer('start', () => {}), stop: answer('stop', (round) => given[round] ?? []),
    count: (question, round) => Promise.resolve((given[round] ?? []).length),
    clear: answer('clear', (round) => { delete given[round]; }), state: () => ({ text: '40 phones are here.' }) }); }"""
WALL = "#wall[open]"


def opened(page, address):
    page.goto(address)
    page.locator(".reveal.ready").wait_for()  # then the keys are bound, too


def ask(page, id):
    page.evaluate(TURN, id)
    page.keyboard.press("w")
    page.locator(f"{WALL} #wall-question").wait_for()


def counted(page, number):
    page.wait_for_function(
        "number => document.querySelector('#wall .count b')?.textContent === String(number)", arg=number
    )


def press(page, text):
    page.locator(WALL).get_by_role("button", name=text, exact=True).click()


def heading(page):
    return page.locator(f"{WALL} .at span").first.inner_text()


@pytest.mark.browser
def test_by_hands_count_talk_count_again_and_both_stand_side_by_side(page, decks):
    opened(page, decks[2])
    ask(page, "2.turned_first")
    for digit, times in ((1, 8), (2, 3), (4, 1)):
        for _ in range(times):
            page.keyboard.press(str(digit))
    counted(page, 12)
    page.keyboard.press("Shift+Digit1")
    counted(page, 11)
    page.get_by_role("button", name="One less: Who buys (exports)").click()
    page.get_by_role("button", name="Who buys (exports)", exact=False).first.click()
    counted(page, 11)
    shown = page.locator(WALL).inner_text()
    assert "7" not in shown and "%" not in shown, "what was counted before stays closed until the vote is"
    assert page.locator("#wall [role=status]").first.inner_text() == "11 answers."
    page.keyboard.press("PageDown")
    page.locator("#wall .results").wait_for()
    words = page.locator("#wall .words").inner_text()
    assert words.startswith("7 of 11 “Who rules (politics)”, 3 “Who buys (exports)” and 1 ")
    assert words == page.locator("#wall [role=status]").first.inner_text()
    press(page, "As a table")
    assert page.locator("#wall tbody tr").first.inner_text().split("\t") == [
        "Who rules (politics)",
        "7",
        "64",
    ]
    page.keyboard.press("PageDown")
    page.locator("#wall .voting").wait_for()
    assert heading(page) == "The wall · second vote" and page.locator("#wall .results").count() == 0
    counted(page, 0)
    for digit in "444441":
        page.keyboard.press(digit)
    counted(page, 6)
    page.keyboard.press("PageDown")
    page.locator("#wall figure").nth(1).wait_for()
    assert [one.inner_text() for one in page.locator("#wall figcaption").all()] == [
        "First vote: 11 answers",
        "Second vote: 6 answers",
    ]
    assert "from 9 to 83" in page.locator("#wall .words").inner_text()
    here = page.evaluate("() => Reveal.getIndices()")
    page.keyboard.press("PageDown")
    assert page.locator(WALL).count() == 0 and page.evaluate("() => Reveal.getIndices()") == here
    page.keyboard.press("PageDown")
    assert page.evaluate("() => Reveal.getIndices()") != here, "then the deck goes on in its own way"


@pytest.mark.browser
def test_what_is_pasted_counts_and_no_name_stays(page, decks):
    opened(page, decks[2])
    ask(page, "2.how_often")
    press(page, "Paste")
    rows = "\n".join(f"{i},Student {i},{i * 7 % 30}" for i in range(1, 25))
    page.evaluate(PASTE, f"#,Name,Years\n{rows}\n25,Student X,no idea")
    counted(page, 24)
    assert (
        "Read the third column: 24 answers; 1 line could not be read."
        in page.locator("#wall .now").inner_text()
    )
    page.evaluate(PASTE, "nothing of use")
    assert "No column of it answers this question" in page.locator("#wall .now").inner_text()
    counted(page, 24)
    page.locator("#wall textarea").fill("12\n13 years\n14")
    press(page, "Read what is typed")
    counted(page, 3)
    assert page.locator("#wall textarea").input_value() == ""
    page.evaluate(PASTE, rows)
    counted(page, 24)
    page.keyboard.press("PageDown")
    page.locator("#wall svg.histogram").wait_for()
    assert "of 24" in page.locator("#wall .words").inner_text()
    held = page.evaluate(
        "() => document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"
        " + [...document.querySelectorAll('textarea')].map((one) => one.value)"
    )
    assert "Student" not in held
    page.reload()
    page.locator(".reveal.ready").wait_for()
    ask(page, "2.how_often")
    counted(page, 0)


@pytest.mark.browser
def test_too_few_are_not_shown_and_the_vote_goes_on(page, decks):
    opened(page, decks[7])
    ask(page, "7.grounds")
    assert "never hands" in page.locator("#wall .refused").inner_text()
    assert page.get_by_role("button", name="Hands", exact=True).count() == 0
    for digit in "112":
        page.keyboard.press(digit)
    counted(page, 3)
    assert page.locator("#wall .now").inner_text() == "One more.", (
        "a slip that is counted is nobody's business"
    )
    page.keyboard.press("PageDown")
    page.locator("#wall .results").wait_for()
    assert "2 more are missing" in page.locator("#wall .words").inner_text()
    assert page.locator("#wall :is(table, figure)").count() == 0
    page.keyboard.press("PageDown")
    page.locator("#wall .voting").wait_for()
    counted(page, 3)
    page.keyboard.type("33")
    counted(page, 5)
    page.keyboard.press("PageDown")
    page.locator("#wall figure").wait_for()


@pytest.mark.browser
def test_a_vote_waits_while_another_slide_is_shown_and_is_seen_again_when_looking_back(page, decks):
    opened(page, decks[3])
    ask(page, "first:C15")
    page.keyboard.type("1222")
    counted(page, 4)
    page.keyboard.press("Escape")
    assert page.locator(WALL).count() == 0 and page.evaluate("() => document.activeElement === document.body")
    ask(page, "3.peers_90")
    counted(page, 0)
    page.keyboard.type("555544")
    counted(page, 6)
    page.keyboard.press("PageDown")
    page.locator("#wall .results").wait_for()
    page.keyboard.press("Escape")
    ask(page, "first:C15")
    counted(page, 4)
    press(page, "C16")
    counted(page, 0)
    press(page, "C15")
    counted(page, 4)
    page.keyboard.press("Escape")
    page.evaluate(TURN, "back:3.peers_90")
    page.evaluate(
        "() => Reveal.getCurrentSlide().querySelectorAll('details').forEach((one) => { one.open = true; })"
    )
    page.keyboard.press("w")
    page.locator("#wall .words").wait_for()
    assert "of 6" in page.locator("#wall .words").inner_text()
    page.keyboard.press("PageDown")
    assert page.locator(WALL).count() == 0


@pytest.mark.browser
def test_a_vote_is_cleared_only_when_pressed_twice(page, decks):
    opened(page, decks[2])
    ask(page, "2.turned_first")
    page.keyboard.type("11112")
    counted(page, 5)
    page.keyboard.press("Delete")
    counted(page, 5)
    page.keyboard.press("Delete")
    counted(page, 0)
    page.keyboard.type("22222")
    counted(page, 5)
    page.keyboard.press("PageDown")
    page.locator("#wall .results").wait_for()
    press(page, "Clear this vote")
    press(page, "Press again to forget this vote")
    counted(page, 0)


@pytest.mark.browser
def test_where_there_is_nothing_to_vote_on_the_wall_says_so(page, decks):
    opened(page, decks[2])
    page.keyboard.press("w")
    assert "nothing to vote on here" in page.locator(WALL).inner_text()
    left = page.evaluate(
        "() => { betweenGiants.wall.shut(); return document.activeElement === document.body; }"
    )
    assert left, "the next key is the deck's, however long the browser takes to draw"
    page.keyboard.press("w")
    page.locator(WALL).wait_for()
    page.keyboard.press("PageDown")
    assert page.locator(WALL).count() == 0 and page.evaluate("() => Reveal.getIndices().h") == 0


@pytest.mark.browser
def test_where_what_is_asked_is_still_closed_the_wall_says_how_it_opens(page, decks):
    opened(page, decks[3])
    page.evaluate(TURN, "3.peers_90")
    page.evaluate(
        """() => { const box = Reveal.getCurrentSlide().querySelector('.bg-live');
        const sealed = document.createElement('details');
        sealed.className = 'sealed';
        box.before(sealed);
        sealed.append(document.createElement('summary'), box); }"""
    )
    page.keyboard.press("w")
    page.locator(WALL).get_by_text("still closed").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("PageDown")
    page.keyboard.press("w")
    page.locator(f"{WALL} .count").wait_for()


@pytest.mark.browser
def test_on_paper_looking_back_is_open(page, decks):
    page.goto(f"{decks[3]}?print-pdf")
    page.locator(".pdf-page").first.wait_for()
    pages_ = page.locator(".pdf-page:has(details.back)").all()
    assert len(pages_) == 3
    for one in pages_:
        text = one.inner_text()
        assert "Sealed" not in text and "Picture:" not in text and "Rests on: " in text


@pytest.mark.browser
def test_another_source_is_plugged_in_and_its_failures_are_said(page, decks):
    opened(page, decks[2])
    page.evaluate(SOURCE)
    page.evaluate("() => { given[1] = [0, 0, 0, 1, 99]; }")
    ask(page, "2.turned_first")
    counted(page, 5)
    assert page.locator("#wall .told").inner_text() == "40 phones are here."
    press(page, "Hands")
    page.keyboard.type("33")
    counted(page, 7)
    assert page.locator("#wall .count").inner_text().endswith("answers (5 by phones, 2 by hands)")
    press(page, "Clear what came by hands")
    press(page, "Press again to forget what came by hands")
    counted(page, 5)
    page.keyboard.type("44")
    counted(page, 7)
    page.evaluate("() => { fails.stop = 'the server is gone.'; }")
    page.keyboard.press("PageDown")
    page.get_by_role("button", name="Close without what is missing").wait_for()
    assert "Phones: the server is gone." in page.locator("#wall .told").inner_text()
    page.evaluate("() => { delete fails.stop; }")
    page.keyboard.press("PageDown")
    page.locator("#wall .results").wait_for()
    assert page.locator("#wall .words").inner_text().startswith("3 of 6 "), (
        "what the question doesn't allow is dropped"
    )
    assert page.evaluate("() => told") == [f"{call} 2.turned_first 1" for call in ("start", "stop", "stop")]


@pytest.mark.browser
def test_no_name_of_the_wall_is_on_paper(page, decks):
    page.goto(decks[2] + "?print-pdf")
    page.locator(".reveal.ready").wait_for()  # then the keys are bound, too
    assert page.locator("#wall").count() == 0


FITS = """() => { const inside = document.querySelector('#wall .inside'), edge = inside.getBoundingClientRect();
  const seen = (selector) => [...inside.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const over = [document.querySelector('#wall'), inside, ...seen('.way, .voting, .results, .pictures, figure, .bars')]
    .filter((one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
    .map((one) => `${one.className || one.id || one.tagName}: ${one.scrollWidth} x ${one.scrollHeight}`
      + ` in ${one.clientWidth} x ${one.clientHeight}`);
  const below = seen('button, p, svg, .bar').filter((one) => one.getBoundingClientRect().bottom > edge.bottom + 1)
    .map((one) => `below the edge: ${one.textContent.slice(0, 40)}`);
  return [...over, ...below]; }"""
VALUES = {
    "choice": lambda one, dice: dice.randrange(len(one["options"])),
    "number": lambda one, dice: dice.uniform(one["low"], one["high"]),
    "drawn": lambda one, dice: [dice.uniform(one["low"], one["high"]) for _ in one["years"]],
}


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_question_fits_on_a_projector_in_every_step(page, decks, path, violations):
    opened(page, decks[int(path.name[:2])])
    page.evaluate(SOURCE)
    asked = page.evaluate(
        """() => [...document.querySelectorAll('.bg-live[data-module=forms] > script')]
      .map((one) => JSON.parse(one.textContent))
      .filter(({ offline }) => ['prediction', 'first'].includes(offline?.kind))
      .flatMap(({ spec }) => spec.fieldsets).map((one) => betweenGiants.wall.ballots.questionOf(one))"""
    )
    assert len(asked) > 4
    troubles, kinds = [], set()

    def look(where):
        troubles.extend(f"{where}: {one}" for one in page.evaluate(FITS))

    for question in asked:
        dice = random.Random(question["id"])
        given = {one: [VALUES[question["kind"]](question, dice) for _ in range(20)] for one in (1, 2)}
        page.evaluate("all => { window.given = all; }", given)
        ask(page, question["id"])
        claim = page.locator(f"#wall button[data-at='{question['id']}']")
        if claim.count():
            claim.click()
        assert page.locator("#wall-question").inner_text() == question["text"]
        for way in page.locator("#wall .way > .row button").all_inner_texts()[::-1]:
            press(page, way)
            page.locator(f"#wall button[aria-pressed=true]:text-is('{way}')").wait_for()
            look(f"{question['id']} {way}")
        counted(page, 20)
        for vote in (1, 2):
            page.keyboard.press("PageDown")
            page.locator("#wall .results").wait_for()
            look(f"{question['id']} vote {vote}")
            if vote == 1:
                page.keyboard.press("PageDown")
                counted(page, 20)
        if question["kind"] not in kinds:
            kinds.add(question["kind"])
            troubles += [f"{question['id']}: {one}" for one in violations(page, include=["#wall"])]
            page.evaluate("() => document.documentElement.classList.add('dark')")
            troubles += [
                f"{question['id']}, dark: {one}" for one in violations(page, ["cat.color"], ["#wall"])
            ]
            page.evaluate("() => document.documentElement.classList.remove('dark')")
        page.keyboard.press("PageDown")
    assert not troubles, "\n".join(troubles)
