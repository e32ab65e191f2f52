"""Claims and verdicts: what the article says, what the student says of it, and what the tables say.

The wording of the 42 claims is in data/claims.csv. The findings.py of a claim's lesson holds either a `Fact`,
whose finding is computed from the tables, or an `Assessment`, an editorial judgement that is never scored. Both
are told in dated `Sentence`s.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral

import pandas as pd

from helpers import registry
from helpers.asking import forms
from helpers.asking.moving import copies, with_work
from helpers.asking.predict import say, sureness
from helpers.errors import LessonError
from helpers.tables import Load, citations
from helpers.words import amount, did_you_mean
from helpers.work.content import is_empty
from helpers.work.sealed import present
from helpers.work.workbook import Workbook, book

VERDICTS = {
    "holds": "It holds",
    "holds with a condition": "It holds, with a condition",
    "does not hold": "It does not hold",
    "cannot be settled": "It cannot be settled",
}
LONGEST_MIND = 200
MOVED_BY = "What moved you, or what would?"
MAIN_SOURCES = 3


@dataclass(frozen=True)
class Sentence:
    """One sentence of a finding, the day from which it could be said, and what it rests on.

    text    : the sentence, ending in its full stop.
    known   : the day of the newest thing it speaks of, or the day on which that was printed where this is what
              the sentence tells: a date (of a row), its ISO text, or a year, which stands for its last day.
              None: as long as anyone could ask.
    sources : source ids that resolve in data/sources.csv.
    alone   : True where it says enough without the sentences after it, so that a list of evidence may quote it.
    before  : the sentence that stood in this one's place until `known`, if there was one.
    """

    text: str
    known: datetime.date | str | int | None = None
    sources: Sequence[str] = ()
    alone: bool = False
    before: Sentence | None = None

    def __post_init__(self) -> None:
        known = f"{self.known}-12-31" if isinstance(self.known, Integral) else self.known
        object.__setattr__(self, "known", None if known is None else pd.Timestamp(known).date())

    def at(self, day: datetime.date) -> Sentence | None:
        """What could be said in its place at the end of a day; None where nothing could."""
        if not isinstance(self.known, datetime.date) or self.known <= day:
            return self
        return self.before and self.before.at(day)


def joined(sentences: Iterable[Sentence]) -> str:
    """The sentences as one text."""
    return " ".join(one.text for one in sentences)


def sources_of(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    """The ids of all that the sentences rest on, each once, in their order."""
    return tuple(dict.fromkeys(source for one in sentences for source in one.sources))


def known_by(sentences: Iterable[Sentence], day: datetime.date) -> tuple[Sentence, ...]:
    """What could be said at the end of a day: up to the first sentence that tells of later ones.

    Those after it may lean on it, so they are left out, too.
    """
    found = []
    for sentence in sentences:
        if not (then := sentence.at(day)):
            break
        found.append(then)
    return tuple(found)


def printed(edition: int) -> datetime.date:
    """The day from which a yearly edition can be quoted: the first of its year."""
    return datetime.date(int(edition), 1, 1)


class _Judged:
    """A verdict with the sentences that tell it.

    verdict    : one of VERDICTS: "holds", "holds with a condition", "does not hold" or "cannot be settled".
    opening    : the sentences that stand open, at most sixty words together: what was found, its number and year.
    further    : what else there is to say; it is folded away, and so are for_ and against, the best argument on
                 each side.
    main       : the two or three source ids that the verdict rests on first of all.
    source_ids : all that it rests on; those of the sentences are added.

    Returns an object with these, and with sentences (the opening and then the further ones), sides (for_ and
    against) and says (the opening as one text).
    """

    def __init__(
        self,
        verdict: str,
        opening: Sequence[Sentence],
        further: Sequence[Sentence] = (),
        for_: Sequence[Sentence] = (),
        against: Sequence[Sentence] = (),
        main: Sequence[str] = (),
        source_ids: Sequence[str] = (),
    ):
        if verdict not in VERDICTS:
            raise ValueError(f"A verdict is one of {', '.join(VERDICTS)}, not {verdict!r}.")
        self.verdict, self.opening, self.further = verdict, tuple(opening), tuple(further)
        self.sentences, self.sides = self.opening + self.further, (tuple(for_), tuple(against))
        self.for_, self.against = map(joined, self.sides)  # each side as one text
        self.says = joined(self.opening)
        told = sources_of((*self.sentences, *self.sides[0], *self.sides[1]))
        self.sources = tuple(dict.fromkeys((*main, *source_ids, *told)))
        self.main = tuple(main) or self.sources[:MAIN_SOURCES]


class Finding(_Judged):
    """What the tables say about a claim; value: the number or text it rests on (not shown by itself)."""

    def __init__(
        self,
        value: object,
        verdict: str,
        *opening: Sentence,
        further: Sequence[Sentence] = (),
        for_: Sequence[Sentence] = (),
        against: Sequence[Sentence] = (),
        main: Sequence[str] = (),
    ):
        super().__init__(verdict, opening, further, for_, against, main)
        self.value = value


@dataclass(frozen=True)
class Fact:
    """A claim that tables can decide; `compute` is a function of `load` returning a Finding."""

    compute: Callable[[Load], Finding]


class Assessment(_Judged):
    """A claim that no table decides: an editorial view with reasons on both sides, never scored.

    dated: the day of the view, in words.
    """

    def __init__(
        self,
        verdict: str,
        *opening: Sentence,
        further: Sequence[Sentence] = (),
        for_: Sequence[Sentence],
        against: Sequence[Sentence],
        main: Sequence[str] = (),
        dated: str,
        source_ids: Sequence[str] = (),
    ):
        super().__init__(verdict, opening, further, for_, against, main, source_ids)
        self.dated = dated


def ledger() -> pd.DataFrame:
    """The 42 claims: a DataFrame indexed by claim_id (lesson, also_lesson, claim, kind, evidence, …)."""
    return registry.tables()("claims").set_index("claim_id")


def outside() -> pd.DataFrame:
    """The claims of other articles, which no ledger counts: a DataFrame indexed by claim_id (lesson, claim, …)."""
    return registry.tables()("other_claims").set_index("claim_id")


def wordings() -> pd.Series:
    """All claims in our words, by claim_id: those of the ledger, then those of other articles."""
    return pd.concat([ledger().claim, outside().claim])


def registered(claim: str) -> Fact | Assessment | None:
    """The Fact or Assessment of a claim, or None while its lesson isn't written."""
    table = ledger()
    lessons: Iterable[int | str] = (
        map(int, table.loc[claim, ["lesson", "also_lesson"]].dropna())
        if claim in table.index
        else [outside().lesson[claim]]
    )
    return next(filter(None, (registry.collection("CLAIMS", lesson).get(claim) for lesson in lessons)), None)


