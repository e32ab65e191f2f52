"""Count what a class kept in its workbooks: pure functions from workbooks (dictionaries) to numbers for a report.

Every function takes `books`, a list of workbooks as `helpers.workbook.checked` gives them, one a student. Nothing is
computed about one student beside another. What the tables say is computed from the tables, as in the lessons.
"""

from __future__ import annotations

import itertools
import statistics
from collections import Counter
from dataclasses import dataclass

from helpers import registry
from helpers.asking.claims import VERDICTS, Assessment, joined, ledger, registered
from helpers.asking.predict import Choice
from helpers.errors import LessonError
from helpers.ledger.scores import BUCKETS, direction, in_short
from helpers.lessons.decision_room import options
from helpers.lessons.will_they_arrest.items import Probability
from helpers.models import forecasting
from helpers.words import amount

FEWEST = 3  # a sentence about the class needs as many students
MOST_BARS = 12
WRONG_SHOWN = 5
CROWD = 20  # among so many, a wrong answer that one student gave is only counted
ONE_OF_A_KIND = "(texts that one student each gave)"


# --- the lessons -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lesson:
    """A lesson and its items, by id, with what the tables say to them.

    outcomes: of the predictions (None where there is none or a table is damaged); right: the right option of each
    quiz question; claims: {id: wording}.
    """

    number: int
    title: str
    predictions: dict
    outcomes: dict
    checks: dict
    quiz: dict
    right: dict
    claims: dict


def lessons() -> list[Lesson]:
    """All lessons in their order."""
    table, load, result = ledger(), registry.tables(), []
    for number, name in registry.LESSONS.items():
        predictions, quiz = registry.collection("PREDICTIONS", number), registry.collection("QUIZ", number)
        result.append(
            Lesson(
                number,
                name.replace("_", " ").capitalize(),
                predictions,
                {id: item.outcome and computed(item.outcome, load) for id, item in predictions.items()},
                registry.collection("CHECKS", number),
                quiz,
                {id: computed(question.right, load) for id, question in quiz.items()},
                table.claim[table.lesson == number].to_dict(),
            )
        )
    return result


def computed(function, *values):
    """What a function of the tables gives; None where a table is missing or damaged."""
    try:
        return function(*values)
    except LessonError:
        return None


# --- predictions -------------------------------------------------------------------------------------------------


@dataclass
class Predicted:
    """The answers of a class to one prediction.

    bars    : [(label, how many, whether what the tables say lies in it)].
    mark    : where that lies along the bars, 0 to 1; None for a choice or where there is no single answer.
    says    : what the tables say, short ("The tables say 10 %"), or None.
    hits    : how many had it or were close; None where there is no single answer, and for forecasts in per cent.
    middle  : (first quartile, median, third quartile) as texts; None for a choice or nobody.
    sure    : mean confidence in %, or None.
    ends    : low and high as texts. whole: True where each bar is one whole number.
    """

    id: str
    question: str
    kept: int
    bars: list
    mark: float | None
    says: str | None
    hits: int | None
    middle: tuple | None
    sure: float | None
    ends: tuple = ("", "")
    whole: bool = False


def predicted(id: str, item, outcome, books: list[dict]) -> Predicted:
    """Count one prediction over the class; what no longer fits the question is left out."""
    kept = [(value, entry["confidence"]) for value, entry in fitting(id, item, books)]
    values = [value for value, _ in kept]
    value = outcome.value if outcome else None
    hits = [hit(item, one, outcome) for one in values]
    sure = [confidence for _, confidence in kept if confidence is not None]
    choice = isinstance(item, Choice)
    bars, mark = (_options(item.options, values, value), None) if choice else _histogram(item, values, value)
    says = None
    if isinstance(item, Probability) and value is not None:
        says = "It happened" if value == 100 else "It did not happen"
    elif value is not None:
        says = f"The tables say {item.options[value] if choice else amount(float(value), item.unit)}"
    return Predicted(
        id,
        item.question,
        len(values),
        bars=bars,
        mark=mark,
        says=says,
        hits=None if None in hits or value is None else sum(hits),
        middle=None if choice or not values else _middle(values, item),
        sure=statistics.fmean(sure) if sure else None,
        ends=("", "") if choice else (amount(item.low), amount(item.high, item.unit)),
        whole=not choice and _is_whole(item),
    )


