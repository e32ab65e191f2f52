"""The memo: one page, every line sourced, nothing later than its date, nothing typed becomes markup."""

import copy
import html
import itertools
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from helpers import load, registry
from helpers.asking import claims
from helpers.asking.drawn import Drawn
from helpers.ledger import scores
from helpers.lessons.decision_room import evidence, memo, memo_form, memo_page
from helpers.lessons.decision_room.options import ADVICE, CRITERIA, EVE, OPTIONS, WEIGHTS, score_id
from helpers.tables import citations
from helpers.work.content import empty
from helpers.work.workbook import Workbook, book

HOSTILE = (
    "<script>alert(1)</script> \"'>&lt; [x](javascript:alert(1)) ![i](http://e/e) `c` *b* |a| $x$ "
    "https://e.e\n# h\r\n- l"
)


@pytest.fixture(scope="module")
def judged():
    """A workbook in which the last verdict on every claim is kept; copied before it is used."""
    kept = Workbook(None)
    for claim in claims.ledger().index:
        kept.keep_verdict(claim, "last", "cannot be settled", 100, "")
    return kept.all()


@pytest.fixture
def content(judged):
    return copy.deepcopy(judged)


WHY = "Law and fuel carry it: the Court asked in time, and the trains of next winter hang on contracts."


def note(content, **texts):
    for key, text in texts.items():
        content["notes"][f"memo.{key}"] = {"text": text, "at": "2026-01-01T00:00:00.000000Z"}
    return content


LONGEST_ROAD = [
    *("a-jurisdiction-yes", "a-request-yes", "a-cooperate-yes", "a-27-everyone", "a-98-custom", "a-98-2-no"),
    *("a-consult", "a-finding-sent"),
]


def walked(content, road, text, view="need not"):
    """Keep a road through the law, and the case made for the other view."""
    kept = Workbook(None)
    kept.record_answer("7.road", road, None)
    kept.record_answer("7.other", [view, text], None)
    content["answers"].update(kept.all()["answers"])
    return content


def scored(content, scores, weights=None):
    """Keep scores, {criterion: five numbers}, and weights in the decision room of a workbook's content."""
    room = Workbook(None)
    for criterion, row in scores.items():
        room.record_answer(score_id(criterion), row, None)
    if weights:
        room.record_answer(WEIGHTS, weights, None)
    content["answers"].update(room.all()["answers"])
    return content


def same(row):
    return dict.fromkeys(CRITERIA, row)


def composed(content):
    return memo.compose(content, load)


# --- what is in it ------------------------------------------------------------------------------------------


def test_an_empty_workbook_gives_one_sentence_and_a_choice_is_enough_for_a_memo():
    assert composed(empty()) is None
    waiting = repr(memo_form.preview(empty(), load))
    assert waiting.startswith(
        "Your memo appears here once you have chosen a recommendation. Still missing: a recommendation"
    )
    assert "0 of 6 criteria" in waiting and waiting.count("Still missing") == 1
    bare = composed(note(empty(), recommendation="consult"))
    assert (
        bare.recommendation == OPTIONS["consult"]
        and not bare.evidence
        and not bare.sources
        and not bare.ranking
    )
    assert "rests on judgement alone" in memo_page.as_html(
        bare
    ) and "No claim is cited." in memo_page.as_markdown(bare)


def test_the_advice_given_in_the_lesson_is_recommended_unless_the_memo_says_otherwise():
    kept = Workbook(None)
    kept.keep_prediction(ADVICE, 3, 70, "He would lose less face than we")
    assert (composed(kept.all()).recommendation, composed(kept.all()).because) == (
        "Ask him to stay away",
        "He would lose less face than we",
    )
    other = composed(note(kept.all(), recommendation="arrest"))
    assert (other.recommendation, other.because) == ("Arrest him", "")


