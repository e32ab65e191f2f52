"""workbook.schema.json is what Python and the pages write; both read alike what fits it and what doesn't.

The contract stands in the docstring of helpers/work/content.py.
"""

import json
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import registry
from helpers.work import content
from helpers.work.content import checked, empty, merge, read, written
from helpers.work.workbook import Workbook, book
from publishing import pages
from tests.work.test_workbook import workbooks

SCHEMA = json.loads(Path(content.__file__).with_name("workbook.schema.json").read_text(encoding="utf-8"))
FORMATS = jsonschema.FormatChecker(())
FORMATS.checks("date-time", ValueError)(lambda text: datetime.fromisoformat(str(text).replace("Z", "+00:00")))
SCHOOL = jsonschema.Draft202012Validator(SCHEMA, format_checker=FORMATS)


def fits(text):
    return SCHOOL.is_valid(json.loads(text))


def told(text):
    """The workbook Python reads in a text, written again, or why there is none."""
    try:
        return written(read(text))
    except ValueError as reason:
        return str(reason)


def at(second, digits=6):
    return f"2026-01-01T00:00:{second:02d}.{'0' * digits}Z"


TRY = {"value": [1, "a", None], "right": True, "at": at(2)}
VERDICT = {"stage": "last", "value": "holds", "confidence": 72.5, "reason": "é", "at": at(3)}
WHOLE = {
    "format": 1,
    "student": "b1946ac9-2492-4d23-8c57-6f3a8b1d0c11",
    "since": at(0),
    "predictions": {"3.a": {"value": 60, "confidence": 80, "reason": "why", "at": at(1)}},
    "answers": {"3.b": {**TRY, "tries": [{**TRY, "value": "no", "right": False, "at": at(1)}, TRY]}},
    "quiz": {"3.quiz.c": {"value": 0, "right": None, "at": at(1), "tries": []}},
    "verdicts": {"C15": {"first": {**VERDICT, "stage": "first"}, "last": VERDICT, "history": [VERDICT]}},
    "notes": {"memo.line": {"text": "a\nb", "at": at(4)}},
}
OTHERS = [
    None,
    True,
    False,
    0,
    1,
    -1,
    0.5,
    100,
    101,
    85.0,
    1e299,
    1e300,
    -1e300,
    "",
    "x",
    "a b",
    "é",
    "😀" * 2001,
    "x" * 2000,
    at(9),
    at(9, 3),
    "2026-02-30T00:00:00.000000Z",
    "0000-01-01T00:00:00.000000Z",
    "0001-01-01T00:00:00.000000Z",
    "9999-12-31T23:59:59.999999Z",
    "2026-01-01T24:00:00.000000Z",
    "2026-01-01T00:00:00.000000Z\n",
    "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00+00:00",
    "２０２６-01-01T00:00:00Z",
    [],
    [[]],
    [{}],
    [None],
    [1] * 200,
    [1] * 201,
    {},
    {"a": 1},
    TRY,
    [TRY],
    [{**TRY, "at": at(second)} for second in range(51)],
    VERDICT,
    [VERDICT, VERDICT],
]


def places(thing, way=()):
    """The way to each entry of nested dictionaries and lists."""
    items = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for key, value in items:
        yield (*way, key)
        yield from places(value, (*way, key))


def changed(way, change):
    """WHOLE, with `change(container, key)` done to the entry at the end of the way."""
    thing = json.loads(json.dumps(WHOLE))
    container = thing
    for key in way[:-1]:
        container = container[key]
    change(container, way[-1])
    return thing


def mutations():
    """WHOLE with each entry left out, each changed to another kind of thing, and something added to each part."""
    for way in places(WHOLE):
        yield changed(way, lambda container, key: container.pop(key))
        for other in OTHERS:
            yield changed(way, lambda container, key, other=other: container.__setitem__(key, other))
        for name in ("more", "__proto__", "constructor", "a b", "é", "\u00a0", "😀" * 100, "", "x" * 101):
            yield changed(way, lambda container, key, name=name: add(container, key, name))


def add(container, key, name):
    """Another entry like the one at `key`, under this name or at the end of the list."""
    if isinstance(container, dict):
        container[name] = container[key]
    else:
        container.append(name)


NEWER = {
    "badges": {"b": {"at": at(5), "of": [1, {"é": [None, 2.5]}]}, "__proto__": 7},
    "theme": "dark 😀",
    "seen": [3],
}


def newer():
    """Workbooks of a newer version: WHOLE with a part that isn't known here."""
    yield {**WHOLE, **NEWER}
    for more in (*OTHERS, nested(8), {"a": nested(7)}):
        yield {**WHOLE, "more": more}


