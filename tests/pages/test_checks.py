"""Checks on a page where no Python runs: read, compared, hinted and kept as Python does, in the same words."""

import functools
import json
import random
from dataclasses import replace

import pandas as pd
import pytest

from helpers import registry
from helpers.asking import check, check_on_page, conditions
from helpers.asking.check_items import NOTHING, Check
from helpers.asking.conditions import Condition
from helpers.lessons.decision_room import options
from helpers.work.workbook import book

computed = conditions._computed
compute = functools.cache(computed)


def once(value, load):
    """What a condition computes from the tables, only the first time."""
    return compute(value, load) if callable(value) else computed(value, load)


PLAY = """([content, before, typed]) => {
  const kept = openWorkbook({ local: memory(), session: memory() });
  for (const [id, value] of before) kept.recordAnswer(id, value, null, "answers");
  const model = formModel(content, kept), id = content.offline.id;
  return typed.map((one) => {
    model.send({ kind: "act", n: "1", action: "keep", id, values: { [id]: { value: one } } });
    const record = kept.entry("answers", id);
    return [model.get("state")[id].lines, record && [record.value, record.right, record.tries.map((one) => one.value)]];
  });
}"""

ODD = """
 ~... ~?~abc~1/0~7/0.0~∞~nan~1e400~-1e999~none~None.~no~never~٣٤~½~85 %~about 85~≈0,85~1,564,116~3.500.000~3 500 000~
1_000~-5~−5~+7~1'000~17/20~1 7 / 2 0~1e3 / 4~1,2/3~3,5 million~2 thousand~1.5 billion %~85 per cent~85 pct.~8 apples~
12.~.5~1,234~0,123~12,345~1.2,3~1,2.3~1,2,3~--5~1e~5e3~1e-5~0~-0~0.0~100~1000~99999~1234567890.5~0.00012345~１２~
1,23,4~12,34,567~1,234,56~10 00~2014 2015~1 000,5~1'000.5~1'23~5/1,23,4~1,23/4~1, 564, 116~1.234.567,8~1 700 / 2 000~
x 5~5 x 5~85%!~ 85 ~=85~=~%~1/3 %~200/2 hundred~7 or 8~Ü~ẞtraße~[2014, 2023]~2014 and 2023~{1; 2}~('a', "b")~,~;~
one~eight years~two million~one half~two thirds of it~one per cent~seven percent~twelve and a half~oneself~7:9~7 : 9~
32 of 33~32 out of 33~0.8 of 1~1 of 0~1e300~5e299~2e294 million~0.8~0.77~0.9~-12.6~-13~-12~-90~-0.1~12~
art. 59~art. 2014; § 2023~art. 5 or 9~art. 99999999999999999999~x-5~
1 July 2002~1st of July, 2002~July 1 2002~2002-07-01~2002-01-07~1.7.2002~7/1/2002~01/07/02~31/12/99~30 February 2002~
July 2002~2002 Jul 1~1 Juli 2002~on 1 sept. 2002~1 July 02~1 7 202~1 2 3 July~May 1 July 2002~١ July 2002~１ July 2002~
29.2.1900~1.13.2002~13.1.2002~Mongolia~the Mongolia~mongolia~MONGOLIA.~“Mongolia”~China, Russia~1921, 1990~
59, 89~89;59~59 and 89~86~2018~2013~nothing
""".replace("\n", "").split("~")