def fitting(id: str, item, books: list[dict]):
    """(value, entry) of each student whose kept value still fits the question."""
    for book in books:
        entry = book["predictions"].get(id)
        if entry is None:
            continue
        try:
            yield item.read(entry["value"]), entry
        except ValueError:
            continue


def hit(item, value, outcome) -> bool | None:
    """Whether a prediction was right (a choice) or close (a number: within the item's `near`).

    None where there is no single answer, and for a forecast in per cent, which one outcome can't refute.
    """
    if outcome is None or outcome.value is None or isinstance(item, Probability):
        return None
    if isinstance(item, Choice):
        return value == outcome.value
    return bool(
        abs(value - outcome.value) <= (item.near if item.near is not None else (item.high - item.low) / 20)
    )


def _options(options, values, outcome):
    counts = Counter(values)
    return [(text, counts[index], index == outcome) for index, text in enumerate(options)]


def _is_whole(item):
    """Whether a prediction's whole numbers are few enough for a bar each."""
    width = item.high - item.low
    return float(item.low).is_integer() and float(width).is_integer() and width < MOST_BARS


def _histogram(item, values, outcome):
    width, whole = item.high - item.low, _is_whole(item)
    bars = int(width) + 1 if whole else 10

    def bar(value):
        if whole:
            return round(value - item.low)
        return min(int((value - item.low) / width * bars), bars - 1)

    counts = Counter(map(bar, values))
    inside = outcome is not None and item.low <= outcome <= item.high
    here = bar(outcome) if inside else None
    edges = [item.low + width * index / bars for index in range(bars + 1)]
    labels = (
        [amount(item.low + index) for index in range(bars)]
        if whole
        else [f"{amount(low)}–{amount(high)}" for low, high in itertools.pairwise(edges)]
    )
    mark = None
    if inside:
        mark = (here + 0.5) / bars if whole else (outcome - item.low) / width
    return [(label, counts[index], index == here) for index, label in enumerate(labels)], mark


def _middle(values, item):
    quarters = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else values * 3
    if item.high - item.low >= 20:
        quarters = map(round, quarters)
    low, middle, high = (float(f"{one:.4g}") for one in quarters)
    return amount(low), amount(middle, item.unit), amount(high)


# --- verdicts ----------------------------------------------------------------------------------------------------


@dataclass
class Judged:
    """The verdicts of a class on one claim.

    first, last : {verdict: how many}, all four verdicts in their order.
    both, moved : how many gave both, and how many of them changed their verdict.
    path        : the most frequent change: (from, to, how many), or None.
    toward, away: how many moved towards the computed verdict and away from it, as in the student's own ledger; None
                  where none is computed.
    kind        : "fact", "assessment" or "" (not written yet); verdict, says, dated: what the lesson says.
    """

    id: str
    wording: str
    first: dict
    last: dict
    both: int
    moved: int
    path: tuple | None
    toward: int | None
    away: int | None
    kind: str
    verdict: str
    says: str
    dated: str

    @property
    def divided(self) -> float:
        """The chance that two students drawn at random disagree in their last verdict (0 with fewer than two)."""
        many = sum(self.last.values())
        if many < 2:
            return 0.0
        return 1 - sum(one * (one - 1) for one in self.last.values()) / (many * (many - 1))


def judged(id: str, wording: str, books: list[dict]) -> Judged:
    """Count the verdicts on one claim over the class."""
    pairs = [tuple(_known_verdict(book, id, stage) for stage in ("first", "last")) for book in books]
    both = [pair for pair in pairs if all(pair)]
    changes = Counter(pair for pair in both if pair[0] != pair[1])
    path = min(changes.items(), key=lambda one: (-one[1], *map(list(VERDICTS).index, one[0])), default=None)
    kind, verdict, says, dated = finding(id)
    ways = Counter()
    for pair, many in changes.items():
        ways[direction(*pair, verdict or None)] += many
    toward, away = (ways["towards"], ways["away"]) if kind == "fact" else (None, None)
    firsts, lasts = (Counter(pair[index] for pair in pairs) for index in (0, 1))
    return Judged(
        id,
        wording,
        {one: firsts[one] for one in VERDICTS},
        {one: lasts[one] for one in VERDICTS},
        len(both),
        changes.total(),
        (*path[0], path[1]) if path else None,
        toward,
        away,
        kind,
        verdict,
        says,
        dated,
    )