def verdict(*claims: str, first: bool = False, after: str | None = None) -> None:
    """Ask the student for a verdict on one or more claims.

    claims : ids such as "C15"; unknown ones are answered with a sentence.
    first  : at a lesson's door: choice and confidence, kept once. Otherwise the last verdict, beside which
             the computed finding (or the editorial assessment) appears as soon as it is kept.
    after  : id of a prediction; the form stays closed until that is kept.
    """
    try:
        known = wordings()
    except LessonError as problem:
        return say(str(problem))
    wrong = [claim for claim in claims if not isinstance(claim, str) or claim not in known.index]
    if wrong or not claims:
        return say(_unknown(wrong, list(known.index)))
    asked = {claim: known[claim] for claim in dict.fromkeys(claims)}
    if first:
        copies()
    form = _first_verdicts(asked) if first else _last_verdicts(asked)
    if after is None:
        forms.show_form(form)
    else:
        present(lambda: form, after)


def _unknown(wrong: list, known: list[str]) -> str:
    if not wrong:
        return 'Name the claim, for example verdict("C15").'
    given = str(wrong[0])[:20]
    return f"There is no claim {given!r}. {did_you_mean(given.upper(), known, or_else='C15')}"


def said(entry: dict) -> str:
    """A verdict in words: "It holds, 80 % sure"."""
    text = VERDICTS.get(entry["value"], "a verdict this version does not know")
    return text if entry["confidence"] is None else f"{text}, {amount(entry['confidence'])} % sure"


def _choices() -> dict:
    return forms.radio(list(VERDICTS.items()), row=True, required="Choose a verdict first.")


def _given(given: dict) -> tuple | None:
    value = given.get("value")
    return (value, *sureness(given)) if isinstance(value, str) and value in VERDICTS else None


