"""All 42 claims and no verdict; the student's comes first, the computed one after it, in dated sentences."""

import calendar
import datetime
import re

import pandas as pd
import pytest

from helpers import registry
from helpers.asking import claims, forms
from helpers.asking.claims import (
    VERDICTS,
    Assessment,
    Fact,
    Finding,
    Sentence,
    joined,
    known_by,
    ledger,
    sources_of,
    verdict,
)
from helpers.lessons.decision_room.options import EVE
from helpers.tables import citations, load, tables
from helpers.work.workbook import book, reveal


@pytest.fixture
def findings(monkeypatch):
    found = {
        "C15": Fact(
            lambda load: Finding(
                92,
                "holds with a condition",
                Sentence("It was 92 % in 2023.", 2023, ["tong-krusekopf-2024"]),
            )
        ),
        "C16": Assessment(
            "cannot be settled",
            Sentence("Open."),
            for_=[Sentence("One reason.")],
            against=[Sentence("Another reason.")],
            dated="1 November 2026",
        ),
    }
    monkeypatch.setattr(claims, "registered", found.get)


def text(form):
    return forms.as_text(form.spec, form.state)


def keep(form, stage="last", **values):
    sent = {
        f"{stage}:{claim}": {"value": value, "confidence": 70, "reason": "a better year"}
        for claim, value in values.items()
    }
    form._receive(form, {"kind": "act", "n": str(values), "action": "keep", "values": sent})


def test_the_ledger_is_whole_and_holds_no_verdict():
    table = ledger()
    assert list(table.index) == [f"C{number:02d}" for number in range(1, 43)]
    assert set(table["lesson"]) == set(range(10)) and not {"verdict", "finding"} & set(table.columns)
    known = set(tables()["name"])
    for claim, evidence in table["evidence"].items():
        assert set(evidence.split(";")) <= known, claim
    assert all(re.fullmatch(r"[A-Z].{20,260}\.", wording) for wording in table["claim"])


def test_first_verdicts_are_kept_once_those_that_were_chosen(shown, findings):
    verdict("C15", "C16", first=True)
    keep(shown[0], "first", C15="holds")
    keep(shown[0], "first", C15="does not hold", C16="nonsense")
    assert book().verdicts("C15")["first"]["value"] == "holds" and book().verdicts("C16")["first"] is None
    assert "It holds, 70 % sure." in text(shown[0]) and "92 %" not in text(shown[0])


def test_the_finding_appears_only_after_ones_own_verdict_and_says_whether_one_moved(shown, findings):
    verdict("C15", "C16", first=True)
    keep(shown[0], "first", C15="holds", C16="holds")
    verdict("C15")
    assert "92 %" not in text(shown[1]) and "At the door" not in text(shown[1])
    keep(shown[1], C15="holds with a condition")
    said = text(shown[1])
    assert "At the door you said: It holds, 70 % sure. You moved." in said and "a better year" in said
    assert "The tables say: It holds, with a condition. It was 92 % in 2023." in said and "Krusekopf" in said


def test_an_assessment_is_labelled_and_gives_both_sides(shown, findings):
    book().keep_verdict("C16", "last", "holds", 60)
    verdict("C16")
    said = text(shown[0])
    assert "Editorial assessment of 1 November 2026, not scored" in said
    assert "For: One reason." in said and "Against: Another reason." in said


def test_reveal_opens_the_finding_without_a_verdict(shown, findings, capsys):
    verdict("C15")
    reveal()
    assert "92 %" in text(shown[0]) and book().verdicts("C15")["last"] is None


def test_a_missing_table_is_a_sentence_in_the_form(shown, findings, monkeypatch):
    from helpers.errors import LessonError

    def gone(load):
        raise LessonError("data/trade_partners.csv is missing.")

    monkeypatch.setattr(claims, "registered", lambda claim: Fact(gone))
    book().keep_verdict("C15", "last", "holds")
    verdict("C15")
    assert "is missing" in text(shown[0])