def _known_verdict(book, id, stage):
    entry = (book["verdicts"].get(id) or {}).get(stage)
    return entry["value"] if entry and entry["value"] in list(VERDICTS) else None


def finding(claim: str) -> tuple[str, str, str, str]:
    """(kind, verdict, what it says in short, date of an assessment) of a claim; empty where its lesson says nothing."""
    item = registered(claim)
    if isinstance(item, Assessment):
        return "assessment", item.verdict, joined(in_short(item.sentences)), item.dated
    found = computed(item.compute, registry.tables()) if item else None
    return ("fact", found.verdict, joined(in_short(found.sentences)), "") if found else ("", "", "", "")


# --- checks and quiz ----------------------------------------------------------------------------------------------


@dataclass
class Checked:
    """The answers of a class to one check.

    tried, first, got_there : how many students tried it, had it at the first try, had it at some try.
    wrong : [(answer as text, how many students gave it, the hint that it brings or "")], the most frequent first.
    rest  : how many students gave other wrong answers than those listed: rarer ones, and in a class of CROWD or more
            those that only one student gave.
    """

    id: str
    ask: str
    answer: str
    tried: int
    first: int
    got_there: int
    wrong: list
    rest: int

    @property
    def missed(self) -> int:
        """How many went wrong at their first try."""
        return self.tried - self.first


def checked(id: str, item, books: list[dict], names: bool) -> Checked:
    """Count one check over the class.

    names: whether a text that only one student gave may be shown; it could be a name.
    """
    tries = [made for book in books if (made := tries_of(book["answers"].get(id)))]
    given = [{grouped(one["value"]): one["value"] for one in made if one["right"] is False} for made in tries]
    counts, samples = Counter(), {}
    for answers in given:
        counts.update(answers.keys())
        for key, value in answers.items():
            samples.setdefault(key, value)
    shown, hidden = [], 0
    for key, many in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        if many == 1 and not names and is_text(samples[key]):
            hidden += 1
        elif many > 1 or len(tries) < CROWD:
            shown.append((key, many))
    wrong = [(said(samples[key]), many, _hint(item, samples[key])) for key, many in shown[:WRONG_SHOWN]]
    if hidden:
        wrong.append((ONE_OF_A_KIND, hidden, ""))
    listed = {key for key, _ in shown[:WRONG_SHOWN]}
    rest = sum(
        1
        for answers in given
        if any(
            not (key in listed or (hidden and counts[key] == 1 and is_text(value)))
            for key, value in answers.items()
        )
    )
    return Checked(
        id,
        item.ask,
        right_answer(item),
        len(tries),
        sum(made[0]["right"] is True for made in tries),
        sum(any(one["right"] is True for one in made) for made in tries),
        wrong,
        rest,
    )


def tries_of(answer: dict | None) -> list[dict]:
    """The tries of an answer that were judged, in the order of time; of an answer without tries itself."""
    if answer is None:
        return []
    return [one for one in answer["tries"] or [answer] if one["right"] is not None]


def is_text(value) -> bool:
    """Whether a student wrote words of their own into a value."""
    return isinstance(value, str) or (isinstance(value, list) and any(isinstance(one, str) for one in value))