def test_reasons_and_objection_by_hand():
    scores = same([0, 0, 0, 0, 0]) | {"fuel": [-2, 1, 2, 0, 0], "law": [2, -2, -1, 0, 2]}
    room = scored(note(empty(), recommendation="quiet"), scores, [10, 0, 5, 0, 0, 0])
    memo_of = composed(room)
    # quiet: (2 x 10 - 1 x 5) / 15 = 1; consult: 2 x 5 / 15 = 0.67; quiet = consult where 20 - w = 2 w, w = 6.7
    assert [(text, round(total, 2)) for text, total, _ in memo_of.ranking][:2] == [
        ("Host him quietly", 1.0),
        ("Consult the Court first", 0.67),
    ]
    assert memo_of.reasons == (
        (
            "On 6 of 6 criteria, scored and weighed by me, “Host him quietly” comes to +1.00 on a scale from "
            "−2 to +2: first of 5."
        ),
        "It is carried by Fuel and power (+1.33; weight 10 of 10).",
        "Against it: Law and the Court (−0.33; weight 5 of 10).",
    )
    assert memo_of.objection == (
        "“Consult the Court first” comes next with +0.67. If Law and the Court weighed more than 6.7 instead of 5, "
        "“Consult the Court first” would come first."
    )
    against = composed(note(room, recommendation="arrest"))
    assert against.objection == (
        "My own weighing puts “Host him quietly” first, +1.00 against −0.67; I advise otherwise. "
        "No change of a single weight would put my advice first."
    )
    assert "number 5 of 5" in against.reasons[0]


@pytest.mark.parametrize(
    "scores",
    [
        same([0, 0, 0, 0, 0]),
        same([2, 2, 1, 1, 0]),
        {"fuel": [1, 0, 0, 0, 0]},
        same([2, 1, 0, -1, -2]),
        same([0, 0, 0, 0, 0]) | {"fuel": [1, 2, 0, 0, 0], "law": [2, 1, 0, 0, 0]},
    ],
)
@pytest.mark.parametrize("option", OPTIONS)
def test_ties_and_half_filled_rooms_give_whole_sentences(scores, option):
    memo_of = composed(
        scored(note(empty(), recommendation=option), scores, [0] * 6 if option == "quiet" else None)
    )
    assert all(text.endswith(".") and "nan" not in text for text in (*memo_of.reasons, memo_of.objection))
    assert sum(chosen for *_, chosen in memo_of.ranking) == 1


def test_the_forecast_is_told_without_its_outcome():
    kept = Workbook(None)
    kept.keep_prediction("8.mongolia", 5, 50, "Nobody ever was")
    assert composed(note(kept.all(), recommendation="away")).forecast == (
        "The chance that Mongolia arrests him, as I see it: 5 %. “Nobody ever was”"
    )


def lines_drawn():
    """{id: item} of every prediction that is drawn, in the order of the lessons."""
    return {
        id: item
        for number in registry.LESSONS
        for id, item in registry.collection("PREDICTIONS", number).items()
        if isinstance(item, Drawn)
    }


def test_what_was_drawn_before_looking_stands_in_the_memo_the_latest_lessons_first():
    kept, items = Workbook(None), lines_drawn()
    for id, item in items.items():
        kept.keep_prediction(id, [item.low] * (len(item.years) - 1) + [item.high], 70, "")
    told = composed(note(kept.all(), recommendation="consult")).drawn
    latest = [*items.items()][: -memo.MOST_DRAWN - 1 : -1]
    assert len(items) > memo.MOST_DRAWN == len(told)
    for sentence, (id, item) in zip(told, latest, strict=True):
        line = item.said(kept.all()["predictions"][id]["value"])
        assert sentence.startswith(f"Before I looked I drew {line} (lesson {id[0]}, “")
        assert str(item.years[0]) in line and str(item.years[-1]) in line
        for page in (memo_page.as_html, memo_page.as_markdown):
            shown = page(composed(note(kept.all(), recommendation="consult")))
            assert line.replace("%", "") in shown.replace("%", "")


@pytest.mark.parametrize("value", [42, [], [1, 2], ["a"] * 33, None])
def test_what_is_no_whole_line_is_not_told_as_one(value):
    kept = Workbook(None)
    for id in lines_drawn():
        kept.keep_prediction(id, value, 70, "")
    assert composed(note(kept.all(), recommendation="consult")).drawn == ()


def test_the_road_through_the_law_and_the_other_view_stand_in_the_memo():
    bare = note(empty(), recommendation="consult")
    assert (composed(bare).road, composed(bare).other) == ("", "") and "isn't my view" not in text_of(bare)
    full = walked(copy.deepcopy(bare), LONGEST_ROAD, "Moscow waived nothing, and the treaty can't take it.")
    one = composed(full)
    assert one.road.startswith("My road through the law (lesson 7). The case: yes · a request: yes")
    assert one.road.endswith("what follows: a finding, sent on. It ends: “A finding without a penalty”.")
    assert one.other.startswith(
        "That Mongolia need not arrest him isn't my view. Its best case: “Moscow waived"
    )
    for said in (one.road, one.other):
        assert said in text_of(full)
        assert memo_page.neutral(said) in memo_page.as_markdown(one)
    damaged = walked(copy.deepcopy(bare), ["a-nowhere"], "x", view="nobody's")
    assert (composed(damaged).road, composed(damaged).other) == ("", "")