def nested(deep):
    """1 in that many lists."""
    return [nested(deep - 1)] if deep else 1


TEXTS = list(dict.fromkeys(json.dumps(one, ensure_ascii=False) for one in (*mutations(), *newer())))
MANY = {f"n{number}": {"text": "", "at": at(1)} for number in range(content.MOST_ENTRIES)}
UNSAID = {  # what the schema can't say: a text, and what is read of its part "more"; None where all is refused
    json.dumps({**WHOLE, "more": nested(9)}): {},
    json.dumps({**WHOLE, "more": {"a": [{"\ud800": 1}]}}): {},
    json.dumps({**WHOLE, "more": ["\ud800"]}): {"more": ["?"]},
    json.dumps({**WHOLE, "notes": MANY}): None,
    json.dumps({**WHOLE, "more": MANY}): None,
}
each_text = pytest.mark.parametrize(
    "texts", [pytest.param(TEXTS[::10], id="some"), pytest.param(TEXTS, id="all", marks=pytest.mark.slow)]
)


def test_the_schema_is_one_and_every_part_of_it_is_explained():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for part in (SCHEMA, *SCHEMA["properties"].values(), *SCHEMA["$defs"].values()):
        assert part["title"]
    for part in SCHEMA["properties"].values():
        assert len(part["description"].split()) > 8


def test_its_bounds_are_those_of_the_reader():
    assert SCHEMA["properties"]["format"]["const"] == content.FORMAT
    assert SCHEMA["required"] == list(empty())
    (part,) = SCHEMA["patternProperties"]
    assert part == f"^(?!({'|'.join(empty())})$){content._PART.pattern}$"
    names = SCHEMA["$defs"]
    assert names["text"]["maxLength"] == content.LONGEST_TEXT
    assert names["answer"]["properties"]["tries"]["maxItems"] == content.TRIES_KEPT
    assert names["verdicts"]["properties"]["history"]["maxItems"] == content.TRIES_KEPT
    assert names["value"]["anyOf"][1]["maxItems"] == content.VALUES_IN_A_LIST


def test_every_name_of_the_lessons_is_one_that_a_workbook_may_hold():
    names = SCHOOL.evolve(schema={**SCHEMA["$defs"]["name"]})
    for number in registry.LESSONS:
        for kind in ("PREDICTIONS", "CHECKS", "QUIZ", "CLAIMS"):
            assert [id for id in registry.collection(kind, number) if not names.is_valid(id)] == []


def test_the_whole_workbook_of_these_tests_fits_and_comes_out_as_it_went_in():
    assert fits(json.dumps(WHOLE)) and read(json.dumps(WHOLE)) == WHOLE
    assert len(TEXTS) > 1500


@given(workbooks(), workbooks())
def test_what_python_writes_fits(one, other):
    one, other = checked(one), checked(other)
    assert fits(written(one)) and fits(written(merge(one, other))) and fits(written(empty()))


def test_what_a_student_keeps_fits(workbook_file):
    mine = book()
    for second in range(60):
        mine.record_answer("3.b", [second, None, "é" * 3000], second % 2 == 0)
        mine.keep_verdict("C15", "last" if second else "first", "holds", second, "\ud800")
    mine.keep_prediction("3.a", 85.0, 80, "x" * 3000)
    mine.note("memo.line", "a\nb")
    assert fits(workbook_file.read_text(encoding="utf-8")) and fits(mine.to_json())
    assert len(mine.answer("3.b")["tries"]) == content.TRIES_KEPT


@each_text
def test_what_fits_is_read_as_it_is_and_what_does_not_is_put_right_or_refused(texts):
    kinds = set()
    for text in texts:
        out = told(text)
        if fits(text):
            assert content_of(json.loads(out)) == content_of(json.loads(text)), text
            kinds.add("fits")
        elif out.startswith("{"):
            assert fits(out) and told(out) == out, text
            kinds.add("put right")
        else:
            assert out.startswith(("it ", "its ", "one of its ")), text
            assert len(out) < 100, text
            kinds.add("refused")
    assert kinds == {"fits", "put right", "refused"}


@pytest.mark.parametrize("text, more", UNSAID.items(), ids=range(len(UNSAID)))
def test_of_what_the_schema_can_not_say_the_rest_is_read_or_all_is_refused(text, more):
    assert fits(text)
    out = told(text)
    if more is None:
        assert out == "it holds more than 10000 entries, which no workbook does"
    else:
        assert json.loads(out) == {**WHOLE, **more}