def _first_verdicts(wordings: dict[str, str]) -> forms.Form | forms.OnPage:
    kept = book()
    spec = {
        "label": "Your first verdict" + "s" * (len(wordings) > 1),
        "button": "Keep " + ("these" if len(wordings) > 1 else "it"),
        "fieldsets": [
            {
                "id": f"first:{claim}",
                "legend": f"{claim} · {text}",
                "help": "",
                "button": "",
                "controls": [_choices(), forms.confidence()],
            }
            for claim, text in wordings.items()
        ],
    }

    def state() -> dict:
        result = {"": forms.entry(lines=forms.trouble(kept))}
        for claim in wordings:
            first = kept.verdicts(claim)["first"]
            result[f"first:{claim}"] = forms.entry(True, f"{said(first)}.") if first else forms.entry()
        return result

    def answer(_action: str, values: dict) -> dict:
        for claim in wordings:
            given = _given(values.get(f"first:{claim}", {}))
            if given and not kept.verdicts(claim)["first"]:
                kept.keep_verdict(claim, "first", *given[:2])
        return state()

    back = {"restore": "Been here before? Restore your work"} if is_empty(kept.all()) else {}
    spec, act = with_work(spec, state, answer, **back)
    return forms.form(spec, state(), act, lambda: _on_page("first", wordings))


def _on_page(kind: str, wordings: dict[str, str], **more: object) -> dict:
    return {"kind": kind, "claims": list(wordings), "words": VERDICTS, **more}


def _last_verdicts(wordings: dict[str, str]) -> forms.Form | forms.OnPage:
    kept = book()
    spec = {
        "label": "Your verdict",
        "button": "",
        "fieldsets": [
            {
                "id": f"last:{claim}",
                "legend": f"{claim} · {text}",
                "help": "",
                "button": "Keep my verdict",
                "controls": [
                    _choices(),
                    forms.confidence(),
                    forms.reason(MOVED_BY, LONGEST_MIND),
                ],
            }
            for claim, text in wordings.items()
        ],
    }

    def state() -> dict:
        return {
            "": forms.entry(lines=forms.trouble(kept)),
            **{f"last:{claim}": _judged(claim, kept) for claim in wordings},
        }

    def answer(_action: str, values: dict) -> dict:
        for claim in wordings:
            given = _given(values.get(f"last:{claim}", {}))
            if given:
                kept.keep_verdict(claim, "last", *given)
        return state()

    def offline() -> dict:
        told = {f"last:{claim}": forms.entry(lines=finding_lines(claim)) for claim in wordings}
        return _on_page("last", wordings, opened=told)

    form = forms.form(spec, state(), answer, offline)
    kept.when_opened(lambda: setattr(form, "state", state()), ("verdict", *wordings))
    return form


def _judged(claim: str, kept: Workbook) -> dict:
    mine = kept.verdicts(claim)
    last = mine["last"]
    if not last and not kept.opened:
        return forms.entry(
            lines=[forms.line("plain", "What the tables say appears here once yours is kept.", word="")]
        )
    lines = [forms.line("plain", moved(mine["first"], last), word="")] if last and mine["first"] else []
    lines += finding_lines(claim)
    if not last:
        return forms.entry(lines=lines)
    you = f"{said(last)}." + (f" {MOVED_BY} “{last['reason']}”" if last["reason"] else "")
    return forms.entry(True, you, lines, again="Change my verdict")


def moved(first: dict, last: dict) -> str:
    """Whether the student moved from the first verdict to the last, in a sentence."""
    if first["value"] != last["value"]:
        return f"At the door you said: {said(first)}. You moved."
    more = (last["confidence"] or 0) - (first["confidence"] or 0)
    how = "surer now" if more > 0 else "less sure now" if more < 0 else "just as sure"
    return f"At the door you said the same, {amount(first['confidence'] or 0)} % sure: {how}."


def finding_lines(claim: str) -> list[dict]:
    """The computed finding of a claim, or its editorial assessment, as lines of a form."""
    item = registered(claim)
    if item is None:
        return [forms.line("plain", "This claim is taken up in a lesson that isn't written yet.")]
    if isinstance(item, Assessment):
        return _told(item, f"Editorial assessment of {item.dated}, not scored")
    try:
        return _told(item.compute(registry.tables()), "The tables say")
    except LessonError as problem:
        return [forms.line("note", str(problem))]


def _told(found: Finding | Assessment, word: str) -> list[dict]:
    """What was found and its main sources; the rest, both sides and all sources folded away."""
    lines = [forms.line("note", f"{VERDICTS[found.verdict]}. {found.says}", word=word)]
    if found.main:
        lines.append(forms.line("plain", _titles(found.main), word="Rests on"))
    folded = (
        ("More", joined(found.further)),
        ("For", found.for_),
        ("Against", found.against),
        ("All sources", _titles(found.sources) if set(found.sources) > set(found.main) else ""),
    )
    if more := [forms.line("plain", text, word=name) for name, text in folded if text]:
        lines.append(
            forms.folded("Both sides, and every source" if found.for_ else "More, and every source", more)
        )
    return lines


def _titles(source_ids: Iterable[str]) -> str:
    known = citations(registry.tables())
    return "; ".join(known.get(one, one) for one in source_ids) + "."
