"""Forms on a page where no Python runs: the same answers in the same words, work kept, moved and never mixed."""

import functools
import json
import random
import uuid
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from helpers import registry
from helpers.asking import check, claims, forms, my_work, predict, quiz
from helpers.asking.claims import VERDICTS, registered
from helpers.asking.drawn import Drawn
from helpers.lessons.decision_room import charts, options, scoring
from helpers.lessons.the_court import law, road
from helpers.pictures import explore, figures
from helpers.tables import load
from helpers.work import content
from helpers.work.content import checked, merge, read, written
from helpers.work.workbook import Workbook, book
from publishing import pages
from tests.pages.conftest import SCRIPTS


def stands(form):
    return {"spec": form.spec, "state": form.state, "offline": form.offline}


# --- what stands in the page --------------------------------------------------------------------------------


LINE = {2001: 20.5, 2002: 30.0, 2003: 80.0, 2005: 90.25}


@pytest.fixture
def made_up(lesson):
    lesson.PREDICTIONS = {
        "90.share": predict.Number(
            "Which <share>?", 0, 100, "%", outcome=lambda load: predict.Outcome(10, "It was 10 %.", "table x")
        ),
        "90.line": Drawn(
            "Which shares?",
            range(2001, 2006),
            0,
            100,
            "%",
            known=lambda load: {2000: 15.0},
            outcome=lambda load: predict.Outcome(LINE, "It ended at ninety.", "table x"),
            was=predict.Number("Which share in 2005?", 0, 100, "%"),
        ),
    }
    lesson.QUIZ = {"90.quiz.a": quiz.Question("First?", ["no", "yes"], 1, {0: "Because not.", 1: "Because."})}
    return lesson


def test_what_is_told_afterwards_stands_folded_away_and_in_the_json_only(on_page, made_up):
    html = on_page(predict.look_back, "90.share")._repr_html_()
    script, read = html.split("</script>")
    before, folded = read.split('<details class="bg-answer">')
    assert "It was 10 %." in script and "It was 10 %." in folded and "It was 10 %." not in before
    html = on_page(quiz.quiz, 90)._repr_html_()
    assert "Because." not in html.split("</script>")[1].split("<details")[0]
    assert "<share>" not in on_page(predict.predict, "90.share")._repr_html_()


def test_a_form_on_a_page_is_no_widget_and_reads_as_it_does_live(on_page, made_up, shown):
    form = on_page(predict.predict, "90.share")
    predict.predict("90.share")
    live = shown.pop()
    assert not hasattr(form, "comm") and (form.spec, form.state) == (live.spec, live.state)
    assert repr(form) == forms.as_text(live.spec, live.state)


def test_a_form_that_only_python_answers_says_so(on_page):
    spec = {"label": "x", "fieldsets": [{"id": "a", "legend": "Q", "controls": [forms.radio(["1"])]}]}
    html = on_page(lambda: forms.show_form(forms.form(spec, {}, lambda *_: {})))._repr_html_()
    assert "needs Python" in html and f'href="{forms.RUN_PAGE}"' in html and "bg-live" not in html


# --- the same words as Python's -----------------------------------------------------------------------------


PLAY = """([contents, scenarios]) => scenarios.map((actions) => {
  const kept = openWorkbook({ local: memory(), session: memory() });
  const models = contents.map((content) => formModel(content, kept));
  return actions.map(([form, values]) => {
    models[form].send({ kind: "act", n: "1", action: "keep", id: "", values });
    return models.map((model) => model.get("state"));
  });
})"""


def plain(thing):
    return json.loads(json.dumps(thing))


def once(function):
    """The function of `load`, called only the first time."""
    return functools.lru_cache(lambda load: function(load)) if function else None


@pytest.fixture
def same(script, shown, on_page, in_memory, monkeypatch):
    """same(calls, scenarios): after each press all forms say the same in Python as on the page.

    calls: what displays the forms; a scenario: presses, from an empty workbook; a press: (number of the form,
    values).
    """
    cached = {
        id: item if item.own else replace(item, outcome=once(item.outcome)) for id, item in predictions()
    }
    monkeypatch.setattr(registry, "find", lambda _kind, id: cached[id])
    facts = functools.cache(registered)
    monkeypatch.setattr(claims, "registered", lambda claim: facts(claim))
    monkeypatch.setattr(claims, "finding_lines", functools.cache(claims.finding_lines))

    def compare(calls, *scenarios):
        in_memory()
        contents = [stands(on_page(call)) for call in calls]
        expected = []
        for actions in scenarios:
            in_memory()
            for call in calls:
                call()
            live, said = list(shown), []
            for form, values in actions:
                live[form]._act(live[form]._answer, {"action": "keep", "values": plain(values)})
                said.append(plain([one.state for one in live]))
            expected.append(said)
            del shown[:]
        found = script.evaluate(PLAY, [plain(contents), plain(scenarios)])
        compare.said = expected
        for actions, mine, theirs in zip(scenarios, found, expected, strict=True):
            for place, action in enumerate(actions):
                assert mine[place] == theirs[place], action

    return compare


SURE = [50, 55, 100, 72.125, 900, 0, None, True, "80"]
REASONS = ["", " they are\n neighbours\u2003 ", "“<b>”", "😀é" * 150, "\x1cy\x85z\ufeff", None, 7]


def values_for(item, dice):
    """Values a student (or a page gone wrong) may send for a prediction, the telling ones first."""
    if isinstance(item, Drawn):
        return lines_for(item, dice)
    if isinstance(item, predict.Choice):
        return [*range(len(item.options)), len(item.options), -1, 0.5, None, "0", True]
    outcome = item.outcome(registry.tables()).value if item.outcome else None
    outcome = outcome if outcome is None else float(outcome)
    near = item._near()
    around = (
        []
        if outcome is None
        else [outcome, outcome + near, outcome - near, outcome + near * 1.01, outcome + 0.125]
    )
    inside = [item.low + (item.high - item.low) * dice.random() for _ in range(3)]
    return [
        item.low,
        item.high,
        *around,
        *inside,
        round(inside[0], 2),
        round(inside[1]) + 0.5,
        -0.0,
        item.high + 1,
        item.low - 0.001,
        None,
        "60",
        True,
        [60],
        {},
    ]


def lines_for(item, dice):
    """Lines a student may draw, true and near ones first, and what is no line."""
    many, span = len(item.years), item.high - item.low
    outcome = item.outcome(registry.tables()).value
    true = [outcome.get(year, item.low) for year in item.years]
    near = item._near()
    shifted = [
        [min(max(one + by, item.low), item.high) for one in true] for by in (near, -near, 1.01 * near, 0.125)
    ]
    free = [[item.low + span * dice.random() for _ in range(many)] for _ in range(4)]
    level = [[one] * many for one in (item.low, item.high, item.low + span / 2)]
    return [
        *[true, *shifted, *free, *level],
        *[true[:-1], [*true[:-1], None], [*true[:-1], True], [*true[:-1], item.high + 1], [*true, 1], []],
        *[None, item.low, item.high + 1, "60", True, {}],
    ]


