// The wall: what a class thinks of the question on a slide, in one picture. A vote is open (only the count stands there), then
// closed (its distribution), then there may be a second one, and both stand side by side. It is kept in memory alone.
//
// Ways in are *sources*: betweenGiants.wall.source({name, label, start, count, stop, clear}), at any time, each an object with
//
//   name, label             "phones", "Phones"
//   start(question, round)  a vote is open, round 1 or 2, for a question as ballots.js describes it, or open again with what
//                           it had → Promise; fails with an Error whose message the presenter can act on
//   count(question, round)  how many answers there are → Promise of a number; asked every second
//   stop(question, round)   the vote is closed → Promise of the values; it may be opened again by start, with what it had
//   clear(question, round)  what it had is forgotten → Promise
//   state()                 optional: {text}, a sentence on how it goes, shown beside the count
//   panel(question, round, changed)  optional: what stands beside the count while the vote is open, an element made once
//                           for a round; changed() has the count asked for at once
//   refuses(question)       optional: a sentence why this way isn't offered for a question, "" where it is
//   key(event, panel)       optional: a key pressed on the wall; returns whether it was this source's
//
// Where the wall was left with a vote open, start comes again when it is opened again; start for another question ends
// nothing. The source registered last stands first.

window.betweenGiants ??= {};
betweenGiants.wall = (() => {
  const EVERY = 1000; // ms between two questions for the count
  const ASKED = ["prediction", "first"]; // the kinds of forms that a class votes on
  const NOTHING = "There is nothing to vote on here: the wall opens on a prediction and on a first verdict.";
  const { questionOf, valid, distribution, words, answers } = ballots;

  const sources = [];
  const votes = new Map(); // id of a question -> its rounds, in order
  let question = null;
  let onSlide = [];
  let preferred = "";
  let sure = false; // whether "Clear this vote" was pressed once
  let asTable = false;
  let timer = 0;

  // A round: {number, closed, values, ways: name of a source -> {source, count, panel, trouble}, way: the name of the one shown}
  const roundsOf = (one) => votes.get(one.id) ?? [];
  const now = () => roundsOf(question).at(-1);
  const waysOf = (round) => [...round.ways.values()];
  const countOf = (round) => waysOf(round).reduce((sum, { count }) => sum + count, 0);

  const dialog = make("dialog", { id: "wall", "aria-labelledby": "wall-question", onkeydown: pressed, onclose: left });
  const number = make("b");
  const what = make("span");
  const count = make("p", { class: "count", role: "status" }, number, what);
  const told = make("p", { class: "told", role: "status" });

  // ---- the question on a slide

  function questionsOn(slide) {
    const quiet = (document.body.dataset.quiet ?? "").split(" ");
    return [...slide.querySelectorAll(".bg-live[data-module=forms]")]
      .filter((box) => box.checkVisibility())
      .map((box) => JSON.parse(box.querySelector(":scope > script").textContent))
      .filter(({ offline }) => ASKED.includes(offline?.kind))
      .flatMap(({ spec }) => spec.fieldsets.map((one) => questionOf(one, quiet.includes(one.id))))
      .filter(Boolean);
  }

  // ---- sources

  function source(one) {
    sources.unshift(one);
    if (dialog.open && question) draw();
  }

  const offered = () => sources.filter((one) => !one.refuses?.(question));
  const refusals = () => [...new Set(sources.map((one) => one.refuses?.(question)).filter(Boolean))];

  async function use(one) {
    const round = now();
    preferred = one.name;
    round.way = one.name;
    if (!round.ways.has(one.name)) round.ways.set(one.name, { source: one, count: 0, panel: null, trouble: "" });
    const way = round.ways.get(one.name);
    draw();
    await tried(way, () => one.start(question, round.number));
    await recount();
  }

  async function tried(way, work) {
    try {
      const result = await work();
      way.trouble = "";
      return result;
    } catch (problem) {
      way.trouble = `${way.source.label}: ${problem.message}`;
      return undefined;
    }
  }

  async function recount() {
    const round = now();
    if (!round || round.closed) return;
    const asked = question;
    await Promise.all(
      waysOf(round).map(async (way) => {
        way.count = (await tried(way, () => way.source.count(asked, round.number))) ?? way.count;
      }),
    );
    if (now() === round && !round.closed) showCount(round);
  }

  function showCount(round) {
    const all = countOf(round);
    const parts = waysOf(round).filter((way) => way.count);
    number.textContent = String(all);
    const by =
      parts.length > 1
        ? ` (${parts.map((way) => `${way.count} by ${way.source.label.toLowerCase()}`).join(", ")})`
        : "";
    what.textContent = ` ${answers(all).replace(/^\d+ /, "")}${by}`;
    const way = round.ways.get(round.way);
    told.textContent = [...waysOf(round).map((one) => one.trouble), way?.source.state?.().text]
      .filter(Boolean)
      .join(" ");
  }

  // ---- a vote

  function begin() {
    const rounds = roundsOf(question);
    votes.set(question.id, [
      ...rounds,
      { number: rounds.length + 1, closed: false, values: [], ways: new Map(), way: "" },
    ]);
    resume();
  }

  // An open vote goes on with the ways that it had.
  function resume() {
    const round = now();
    const ways = offered();
    for (const way of waysOf(round))
      if (way.source.name !== round.way) tried(way, () => way.source.start(question, round.number));
    use(ways.find(({ name }) => name === round.way) ?? ways.find(({ name }) => name === preferred) ?? ways[0]);
  }

  // A way that does not answer holds the vote open; pressed again, the vote closes without it.
  async function close() {
    const round = now();
    const without = waysOf(round).filter((way) => way.failed);
    const results = await Promise.all(
      waysOf(round).map(async (way) => {
        const values = await tried(way, () => way.source.stop(question, round.number));
        way.failed = values === undefined;
        return values ?? [];
      }),
    );
    if (waysOf(round).some((way) => way.failed && !without.includes(way))) return draw();
    round.values = results
      .flat()
      .map((one) => valid(question, one))
      .filter((one) => one !== undefined);
    round.closed = true;
    draw();
  }

  function goOn() {
    now().closed = false;
    resume();
  }

  async function clear() {
    if (!sure) {
      sure = true;
      return draw();
    }
    const round = now();
    for (const way of waysOf(round)) await tried(way, () => way.source.clear(question, round.number));
    votes.set(question.id, roundsOf(question).slice(0, -1));
    if (now()) draw();
    else begin();
  }

  function turnTo(other) {
    question = other;
    asTable = false;
    if (now()?.closed) draw();
    else if (now()) resume();
    else begin();
  }

  // ---- what stands there

  const button = (label, press, more = {}) => make("button", { type: "button", onclick: press, ...more }, label);

  function draw() {
    const had = document.activeElement?.dataset?.at;
    const round = now();
    const open = !round.closed;
    if (open) showCount(round);
    dialog.dataset.kind = question.kind;
    dialog.replaceChildren(
      make(
        "p",
        { class: "at" },
        `The wall · ${roundsOf(question).length > 1 ? "second" : "first"} vote${open ? "" : ", closed"}`,
      ),
      make("h2", { id: "wall-question" }, question.text),
      ...(onSlide.length > 1 ? [menu()] : []),
      open ? voting(round) : results(),
      foot(open),
    );
    sure = false;
    (dialog.querySelector(`[data-at="${had}"]`) ?? dialog.querySelector("[data-at=main]")).focus();
  }

  function menu() {
    const label = (one) => one.text.split(" · ")[0].slice(0, 24);
    const items = onSlide.map((one) =>
      button(label(one), () => turnTo(one), { "aria-pressed": String(one === question), "data-at": one.id }),
    );
    return make("div", { class: "row", role: "group", "aria-label": "The questions on this slide" }, ...items);
  }

  function voting(round) {
    const way = round.ways.get(round.way);
    if (way) way.panel ??= way.source.panel?.(question, round.number, recount) ?? make("div");
    const ways = offered().map((one) =>
      button(one.label, () => use(one), { "aria-pressed": String(one.name === round.way), "data-at": one.name }),
    );
    const notes = refusals().map((text) => make("p", { class: "refused" }, text));
    return make(
      "div",
      { class: "voting" },
      make("div", {}, count, told),
      make(
        "div",
        {},
        make("div", { class: "row", role: "group", "aria-label": "Ways in" }, ...ways),
        ...notes,
        way?.panel ?? "",
      ),
    );
  }

  function results() {
    const found = roundsOf(question).map(({ values }) => distribution(question, values));
    const parts = [make("p", { class: "words", role: "status" }, words(question, found))];
    if (found.some((one) => !one.missing)) {
      const rows = wallPicture.table(ballots.table(question, found));
      const picture = wallPicture.of(question, found);
      rows.classList.toggle("unseen", !asTable);
      picture.hidden = asTable;
      parts.push(picture, rows);
    }
    return make("div", { class: "results" }, ...parts);
  }

  // What the next press of the main button, of Page Down or of a clicker does.
  function step() {
    const round = now();
    if (!round.closed)
      return [waysOf(round).some((way) => way.failed) ? "Close without what is missing" : "Close the vote", close];
    if (distribution(question, round.values).missing) return ["Go on with this vote", goOn];
    return round.number === 1 ? ["Talk, then vote again", begin] : ["Back to the slide", shut];
  }

  function foot(open) {
    const [label, press] = step();
    const shown = !open && roundsOf(question).some(({ values }) => !distribution(question, values).missing);
    const toggle = () => {
      asTable = !asTable;
      draw();
    };
    return make(
      "div",
      { class: "row foot" },
      button(label, press, { class: "main", "data-at": "main" }),
      ...(shown ? [button(asTable ? "As a picture" : "As a table", toggle, { "data-at": "table" })] : []),
      button(sure ? "Press again: forget this vote" : "Clear this vote", clear, { "data-at": "clear" }),
      ...(press === shut ? [] : [button("Back to the slide", shut, { "data-at": "shut" })]),
      make("span", {}, make("kbd", {}, "Page Down"), " on · ", make("kbd", {}, "Escape"), " back to the slide"),
    );
  }

  // ---- opening and closing

  function open(slide) {
    onSlide = questionsOn(slide);
    if (!dialog.isConnected) document.body.append(dialog);
    if (!onSlide.length) {
      question = null;
      dialog.replaceChildren(
        make("p", { id: "wall-question", class: "words" }, NOTHING),
        button("Back to the slide", shut, { class: "main", "data-at": "main" }),
      );
      return dialog.showModal();
    }
    dialog.showModal();
    const fresh = (one) => !roundsOf(one).length;
    turnTo(onSlide.find((one) => roundsOf(one).at(-1)?.closed === false) ?? onSlide.find(fresh) ?? onSlide[0]);
    timer = setInterval(recount, EVERY);
  }

  function shut() {
    dialog.close();
  }

  function left() {
    clearInterval(timer);
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !question || now().closed) return;
    if (event.target.closest("textarea, input, select")) return;
    if (now().ways.get(now().way)?.source.key?.(event, now().ways.get(now().way).panel)) event.preventDefault();
  }

  for (const one of [wallPasted.source, wallCounted.slips, wallCounted.hands]) source(one);

  return {
    source,
    open,
    shut,
    isOpen: () => dialog.open,
    next: () => (question ? step()[1]() : shut()),
    ballots,
    readPasted: wallPasted.read,
  };
})();