@pytest.fixture
def same(script, on_page, in_memory, monkeypatch):
    """same(id, item, typed, before): after each answer the page says and keeps what Python does; returns the words."""

    def compare(id, item, typed, before=()):
        if not item.own:
            item = replace(item, expected=functools.lru_cache(item.expected))
        monkeypatch.setattr(conditions, "_computed", once)
        item = replace(item, untouched=NOTHING)  # a page has no cell that answers by itself
        monkeypatch.setattr(registry, "find", lambda _kind, _id: item)
        made = on_page(check.check, id)
        content = json.loads(json.dumps({"spec": made.spec, "state": made.state, "offline": made.offline}))
        in_memory()
        for other, value in before:
            book().record_answer(other, value, None)
        said = []
        found = script.evaluate(PLAY, [content, list(before), typed])
        for text, (lines, kept) in zip(typed, found, strict=True):
            reply = check.reply(id, text)
            words = reply.text.replace(item.task, check_on_page.PROMPT)
            assert {"tone": reply.tone, "word": reply.word, "text": words} == lines[0], (id, text)
            answer = book().all()["answers"].get(id)
            mine = answer and [answer["value"], answer["right"], [one["value"] for one in answer["tries"]]]
            assert json.loads(json.dumps(mine)) == kept, (id, text)
            wrong = answer and {repr(one["value"]) for one in answer["tries"] if one["right"] is False}
            shown = reply.tone == "wrong" and len(wrong) >= check_on_page.SHOW_FROM_TRY
            assert [one.get("folded") for one in lines[1:]] == [content["offline"]["item"]["answer"]] * shown
            said.append(lines[0])
        return said

    return compare


def written(value, dice):
    """A number as somebody may write it."""
    forms = ["{!r}", "{:.3f}", "{:.1f}", "{:g}", "{:,.2f}", "{:.2f} %", "about {:g}"]
    return dice.choice(forms).format(value)


def numbers_in(thing):
    """All numbers of a condition as a page holds it."""
    if isinstance(thing, (int, float)) and not isinstance(thing, bool):
        return [thing]
    return [one for part in thing for one in numbers_in(part)] if isinstance(thing, list) else []


def texts_in(thing):
    """All texts of a condition as a page holds it, its kind left out."""
    if not isinstance(thing, list):
        return []
    below = [one for part in thing for one in texts_in(part)]
    kind = bool(thing) and thing[0] in (*conditions.TESTS, "own")
    return [*below, *(one for one in thing[kind:] if isinstance(one, str))]


def sets_in(thing):
    """All collections of a condition as a page holds it."""
    if not isinstance(thing, list):
        return []
    own = thing[1:] if thing and thing[0] in ("set", "more", "shares") else []
    return [one for one in own if isinstance(one, list)] + [
        found for part in thing for found in sets_in(part)
    ]


def answers_to(plain, options, dice):
    """What students may write, right, nearly right, telling and odd; or choose of these options."""
    conditions = [hint["when"] for hint in plain["hints"] if "when" in hint]
    expected = plain["expected"]
    if plain["kind"] in ("number", "share"):
        accepted = expected if isinstance(expected, list) else [expected]
        room = plain["tolerance"] if plain["tolerance"] is not None else abs(accepted[0]) / 100
        ends = [one[0] for one in plain["right"][:-1]] if isinstance(plain["right"], list) else []
        marks = [*accepted, *numbers_in(conditions), *ends]
        marks = [*marks, *(one / 100 for one in marks), *(one * 100 for one in marks)]
        near = [one + by * room for one in accepted for by in (-1.01, -1, -0.99, -0.4, 0.3, 0.99, 1, 1.01)]
        ladder = sorted(marks)
        marks += [(one + after) / 2 for one, after in zip(ladder, ladder[1:], strict=False)]
        around = [one * by for one in marks for by in (1, 1 + 1e-12, 0.999, 1.01)]
        free = [dice.uniform(-2, 2) * 10 ** dice.randint(-3, 5) for _ in range(12)]
        loosely = [*dice.sample(around, min(30, len(around))), *free]
        far = [one * by for one in accepted for by in (-1, 4.9, 5.5, 0.21, 0.18)]
        return [
            *map(repr, near),
            *map(repr, far),
            *map(repr, marks),
            *(written(one, dice) for one in loosely),
        ]
    if options:
        some = [dice.sample(options, dice.randrange(len(options))) for _ in range(20)]
        return (
            [*map(", ".join, some), ", ".join(expected)] if plain["kind"] == "set" else [*options, *expected]
        )
    if plain["kind"] == "set":
        known = [expected, *sets_in(conditions), *([one] for one in numbers_in(conditions))]
        members = [*{one for group in known for one in group}, 1900, 2024, "France", *numbers_in(conditions)]
        free = [dice.sample(members, dice.randrange(min(9, len(members)))) for _ in range(12)]
        parts = [one[:-1] for one in known] + [[*one, 2024] for one in known] + [[*one, "x"] for one in known]
        joined = [
            (", ", "; ", " and ", ",")[dice.randrange(4)].join(map(str, one)) for one in known + parts + free
        ]
        return [*joined, ",", str(expected), str(set(expected)), "'" + "', '".join(map(str, expected)) + "'"]
    if plain["kind"] == "date":
        days = [
            pd.Timestamp(one) for text in (expected, *texts_in(conditions)) for one in (text, "9 May 1945")
        ]
        ways = ("%d %B %Y", "%Y-%m-%d", "%B %d, %Y", "%d.%m.%Y", "%m/%d/%y", "from %d %b %Y on", "%B %Y")
        return [one.strftime(way) for one in days for way in ways]
    texts = [*expected, *texts_in(conditions)]
    bent = [
        one[: dice.randrange(1, len(one) + 1)] + dice.choice(["", "x", "!", " "]) + one[2:] for one in texts
    ]
    plainly = [way.format(one) for one in texts for way in ("{}", "{}.", "the {} ")]
    return [*bent, *plainly, *map(str.upper, texts)]