def predictions():
    return [
        (id, item)
        for number in registry.LESSONS
        for id, item in registry.collection("PREDICTIONS", number).items()
    ]


SOME = ["0.area_place", "0.population_year", "8.mongolia"]  # one of each kind
all_or_some = pytest.mark.parametrize(
    "every", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["some", "all"]
)


@pytest.mark.browser
@all_or_some
def test_predictions_are_kept_said_and_looked_back_on_in_the_same_words(same, every):
    dice = random.Random(1)
    for id, item in predictions():
        if not every and id not in SOME:
            continue
        scenarios, values = [], values_for(item, dice)
        for value in values if id in SOME else dice.sample(values, 5):
            first = {"value": value, "confidence": dice.choice(SURE), "reason": dice.choice(REASONS)}
            again = {"value": getattr(item, "low", 0), "confidence": 50, "reason": "changed my mind"}
            scenarios.append([(0, {id: first}), (0, {}), (0, {id: again})])
        looking_back = [] if item.own else [partial(predict.look_back, id)]
        same([partial(predict.predict, id), *looking_back], *scenarios)


@pytest.mark.browser
def test_a_line_is_kept_said_and_compared_in_the_same_words(made_up, same):
    dice, id = random.Random(2), "90.line"
    scenarios = [
        [(0, {id: {"value": value, "confidence": 70, "reason": "it grows"}}), (0, {id: {"value": [1] * 5}})]
        for value in lines_for(made_up.PREDICTIONS[id], dice)
    ]
    same([partial(predict.predict, id), partial(predict.look_back, id)], *scenarios)


@pytest.mark.browser
@all_or_some
def test_the_running_score_over_several_forecasts_is_said_in_the_same_words(same, every):
    dice = random.Random(5)
    ids = [*(f"8.trip_{letter}" for letter in "abcdefgh"), "8.mongolia"]
    ids = ids if every else [*ids[:3], ids[-1]]
    calls = [partial(call, id) for id in ids for call in (predict.predict, predict.look_back)]
    scenarios = []
    for chance in (0, 0.5, 1):
        kept = [place for place in range(len(ids) - 1) if dice.random() < chance]
        dice.shuffle(kept)  # whoever goes back and keeps an earlier one moves the score below it, too
        scenarios.append(
            [
                (
                    2 * place,
                    {ids[place]: {"value": dice.choice([dice.randrange(101), 12.5, 10]), "confidence": 50}},
                )
                for place in [*kept, len(ids) - 1]
            ]
        )
    same(calls, *scenarios)
    said = same.said[-1][-1][-1][""]["lines"]
    assert f"Mean score over {len(ids)} forecasts" in [one["word"] for one in said]


@pytest.mark.browser
@all_or_some
def test_scores_and_what_follows_from_them_are_said_in_the_same_words(same, on_page, every):
    dice = random.Random(4)
    own = [id for id, item in predictions() if item.own]
    assert own == ["9.first", "9.hinges", "9.advice"]
    html = on_page(predict.look_back, "9.first")._repr_html_()
    assert predict.OWN_ON_PAGE in html and "run this cell" not in html
    criteria = list(options.CRITERIA)
    forms_ = [lambda one=one: forms.show_form(scoring.score_form(one)) for one in criteria]
    calls = [
        *forms_,
        *(partial(predict.predict, id) for id in own),
        *(partial(predict.look_back, id) for id in own),
    ]
    odd = [
        None,
        [],
        [1, 1, 1, 1],
        [1, 1, 1, 1, 3],
        [1, 1, 1, 1, 0.5],
        [1, 1, 1, 1, True],
        [1, 1, 1, 1, "1"],
        "11111",
    ]
    scenarios = [[(0, {"9.score.fuel": {"values": given}}) for given in odd]]
    for some in range(40 if every else 6):
        actions = [
            (len(criteria) + place, {id: {"value": dice.randrange(5), "confidence": 60}})
            for place, id in enumerate(own)
        ]
        for place in dice.sample(range(len(criteria)), dice.randrange(7) if some else 6):
            reach = dice.choice([0, 1, 2])
            given = [dice.randint(-reach, reach) for _ in options.OPTIONS]
            actions.append((place, {options.score_id(criteria[place]): {"values": given}}))
        scenarios.append(dice.sample(actions, len(actions)))
    same(calls, *scenarios)
    said = " ".join(
        line["text"] for scenario in same.said for state in scenario[-1][-3:] for line in state[""]["lines"]
    )
    assert (
        "comes first, with" in said and "are level in the first place" in said and "aren't scored yet" in said
    )
    assert "With the second you agreed" in said


def the_map():
    forms.show_form(road.road_form(load("legal_tree")))


def other_view():
    forms.show_form(road.other_form())


@pytest.mark.browser
def test_every_road_and_what_is_none_is_kept_and_said_in_the_same_words(same):
    roads = [list(path[1:-1:2]) for path in law.paths(load("legal_tree"))]
    none = [
        None,
        [],
        "a-arrest",
        [None],
        [roads[0]],
        [*roads[0], roads[0][0]],
        roads[0][:-1],
        roads[-1][1:],
        {},
    ]
    press = [[(0, {road.ROAD: {"value": value}})] for value in [*roads, *none]]
    same([the_map], *press, [*press[0], *press[-1], (0, {}), *press[5], *press[0]])
    assert sum("It ends" in str(said) for said in same.said) == len(roads) + 1


CASES = [
    "",
    "short",
    "x" * 39,
    "x" * 40,
    "  Russia\u2003stayed outside and\n waived nothing at all. ",
    "😀é" * 200,
]


@pytest.mark.browser
def test_the_other_view_is_kept_and_its_friends_heard_in_the_same_words(same):
    odd = [None, 7, ["x" * 50], {}]
    pairs = [(view, text) for view in ("has to", "need not", "neither", None, 0) for text in [*CASES, *odd]]
    press = [(0, {road.OTHER: {"value": view, "text": text}}) for view, text in pairs]
    same(
        [other_view],
        *([one] for one in press),
        [press[2], press[3], press[14], (0, {}), (0, {road.OTHER: None})][:4],
    )
    assert sum("Would its friends" in str(said) for said in same.said) == 2 * 3 + 1


DRAW = """([drawing, answers, values]) => { const entry = (_, id) => (id in answers ? { value: answers[id] } : null);
  const view = room.view(drawing, { entry }, values);
  return view && [view.caption, view.numbers, view.url.slice(0, 19)]; }"""