def said(value) -> str:
    """A value from a workbook as a short text; not yet fit for a page or a spreadsheet."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, (int, float)):
        return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:.4g}"
    if isinstance(value, (list, set, frozenset, tuple)):
        return ", ".join(sorted(map(str, value))) or "(nothing)"
    return str(value)


def shared_texts(id: str, books: list[dict]) -> set[str]:
    """The texts (as `grouped` writes them) that more than one student gave to a check."""
    counts = Counter()
    for book in books:
        counts.update(
            {grouped(one["value"]) for one in tries_of(book["answers"].get(id)) if is_text(one["value"])}
        )
    return {text for text, number in counts.items() if number > 1}


def grouped(value) -> str:
    """The text by which equal wrong answers are counted together."""
    return " ".join(said(value).split()).casefold()


def right_answer(item) -> str:
    """The right answer to a check as a text, "" where a table is damaged."""
    value = computed(item.expected, registry.tables())
    if item.kind == "text" and not isinstance(value, str) and value:
        value = next(iter(value))
    if item.kind in ("number", "share") and value is not None:
        year = float(value).is_integer() and not item.unit and 1000 <= value <= 2100
        return str(int(value)) if year else f"{said(float(value))} {item.unit}".strip()
    return "a table" if item.kind == "frame" else "" if value is None else said(value)


def _hint(item, value) -> str:
    """The hint that names the misconception behind a wrong answer, as the check would say it; "" where none does."""
    given = set(value) if isinstance(value, list) else value
    for hint in item.hints:
        try:
            if hint.when and hint.when(given, registry.tables()):
                return hint.say
        except Exception:  # noqa: BLE001, S112 - a hint is asked about answers of any shape, as in the lesson
            continue
    return ""


@dataclass
class Asked:
    """The answers of a class to one quiz question. options: [(text, how many chose it first, whether it is right)]."""

    id: str
    prompt: str
    answered: int
    first: int
    options: list

    @property
    def missed(self) -> int:
        """How many chose a wrong option first."""
        return self.answered - self.first


def asked(id: str, question, right: int | None, books: list[dict]) -> Asked:
    """Count the first choices for one quiz question over the class."""
    chosen = Counter(
        choice for book in books if (choice := first_choice(question, book["quiz"].get(id))) is not None
    )
    return Asked(
        id,
        question.prompt,
        chosen.total(),
        chosen[right],
        [(text, chosen[index], index == right) for index, text in enumerate(question.options)],
    )


def first_choice(question, answer: dict | None) -> int | None:
    """The option that a student chose first; None where there is none, or none of this question."""
    if answer is None:
        return None
    return option_of(question, (answer["tries"] or [answer])[0]["value"])


def option_of(question, value) -> int | None:
    """A value from a workbook as the index of an option; None where it is none."""
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(question.options)
    return value if fits else None


# --- progress ------------------------------------------------------------------------------------------------------


@dataclass
class Progress:
    """How far one student came in one lesson: counts of what is kept, each with what there is."""

    predictions: int
    checks: int
    right: int
    quiz: int
    quiz_right: int
    first: int
    last: int

    @property
    def begun(self) -> bool:
        """Whether anything of the lesson is kept."""
        return bool(self.predictions or self.checks or self.quiz or self.first or self.last)


def progress(lesson: Lesson, book: dict) -> Progress:
    """How far a student came in a lesson."""
    checks = [tries_of(book["answers"].get(id)) for id in lesson.checks]
    choices = {id: first_choice(question, book["quiz"].get(id)) for id, question in lesson.quiz.items()}
    verdicts = [book["verdicts"].get(id) or {} for id in lesson.claims]
    return Progress(
        sum(id in book["predictions"] for id in lesson.predictions),
        sum(map(bool, checks)),
        sum(any(one["right"] for one in made) for made in checks),
        sum(one is not None for one in choices.values()),
        sum(one is not None and one == lesson.right[id] for id, one in choices.items()),
        sum(bool(one.get("first")) for one in verdicts),
        sum(bool(one.get("last")) for one in verdicts),
    )


def is_through(lesson: Lesson, done: Progress) -> bool:
    """Whether a student came to the end of a lesson: all of its quiz, or all of its last verdicts."""
    parts = [(done.quiz, lesson.quiz), (done.last, lesson.claims)]
    return any(there and kept == len(there) for kept, there in parts)


@dataclass
class Reached:
    """A lesson over the class: how many began it, came through it, and have it as the last one they began.

    shares: {"predictions", "checks", "right", "quiz", "quiz_right", "first", "last": mean share among those who began,
    0 to 1, or None where the lesson has no such thing}.
    """

    lesson: Lesson
    begun: int
    through: int
    furthest: int
    stopped: int
    shares: dict


def reached(all_lessons: list[Lesson], progresses: list[list[Progress]]) -> list[Reached]:
    """Count progress over the class. progresses: for each student, one `Progress` a lesson."""
    furthest = Counter(
        max((index for index, one in enumerate(mine) if one.begun), default=-1) for mine in progresses
    )
    result = []
    for index, lesson in enumerate(all_lessons):
        begun = [mine[index] for mine in progresses if mine[index].begun]
        through = sum(is_through(lesson, one) for one in begun)
        there = {
            "predictions": len(lesson.predictions),
            "checks": len(lesson.checks),
            "right": len(lesson.checks),
            "quiz": len(lesson.quiz),
            "quiz_right": len(lesson.quiz),
            "first": len(lesson.claims),
            "last": len(lesson.claims),
        }
        shares = {
            name: statistics.fmean(getattr(one, name) / most for one in begun) if begun and most else None
            for name, most in there.items()
        }
        result.append(Reached(lesson, len(begun), through, furthest[index], len(begun) - through, shares))
    return result


# --- confidence ----------------------------------------------------------------------------------------------------


@dataclass
class Calibration:
    """How sure the class was and how often right, over all it stated.

    many, sure, right : how many statements, mean confidence and share right, both in %.
    buckets           : [(confidences such as "70–80 %", how many, mean confidence in %, share right in %)].
    """

    what: str
    many: int
    sure: float
    right: float
    buckets: list


def calibration(what: str, stated: list[tuple[float, bool]]) -> Calibration | None:
    """Compare confidences (50 to 100) with what was right; None where nothing was stated."""
    stated = [(sure, right) for sure, right in stated if sure is not None and 50 <= sure <= 100]
    if not stated:
        return None
    sure, right = ([one[index] for one in stated] for index in (0, 1))
    groups = forecasting.calibration([one / 100 for one in sure], right, BUCKETS)
    buckets = [
        (
            "100 %" if one["high"] == 1 else f"{100 * one['low']:.0f}–{100 * one['high']:.0f} %",
            one["forecasts"],
            100 * one["said"],
            100 * one["happened"],
        )
        for one in groups
    ]
    return Calibration(what, len(stated), statistics.fmean(sure), 100 * statistics.fmean(right), buckets)


def stated_predictions(all_lessons: list[Lesson], books: list[dict]) -> list[tuple[float, bool]]:
    """(confidence, whether it was a hit) of every kept prediction that has an answer, without forecasts in per cent."""
    result = []
    for lesson in all_lessons:
        for id, item in lesson.predictions.items():
            said = [
                (entry["confidence"], hit(item, value, lesson.outcomes[id]))
                for value, entry in fitting(id, item, books)
            ]
            result += [(sure, right) for sure, right in said if right is not None]
    return result


def stated_verdicts(claims: list[Judged], books: list[dict], stage: str) -> list[tuple[float, bool]]:
    """(confidence, whether it is the computed verdict) of the verdicts on facts.

    stage: "first", or "last": then the first one given at the end, before the lesson showed what the tables say.
    """
    verdicts = {claim.id: claim.verdict for claim in claims if claim.kind == "fact"}
    result = []
    for book in books:
        for id, verdict in verdicts.items():
            kept = book["verdicts"].get(id) or {}
            later = (
                [one for one in kept.get("history", []) if one["stage"] != "first"] if stage == "last" else []
            )
            entry = later[0] if later else kept.get(stage)
            if entry and entry["value"] in list(VERDICTS):
                result.append((entry["confidence"], entry["value"] == verdict))
    return result


@dataclass
class Forecasts:
    """Brier scores of forecasts in per cent: the mean student's, the class's mean forecast's, and always 50 %."""

    students: int
    questions: int
    mean_student: float
    crowd: float