ALL = [
    (id, item) for number in registry.LESSONS for id, item in registry.collection("CHECKS", number).items()
]
OWN = ["9.beaten", "9.flip"]
FEW = ["0.density", "3.energy_needed", "6.left_out", "7.articles"]  # one of each kind


def few_or_slow(id):
    return id if id in FEW else pytest.param(id, marks=pytest.mark.slow)


@pytest.mark.browser
@pytest.mark.parametrize("id", [few_or_slow(id) for id, _ in ALL if id not in OWN])
def test_every_check_says_and_keeps_on_its_page_what_python_does(same, id):
    dice, item = random.Random(id), dict(ALL)[id]
    item = replace(item, expected=functools.lru_cache(item.expected))
    plain = json.loads(json.dumps(check_on_page.plain(item)))
    options = check_on_page.options_of(item)
    typed = [*answers_to(plain, options, dice), *([] if options else dice.sample(ODD, 12))]
    said = same(id, item, dice.sample(typed, len(typed)))
    assert {"right", "wrong"} <= {one["tone"] for one in said}
    heard = " ".join(one["text"] for one in said)
    unheard = [hint.say for hint in item.hints if hint.when and hint.say not in heard]
    assert options or not unheard, unheard


@pytest.mark.browser
@pytest.mark.parametrize("id", [few_or_slow(id) for id in OWN])
def test_a_check_of_ones_own_scores_says_on_its_page_what_python_does(same, id):
    dice, item = random.Random(id), dict(ALL)[id]
    heard = ""
    for some in range(40):
        reach = dice.choice([0, 1, 2, 2])
        scored = dice.sample(list(options.CRITERIA), dice.choice([0, 1, 2, 4, 6, 6]) if some else 0)
        before = [
            (options.score_id(one), [dice.randint(-reach, reach) for _ in options.OPTIONS]) for one in scored
        ]
        weights = [*range(-1, 12), 2.5, "3.3", "7,5", "none", "No", "never", "zero"]
        labels = [
            *options.OPTIONS.values(),
            *options.OPTIONS,
            "none",
            " No option.",
            "Arrest",
            "arrest HIM!",
            "nobody",
        ]
        typed = [str(one) for one in (weights if id == "9.flip" else labels)]
        heard += " ".join(one["text"] for one in same(id, item, dice.sample(typed, 12), before))
    assert "Nothing is scored yet" in heard
    unheard = [hint.say for hint in item.hints if hint.say not in heard]
    assert not unheard, unheard


@pytest.fixture
def made_up(lesson):
    lesson.CHECKS = {
        "90.year": Check("the year", lambda load: 1991, how="look at <x>", right="Well."),
        "90.word": Check("the word", lambda load: ["one", "other"], "text"),
        "90.set": Check("the years", lambda load: {3, 1}, "set"),
        "90.broken": Check("it", lambda load: 1 / 0),
        "90.table": Check("the table", lambda load: None, "frame"),
    }
    return lesson