@pytest.mark.browser
@all_or_some
def test_the_ranking_says_for_any_scores_and_weights_what_python_says(script, every):
    dice = random.Random(6)
    for some in range(150 if every else 25):
        reach, answers, scored = dice.choice([0, 1, 2, 2]), {}, dice.choice([0, 1, 3, 6, 6])
        for one in dice.sample(list(options.CRITERIA), scored):
            answers[options.score_id(one)] = [dice.randint(-reach, reach) for _ in options.OPTIONS]
        kept = {"answers": {id: {"value": value} for id, value in answers.items()}}
        scores = options.decision(kept).scores.rename(index=options.OPTIONS, columns=options.CRITERIA)
        weights = {
            name: dice.choice([0, 5, 5, dice.randint(0, 10)]) if some else 0 for name in options.SLIDERS
        }
        for draw, values in ((charts.ranking, weights), (charts.shares, {})):
            if values or some < 25:
                drawn = draw(figures.new_figure()[1], scores, **values)
                said = (
                    [draw.alt(drawn, **values), explore._numbers(drawn), "data:image/svg+xml,"]
                    if scored
                    else None
                )
                assert script.evaluate(
                    DRAW, [{**draw.on_page, "scores": options.SCORES_ON_PAGE}, answers, values]
                ) == plain(said)


@pytest.mark.browser
@all_or_some
def test_quizzes_are_answered_and_counted_in_the_same_words(same, every):
    dice = random.Random(2)
    for number in registry.LESSONS if every else [3]:
        questions = registry.collection("QUIZ", number)
        every = [(0, {id: {"value": dice.randrange(len(one.options))}}) for id, one in questions.items()]
        right = [(0, {id: {"value": one.right(registry.tables())}}) for id, one in questions.items()]
        odd = [(0, {id: {"value": value}}) for id in questions for value in (None, 7, -1, "0", True, 0.5)]
        same([partial(quiz.quiz, number)], [*odd[:6], *every, *every, *right])
        same([partial(quiz.quiz, number)], [(0, {id: act[id] for _, act in right for id in act})])


@pytest.mark.browser
def test_the_questions_before_and_after_are_kept_once_and_told_alike(same):
    dice = random.Random(4)
    for form in ("before", "after"):
        questions = [
            found
            for number in registry.LESSONS
            for found in registry.collection(form.upper(), number).items()
        ]
        twice = [
            (0, {id: {"value": dice.randrange(len(one.options))}}) for _ in "12" for id, one in questions
        ]
        same([partial(quiz.quiz, form)], [(0, {questions[0][0]: {"value": 9}}), *twice])


@pytest.mark.browser
@all_or_some
def test_verdicts_are_kept_moved_and_answered_in_the_same_words(same, every):
    dice = random.Random(3)
    words = [*VERDICTS, "nonsense", None, 3]
    for claim in claims.ledger().index if every else ["C15", "C06"]:
        if not registered(claim):
            continue
        calls = [partial(claims.verdict, claim, first=True), partial(claims.verdict, claim)]
        scenarios = [[], [], []]
        for actions in scenarios:
            for _ in range(5):
                form = dice.randrange(2)
                given = {
                    "value": dice.choice(words),
                    "confidence": dice.choice(SURE),
                    "reason": dice.choice(REASONS),
                }
                actions.append((form, {f"{['first', 'last'][form]}:{claim}": given}))
            actions.sort(key=lambda press: press[0])
        same(calls, *scenarios)
    same(
        [partial(claims.verdict, "C15", "C16", "C17", first=True)],
        [
            (0, {"first:C16": {"value": "holds", "confidence": 60}}),
            (0, {"first:C15": {"value": "holds"}, "first:C17": {}}),
        ],
    )


# --- the same workbook as Python's --------------------------------------------------------------------------

TIMES = [
    f"2026-01-01T00:00:0{second}.{micro}Z" for second in range(3) for micro in ("000000", "000001", "999999")
]
VALUES = [
    None,
    True,
    False,
    0,
    1,
    -3,
    0.5,
    -0.0,
    85.0,
    1e-05,
    1.5e-07,
    1e16,
    2**53 - 1,
    2**53,
    2**60,
    1e21,
    1.7e299,
    "",
    'é😀\x7f\n"\\',
    "\ud800x",
    [],
    [3, "b", 2.0],
    [None],
]


def some_entry(dice):
    return {
        "value": dice.choice(VALUES),
        "confidence": dice.choice([None, 50, 80.0, 72.5]),
        "reason": dice.choice(["", "é", "why"]),
        "at": dice.choice(TIMES),
    }


def some_try(dice):
    return {"value": dice.choice(VALUES), "right": dice.choice([None, True, False]), "at": dice.choice(TIMES)}


def some_workbook(dice):
    """A workbook such as a student might restore; few times and ids, so that two of them meet everywhere."""

    def section(make, names=("3.a", "3.b", "8.mongolia", "C15", "__proto__", "é")):
        return {name: make() for name in names if dice.random() < 0.6}

    def verdict():
        return {"stage": dice.choice(["first", "last"]), **some_entry(dice)}

    tries = [some_try(dice) for _ in range(70)]
    student = dice.choice(["", "s1", "s2", "s_-é"])
    return {
        "format": 1,
        "student": student,
        "since": dice.choice(TIMES) if student else "",
        "predictions": section(lambda: some_entry(dice)),
        "answers": section(lambda: {**some_try(dice), "tries": dice.sample(tries, dice.randrange(6))}),
        "quiz": section(lambda: {**some_try(dice), "tries": dice.sample(tries, dice.choice([1, 60]))}),
        "verdicts": section(
            lambda: {
                "first": dice.choice([None, verdict()]),
                "last": dice.choice([None, verdict()]),
                "history": [verdict() for _ in range(dice.randrange(4))],
            }
        ),
        "notes": section(lambda: {"text": dice.choice(["", "é", "long " * 500]), "at": dice.choice(TIMES)}),
    }


@pytest.mark.browser
def test_two_workbooks_are_merged_as_python_merges_them_and_read_by_it(script):
    dice = random.Random(4)
    pairs = [(checked(some_workbook(dice)), checked(some_workbook(dice))) for _ in range(12)]
    texts = [[written(one), written(other)] for one, other in pairs]
    found = script.evaluate(
        """pairs => pairs.map(([a, b]) => [workbook.read(a), workbook.read(b)]).map(([a, b]) =>
        [[a, b], [b, a], [a, a]].map(([one, other]) => workbook.written(workbook.merge(one, other))))""",
        texts,
    )
    for (one, other), (there, back, alone) in zip(pairs, found, strict=True):
        assert there == back and read(there) == merge(one, other)
        assert written(read(there)) == written(merge(one, other)), "the same entries in the same order"
        assert read(alone) == one
    tries = [len(answer["tries"]) for there, *_ in found for answer in json.loads(there)["quiz"].values()]
    assert max(tries) == content.TRIES_KEPT