def forecasts(all_lessons: list[Lesson], books: list[dict]) -> Forecasts | None:
    """Score the forecasts in per cent over the students who made all of them; None with fewer than FEWEST."""
    asked_for = {
        id: item
        for lesson in all_lessons
        for id, item in lesson.predictions.items()
        if isinstance(item, Probability)
    }
    outcomes = [lesson.outcomes[id] for lesson in all_lessons for id in lesson.predictions if id in asked_for]
    if not outcomes or None in outcomes:
        return None
    happened = [one.value == 100 for one in outcomes]
    made = []
    for book in books:
        mine = [value for id, item in asked_for.items() for value, _ in fitting(id, item, [book])]
        if len(mine) == len(happened):
            made.append([value / 100 for value in mine])
    if len(made) < FEWEST:
        return None
    crowd = [statistics.fmean(column) for column in zip(*made, strict=True)]
    return Forecasts(
        len(made),
        len(happened),
        statistics.fmean(forecasting.brier(mine, happened) for mine in made),
        forecasting.brier(crowd, happened),
    )


# --- the decision room ----------------------------------------------------------------------------------------------


@dataclass
class Decided:
    """What a class decided in lesson 9.

    advised  : how many gave the president an advice.
    scored   : how many scored every option on every criterion.
    options  : [(option, how many advise it, how many have it alone at the top of their ranking, how many level)].
    overruled: how many advise an option that isn't at the top of their own ranking, of how many who did both.
    weights  : [(criterion, mean part of a student's weights, 0 to 1)], over those who scored all.
    """

    advised: int
    scored: int
    options: list
    overruled: tuple[int, int]
    weights: list


