// Hands and paper slips: the presenter counts. Digits add one, Shift and a digit takes one away.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const wallCounted = (() => {
  const LINES = "Lines come by paste or from phones: they can't be counted.";
  const SHEETS = "Nobody knows how many they had right: take phones, or count paper sheets.";
  const NEVER = "On law, war or one's own country: paper slips or phones, never hands.";

  // What a counter adds one of: an option, or the middle of a bin.
  function choices(question) {
    if (question.kind === "choice") return question.options.map((label, i) => ({ label, value: i }));
    return ballots
      .binsOf(question)
      .map(({ from, to, label }) => ({ label, value: to === from + 1 ? from : (from + to) / 2 }));
  }

  // aloud: the class sees what is counted just now, so the number of that one stands beside it.
  function counted(name, label, help, aloud, refuses) {
    const held = new Map();
    const key = ({ id }, round) => `${round} ${id}`;
    const of = (question, round) => {
      if (!held.has(key(question, round)))
        held.set(
          key(question, round),
          choices(question).map(() => 0),
        );
      return held.get(key(question, round));
    };

    return {
      name,
      label,
      refuses,
      start: async (question, round) => void of(question, round),
      count: async (question, round) => of(question, round).reduce((sum, one) => sum + one, 0),
      stop: async (question, round) => {
        const counts = of(question, round);
        return choices(question).flatMap(({ value }, i) => Array(counts[i]).fill(value));
      },
      clear: async (question, round) => void held.delete(key(question, round)),
      panel(question, round, changed) {
        const now = make("p", { class: "now", role: "status" });
        const all = choices(question);
        const first = question.sheet ? 0 : 1; // the digit of the first
        const add = (i, by) => {
          const counts = of(question, round);
          if (!all[i] || counts[i] + by < 0) return;
          counts[i] += by;
          now.textContent = aloud ? `${all[i].label}: ${counts[i]}` : by > 0 ? "One more." : "One less.";
          changed();
        };
        const rows = all.map((one, i) =>
          make(
            "li",
            {},
            make(
              "button",
              { type: "button", class: "plus", onclick: () => add(i, 1) },
              make("kbd", { hidden: i + first > 9 }, String(i + first)),
              one.label,
            ),
            make("button", { type: "button", "aria-label": `One less: ${one.label}`, onclick: () => add(i, -1) }, "−"),
          ),
        );
        return Object.assign(
          make(
            "div",
            { class: "counters" },
            make("p", {}, help),
            make("ol", { class: rows.length > 5 && "many" }, ...rows),
            now,
          ),
          {
            add,
            first,
          },
        );
      },
      key(event, panel) {
        const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
        if (digit) panel.add(Number(digit) - panel.first, event.shiftKey ? -1 : 1);
        return Boolean(digit);
      },
    };
  }

  const notDrawn = ({ kind }) => (kind === "drawn" ? LINES : "");
  return {
    hands: counted(
      "hands",
      "Hands",
      "Press its digit or button once for each hand; Shift and the digit takes one away. Only what is counted just now is shown.",
      true,
      (question) => notDrawn(question) || (question.sheet ? SHEETS : question.quiet ? NEVER : ""),
    ),
    slips: counted(
      "slips",
      "Paper slips",
      "Collect folded slips, then press a digit or button once for each; Shift and the digit takes one away.",
      false,
      notDrawn,
    ),
  };
})();
