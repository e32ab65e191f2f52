// A map that one walks: every question stands on it once, answers lead from one to another or to an end, and roads meet.

const SPINE = 46; // CSS pixels from the left edge of the map to the numbers
const EXIT = 10; // to the ends
const MIDDLE = 17; // from the upper edge of a question's row to the middle of its number

// Its value is the list of the answers taken, from the first question on; null where none is.
function buildRoad(control, name, changed) {
  const { questions, ends } = control;
  const placeOf = new Map(questions.map(({ id }, i) => [id, i]));
  const endOf = new Map(ends.map((end) => [end.id, end]));
  const chosen = new Map(); // place of a question -> the answer taken there, also on a road that was left
  let here = 0; // the question that is open; -1 at the end of the road

  // The answers taken from the first question on, and what they lead to: a question that is open, or an end.
  function road() {
    const steps = [];
    let at = 0;
    while (chosen.has(at)) {
      const answer = chosen.get(at);
      steps.push({ at, answer });
      at = placeOf.get(answer.to);
    }
    return { steps, open: at, end: at === undefined ? endOf.get(steps.at(-1).answer.to) : null };
  }

  const rail = shape("svg", { class: "bg-rail", "aria-hidden": "true" });
  const stations = questions.map((question, i) => {
    const number = make("span", { class: "bg-number" }, String(i + 1));
    const said = make("span", { class: "bg-taken" });
    const sign = make("span", { class: "bg-sign-post" });
    const words = make("span", {}, make("span", { class: "bg-name" }, question.short), said, sign);
    const button = make("button", { type: "button", class: "bg-station", onclick: () => go(i) }, number, words);
    const exits = new Set(question.answers.filter(({ to }) => endOf.has(to)).map(({ to }) => to)).size;
    return { row: make("li", { style: `--exits: ${exits}` }, button), button, said, sign };
  });
  const list = make("ol", { "aria-label": control.label, class: "bg-map" }, ...stations.map(({ row }) => row));
  const card = make("div", { class: "bg-card", id: name });
  const node = make("div", { class: "bg-road" }, make("div", { class: "bg-net" }, rail, list), card);

  // ---- the rail beside the questions: a line for each answer, the road that was taken thicker

  function drawRail() {
    const y = stations.map(({ row }) => row.offsetTop + MIDDLE);
    const taken = new Set(road().steps.map(({ answer }) => answer));
    const lines = [];
    const marks = [];
    questions.forEach((question, i) => {
      const onward = question.answers.filter(({ to }) => placeOf.has(to));
      const exits = [...new Set(question.answers.filter(({ to }) => endOf.has(to)).map(({ to }) => to))];
      const bottom = i + 1 < y.length ? y[i + 1] : list.offsetHeight + 6;
      onward.forEach((answer, j) => {
        const x = SPINE + (j - (onward.length - 1) / 2) * 40;
        const end = y[placeOf.get(answer.to)];
        lines.push([answer, `M${SPINE} ${y[i]}C${x} ${y[i] + 12} ${x} ${end - 12} ${SPINE} ${end}`]);
      });
      exits.forEach((id, j) => {
        const at = y[i] + ((bottom - y[i]) * (j + 1)) / (exits.length + 1);
        const ways = question.answers.filter(({ to }) => to === id);
        ways.forEach((answer, k) => {
          const bow = (k - (ways.length - 1) / 2) * 14;
          lines.push([answer, `M${SPINE} ${y[i]}C${SPINE - 12} ${at + bow} ${EXIT + 16} ${at + bow} ${EXIT} ${at}`]);
        });
        const lit = ways.some((answer) => taken.has(answer)) ? " bg-lit" : "";
        marks.push(shape("rect", { class: `bg-end${lit}`, x: EXIT - 5, y: at - 4.5, width: 9, height: 9 }));
      });
    });
    lines.sort(([a], [b]) => taken.has(a) - taken.has(b)); // the road lies on top
    const drawn = lines.map(([answer, d]) => shape("path", { d, class: taken.has(answer) ? "bg-lit" : "" }));
    rail.setAttribute("height", list.offsetHeight);
    rail.replaceChildren(...drawn, ...marks);
  }

  // ---- the card: how one came here, what is asked, where each answer leads

  function step(steps) {
    const last = here < 0 ? steps.at(-1) : steps.findLast(({ answer }) => placeOf.get(answer.to) === here);
    if (!last) return [];
    const { at, answer } = last;
    const held = answer.held ? ` Held by: ${answer.held}.` : "";
    return [
      make(
        "div",
        { class: "bg-step" },
        make("p", {}, `You answered question ${at + 1}: `, make("strong", {}, answer.text), "."),
        make("p", {}, answer.explained + held),
        rests(answer),
      ),
    ];
  }

  const rests = (thing) =>
    make(
      "details",
      { class: "bg-more" },
      make("summary", {}, "What this rests on"),
      make("p", {}, `${thing.articles}; ${thing.rests}`),
    );

  function asked(steps, heading) {
    if (here < 0) {
      const end = endOf.get(steps.at(-1).answer.to);
      heading.append("You are here: the end of this road. ", make("strong", {}, `${end.text}.`));
      return [make("p", {}, end.explained), rests(end)];
    }
    const question = questions[here];
    heading.append(
      `You are here: question ${here + 1} of ${questions.length}. `,
      make("strong", {}, question.text),
      ` (${question.articles})`,
    );
    const answers = question.answers.map((answer) => {
      const goal = placeOf.has(answer.to) ? `→ question ${placeOf.get(answer.to) + 1}` : "→ ■ an end";
      return make(
        "button",
        { type: "button", "aria-pressed": String(chosen.get(here) === answer), onclick: () => take(answer) },
        make("span", {}, answer.text),
        make("span", { class: "bg-goal" }, goal),
      );
    });
    return [make("p", {}, question.explained), make("div", { class: "bg-answers" }, ...answers)];
  }

  function show(move = false) {
    const { steps, open } = road();
    const on = new Map(steps.map(({ at, answer }) => [at, answer]));
    stations.forEach(({ row, button, said, sign }, i) => {
      const leaves = on.has(i) && endOf.has(on.get(i).to);
      sign.textContent =
        i === here ? "You are here" : leaves ? `■ ${here < 0 ? "You are at the end" : "Your road ends"}` : "";
      button.disabled = !on.has(i) && i !== open;
      if (i === here) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
      row.classList.toggle("bg-lit", on.has(i) || i === open);
      said.textContent = on.get(i)?.short ?? "";
    });
    const heading = make("p", { class: "bg-here", tabindex: "-1" });
    const told = asked(steps, heading);
    const before = here < 0 ? steps.at(-1) : steps.findLast(({ answer }) => placeOf.get(answer.to) === here);
    const back = before && make("button", { type: "button", onclick: () => go(before.at) }, "← Back");
    const again = steps.length && make("button", { type: "button", onclick: clear }, "Begin again");
    const buttons = make("div", { class: "bg-buttons" }, ...[back, again].filter(Boolean));
    card.replaceChildren(...step(steps), heading, ...told, buttons);
    drawRail();
    if (!move) return;
    heading.focus({ preventScroll: true });
    card.scrollTop = 0;
    const beside = getComputedStyle(node).gridTemplateColumns.includes(" "); // else the map stands above, on a phone
    card.scrollIntoView({ block: beside ? "nearest" : "start" });
  }

  function take(answer) {
    chosen.set(here, answer);
    here = placeOf.get(answer.to) ?? -1;
    changed();
    show(true);
  }

  function go(at) {
    here = at;
    show(true);
  }

  function clear() {
    chosen.clear();
    here = 0;
    changed();
    show(true);
  }

  new ResizeObserver(drawRail).observe(list);
  show();
  return {
    node,
    read: () => (chosen.has(0) ? road().steps.map(({ answer }) => answer.id) : null),
    write: (value) => {
      chosen.clear();
      for (const id of Array.isArray(value) ? value : []) {
        const { open } = road();
        const answer = questions[open]?.answers.find((one) => one.id === id);
        if (answer) chosen.set(open, answer);
      }
      here = road().open ?? -1;
      show();
    },
    focus: () => card.querySelector(".bg-here").focus(),
    problem: () => (road().end ? "" : control.required),
  };
}
BUILDERS.road = buildRoad;