def text_of(content):
    """The memo as a page, its text without markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", memo_page.as_html(composed(content))))


def test_only_claims_with_a_kept_last_verdict_are_cited_at_most_four_and_each_has_sources(content):
    first = Workbook(None)
    first.keep_verdict("C15", "first", "holds", 80, "")
    assert not composed(note(first.all(), recommendation="away", claims="C15")).evidence
    cited = composed(note(content, recommendation="away", claims="C15 C16 C17 C18 C20 C99 C32"))
    assert [one.claim for one in cited.evidence] == ["C15", "C16", "C17", "C18"]
    known = citations(load)
    for one in cited.evidence:
        assert (
            one.marks
            and set(one.marks) <= set(range(1, len(cited.sources) + 1))
            and re.search(r"\d", one.finding)
        )
        found = registry.collection("CLAIMS", one.lesson)[one.claim].compute(load)
        quoted = scores.in_short(claims.known_by(found.sentences, EVE), memo.QUOTED)
        used = claims.sources_of(quoted)[: memo.MOST_SOURCES]
        assert [cited.sources[mark - 1][0] for mark in one.marks] == [known[id] for id in used]
        assert one.finding == claims.joined(quoted) and one.more == len(set(found.sources) - set(used))
    assert len(set(cited.sources)) == len(cited.sources)


def judged_facts():
    for claim in claims.ledger().index:
        item = claims.registered(claim)
        yield claim, item if isinstance(item, claims.Assessment) else item.compute(load)


def test_nothing_that_the_memo_can_cite_was_known_only_later(content):
    table = memo.citable(scores.closing_ledger(content, load))
    assert {"C15", "C18", "C26", "C29"} <= set(table.index)
    assert not {"C01", "C32", "C33", "C40", "C41"} & set(table.index)
    for claim, row in table.iterrows():
        assert all(one.known is None or one.known <= EVE for one in row["quoted"]), claim
        used = (claims.sources_of(row["quoted"]) or row["source_ids"])[: memo.MOST_SOURCES]
        sources = memo.references([one for one in used if one != memo.ARTICLE], load)
        assert sources, claim
        for one in sources:
            assert not re.search(r"defies|2024[-/]?(09|1[012])|(Oct|Nov|Dec)[a-z]* 2024", " ".join(one)), (
                claim,
                one,
            )


def test_no_sentence_on_later_days_stands_in_any_memo_or_list_of_evidence(content):
    told = {one: evidence.evidence(one, content) for one in CRITERIA}
    written = " ".join(says for rows in told.values() for _, _, says in rows)
    for claim in claims.ledger().index:
        cited = composed(note(content, recommendation="away", claims=claim)).evidence
        written += " ".join(one.finding for one in cited)
    later = [one for _, item in judged_facts() for one in item.sentences if one.known and one.known > EVE]
    assert len(later) > 20
    for sentence in later:
        assert sentence.text not in written


def test_a_finding_is_cut_where_it_begins_to_speak_of_later_days(monkeypatch):
    then, after = claims.Sentence("It was 5.", 2023, ["a"]), claims.Sentence("So it stayed.")
    later = claims.Sentence("All was different.", "2024-09-03", ["b"])
    for sentences, quoted in (
        ([then, later, after], "It was 5."),
        ([later, then], ""),
        ([then, after], "It was 5. So it stayed."),
    ):
        ledger = pd.DataFrame({"tables_say": ["holds"], "sentences": [sentences]}, index=["C15"])
        assert [claims.joined(one) for one in memo.citable(ledger)["quoted"]] == [quoted] * bool(quoted)


def test_the_memo_cites_what_its_sentences_rest_on_and_counts_the_rest(content):
    (turn,) = composed(note(content, recommendation="away", claims="C07")).evidence
    assert len(turn.marks) == 3 and turn.more == 4, (
        "what is quoted rests on V-Dem, a Factbook and the statistics office; the rest is counted"
    )
    (buyer,) = composed(note(content, recommendation="away", claims="C15")).evidence
    assert "91.8 % of Mongolia's exports in 2023" in buyer.finding and "2024" not in buyer.finding
    (fuel,) = composed(note(content, recommendation="away", claims="C18")).evidence
    assert "90 %" not in fuel.finding, "petrol's share of 2023 is known from a report of October 2024"


# --- what was typed -----------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_data(self, data):
        self.words.append(data)


def hostile(content):
    for claim in ("C15", "C18"):
        content["verdicts"][claim]["last"]["reason"] = HOSTILE
    content["predictions"]["8.mongolia"] = {
        "value": 5,
        "confidence": 50,
        "reason": HOSTILE,
        "at": "2026-01-01T00:00:00.000000Z",
    }
    content["predictions"][ADVICE] = {
        "value": 0,
        "confidence": 50,
        "reason": HOSTILE,
        "at": "2026-01-01T00:00:00.000000Z",
    }
    texts = {"line": HOSTILE, "why": HOSTILE, "name": HOSTILE}
    full = note(walked(content, LONGEST_ROAD, HOSTILE), recommendation="arrest", claims="C15 C18", **texts)
    return scored(full, same([1, 0, 0, 0, 0]))


def test_hostile_text_is_only_text_in_html(content):
    page = Page(memo_page.as_html(composed(hostile(content))))
    assert not {"script", "img", "iframe", "link", "object"} & set(page.tags)
    assert all(not name.startswith("on") for name, _ in page.attributes)
    assert all(
        re.match(r"https?://|#source-", value) for name, value in page.attributes if name in ("href", "src")
    )
    assert "<script>alert(1)</script>" in "".join(page.words)


def test_hostile_text_is_only_text_in_markdown(content):
    text = memo_page.as_markdown(composed(hostile(content)))
    assert "<script" not in text and "](" not in text.replace("\\](", "").replace("]\\(", "")
    assert not re.search(r"(?<!\\)!\[(?!\\)", text.replace("!\\[", ""))
    assert len([line for line in text.splitlines() if line.startswith("# ")]) == 1, (
        "no heading of a reader's making"
    )
    for line in text.splitlines():
        assert not re.match(r"<(?!/)", line)
        assert "https://e.e" not in line


def test_markdown_shows_typed_text_as_it_was_typed():
    for text in (
        "1. a",
        "# h",
        "- x",
        "91.3 % (2021)",
        "a_b*c*",
        "x | y",
        "a & b",
        "&amp;",
        "<b>",
        "www.e.e",
        "C:\\d",
    ):
        shown = html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", memo_page.neutral(text)))
        assert shown == text


def test_typed_text_becomes_one_line_of_limited_length_without_marks_that_turn_it_around():
    assert memo.tidy(" a\n\n b\u202e\x00c\u2028d ", 60) == "a b c d"
    assert memo.tidy("x" * 70, 60) == "x" * 59 + "…"


# --- the form and its downloads -----------------------------------------------------------------------------


@pytest.fixture
def screen(monkeypatch):
    """What a cell displays, in order, with what replaces it."""
    from helpers.ledger import page

    shown = []

    class Handle:
        update = staticmethod(shown.append)

    monkeypatch.setattr(page, "lasting", lambda thing: (shown.append(thing), Handle)[1])
    return shown


def act(form, action="keep", **values):
    sent = []
    form.send = sent.append
    form._receive(
        form,
        {
            "kind": "act",
            "n": f"{action}{values}{len(book().all()['notes'])}",
            "action": action,
            "id": "memo",
            "values": {"memo": values},
        },
    )
    return sent[-1]


def test_the_form_keeps_previews_and_downloads(screen):
    book().keep_verdict("C15", "last", "holds", 80, "")
    memo_form.memo()
    form = screen[0]
    assert [control["name"] for control in form.spec["fieldsets"][0]["controls"]] == [
        "value",
        "why",
        "claims",
        "line",
        "name",
    ]
    assert (
        "file" not in act(form, "html") and "Choose a recommendation" in form.state[""]["lines"][-1]["text"]
    )
    act(form, value="nonsense")
    assert not form.state["memo"]["kept"] and not book().text(memo.CHOICE)
    act(form, value="consult", why="Because.", line="A ruling")
    assert "own paragraph" in form.state["memo"]["lines"][-1]["text"] and not book().text(memo.CHOICE)
    act(form, value="consult", why=WHY, claims=["C15", "C32", 5], line="A ruling", name="S" * 99)
    assert (
        form.state["memo"]["you"] == "You advise: Consult the Court first."
        and book().text(memo.CLAIMS) == "C15"
    )
    assert (
        "A ruling" in repr(screen[-1])
        and WHY in repr(screen[-1])
        and 'sandbox srcdoc="' in screen[-1]._repr_html_()
    )
    page, text = act(form, "html")["file"], act(form, "markdown")["file"]
    assert (page["type"], text["type"]) == ("text/html", "text/markdown")
    assert page["name"].endswith(".html") and text["name"].endswith(".md")
    assert "<title>Memo to the President" in page["text"] and text["text"].startswith("# Memorandum")


def test_the_form_opens_with_what_was_kept_and_offers_what_was_judged_meanwhile(screen):
    scored_room = scored(empty(), same([0, 0, 0, 0, 1]))
    for id, one in scored_room["answers"].items():
        book().record_answer(id, one["value"], None)
    memo_form.memo()
    start = {control["name"]: control.get("start") for control in screen[0].spec["fieldsets"][0]["controls"]}
    assert start == {"value": "consult", "why": "", "line": "", "name": ""}, (
        "the first of the ranking, and no claim to cite yet"
    )
    book().keep_verdict("C18", "last", "holds", 80, "")
    renewed = [one for one in screen if hasattr(one, "spec")][-1]
    controls = {control["name"]: control for control in renewed.spec["fieldsets"][0]["controls"]}
    assert (
        [option["value"] for option in controls["claims"]["options"]]
        == ["C18"]
        == controls["claims"]["start"]
    )


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        {"memo": None},
        {"memo": {"value": ["consult"]}},
        {"memo": {"value": 3}},
        {"memo": {"value": "consult", "claims": "C15", "line": 5, "name": None}},
    ],
)
def test_what_a_form_never_sends_is_a_sentence(screen, values):
    memo_form.memo()
    form = screen[0]
    form.send = lambda *args: None
    form._receive(form, {"kind": "act", "n": repr(values), "action": "keep", "values": values})
    assert isinstance(repr(memo_form.preview(book().all(), load)), str)


def test_the_same_workbook_gives_the_same_memo(content):
    one, other = (memo_page.as_html(composed(hostile(copy.deepcopy(content)))) for _ in range(2))
    assert one == other


# --- on paper -----------------------------------------------------------------------------------------------


def fullest(content, letter):
    """The memo with the longest texts a student can leave, in this letter, and the claims that need most room."""
    for entry in content["verdicts"].values():
        entry["last"]["reason"] = letter * memo.LONGEST_NOTE
    for id, value in (("8.mongolia", 33), (ADVICE, 1)):
        content["predictions"][id] = {
            "value": value,
            "confidence": 50,
            "reason": letter * 999,
            "at": "2026-01-01T00:00:00.000000Z",
        }
    given = {one: [2, -2, 1, -1, 0] if place % 2 else [-2, 2, -1, 1, 0] for place, one in enumerate(CRITERIA)}
    table = memo.citable(scores.closing_ledger(content, load))
    need = {
        claim: len(row["claim"])
        + len(claims.joined(row["quoted"]))
        + sum(map(len, sum(memo.references(row["source_ids"][: memo.MOST_SOURCES], load), ())))
        for claim, row in table.iterrows()
    }
    longest = " ".join(sorted(need, key=need.get)[-memo.MOST_CLAIMS :])
    texts = {
        "recommendation": "honours",
        "claims": longest,
        "line": letter * 999,
        "why": letter * 999,
        "name": letter * 999,
    }
    return walked(scored(note(content, **texts), given, [10, 9, 8, 7, 9, 10]), LONGEST_ROAD, letter * 999)


@pytest.mark.browser
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_it_prints_on_one_page_of_a4_and_of_letter_with_room_to_spare(page, content):
    memos = {
        "bare": note(empty(), recommendation="away"),
        **{f"fullest {letter}": fullest(copy.deepcopy(content), letter) for letter in ("word ", "W", "蒙")},
    }
    for (name, one), (paper, high) in itertools.product(memos.items(), (("A4", 297), ("Letter", 279.4))):
        page.set_content(memo_page.as_html(composed(one)))
        pdf = page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1, (name, paper)
        page.emulate_media(media="print")
        page.set_viewport_size(
            {"width": int((210 if paper == "A4" else 215.9) * 96 / 25.4 - 26 * 96 / 25.4), "height": 600}
        )
        used = page.evaluate("document.body.getBoundingClientRect().height") * 25.4 / 96
        assert used < (high - 22) * 0.97, f"{name} on {paper}: {used:.0f} mm leave no room for another font"
        page.emulate_media(media="null")
    assert not page.loaded, "nothing is fetched"