@pytest.mark.parametrize(
    "names", [(), ("C99",), ("c15",), (15,), (None,), ("C15", "x"), (["C15"],)], ids=repr
)
def test_an_unknown_claim_gets_a_sentence(shown, names):
    verdict(*names)
    assert "\n" not in text(shown[0]) and text(shown[0]).endswith((".", "?"))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Finding(1, "true", Sentence("x")),
        lambda: Assessment("maybe", Sentence("x"), for_=[], against=[], dated="2026"),
    ],
)
def test_a_verdict_outside_the_scale_is_refused(make):
    with pytest.raises(ValueError, match="verdict"):
        make()


WRITTEN = [
    pytest.param(claim, item, id=claim)
    for number in registry.LESSONS | registry.OUTSIDE
    for claim, item in registry.collection("CLAIMS", number).items()
]
OPEN_WORDS = 60


@pytest.mark.parametrize(("claim", "item"), WRITTEN)
def test_every_written_finding_computes_and_its_sources_resolve(claim, item):
    finding = item.compute(load) if isinstance(item, Fact) else item
    assert finding.verdict in VERDICTS and finding.says.endswith(".")
    assert finding.sources and set(finding.sources) <= set(load("sources")["source_id"])


@pytest.mark.parametrize(("claim", "item"), WRITTEN)
def test_a_finding_is_short_and_gives_both_sides(claim, item):
    finding = item.compute(load) if isinstance(item, Fact) else item
    assert len(finding.says.split()) <= OPEN_WORDS, len(finding.says.split())
    assert finding.for_ and finding.against and 1 <= len(finding.main) <= 3


def test_a_finding_opens_with_its_main_sources_and_folds_the_rest():
    first, second, third = "tong-krusekopf-2024", "cia-factbook-2024", "cia-factbook-2025"
    lines = claims._told(
        Finding(
            1,
            "holds",
            Sentence("Open.", None, [first]),
            further=[Sentence("Further.", None, [second])],
            for_=[Sentence("For it.", None, [third])],
            against=[Sentence("Against it.")],
            main=[second],
        ),
        "The tables say",
    )
    cited = citations(load)
    assert [one["text"] for one in lines[:2]] == ["It holds. Open.", f"{cited[second]}."]
    assert [(one["word"], one["text"]) for one in lines[2]["folded"]] == [
        ("More", "Further."),
        ("For", "For it."),
        ("Against", "Against it."),
        ("All sources", f"{cited[second]}; {cited[first]}; {cited[third]}."),
    ]


def test_every_finding_belongs_to_a_lesson_that_the_ledger_names():
    table = ledger()
    for number in registry.LESSONS:
        for claim in registry.collection("CLAIMS", number):
            assert number in set(table.loc[claim, ["lesson", "also_lesson"]].dropna()), claim


def test_the_claims_of_another_article_are_judged_in_their_lesson_and_stand_in_no_ledger(shown):
    table = claims.outside()
    assert not set(table.index) & set(ledger().index) and set(table.lesson) == set(registry.OUTSIDE)
    for number in registry.OUTSIDE:
        assert list(registry.collection("CLAIMS", number)) == list(table.index[table.lesson == number])
    assert all(claims.registered(claim) for claim in table.index)
    known = set(tables()["name"])
    for claim, row in table.iterrows():
        assert set(row.evidence.split(";")) <= known and re.fullmatch(r"[A-Z].{20,260}\.", row.claim), claim
    verdict("B3")
    keep(shown[0], B3="holds")
    assert "The tables say: It does not hold." in text(shown[0])


def test_a_verdict_can_wait_for_a_prediction(findings, shown, monkeypatch):
    from helpers.work import sealed

    screen = []

    class Handle:
        update = staticmethod(screen.append)

    monkeypatch.setattr(sealed, "lasting", lambda thing: (screen.append(thing), Handle)[1])
    verdict("C15", after="3.x")
    assert not shown and repr(screen[0]) == sealed.Sealed.sentence
    book().keep_prediction("3.x", 1, 50, "")
    assert isinstance(screen[1], forms.Form)