def test_what_a_newer_version_kept_stays_whoever_writes_next(workbook_file):
    mine, other = book(), Workbook(None)
    mine.keep_prediction("3.a", 1)
    workbook_file.write_text(json.dumps({**json.loads(mine.to_json()), **NEWER}), encoding="utf-8")
    mine.note("memo.line", "x")
    assert NEWER.items() <= json.loads(workbook_file.read_text(encoding="utf-8")).items()
    other.restore(mine.to_json())
    assert NEWER.items() <= json.loads(other.to_json()).items()


CARRIED = st.dictionaries(
    st.sampled_from(["badges", "theme"]),
    st.one_of(
        st.integers(0, 2),
        st.text(max_size=2),
        st.dictionaries(
            st.sampled_from("ab"),
            st.integers(0, 2)
            | st.fixed_dictionaries({"at": st.sampled_from([at(1), at(2)]), "v": st.integers(0, 2)}),
        ),
    ),
)


@given(CARRIED, CARRIED, CARRIED)
def test_the_laws_of_merging_hold_for_parts_that_are_not_known(a, b, c):
    a, b, c = (checked({**WHOLE, **one}) for one in (a, b, c))
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a) == a == merge(a, empty())


def content_of(thing):
    """The thing as a text in which 85.0 is 85, and tries and histories are in order, each once."""
    if isinstance(thing, dict):
        return str({key: content_of(value) for key, value in sorted(thing.items())})
    if isinstance(thing, list) and any(isinstance(one, dict) for one in thing):
        return str(sorted(set(map(content_of, thing))))
    if isinstance(thing, list):
        return str([content_of(one) for one in thing])
    return repr(float(thing) if isinstance(thing, int) and not isinstance(thing, bool) else thing)


@pytest.mark.parametrize(
    "text, reason",
    [
        ({"format": 1}, "it is not a workbook of these lessons"),
        ({**WHOLE, "format": 2}, "it was written by another version of these lessons"),
        ({**WHOLE, "since": 7}, "one of its times is damaged"),
        ({**WHOLE, "student": 7}, "its student number is damaged"),
        ({**WHOLE, "quiz": []}, "its part 'quiz' is damaged"),
        ({**WHOLE, "notes": {"a b": {}}}, "its part 'notes' holds a name no lesson uses"),
    ],
)
def test_what_is_refused_gets_its_sentence(text, reason):
    assert not SCHOOL.is_valid(text) and told(json.dumps(text)) == reason


@pytest.mark.parametrize(
    "less",
    [
        {"format": 1, "predictions": {}},
        {"format": 1, "predictions": {"3.a": {"at": "2026-01-01T00:00:00Z"}}},
        {"format": 1, "predictions": {}, "verdicts": {"C15": {}}, "answers": {"3.b": {"at": at(1)}}},
        {**WHOLE, "Colour": "blue"},
        {**WHOLE, "notes": {"memo.line": {"text": "x" * 9000, "at": at(1), "colour": "blue"}}},
    ],
)
def test_what_is_put_right_fits_afterwards(less):
    assert not SCHOOL.is_valid(less)
    assert fits(told(json.dumps(less)))


# --- the pages ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def script(browser):
    """A blank page that knows what the pages' scripts define."""
    page = browser.new_page()
    texts = [(pages.HELPERS / name).read_text(encoding="utf-8") for name in pages.SCRIPTS]
    page.add_script_tag(content="\n".join(text for text in texts[:-1]))
    yield page
    page.close()


@pytest.mark.browser
@each_text
def test_pages_read_alike_and_what_they_write_fits(script, texts):
    theirs = script.evaluate(
        """texts => texts.map((text) => {
        try { return workbook.written(workbook.read(text)); } catch (problem) { return problem.message; } })""",
        [*texts, *UNSAID],
    )
    for text, said in zip([*texts, *UNSAID], theirs, strict=True):
        mine = told(text)
        if mine.startswith("{"):
            assert json.loads(said) == json.loads(mine), text
            assert fits(said), text
        else:
            assert said == mine, text


@pytest.mark.browser
def test_what_a_reader_of_the_pages_keeps_fits(script):
    text = script.evaluate("""() => {
        const kept = openWorkbook({ local: null, session: null });
        kept.keepPrediction("3.a", 85.0, 80, "x".repeat(3000) + "\\ud800");
        for (let i = 0; i < 60; i++) {
          kept.recordAnswer("3.b", [i, null, "é".repeat(3000)], i % 2 === 0, "answers");
          kept.recordAnswer("3.quiz.c", i % 4, null, "quiz");
          kept.keepVerdict("C15", i ? "last" : "first", "holds", i, "😀".repeat(3000));
        }
        return kept.toJson(); }""")
    assert fits(text) and read(text)["student"]
    assert json.loads(Workbook(None).to_json()).keys() == json.loads(text).keys()
    assert len(read(text)["answers"]["3.b"]["tries"]) == content.TRIES_KEPT
