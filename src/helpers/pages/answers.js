// One page of a lesson with what its reader answered, to print: from the forms on the lesson's page, in the words and
// the order of helpers/asking/lesson_page.py. tests/pages/test_answers_on_page.py compares the two.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const answersOfPage = (() => {
  const { has } = workbook;
  const { howMany } = saying;
  const SIGNS = { right: "✓", wrong: "✗" };
  const JUDGED = { true: "right", false: "not yet", null: "kept" };
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const PARTS = [
    ["At the door", "claim", ["first"]],
    ["What you predicted, and what came out", "prediction", ["prediction"]],
    ["Your turn", "check", ["check"]],
    ["What else you kept", "question", ["score", "road", "other", "kept"]],
    ["Verdicts, and what the tables say", "verdict", ["last"]],
    ["Quiz", "question", ["quiz"]],
  ];

  function moment(at) {
    const [year, month, day] = at.slice(0, 10).split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}, ${at.slice(11, 16)}`;
  }

  function inWords({ tone, tick, word, text }) {
    const head = [tick ? "☐" : SIGNS[tone], word].filter(Boolean).join(" ");
    return head ? `${head}${word ? ":" : ""} ${text}` : text;
  }
  const told = (lines) => lines.flatMap((line) => [inWords(line), ...(line.folded ?? []).map(inWords)]);

  // As answers.shown.
  function shown(value, { unit, none }) {
    if (typeof value === "number") {
      const year = Number.isInteger(value) && !unit && value >= 1000 && value <= 2100;
      return year ? String(value) : `${checking.short(value)} ${unit}`.trim();
    }
    if (none?.length && !value.length) return none[0];
    return Array.isArray(value) ? value.map(String).sort().join(", ") : String(value);
  }
  const tried = (tries, said) =>
    tries.map((one, i) => `Try ${i + 1}: ${said(one.value)}, ${JUDGED[one.right]}. (${moment(one.at)})`);

  const stateOf = formModel.now;
  // What each kind of form adds: [[question, sentences], …] of what is answered.
  const KINDS = {
    first: ({ spec, offline }, kept) =>
      offline.claims.flatMap((claim, i) => {
        const { first } = kept.verdicts(claim);
        return first
          ? [[spec.fieldsets[i].legend, [`${saying.saidVerdict(offline.words, first)}. (${moment(first.at)})`]]]
          : [];
      }),
    last: (content, kept) =>
      content.offline.claims.flatMap((claim, i) => {
        const { last } = kept.verdicts(claim);
        if (!last) return [];
        const { you, lines } = stateOf(content, kept)[`last:${claim}`];
        return [[content.spec.fieldsets[i].legend, [`${you} (${moment(last.at)})`, ...told(lines)]]];
      }),
    prediction: (content, kept, lookedBack) => {
      const { id } = content.offline,
        mine = kept.entry("predictions", id);
      if (!mine) return [];
      const compared = lookedBack.get(id);
      const [said, ...more] = compared ? told(stateOf(compared, kept)[""].lines) : [stateOf(content, kept)[id].you];
      return [[content.spec.fieldsets[0].legend, [`${said} (${moment(mine.at)})`, ...more]]];
    },
    check: ({ spec, offline }, kept) => {
      const record = kept.entry("answers", offline.id);
      return record ? [[spec.fieldsets[0].legend, tried(record.tries, (value) => shown(value, offline.item))]] : [];
    },
    quiz: ({ spec, offline }, kept) =>
      spec.fieldsets.flatMap(({ id, legend, controls: [{ options }] }) => {
        const { quiz } = kept.all();
        if (!has(quiz, id)) return [];
        const labels = new Map(options.map(({ value, label }) => [value, label]));
        const { value, right, tries } = quiz[id];
        const known = tries.filter((one) => labels.has(one.value));
        const why = right && offline.feedback[id][value]?.lines[0]?.text;
        return [
          [
            legend.slice(legend.indexOf(" ") + 1),
            [...tried(known, (one) => `“${labels.get(one)}”`), ...(why ? [why] : [])],
          ],
        ];
      }),
  };
  // The values of a chart's controls, where these are kept.
  const KEEPS = "Keep these ";
  const weighed = ({ keep, controls }, kept) => {
    const values = kept.entry("answers", keep.name)?.value;
    if (!Array.isArray(values) || values.length !== controls.length) return [];
    const said = controls.map(({ label }, i) => `${label} ${saying.amount(values[i])}`).join(" · ");
    return [[`Your ${keep.button.slice(KEEPS.length)}`, [said]]];
  };
  // Forms of lessons 7 and 9, whose entry says what was kept.
  const own = (content, kept) =>
    content.spec.fieldsets.flatMap(({ id, legend }) => {
      const { kept: is, you, lines } = stateOf(content, kept)[id];
      if (is) return [[legend, [you]]];
      const walked = lines.find(({ tone }) => tone === "right");
      return walked ? [[legend, [walked.text]]] : [];
    });

  // The parts of the page: [heading, [[question, sentences], …], what is open]. forms: the contents of the page's forms, and
  // of its charts whose controls are kept.
  function parts(forms, kept) {
    const lookedBack = new Map(
      forms.filter(({ offline }) => offline?.kind === "look_back").map((form) => [form.offline.id, form]),
    );
    const seen = new Set();
    return PARTS.map(([heading, noun, kinds]) => {
      const asked = forms.filter(({ offline, spec, keep }) => {
        const known = keep ? keep.name : `${offline?.kind} ${spec.fieldsets?.map(({ id }) => id)}`;
        const fits = kinds.includes(keep ? "kept" : offline?.kind) && !offline?.untold;
        return fits && !seen.has(known) && seen.add(known);
      });
      const say = (form) => (form.keep ? weighed : (KINDS[form.offline.kind] ?? own))(form, kept, lookedBack);
      const answered = asked.flatMap(say);
      const all = asked.reduce((sum, { spec }) => sum + (spec?.fieldsets.length ?? 1), 0);
      const left = all - answered.length;
      return [heading, answered, left ? `${howMany(left, noun)} of ${all} not answered yet.` : ""];
    }).filter(([, answered, open]) => answered.length || open);
  }

  // Print it: a page of its own, in the place of the lesson's while it is printed.
  function print(forms, kept, title) {
    const made = parts(forms, kept).flatMap(([heading, answered, open]) => [
      make("h2", {}, heading),
      ...answered.map(([question, sentences]) =>
        make("div", { class: "bg-answered" }, make("h3", {}, question), ...sentences.map((one) => make("p", {}, one))),
      ),
      ...(open ? [make("p", {}, make("small", {}, open))] : []),
    ]);
    const page = make("section", { class: "bg-mine" }, make("h1", {}, title), make("p", {}, "Name:"), ...made);
    document.body.append(page);
    document.body.dataset.mine = "";
    addEventListener(
      "afterprint",
      () => {
        page.remove();
        delete document.body.dataset.mine;
      },
      { once: true },
    );
    window.print();
  }

  return { parts, print };
})();
