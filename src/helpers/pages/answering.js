// What stands behind the forms on a page where no Python runs: it keeps what the reader says and answers as Python does,
// in the same words. tests/pages/test_pages_forms.py puts both through the same cases.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const formModel = (() => {
  const { has, isEmpty, counted, cut } = workbook;
  const { line, entry, fixed, plusMinus, READ, COMPARED, oneLine, sureness, saidPrediction, saidVerdict, moved } =
    saying;

  const troubles = (kept) => (kept.trouble ? [line("note", kept.trouble)] : []);
  const given = (words, values = {}) =>
    typeof values.value === "string" && has(words, values.value) ? [values.value, ...sureness(values)] : null;

  // As predict.running_score: the mean scores so far, the reader's and the rivals', over the forecasts that were kept.
  function runningScore(race, kept) {
    const racers = race
      .map((one) => ({ ...one, mine: kept.entry("predictions", one.id) }))
      .filter(({ mine, item }) => mine && !READ[item.type](item, mine.value));
    if (!racers.length) return [];
    const sums = new Map();
    for (const { mine, rivals, compare } of racers)
      for (const [name, percent] of [["you", mine.value], ...Object.entries(rivals)]) {
        const off = percent - 100 * compare.outcome;
        sums.set(name, (sums.get(name) ?? 0) + off * off);
      }
    const means = [...sums].map(([name, sum]) => `${name} ${fixed(sum / (1e4 * racers.length), 3)}`).join(", ");
    const best = Math.min(...sums.values());
    const ahead = [...sums].filter(([, sum]) => sum === best).map(([name]) => name);
    const lead = ahead.join() === "you" ? "You lead." : `Ahead: ${ahead.join(" and ")}.`;
    const over = `Mean score over ${racers.length} forecast${racers.length === 1 ? "" : "s"}`;
    return [line("plain", `${means}. ${lead}`, over)];
  }

  // Each kind of form: state(offline, kept, content) and answer(offline, kept, message), which gives a state where it
  // differs from the one that follows from what is kept, or [state, more to send]. Where what is asked hangs on what is
  // kept, controls(offline, all) gives it; below(offline, kept), what stands under the form.
  const KINDS = {
    prediction: {
      state({ id, item }, kept) {
        const mine = kept.entry("predictions", id);
        return { [id]: mine ? entry({ kept: true, you: saidPrediction(item, mine), lines: troubles(kept) }) : entry() };
      },
      answer({ id, item }, kept, { values }) {
        if (kept.isKept(id)) return;
        const mine = values[id] || {};
        const problem = READ[item.type](item, mine.value);
        if (problem) return { [id]: entry({ lines: [line("ask", problem)] }) };
        kept.keepPrediction(id, mine.value, ...sureness(mine));
      },
    },
    look_back: {
      state({ id, item, compare, opened, own, race = [] }, kept, content) {
        const mine = kept.entry("predictions", id);
        if (!mine) return content.state;
        if (own) {
          const { says, value: outcome = null, restsOn } = room.lookedBack(own, kept, mine.value);
          const compared =
            outcome === null || READ[item.type](item, mine.value)
              ? ""
              : ` ${COMPARED[compare.by]({ ...compare, outcome }, mine.value)}`;
          const rests = restsOn ? [line("plain", `Rests on: ${restsOn}.`)] : [];
          return {
            "": entry({ lines: [line("plain", saidPrediction(item, mine)), line("plain", says + compared), ...rests] }),
          };
        }
        const drew = Array.isArray(mine.value) && !READ[item.type](item, mine.value) ? mine.value : null;
        const lines = opened[""].lines.map((one) =>
          one.chart && drew
            ? {
                ...one,
                text: one.text.replace("What came", "Your line and what came"),
                chart: { ...one.chart, mine: drew },
              }
            : { ...one },
        );
        if (compare && !READ[item.type](item, mine.value))
          lines[0].text += ` ${COMPARED[compare.by](compare, mine.value)}`;
        const rests = lines.findIndex(({ text }) => text.startsWith("Rests on: "));
        lines.splice(rests < 0 ? lines.length : rests, 0, ...runningScore(race, kept));
        return { "": entry({ lines: [line("plain", saidPrediction(item, mine)), ...lines] }) };
      },
    },
    check: {
      begin({ id }, kept, { fieldsets }) {
        const record = kept.entry("answers", id),
          [control] = fieldsets[0].controls;
        if (record) control.start = checking.startOf(control, record.value);
      },
      state: (offline, kept) => ({ [offline.id]: entry({ lines: checking.again(offline, kept) }) }),
      answer: (offline, kept, { values }) => ({
        [offline.id]: entry({ lines: checking.answer(offline, kept, values[offline.id]?.value) }),
      }),
    },
    score: {
      begin({ id, options, low, high }, kept, { fieldsets }) {
        fieldsets[0].controls[0].start = additive.numbersOf(kept, id, options.length, low, high) ?? undefined;
      },
      state({ id, options, low, high, again }, kept) {
        const scores = additive.numbersOf(kept, id, options.length, low, high);
        if (!scores) return { [id]: entry() };
        const you = scores.map((score, i) => `${options[i]} ${plusMinus(score, 0)}`).join(" · ");
        return { [id]: entry({ kept: true, you, lines: troubles(kept), again }) };
      },
      answer({ id, options, low, high, first }, kept, { values }) {
        const given = values[id]?.values;
        const fits = (one) => Number.isInteger(one) && one >= low && one <= high;
        if (!Array.isArray(given) || given.length !== options.length || !given.every(fits))
          return { [id]: entry({ lines: [line("ask", first)] }) };
        kept.recordAnswer(id, given, null, "answers");
      },
    },
    road: {
      begin({ id }, kept, { fieldsets }) {
        const mine = kept.entry("answers", id)?.value,
          [control] = fieldsets[0].controls;
        control.start = road.walked(control, mine) ? mine : undefined;
      },
      state({ id }, kept, { spec }) {
        const mine = road.walked(spec.fieldsets[0].controls[0], kept.entry("answers", id)?.value);
        return { [id]: entry({ lines: mine ? [line("right", road.inWords(mine), "Kept"), ...troubles(kept)] : [] }) };
      },
      answer({ id, unfinished }, kept, { values }, { spec }) {
        const given = values[id]?.value;
        if (!road.walked(spec.fieldsets[0].controls[0], given))
          return { [id]: entry({ lines: [line("ask", unfinished)] }) };
        kept.recordAnswer(id, given, null, "answers");
      },
    },
    other: {
      begin({ id, views }, kept, { fieldsets }) {
        const mine = road.other(views, kept.entry("answers", id)?.value) ?? [];
        fieldsets[0].controls.forEach((control, i) => {
          control.start = mine[i];
        });
      },
      state({ id, views, friends, again }, kept) {
        const mine = road.other(views, kept.entry("answers", id)?.value);
        if (!mine) return { [id]: entry() };
        const [view, text] = mine;
        const lines = [...friends[view], ...troubles(kept)];
        return { [id]: entry({ kept: true, you: `${views[view]}: “${text}”`, lines, again }) };
      },
      answer({ id, views, which, write, longest, least }, kept, { values }) {
        const { value: view, text } = values[id] ?? {};
        const known = typeof view === "string" && has(views, view);
        const said = typeof text === "string" ? cut(oneLine(text), longest) : "";
        if (!known || [...said].length < least) return { [id]: entry({ lines: [line("ask", known ? write : which)] }) };
        kept.recordAnswer(id, [view, said], null, "answers");
      },
    },
    quiz: {
      state({ feedback, untold }, kept) {
        const { quiz } = kept.all();
        const mine = Object.keys(feedback).filter((id) => has(quiz, id));
        const tried = mine.filter((id) => quiz[id].tries.length);
        const lines = tried.length ? troubles(kept) : [];
        if (tried.length === Object.keys(feedback).length) {
          const first = tried.filter((id) => quiz[id].tries[0].right === true).length;
          lines.unshift(line("plain", untold || `Right at the first go: ${first} of ${tried.length}.`));
        }
        return {
          ...Object.fromEntries(
            Object.entries(feedback).map(([id, replies]) => [
              id,
              (mine.includes(id) && typeof quiz[id].value === "number" && replies[quiz[id].value]) || entry(),
            ]),
          ),
          "": entry({ lines }),
        };
      },
      answer({ feedback, untold }, kept, { values }) {
        for (const [id, { value: index }] of Object.entries(values)) {
          if (!has(feedback, id) || !Number.isInteger(index) || !feedback[id][index]) continue;
          if (untold && has(kept.all().quiz, id)) continue;
          kept.recordAnswer(id, index, untold ? null : feedback[id][index].kept, "quiz");
        }
      },
    },
    first: {
      state: ({ claims, words }, kept) => ({
        "": entry({ lines: troubles(kept) }),
        ...Object.fromEntries(
          claims
            .map((claim) => [`first:${claim}`, kept.verdicts(claim).first])
            .map(([id, first]) => [id, first ? entry({ kept: true, you: `${saidVerdict(words, first)}.` }) : entry()]),
        ),
      }),
      answer({ claims, words }, kept, { values }) {
        for (const claim of claims) {
          const mine = given(words, values[`first:${claim}`]);
          if (mine && !kept.verdicts(claim).first) kept.keepVerdict(claim, "first", mine[0], mine[1]);
        }
      },
    },
    last: {
      state: ({ claims, words, opened }, kept, content) => ({
        "": entry({ lines: troubles(kept) }),
        ...Object.fromEntries(
          claims.map((claim) => {
            const { first, last } = kept.verdicts(claim),
              id = `last:${claim}`;
            if (!last) return [id, content.state[id]];
            const mind = last.reason ? ` What moved you, or what would? “${last.reason}”` : "";
            const lines = [...(first ? [line("plain", moved(words, first, last))] : []), ...opened[id].lines];
            return [
              id,
              entry({ kept: true, you: `${saidVerdict(words, last)}.${mind}`, lines, again: "Change my verdict" }),
            ];
          }),
        ),
      }),
      answer({ claims, words }, kept, { values }) {
        for (const claim of claims) {
          const mine = given(words, values[`last:${claim}`]);
          if (mine) kept.keepVerdict(claim, "last", ...mine);
        }
      },
    },
    memo: {
      controls: memoOfPage.controls,
      state: (offline, kept) => memoOfPage.state(offline, kept),
      answer: memoOfPage.answer,
      below: memoOfPage.preview,
    },
    work: {
      state({ kept: sentence }, kept, content, said = "") {
        const [nothing, ...others] = content.state[""].lines;
        const all = kept.all();
        const lines = [isEmpty(all) ? nothing : line("plain", sentence.replace("{}", counted(all))), ...others];
        if (kept.trouble) lines.push(line("wrong", kept.trouble, "Take care"));
        if (said) lines.push(line("note", said, ""));
        return { "": entry({ lines }) };
      },
      answer(offline, kept, { action, text: file }, content) {
        const reply = (said, more = {}) => [KINDS.work.state(offline, kept, content, said), more];
        if (action === "download")
          return reply(offline.downloading, { file: { name: offline.file, text: kept.toJson() } });
        if (action === "restore") return reply(kept.restore(file));
        if (action === "forget") return kept.forget();
        const texts = kept.asides();
        if (!texts.length) return reply(offline.noneAside);
        const which = ((offline.shown ?? -1) + 1) % texts.length;
        offline.shown = which;
        const said = offline.aside.replace("{}", which + 1).replace("{}", texts.length);
        return reply(said, {
          file: { name: offline.file.replace(".json", `-aside-${which + 1}.json`), text: texts[which] },
        });
      },
    },
  };

  // What forms.js draws from: content as helpers.asking.forms.OnPage gives it, kept as openWorkbook returns it.
  function formModel(content, kept) {
    const offline = content.offline || {};
    const kind = KINDS[offline.kind];
    kind?.begin?.(offline, kept, content.spec);
    let offered = "";
    // Whether the form has to be built again, for what is kept has changed.
    function offer() {
      const all = kind?.controls && kept.all(),
        text = JSON.stringify(all);
      if (!all || text === offered) return false;
      offered = text;
      content.spec.fieldsets[0].controls = kind.controls(offline, all);
      return true;
    }
    offer();
    const computed = () => (kind ? kind.state(offline, kept, content) : content.state);
    let state = computed(),
      answering = false; // what is pressed here stands in the form already
    const model = modelOf(
      (name) => (name === "state" ? state : content[name]),
      (message, tell) => {
        if (!kind?.answer || message?.kind !== "act") return;
        const plain = JSON.parse(JSON.stringify(message));
        answering = true;
        const result = kind.answer(offline, kept, plain, content);
        answering = false;
        offer();
        const [next, more] = Array.isArray(result) ? result : [result, {}];
        state = next || computed();
        tell("change:state");
        tell("msg:custom", { kind: "answered", n: message.n, ...more });
      },
    );
    let last = JSON.stringify(state);
    kept.onChange(() => {
      if (!answering && offer()) model.tell("change:spec");
      const next = computed(),
        text = JSON.stringify(next);
      if (text === last) return;
      [state, last] = [next, text];
      model.tell("change:state");
    });
    return kind?.below ? { ...model, below: kind.below(offline, kept) } : model;
  }

  // What a form says at this moment, without keeping it alive.
  formModel.now = (content, kept) => KINDS[content.offline.kind].state(content.offline, kept, content);
  return formModel;
})();