def decisions(books: list[dict]) -> list[options.Decision | None]:
    """The decision room of each workbook; None where nothing of it is kept."""
    ids = [options.WEIGHTS, *map(options.score_id, options.CRITERIA)]
    return [
        options.decision(book)
        if options.ADVICE in book["predictions"] or any(id in book["answers"] for id in ids)
        else None
        for book in books
    ]


def decided(made: list[options.Decision | None]) -> Decided | None:
    """Count advice and the options at the top of the students' rankings; None where there is neither."""
    advice = [one.advice for one in made if one and one.advice]
    whole = [one for one in made if one and one.complete]
    if not advice and not whole:
        return None
    alone, level, shares, overruled, both = Counter(), Counter(), Counter(), 0, 0
    for one in whole:
        top = list(one.ranking.option[one.ranking["rank"] == 1])
        (alone if len(top) == 1 else level).update(top)
        if one.advice:
            both += 1
            overruled += one.advice not in top
        total = sum(one.weights.values())
        for criterion, weight in one.weights.items():
            shares[criterion] += weight / total if total else 1 / len(one.weights)
    given = Counter(advice)
    return Decided(
        len(advice),
        len(whole),
        [(text, given[id], alone[id], level[id]) for id, text in options.OPTIONS.items()],
        (overruled, both),
        [(text, shares[id] / len(whole) if whole else None) for id, text in options.CRITERIA.items()],
    )


# --- what to talk about ---------------------------------------------------------------------------------------------


def most_divided(claims: list[Judged]) -> Judged | None:
    """The claim whose last verdicts are most divided, among those that enough of the class judged."""
    return _most(claims, lambda one: sum(one.last.values()), lambda one: one.divided)


def largest_move(claims: list[Judged]) -> Judged | None:
    """The claim on which the largest share changed its verdict, among those that enough of the class judged twice."""
    return _most(claims, lambda one: one.both, lambda one: one.moved / one.both)


def most_missed(things: list) -> list:
    """Checks or questions with the largest share wrong at the first go first; only those that enough tried."""
    many = [(one.tried if isinstance(one, Checked) else one.answered, one) for one in things]
    enough = _enough([number for number, _ in many])
    missed = [(one.missed / number, one) for number, one in many if number >= enough and one.missed]
    return [one for _, one in sorted(missed, key=lambda pair: -pair[0])]


def _enough(numbers) -> float:
    return max(FEWEST, max(numbers, default=0) / 2)


def _most(things, many, measure):
    enough = _enough([many(one) for one in things])
    found = [one for one in things if many(one) >= enough and measure(one) > 0]
    return max(found, key=measure, default=None)  # of equals the first