# --- dated sentences ----------------------------------------------------------------------------------------


def said_of(claim):
    """All sentences on a claim: those of its finding or assessment, of both sides, and what stood there before."""
    item = claims.registered(claim)
    finding = item.compute(load) if isinstance(item, Fact) else item
    found = [*finding.sentences, *finding.sides[0], *finding.sides[1]]
    for sentence in found:
        found += [sentence.before] if sentence.before else []
    return found


ALL = {claim: said_of(claim) for claim in ledger().index}
EVERY = [pytest.param(one, id=f"{claim}: {one.text[:40]}") for claim in ALL for one in ALL[claim]]
MONTHS = list(calendar.month_name)[1:]
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTH = re.compile(rf"(?:(\d\d?) )?\b({'|'.join(MONTHS)}) (20\d\d)")


@pytest.mark.parametrize("sentence", EVERY)
def test_a_sentence_is_one_with_a_stop_and_its_sources_resolve(sentence):
    assert re.fullmatch(r"\S(.*\S)?[.?]", sentence.text) and "  " not in sentence.text
    assert set(sentence.sources) <= set(load("sources")["source_id"])


@pytest.mark.parametrize("sentence", EVERY)
def test_a_sentence_was_not_known_before_the_days_it_names(sentence):
    named = [datetime.date(int(year), 1, 1) for year in YEAR.findall(sentence.text)]
    named += [
        datetime.date(int(year), MONTHS.index(month) + 1, int(day or 1))
        for day, month, year in MONTH.findall(sentence.text)
    ]
    if named and max(named) > datetime.date(2024, 7, 31):
        assert sentence.known, "it names days of the visit or later ones, so it needs a date"
    assert sentence.known is None or max(named, default=sentence.known) <= sentence.known


def test_a_date_is_a_day_of_a_row_its_text_or_the_last_day_of_a_year():
    days = [Sentence("x.", known).known for known in (pd.Timestamp(2024, 9, 1), "2024-09-01", 2024)]
    days += [Sentence("x.", pd.Series([2024]).iloc[0]).known, Sentence("x.").known]
    eve, last = datetime.date(2024, 9, 1), datetime.date(2024, 12, 31)
    assert days == [eve, eve, last, last, None]


def test_what_was_known_ends_at_the_first_later_sentence_unless_another_stood_in_its_place():
    old, new = Sentence("It was 4.", 2022, ["a"]), Sentence("It was 5.", 2023, ["b"])
    now = Sentence("It is 6.", "2024-09-02", ["c"], before=Sentence("It is 5.", 2023, ["b"], before=old))
    after = Sentence("So it stayed.")
    for day, said in (
        (datetime.date(2024, 9, 2), "It was 5. It is 6. So it stayed."),
        (EVE, "It was 5. It is 5. So it stayed."),
        (datetime.date(2022, 12, 31), ""),
    ):
        assert joined(known_by([new, now, after], day)) == said
    assert joined(known_by([now], datetime.date(2022, 12, 31))) == "It was 4."
    assert joined(known_by([old, Sentence("Later.", 2024), after], EVE)) == "It was 4."
    assert sources_of([new, now, new]) == ("b", "c")


@pytest.mark.parametrize("claim", [claim for claim in ALL if isinstance(claims.registered(claim), Fact)])
def test_what_was_known_on_the_eve_is_the_same_without_the_rows_of_later_days(claim):
    """Computed from tables that end on the eve; a finding that can't be computed from them has nothing to say then."""

    def then(name):
        table = load(name)
        return table[~(table["date"].dt.date > EVE)] if "date" in table else table

    compute = claims.registered(claim).compute
    known = known_by(compute(load).sentences, EVE)
    if known:
        assert joined(known_by(compute(then).sentences, EVE)[: len(known)]) == joined(known)