@pytest.mark.parametrize("value", [85.0, -0.0, 2**60, 10**400 // 10**110])
def test_a_number_is_the_same_after_a_trip_through_the_page(value):
    kept = checked(
        {**content.empty(), "notes": {}, "answers": {"3.a": {"value": value, "right": True, "at": TIMES[0]}}}
    )
    back = read(written(kept).replace('"value": 1.152921504606847e+18', '"value": 1152921504606847000'))
    assert written(merge(kept, back)) == written(kept)
    mine = Workbook(None)
    for _ in range(2):
        answer = mine.record_answer("3.a", value, True)
    assert len(answer["tries"]) == 1


def test_a_number_beyond_all_numbers_is_refused_in_a_sentence():
    text = written(content.empty()).replace(
        '"answers": {}', '"answers": {"3.a": {"value": 1%s, "at": "x"}}' % ("0" * 400)
    )
    assert "values is damaged" in Workbook(None).restore(text)


BAD = [
    "",
    "{",
    "null",
    "[]",
    "3",
    '"x"',
    "{}",
    '{"format": 1}',
    '{"format": 2, "predictions": {}}',
    '{"format": true, "predictions": {}}',
    '{"format": 1, "predictions": []}',
    '{"format": 1, "predictions": {"a b": {}}}',
    '{"format": 1, "predictions": {"a": 3}}',
    '{"format": 1, "predictions": {"a": {"value": 1}}}',
    '{"format": 1, "predictions": {"a": {"value": {}, "at": "x"}}}',
    '{"format": 1, "predictions": {"a": {"value": [[1]], "at": "2026-01-01T00:00:00Z"}}}',
    '{"format": 1, "predictions": {"a": {"value": 1e300, "at": "2026-01-01T00:00:00Z"}}}',
    '{"format": 1, "predictions": {"a": {"confidence": 101, "at": "2026-01-01T00:00:00Z"}}}',
    '{"format": 1, "predictions": {"a": {"reason": null, "at": "2026-01-01T00:00:00Z"}}}',
    '{"format": 1, "predictions": {"a": {"at": "2026-02-30T00:00:00Z"}}}',
    '{"format": 1, "predictions": {"a": {"at": 7}}}',
    '{"format": 1, "student": "a b", "predictions": {}}',
    '{"format": 1, "since": "now", "predictions": {}}',
    '{"format": 1, "predictions": {}, "answers": {"a": {"at": "2026-01-01T00:00:00Z", "right": 1}}}',
    '{"format": 1, "predictions": {}, "answers": {"a": {"at": "2026-01-01T00:00:00Z", "tries": {}}}}',
    '{"format": 1, "predictions": {}, "quiz": {"a": {"at": "2026-01-01T00:00:00Z", "tries": [3]}}}',
    '{"format": 1, "predictions": {}, "verdicts": {"a": {"history": [null]}}}',
    '{"format": 1, "predictions": {}, "verdicts": {"a": {"first": 3}}}',
    '{"format": 1, "predictions": {}, "notes": {"a": {"at": "2026-01-01T00:00:00Z"}}}',
    '{"format": 1, "predictions": {}, "notes": 3}',
    "x" * 5_000_001,
    json.dumps(
        {
            "format": 1,
            "predictions": {},
            "notes": {f"n{i}": {"text": "", "at": "2026-01-01T00:00:00Z"} for i in range(2001)},
        }
    ),
]


@pytest.mark.browser
def test_a_bad_file_is_refused_in_pythons_words_and_changes_nothing(script):
    said = [Workbook(None).restore(text) for text in BAD]
    assert all("Nothing was changed" in one for one in said)
    found = script.evaluate(
        """texts => texts.map((text) => {
        const kept = openWorkbook({ local: memory(), session: memory() });
        const said = kept.restore(text);
        return [said, kept.toJson() === workbook.written(workbook.empty())]; })""",
        BAD,
    )
    assert found == [[one, True] for one in said]


@pytest.mark.browser
def test_a_workbook_made_on_a_page_is_one_of_pythons_and_back(script, in_memory):
    text = script.evaluate("""() => {
        const kept = openWorkbook({ local: memory(), session: memory() });
        kept.keepPrediction("3.russia_2023", 60, 80, "é");
        kept.keepPrediction("3.russia_2023", 10, 50, "");
        for (const value of [1, 1, 0]) kept.recordAnswer("3.quiz.hhi", value, value === 0, "quiz");
        for (let i = 0; i < 5; i++) kept.keepVerdict("C15", i ? "last" : "first", "holds", 50 + i, "");
        return kept.toJson(); }""")
    made = read(text)
    assert uuid.UUID(made["student"]).version == 4 and made["since"]
    assert made["predictions"]["3.russia_2023"]["value"] == 60
    assert [one["value"] for one in made["quiz"]["3.quiz.hhi"]["tries"]] == [1, 0]
    history = made["verdicts"]["C15"]["history"]
    assert len({one["at"] for one in history}) == 5 and [one["confidence"] for one in history] == [
        50,
        51,
        52,
        53,
        54,
    ]
    in_memory()
    said = book().restore(text)
    assert said == "Restored. Your workbook now holds 1 prediction, 1 quiz answer, 1 verdict."
    back = script.evaluate(
        """text => {
        const kept = openWorkbook({ local: memory(), session: memory() });
        return [kept.restore(text), kept.toJson()]; }""",
        book().to_json(),
    )
    assert back[0] == said and read(back[1]) == book().all() == made


@pytest.mark.browser
@pytest.mark.parametrize(
    "latest", ["2026-01-01T00:00:00.000000Z", "2999-12-31T23:59:59.999999Z", "2999-01-01T00:00:00.000999Z"]
)
def test_a_clock_that_runs_backwards_still_gives_a_later_time(script, latest):
    assert (
        script.evaluate("latest => workbook.nowAfter(latest, null)", latest)[:20]
        == content.now_after(latest)[:20]
    )
    assert script.evaluate("latest => workbook.nowAfter(latest)", latest) > latest


# --- in a browser, from a folder ----------------------------------------------------------------------------

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lesson</title><style>%s</style></head>
<body><main><h1>Lesson</h1>%s</main>
<script>%s</script>
<script type="module">
const url = URL.createObjectURL(new Blob([%s], { type: "text/javascript" }));
const { default: forms } = await import(url);
window.kept = openWorkbook();
fromClass(kept, document.body);
workBar(kept, document.body);
for (const box of document.querySelectorAll(".bg-live")) {
  const content = JSON.parse(box.querySelector("script").textContent), el = document.createElement("div");
  forms.render({ model: formModel(content, kept), el });
  box.lastElementChild.replaceWith(el);
}
window.opened = [];
document.addEventListener("bg:kept", ({ detail }) => window.opened.push(detail.id));
window.ready = true;
</script></body></html>"""


def page_of(displayed):
    """A page as the book makes them, with what cells display; texts of the scripts as they are in the project."""
    modules = json.dumps(forms.Form._esm).replace("</", "<\\/")
    css = (pages.HELPERS / "asking" / "forms.css").read_text(encoding="utf-8")
    cells = "\n".join(one._repr_html_() for one in displayed)
    return PAGE % (css, cells, SCRIPTS, modules)


@pytest.fixture
def reader(browser, tmp_path):
    """A browser with nothing kept; `reader.open(page, new_tab)` opens one of the pages written by `write`."""

    class Reader:
        def __init__(self):
            self.begin()

        def begin(self, **settings):
            self.context = browser.new_context(**settings)

        def write(self, name, displayed):
            (tmp_path / name).write_text(page_of(displayed), encoding="utf-8")

        address = (tmp_path / "a.html").as_uri()

        def open(self, name="a.html", tab=None):
            page = tab or self.context.new_page()
            page.goto((tmp_path / name).as_uri())
            page.wait_for_function("window.ready")
            return page

        def later(self):
            """The same browser another day: what is stored stays, tabs and their marks are gone."""
            for page in self.context.pages:
                page.close()

    one = Reader()
    yield one
    one.context.close()


def keep(page, id, value):
    field = page.locator("fieldset", has_text=registry.find("PREDICTIONS", id).question)
    field.get_by_label("Your estimate", exact=True).fill(str(value))
    field.get_by_role("button", name="Keep my prediction").click()


@pytest.fixture
def lesson_3(reader, on_page):
    reader.write(
        "a.html",
        [
            on_page(predict.predict, "3.russia_2023"),
            on_page(predict.look_back, "3.russia_2023"),
            on_page(quiz.quiz, 3),
            on_page(partial(claims.verdict, "C15", first=True)),
            on_page(claims.verdict, "C15"),
        ],
    )
    reader.write("b.html", [on_page(predict.look_back, "3.russia_2023"), on_page(my_work.my_work)])
    return reader


@pytest.mark.browser
def test_a_prediction_kept_on_one_page_is_there_on_the_next_and_in_a_second_tab_without_a_question(lesson_3):
    page = lesson_3.open()
    keep(page, "3.russia_2023", 60)
    page.get_by_text("You said 60 %, 50 % sure.").nth(1).wait_for()
    assert page.evaluate("opened") == ["3.russia_2023"]
    page = lesson_3.open("b.html", page)
    assert "You said 60 %" in page.locator("main").inner_text()
    second = lesson_3.open("b.html")
    second.get_by_text("You said 60 %").wait_for()
    page.wait_for_timeout(400)
    assert page.locator(".bg-bar").is_hidden() and second.locator(".bg-bar").is_hidden()


@pytest.mark.browser
def test_work_of_an_earlier_visit_is_asked_about_and_hidden_until_then(lesson_3):
    keep(lesson_3.open(), "3.russia_2023", 60)
    lesson_3.later()
    page = lesson_3.open()
    page.get_by_text("is kept in this browser").wait_for()
    assert "You said" not in page.locator("main").inner_text()
    assert page.evaluate("kept.isKept('3.russia_2023')") is False
    keep(page, "3.russia_2023", 10)  # only in this tab
    page.get_by_text("You said 10 %").first.wait_for()
    page = lesson_3.open("b.html", page)
    page.get_by_text("You said 10 %").wait_for()
    page.get_by_role("button", name="Go on with it").click()
    page.get_by_text("You said 60 %").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Your work is here again."
    assert (
        json.loads(page.evaluate("localStorage['between-giants-workbook']"))["predictions"]["3.russia_2023"][
            "value"
        ]
        == 60
    )


@pytest.mark.browser
def test_starting_afresh_mixes_nothing_and_loses_nothing(lesson_3):
    page = lesson_3.open()
    keep(page, "3.russia_2023", 60)
    before = read(page.evaluate("kept.toJson()"))
    lesson_3.later()
    page = lesson_3.open()
    keep(page, "3.russia_2023", 10)
    page.get_by_role("button", name="Not mine: start afresh").click()
    page.get_by_text("You said 10 %").first.wait_for()
    page = lesson_3.open("b.html", page)
    after = read(page.evaluate("localStorage['between-giants-workbook']"))
    assert after["student"] != before["student"] and after["predictions"]["3.russia_2023"]["value"] == 10
    with page.expect_download() as download:
        page.get_by_role("button", name="Download what was set aside").click()
    assert read(Path(download.value.path()).read_bytes()) == before
    assert "set-aside workbook 1 of 1" in page.locator("main").inner_text()


@pytest.mark.browser
def test_a_visit_ends_when_nobody_touched_the_page_for_two_hours(lesson_3):
    page = lesson_3.open()
    keep(page, "3.russia_2023", 60)
    page.evaluate("""() => { const mark = JSON.parse(sessionStorage["between-giants-visit"]);
        sessionStorage["between-giants-visit"] = JSON.stringify({ ...mark, at: mark.at - 2.1 * 3600e3 }); }""")
    page = lesson_3.open("a.html", page)
    page.get_by_text("is kept in this browser").wait_for()
    assert "You said" not in page.locator("main").inner_text()


@pytest.mark.browser
def test_the_panel_moves_work_between_the_page_and_python_and_removes_it(lesson_3, in_memory, tmp_path):
    in_memory()
    book().keep_prediction("3.russia_2023", 60, 80, "é")
    book().keep_verdict("C15", "first", "holds", 80.0)
    page = lesson_3.open("b.html")
    (tmp_path / "mine.json").write_text(book().to_json(), encoding="utf-8")
    page.locator("input[type=file]").set_input_files(tmp_path / "mine.json")
    page.get_by_text("Restored. Your workbook now holds 1 prediction, 1 verdict.").wait_for()
    page.get_by_text("You said 60 %, 80 % sure: “é”").wait_for()
    assert sorted(page.evaluate("opened")) == ["3.russia_2023", "C15"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert read(Path(download.value.path()).read_bytes()) == book().all()
    page.evaluate(
        "localStorage['between-giants-workbook.aside-2026-01-01T00:00:00.000000Z'] = 'somebody else'"
    )
    page.get_by_role("button", name="Remove my work").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Remove it").click()
    page.wait_for_function("window.ready")
    assert "You said" not in page.locator("main").inner_text()
    assert page.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage)]") == [[], []]


@pytest.mark.browser
def test_damaged_work_is_set_aside_and_said(lesson_3):
    page = lesson_3.open()
    page.evaluate("""localStorage["between-giants-workbook"] = '{"format": 1, broken'""")
    page = lesson_3.open("a.html", page)
    page.get_by_text("could not be read (it is damaged, or not a workbook at all)").first.wait_for()
    keep(page, "3.russia_2023", 60)
    stored = page.evaluate("Object.entries(localStorage)")
    assert sorted(text[:20] for _, text in stored)[1] == '{"format": 1, broken' and len(stored) == 2


@pytest.mark.browser
@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
    ],
)
def test_where_nothing_can_be_kept_a_sentence_and_a_download_stand_in(lesson_3, broken):
    lesson_3.context.add_init_script(broken)
    page = lesson_3.open()
    keep(page, "3.russia_2023", 60)
    page.get_by_text("You said 60 %, 50 % sure.").nth(1).wait_for()
    assert "could not be kept in this browser" in page.locator("main").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my work").click()
    assert read(Path(download.value.path()).read_bytes())["predictions"]["3.russia_2023"]["value"] == 60


# --- from class ---------------------------------------------------------------------------------------------

FROM_CLASS = ".bg-bar[aria-label='Your answer from class']"


def from_class(reader, fragment, page=None):
    """The page that a link from class opens."""
    page = page or reader.context.new_page()
    page.goto("about:blank")
    page.goto(f"{reader.address}#in-class={fragment}")
    page.wait_for_function("window.ready")
    return page


@pytest.mark.browser
def test_an_answer_from_class_is_asked_about_kept_once_and_leaves_the_address(lesson_3):
    page = from_class(lesson_3, "3.russia_2023=12.5")
    bar = page.locator(FROM_CLASS)
    assert "You said 12.5 %. Keep this as your prediction? It was given in class." in bar.inner_text()
    assert page.evaluate("kept.isKept('3.russia_2023')") is False
    bar.get_by_role("button", name="Keep it", exact=True).click()
    assert page.evaluate("kept.entry('predictions', '3.russia_2023').value") == 12.5
    page.get_by_text("You said 12.5 %.").first.wait_for()
    assert "#" not in page.url and bar.locator("button").count() == 0
    from_class(lesson_3, "3.russia_2023=60", page)
    assert "the answer from class changes nothing" in bar.inner_text()
    assert page.evaluate("kept.entry('predictions', '3.russia_2023').value") == 12.5


@pytest.mark.browser
def test_a_first_verdict_from_class_is_kept_or_let_go(lesson_3):
    page = from_class(lesson_3, "first:C15=holds-with-a-condition")
    page.locator(FROM_CLASS).get_by_role("button", name="Don't keep it").click()
    assert page.evaluate("kept.verdicts('C15').first") is None and "#" not in page.url
    from_class(lesson_3, "first:C15=holds-with-a-condition", page)
    page.locator(FROM_CLASS).get_by_role("button", name="Keep it", exact=True).click()
    assert page.evaluate("kept.verdicts('C15').first.value") == "holds with a condition"


@pytest.mark.browser
def test_an_answer_from_class_waits_until_it_is_known_whose_work_is_here_and_never_takes_its_place(lesson_3):
    keep(lesson_3.open(), "3.russia_2023", 60)
    lesson_3.later()
    page = from_class(lesson_3, "3.russia_2023=12")
    page.get_by_text("is kept in this browser").wait_for()
    assert page.locator(FROM_CLASS).is_hidden()
    page.get_by_role("button", name="Go on with it").click()
    page.locator(FROM_CLASS).get_by_text("changes nothing").wait_for()
    assert page.evaluate("kept.entry('predictions', '3.russia_2023').value") == 60


@pytest.mark.browser
def test_a_hostile_link_from_class_is_refused_in_a_sentence(lesson_3):
    page = lesson_3.context.new_page()
    for fragment in (
        "",
        "3.russia_2023",
        "3.russia_2023=",
        "3.russia_2023=<img src=x onerror=alert(1)>",
        "3.russia_2023=101",
        "3.russia_2023=-1",
        "3.russia_2023=1e1",
        "3.russia_2023=NaN",
        "3.russia_2023=1,2",
        "3.quiz.moved=1",
        "3.nothing=1",
        "__proto__=1",
        "first:C15=constructor",
        "first:C99=holds",
        "C15=holds",
        "3.russia_2023=" + "9" * 5000,
    ):
        from_class(lesson_3, fragment, page)
        assert page.locator(FROM_CLASS).inner_text().strip() == (
            "The link from class holds no answer to a question on this page, so nothing was kept."
        )
        assert page.evaluate("kept.toJson()").count('"value"') == 0 and "#" not in page.url


@pytest.mark.browser
def test_the_quiz_answers_at_once_and_a_verdict_can_be_changed(lesson_3):
    page = lesson_3.open()
    first = page.locator("fieldset", has_text="1. Which country depends")
    first.get_by_role("button", name="Answer").click()
    assert "Choose an answer first" in first.inner_text()
    first.get_by_label("One with three buyers, of 50, 30 and 20 %").check()
    first.get_by_role("button", name="Answer").click()
    assert "Choose again." in first.inner_text()
    last = page.locator("fieldset", has_text="What moved you, or what would?")
    last.get_by_label("It does not hold").check()
    last.get_by_role("button", name="Keep my verdict").click()
    last.get_by_text("The tables say").wait_for()
    last.get_by_role("button", name="Change my verdict").click()
    last.get_by_label("It holds, with a condition").check()
    last.get_by_role("button", name="Keep my verdict").click()
    last.get_by_text("Kept. It holds, with a condition").wait_for()
    assert [one["value"] for one in read(page.evaluate("kept.toJson()"))["verdicts"]["C15"]["history"]] == [
        "does not hold",
        "holds with a condition",
    ]


# --- a line that is drawn -------------------------------------------------------------------------------------


@pytest.fixture
def axes(reader, on_page, made_up):
    """A page with a line to draw and its look back; (page, the pad, the box of the pad)."""
    reader.write("a.html", [on_page(predict.predict, "90.line"), on_page(predict.look_back, "90.line")])
    page = reader.open("a.html")
    pad = page.locator(".bg-pad")
    pad.wait_for()
    return page, pad, pad.bounding_box()


def drawn(page):
    page.get_by_role("button", name="Keep my prediction").click()
    page.get_by_text("Kept. You drew a line").wait_for()
    return read(page.evaluate("kept.toJson()"))["predictions"]["90.line"]["value"]


@pytest.mark.browser
def test_a_line_drawn_with_the_mouse_sets_each_year_that_it_passes_and_is_laid_beside_what_came_out(axes):
    page, pad, box = axes
    bottom, top = box["y"] + box["height"] - 28, box["y"] + 26
    page.mouse.move(box["x"] + 46 + (box["width"] - 60) / 5, bottom)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 14, top, steps=4)
    page.mouse.up()
    assert "90.25" not in page.locator("main").inner_text() and not page.locator(".bg-truth").count()
    assert drawn(page) == [0, 25, 50, 75, 100]
    picture = page.locator(".bg-drawing[role=img]")
    assert picture.get_attribute("aria-label") == "Your line and what came out, 2001 to 2005."
    assert picture.locator("svg .bg-truth path").count() == 1 == picture.locator("svg .bg-mine path").count()
    assert (
        "You were 16 points off on average, most in 2003: 30 points too low."
        in page.locator("main").inner_text()
    )


@pytest.mark.browser
def test_a_year_without_neighbours_is_a_dot_where_its_value_lies(axes):
    """2004 is in no table, so what came out in 2005 has no line to stand on."""
    page, pad, _ = axes
    pad.focus()
    for key in ("End", "PageUp"):
        page.keyboard.press(key)
    assert drawn(page) == [17, 19, 21, 23, 25]
    picture = page.locator(".bg-drawing[role=img]")
    assert picture.locator(".bg-mine circle").count() == 0 == picture.locator(".bg-known circle").count() - 1
    dot, path, base = (picture.locator(one) for one in (".bg-truth circle", ".bg-mine path", ".bg-base"))
    assert dot.count() == 1
    x, y = (float(dot.get_attribute(one)) for one in ("cx", "cy"))
    *_, end = path.get_attribute("d").split("L")
    at, mine = map(float, end.split())
    bottom = float(base.get_attribute("y1"))
    assert x == pytest.approx(at, abs=0.1)
    assert (bottom - y) / (bottom - mine) == pytest.approx(90.25 / 25, abs=0.01)


@pytest.mark.browser
def test_empty_axes_are_printed_to_draw_on_without_what_only_a_screen_can_do(axes):
    page, pad, _ = axes
    page.emulate_media(media="print")
    assert pad.locator("svg .bg-rule").count() == 6 and pad.locator("svg").is_visible()
    assert pad.bounding_box()["height"] > 200 and pad.bounding_box()["width"] > 400
    assert page.get_by_text("Which shares?").is_visible()
    for gone in ("Draw with mouse or finger", "Type the numbers instead", "Keep my prediction"):
        assert not page.get_by_text(gone).is_visible()
    assert not page.locator(".bg-truth").count()
    page.emulate_media(media="screen")
    assert page.get_by_text("Type the numbers instead").is_visible()


@pytest.mark.browser
def test_a_line_drawn_on_a_slide_shown_smaller_lands_where_the_pointer_is(axes):
    page, pad, _ = axes
    page.add_style_tag(content="body { transform: scale(0.5); transform-origin: 0 0; }")
    box = pad.bounding_box()
    page.mouse.move(box["x"] + box["width"] - 7, box["y"] + 13)
    page.mouse.down()
    page.mouse.up()
    assert page.locator(".bg-drawing .bg-amount").inner_text() == "2005: 100 %"


@pytest.mark.browser
def test_a_line_is_drawn_with_keys_alone_and_says_year_and_value(axes):
    page, pad, _ = axes
    pad.focus()
    assert pad.get_attribute("aria-valuetext") == "2001: not drawn yet"
    for key in ("ArrowUp", "ArrowRight", "PageUp", "End", "ArrowDown", "ArrowDown", "Home"):
        page.keyboard.press(key)
    assert pad.get_attribute("aria-valuetext") == "2001: 16 %"
    page.keyboard.press("ArrowRight")
    assert pad.get_attribute("aria-valuetext") == "2002: 26 %"
    assert drawn(page) == [16, 26, 25, 25, 24]


@pytest.mark.browser
def test_a_line_is_typed_begun_again_and_not_kept_before_its_end(axes):
    page, pad, _ = axes
    page.get_by_text("Type the numbers instead").click()
    page.get_by_label("2003, %").fill("200")
    page.get_by_label("2003, %").blur()
    page.get_by_role("button", name="Keep my prediction").click()
    page.get_by_text("Draw the line as far as 2005 first.").wait_for()
    assert page.get_by_label("2003, %").input_value() == "100"
    page.get_by_role("button", name="Start the line again").click()
    assert page.get_by_label("2003, %").input_value() == ""
    page.get_by_label("2005, %").fill("40.5")
    page.get_by_label("2005, %").blur()
    page.reload()
    page.wait_for_function("window.ready")
    page.get_by_text("Type the numbers instead").click()
    assert page.get_by_label("2005, %").input_value() == "40.5"
    assert drawn(page) == [20, 25, 30, 35, 40.5]


# --- a map that one walks -------------------------------------------------------------------------------------


@pytest.fixture
def walk(reader, on_page):
    """A page with lesson 7's map; (page, what keeps the road that the workbook holds)."""
    reader.write("a.html", [on_page(the_map)])
    page = reader.open("a.html")
    page.locator(".bg-road").wait_for()

    def kept():
        return read(page.evaluate("kept.toJson()"))["answers"].get(road.ROAD, {"value": None})["value"]

    return page, kept


def lit(page):
    """(the numbers of the questions on the road, where one is, lines of the road, ends of it)."""
    return tuple(
        page.locator(f".bg-road {which}").all_inner_texts() if which != "path" else None
        for which in (".bg-map li.bg-lit .bg-number", "[aria-current=step] .bg-number")
    ) + (page.locator(".bg-rail path.bg-lit").count(), page.locator(".bg-rail .bg-end.bg-lit").count())


@pytest.mark.browser
def test_a_road_is_walked_with_the_keyboard_alone_and_each_step_says_where_one_is(walk):
    page, kept = walk
    page.get_by_role("button", name="Keep this road").focus()
    page.keyboard.press("Enter")
    page.get_by_text(road.UNFINISHED).wait_for()
    assert kept() is None
    said = []
    for tabs in (1, 1, 1, 2, 1, 1, 2, 1):  # from where one is, to the first or second answer
        focus = page.evaluate("document.activeElement.innerText")
        said.append(focus.split(". ")[0])
        assert focus.startswith("You are here") and page.locator("[aria-current=step]").count() == 1
        for _ in range(tabs):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter" if tabs == 1 else "Space")
    assert said == [f"You are here: question {number} of 8" for number in range(1, 9)]
    assert page.evaluate("document.activeElement.innerText").startswith("You are here: the end of this road.")
    assert lit(page) == ([str(number) for number in range(1, 9)], [], 8, 1)
    page.get_by_role("button", name="Keep this road").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Kept: The case: yes").wait_for()
    assert kept() == [
        "a-jurisdiction-yes",
        "a-request-yes",
        "a-cooperate-yes",
        "a-27-members",
        "a-98-custom",
        "a-98-2-no",
        "a-consult",
        "a-finding-sent",
    ]


@pytest.mark.browser
def test_whoever_goes_back_takes_another_road_which_meets_the_old_one_again(walk):
    page, kept = walk
    answer = lambda text: page.locator(".bg-answers button", has_text=text).first.click()  # noqa: E731
    for text in (
        "Yes: Ukraine",
        "Yes",
        "Yes, at once",
        "Yes: before",
        "No: custom",
        "None that fits",
        "Arrest him",
    ):
        answer(text)
    assert lit(page) == ([str(number) for number in range(1, 8)], [], 7, 1)
    page.get_by_role("button", name="Keep this road").click()
    page.get_by_text("It ends: “The duty, as the Court has read it, is met”.").wait_for()
    page.get_by_role("button", name="5 Article 98(1)").click()
    assert page.locator(".bg-answers [aria-pressed=true]").inner_text().startswith("No: custom")
    answer("Yes: between states")
    assert lit(page)[:2] == ([str(number) for number in range(1, 8)], ["6"]), (
        "what was answered behind it stays"
    )
    page.get_by_role("button", name="Keep this road").click()
    page.get_by_text("article 98(1): yes, until waived").wait_for()
    assert kept()[3:] == ["a-27-everyone", "a-98-yes", "a-98-2-no", "a-arrest"]
    page.get_by_role("button", name="← Back").click()
    answer("No: the Genocide")
    assert lit(page) == ([str(number) for number in range(1, 6)], [], 5, 1)
    page.reload()
    page.wait_for_function("window.ready")
    assert lit(page)[0] == [str(number) for number in range(1, 6)], "what isn't kept yet outlives a reload"
    page.get_by_role("button", name="Begin again").click()
    assert lit(page) == (["1"], ["1"], 0, 0)


@pytest.mark.browser
def test_the_map_has_a_line_for_each_answer_and_a_square_for_each_end(walk):
    page, _ = walk
    tree = load("legal_tree")
    assert page.locator(".bg-rail path").count() == (tree.kind == "answer").sum()
    assert page.locator(".bg-rail .bg-end").count() == (tree.kind == "outcome").sum()
    for row in tree[tree.kind == "question"].itertuples():
        assert page.get_by_text(row.in_short, exact=True).count() == 1


# --- for everyone -------------------------------------------------------------------------------------------

THEMES = {
    "light": "html { background: #fff; }",
    "dark": "html { color-scheme: dark; background: #14181e; color: #ced6dd; } a { color: #8fb8f0; }",
}
STRICT = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def every_kind(reader, on_page, made_up):
    """A page with every kind of form of the lessons."""
    calls = [
        partial(predict.predict, "3.russia_2023"),
        partial(predict.look_back, "3.russia_2023"),
        partial(predict.predict, "0.population_year"),
        partial(predict.predict, "90.line"),
        partial(claims.verdict, "C15", "C16", first=True),
        partial(claims.verdict, "C15"),
        partial(claims.verdict, "C06"),
        partial(quiz.quiz, 3),
        my_work.my_work,
        lambda: forms.show_form(scoring.score_form("fuel")),
        the_map,
        other_view,
    ]
    reader.write(
        "a.html", map(on_page, [*calls, partial(check.check, "3.hhi_2023"), partial(check.check, "9.beaten")])
    )
    return reader


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_any_state_of_the_forms(every_kind, violations, theme):
    page = every_kind.open()
    page.add_style_tag(content=THEMES[theme])
    assert violations(page, STRICT) == [], "empty"
    for button in (
        page.get_by_role("button", name="Keep my prediction").all()
        + page.get_by_role("button", name="Answer").all()
    ):
        button.click()
    keep(page, "3.russia_2023", 300)
    page.get_by_role("button", name="Remove my work").click()
    for summary in page.locator("summary").all():
        summary.click()
    assert page.locator("[aria-invalid=true]").count() == 2  # the number and the line
    assert violations(page, STRICT) == [], "wrong"
    keep(page, "3.russia_2023", 60)
    for fieldset in page.locator("fieldset", has=page.locator("input[type=radio]:visible")).all():
        fieldset.locator("input[type=radio]").first.check()
    for button in page.locator("button.bg-main").element_handles():
        if button.is_visible() and button.inner_text() != "Remove it":
            button.click()
    page.get_by_role("button", name="Leave it as it is").click()
    assert page.locator(".bg-kept:visible").count() >= 5
    assert violations(page, STRICT) == [], "kept"
    every_kind.later()
    page = every_kind.open()
    page.add_style_tag(content=THEMES[theme])
    page.get_by_text("is kept in this browser:").wait_for()
    assert violations(page, STRICT) == [], "asked"


@pytest.mark.browser
def test_every_target_is_24_pixels_and_nothing_is_wider_than_a_phone(every_kind):
    every_kind.context.close()
    every_kind.begin(viewport={"width": 320, "height": 640})
    page = every_kind.open()
    small = page.evaluate("""() => [...document.querySelectorAll("button, select, summary, input")].map((node) => {
        const target = node.closest("label") ?? node, { width, height } = target.getBoundingClientRect();
        return [node.outerHTML.slice(0, 80), width, height];
    }).filter(([, width, height]) => width && (width < 24 || height < 24))""")
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.browser
def test_what_lacks_is_tied_to_its_field_and_the_focus_is_seen(every_kind):
    page = every_kind.open()
    field = page.locator("fieldset", has_text=registry.find("PREDICTIONS", "3.russia_2023").question)
    keep(page, "3.russia_2023", 300)
    box = field.get_by_label("Your estimate", exact=True)
    assert (
        page.locator(f"[id='{box.get_attribute('aria-describedby')}']").inner_text()
        == "…\nYour turn: Give a number from 0 to 60 %."
    )
    box.focus()
    page.keyboard.press("Tab")
    style = page.evaluate(
        "(({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
    )
    assert style == ["solid", "3px"]
    box.fill("30")
    assert box.get_attribute("aria-invalid") is None
    page.emulate_media(forced_colors="active")
    assert (
        field.get_by_role("button", name="Keep my prediction").evaluate(
            "node => getComputedStyle(node).borderTopWidth"
        )
        == "2px"
    )


@pytest.mark.browser
def test_without_javascript_the_questions_are_read_and_what_is_told_opens(every_kind):
    every_kind.context.close()
    every_kind.begin(java_script_enabled=False)
    page = every_kind.context.new_page()
    page.goto(every_kind.address)
    text = page.locator("main").inner_text()
    assert (
        "a number from 0 to 100 %" in text
        and "Show what is told afterwards" in text
        and "Rests on" not in text
    )
    page.locator("summary").first.click()
    assert "Rests on" in page.locator("main").inner_text()
