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
  const PATIENCE = 8000; // ms after which a source that says nothing is said not to answer
  const ASKED = ["prediction", "first", "sheet"]; // the kinds of forms that a class votes on
  const LONG = 180; // letters of a question that is set smaller
  const NOTHING =
    "There is nothing to vote on here: the wall opens on a prediction and on a first verdict, and once a vote is closed where it is looked back on.";
  const CLOSED = "What is asked on this slide is still closed: go back, open it with Page Down, and press W again.";
  const KEYS = [
    ["Page Down", "on"],
    ["Delete", "clear"],
    ["Escape", "back"],
  ];
  const { questionOf, distribution, words, answers } = ballots;

  const sources = [];
  const asked = new Map(); // id -> the question
  // id of a question -> its rounds: {number, closed, values, ways: Map of name -> way, way: the name of the one shown};
  // a way: {source, count, panel, asking: for its count, trouble: why it doesn't answer, failed: to be closed}
  const votes = new Map();
  let question = null;
  let onSlide = [];
  let lookingBack = false; // at a slide that compares: what was voted is only shown
  let preferred = "";
  let sure = ""; // what the next press of its button clears: "vote", "way" or nothing
  let asTable = false;
  let timer = 0;

  const roundsOf = (one) => votes.get(one.id) ?? [];
  const now = () => roundsOf(question).at(-1);
  const waysOf = (round) => [...round.ways.values()];

  const number = make("b");
  const what = make("span");
  const count = make("p", { class: "count" }, number, what);
  const told = make("p", { class: "told" });
  const live = make("p", { class: "unseen", role: "status" }); // what changed, for those who don't see it
  const inside = make("div", { class: "inside" });
  const dialog = make("dialog", {
    id: "wall",
    "aria-labelledby": "wall-question",
    onkeydown: pressed,
    oncancel: cancelled,
    onclose: left,
  });
  dialog.append(live, inside);

  function say(text) {
    if (live.textContent !== text) live.textContent = text;
  }

  // ---- the questions of a slide

  const formsOn = (slide, seen = true) =>
    [...slide.querySelectorAll(".bg-live:is([data-module=forms], [data-module=sheet])")]
      .filter((box) => box.checkVisibility() === seen)
      .map((box) => JSON.parse(box.querySelector(":scope > script").textContent));

  function questionsIn(forms) {
    const quiet = (document.body.dataset.quiet ?? "").split(" ");
    return forms
      .filter(({ offline }) => ASKED.includes(offline?.kind))
      .flatMap(({ spec, offline }) => spec.fieldsets.map((one) => [questionOf(one, quiet.includes(one.id)), offline]))
      .filter(([one]) => one)
      .map(([one, { kind }]) => (kind === "sheet" ? ballots.ofSheet(one) : one))
      .map((one) => asked.get(one.id) ?? one);
  }

  const closedIn = (forms) =>
    forms.flatMap(({ offline }) => {
      const one = offline?.kind === "look_back" && asked.get(offline.id);
      return one && roundsOf(one).some(({ closed }) => closed) ? [one] : [];
    });

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
    way.panel.querySelector("[autofocus]")?.focus();
    await tried(way, () => one.start(question, round.number));
    recount();
  }

  const late = () => new Promise((_, fail) => setTimeout(fail, PATIENCE, new Error("no answer yet.")));

  async function tried(way, work) {
    try {
      const result = await Promise.race([work(), late()]);
      way.trouble = "";
      return result;
    } catch (problem) {
      way.trouble = `${way.source.label}: ${problem.message}`;
      return undefined;
    }
  }

  // Each way for itself, so that one that doesn't answer holds nobody up.
  function recount() {
    const [one, round] = [question, now()];
    if (!round || round.closed) return;
    for (const way of waysOf(round)) {
      if (way.asking || way.failed) continue;
      way.asking = true;
      tried(way, () => way.source.count(one, round.number)).then((counted) => {
        way.asking = false;
        way.count = counted ?? way.count;
        if (now() === round && !round.closed) showCount(round);
      });
    }
  }

  function showCount(round) {
    const all = waysOf(round).reduce((sum, way) => sum + way.count, 0);
    const parts = waysOf(round)
      .filter((way) => way.count)
      .map((way) => `${way.count} by ${way.source.label.toLowerCase()}`);
    number.textContent = String(all);
    what.textContent = answers(all).replace(/^\d+/, "") + (parts.length > 1 ? ` (${parts.join(", ")})` : "");
    const texts = [...waysOf(round).map((way) => way.trouble), round.ways.get(round.way)?.source.state?.().text];
    told.textContent = texts.filter(Boolean).join(" ");
    say(`${number.textContent}${what.textContent}. ${told.textContent}`.trim());
  }

  // ---- a vote

  function begin() {
    const rounds = roundsOf(question);
    asked.set(question.id, question);
    votes.set(question.id, [
      ...rounds,
      { number: rounds.length + 1, closed: false, values: [], ways: new Map(), way: "" },
    ]);
    resume();
  }

  // An open vote goes on with the ways that it had.
  function resume() {
    const round = now();
    for (const way of waysOf(round))
      if (way.source.name !== round.way) tried(way, () => way.source.start(question, round.number));
    const ways = offered();
    const named = (name) => ways.find((one) => one.name === name);
    use(named(round.way) ?? named(preferred) ?? ways[0]);
  }

  // A way that does not answer holds the vote open; pressed again, the vote closes without it.
  async function close() {
    const [one, round] = [question, now()];
    const without = waysOf(round).filter((way) => way.failed);
    const results = await Promise.all(
      waysOf(round).map(async (way) => {
        const values = await tried(way, () => way.source.stop(one, round.number));
        way.failed = values === undefined;
        return values ?? [];
      }),
    );
    if (!waysOf(round).some((way) => way.failed && !without.includes(way))) {
      round.values = results.flat();
      round.closed = true;
    }
    if (question === one) draw();
  }

  function goOn() {
    now().closed = false;
    resume();
  }

  async function clear() {
    if (sure !== "vote") return draw("vote");
    const [one, round] = [question, now()];
    await Promise.all(waysOf(round).map((way) => tried(way, () => way.source.clear(one, round.number))));
    votes.set(one.id, roundsOf(one).slice(0, -1));
    if (question === one) turnTo(one);
  }

  // Only what came by the way that is shown, where the class answers again in another.
  async function clearWay() {
    if (sure !== "way") return draw("way");
    const [one, round] = [question, now()];
    const way = round.ways.get(round.way);
    await tried(way, () => way.source.clear(one, round.number));
    way.panel = null;
    if (question === one) use(way.source);
  }

  function turnTo(one) {
    question = one;
    asTable = false;
    if (!now()) begin();
    else if (now().closed || lookingBack) draw();
    else resume();
  }

  // ---- what stands there

  const button = (label, press, more = {}) => make("button", { type: "button", onclick: press, ...more }, label);
  const row = (label, ...buttons) => make("div", { class: "row", role: "group", "aria-label": label }, ...buttons);

  // surely: what was just asked to be cleared, once.
  function draw(surely = "") {
    sure = surely;
    const had = document.activeElement?.dataset?.at;
    const round = now();
    const open = !round.closed && !lookingBack;
    const which = roundsOf(question).length > 1 ? "second" : "first";
    inside.replaceChildren(
      make(
        "p",
        { class: "at" },
        make("span", {}, `The wall · ${which} vote${open ? "" : ", closed"}`),
        make("span", {}, ...KEYS.flatMap(([key, does]) => [make("kbd", {}, key), ` ${does}   `])),
      ),
      make("h2", { id: "wall-question", class: question.text.length > LONG && "long" }, question.text),
      ...(onSlide.length > 1 ? [menu()] : []),
      open ? voting(round) : results(),
      foot(open),
    );
    if (open) showCount(round);
    (inside.querySelector(`[data-at="${had}"]`) ?? inside.querySelector("[data-at=main]")).focus();
  }

  function menu() {
    const label = (one) =>
      (roundsOf(one).some(({ closed }) => closed) ? "✓ " : "") + one.text.split(" · ")[0].slice(0, 24);
    const items = onSlide.map((one) =>
      button(label(one), () => turnTo(one), { "aria-pressed": String(one === question), "data-at": one.id }),
    );
    return row("The questions on this slide", ...items);
  }

  function voting(round) {
    const way = round.ways.get(round.way);
    way.panel ??= way.source.panel?.(question, round.number, recount) ?? make("div");
    const ways = offered().map((one) =>
      button(one.label, () => use(one), { "aria-pressed": String(one.name === round.way), "data-at": one.name }),
    );
    const by = `what came by ${way.source.label.toLowerCase()}`;
    const only = button(sure === "way" ? `Press again to forget ${by}` : `Clear ${by}`, clearWay, { "data-at": "way" });
    const notes = refusals().map((text) => make("p", { class: "refused" }, text));
    return make(
      "div",
      { class: "voting" },
      make("div", {}, count, told),
      make(
        "div",
        { class: "way" },
        row("Ways in", ...ways),
        ...notes,
        way.panel,
        ...(round.ways.size > 1 ? [only] : []),
      ),
    );
  }

  const foundOf = (one) =>
    roundsOf(one)
      .filter(({ closed }) => closed)
      .map(({ values }) => distribution(one, values));

  function results() {
    const found = foundOf(question);
    const { each, moved, all } = words(question, found);
    say(all);
    const parts = [make("p", { class: "words" }, found.length > 1 ? moved : each[0])];
    if (found.some((one) => !one.missing)) {
      const picture = wallPicture.of(question, found);
      picture.hidden = asTable;
      parts.push(picture, wallPicture.table(ballots.table(question, found), asTable));
    }
    return make("div", { class: "results" }, ...parts);
  }

  // What the next press of the main button, of Page Down or of a clicker does.
  function step() {
    const round = now();
    if (lookingBack) return ["Back to the slide", shut];
    if (!round.closed)
      return [waysOf(round).some((way) => way.failed) ? "Close without what is missing" : "Close the vote", close];
    if (distribution(question, round.values).missing) return ["Go on with this vote", goOn];
    return round.number === 1 && !question.sheet ? ["Talk, then vote again", begin] : ["Back to the slide", shut];
  }

  function save() {
    const all = [...asked.values()].map((one) => [one, foundOf(one)]);
    download(`votes-lesson-${document.body.dataset.lesson}.csv`, wallSaved.csv(all), "text/csv");
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
      { class: "row" },
      button(label, press, { class: "main", "data-at": "main" }),
      ...(shown ? [button(asTable ? "As a picture" : "As a table", toggle, { "data-at": "table" })] : []),
      button(sure === "vote" ? "Press again to forget this vote" : "Clear this vote", clear, { "data-at": "clear" }),
      ...(shown ? [button("Save all counts", save, { "data-at": "save" })] : []),
      ...(press === shut ? [] : [button("Back to the slide", shut, { "data-at": "shut" })]),
    );
  }

  // ---- opening and closing

  function open(slide) {
    const forms = formsOn(slide);
    onSlide = questionsIn(forms);
    lookingBack = !onSlide.length;
    if (lookingBack) onSlide = closedIn(forms);
    if (!dialog.isConnected) document.body.append(dialog);
    dialog.showModal();
    if (!onSlide.length) {
      question = null;
      say("");
      const back = button("Back to the slide", shut, { class: "main" });
      const why = questionsIn(formsOn(slide, false)).length ? CLOSED : NOTHING;
      inside.replaceChildren(make("p", { id: "wall-question", class: "words" }, why), make("div", {}, back));
      return back.focus();
    }
    const last = (one) => roundsOf(one).at(-1);
    turnTo(onSlide.find((one) => last(one)?.closed === false) ?? onSlide.find((one) => !last(one)) ?? onSlide[0]);
    timer = setInterval(recount, EVERY);
  }

  function shut() {
    dialog.close();
    left();
  }

  // The focus leaves at once: a browser takes it from a closed dialog only with its next picture, and keys go there until then.
  function left() {
    if (dialog.open) return;
    clearInterval(timer);
    if (dialog.contains(document.activeElement)) document.activeElement.blur();
  }

  function cancelled(event) {
    event.preventDefault();
    shut();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !question) return;
    if (event.target.closest("textarea, input, select")) return;
    const way = now().closed || lookingBack ? null : now().ways.get(now().way);
    if (event.key === "Delete") clear();
    else if (way?.source.key?.(event, way.panel)) event.preventDefault();
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
    countsOf: wallSaved.csv,
  };
})();