@pytest.mark.browser
def test_odd_answers_are_read_as_python_reads_them(same):
    none = Check("the year", lambda load: [], none=("none", "no", "never"), how="so")
    for item in (
        Check("the part", lambda load: 85.0, "share", 0.5, "%"),
        Check("the part", lambda load: 0.85, "share", 0.005),
        Check("people", lambda load: 3_500_000),
        Check("the change", lambda load: -12.5, tolerance=0),
        Check("the word", lambda load: ["Türkiye", "Ulaanbaatar", "straße"], "text"),
        Check("the years", lambda load: {2014, 2023}, "set"),
        Check("the part", lambda load: 0.29, "share", 0.001),
        Check("the part", lambda load: 0.7778, "share", 0.0005),
        Check("the day", lambda load: pd.Timestamp(2002, 7, 1), "date"),
        Check("the words", lambda load: {"Österreich", "the China"}, "set"),
        none,
        replace(none, expected=lambda load: [3, 5.5]),
    ):
        same("90.made", item, ODD)


@pytest.mark.browser
def test_letters_are_as_alike_as_python_finds_them(script):
    import difflib

    dice = random.Random(8)
    words = ["".join(dice.choices("abcé ", k=dice.randrange(12))) for _ in range(400)]
    pairs = list(zip(words, words[1:], strict=False))
    found = script.evaluate("pairs => pairs.map(([a, b]) => checking.alike(a, b))", pairs)
    assert found == [difflib.SequenceMatcher(None, one, other).ratio() for one, other in pairs]


# --- what stands in the page --------------------------------------------------------------------------------


@pytest.mark.parametrize("id, said", [("90.year", "1991"), ("90.word", "one"), ("90.set", "1, 3")])
def test_a_check_tells_its_answer_only_in_its_json_and_folded_away(on_page, made_up, id, said):
    script, read = on_page(check.check, id)._repr_html_().split("</script>")
    before, folded = read.split('<details class="bg-answer">')
    assert f"An answer: {said}" in folded and said not in before.replace("the ", "")
    assert made_up.CHECKS[id].ask[4:] in before


def test_what_a_check_tells_is_escaped_and_an_unknown_one_gets_a_sentence(on_page, made_up):
    assert "look at &lt;x&gt;" in on_page(check.check, "90.year")._repr_html_().split("</script>")[1]
    assert "90.year" in repr(on_page(check.check, "90.yea"))


def test_what_a_page_cant_check_gets_a_sentence(on_page, made_up):
    assert "needs Python" in on_page(check.check, "90.table")._repr_html_()
    assert "could not be computed" in repr(on_page(check.check, "90.broken"))


def test_every_hint_of_every_lesson_can_stand_on_a_page():
    for id, item in ALL:
        for hint in item.hints:
            assert hint.when is None or isinstance(hint.when, Condition), (id, hint.say)


def test_a_right_answer_that_is_named_in_its_praise_is_named_on_the_page(same):
    item = Check("it", lambda load: 10, tolerance=2, right=lambda given, load: f"{given:.0f} it is.")
    said = same("90.made", item, ["8", "8.5", "9.49", "9.51", "10", "11.5", "12"])
    assert {one["text"] for one in said} == {f"{one} it is." for one in (8, 9, 10, 12)}


@pytest.mark.browser
def test_a_day_that_is_kept_is_read_again_as_it_was(script, on_page, lesson):
    lesson.CHECKS = {"90.day": Check("the day", lambda load: pd.Timestamp(2002, 7, 1), "date")}
    made = on_page(check.check, "90.day")
    content = json.loads(json.dumps({"spec": made.spec, "state": made.state, "offline": made.offline}))
    again = """([content, value]) => {
      const kept = openWorkbook({ local: memory(), session: memory() });
      kept.recordAnswer("90.day", value, null, "answers");
      return formModel(content, kept).get("state")["90.day"].lines.map((one) => one.word);
    }"""
    said = [
        script.evaluate(again, [content, value])
        for value in ("1 July 2002", "01.07.2002", "3 May 1999", "soon")
    ]
    assert said == [["Right"], ["Right"], ["Not yet"], []]
