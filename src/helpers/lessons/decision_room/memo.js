// The memo of lesson 9 where no Python runs, composed from what the reader keeps: as memo.py and memo_form.py beside this
// file. `content` is what memo_on_page.py gives, `all` a workbook.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const memoOfPage = (() => {
  const { has, isNumber } = workbook;
  const { fixed, amount, plusMinus, listed, oneLine, said, saidVerdict, READ, line, entry } = saying;
  const TURNING = /[\u202a-\u202e\u2066-\u2069]/g; // marks that turn the direction of writing

  // One line of so many letters.
  function tidy(text, longest) {
    const letters = [...oneLine(text.replace(TURNING, "").replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " "))];
    if (letters.length <= longest) return letters.join("");
    return `${letters
      .slice(0, longest - 1)
      .join("")
      .replace(/ +$/, "")}…`;
  }

  const reader = (all) => ({ entry: (section, id) => (has(all[section], id) ? all[section][id] : null) });
  const textOf = (all, key) => reader(all).entry("notes", key)?.text ?? "";
  const noteOf = ({ notes, longest }, all, which) => tidy(textOf(all, notes[which]), longest[notes[which]]);
  const quoted = (names) => listed(names.map((one) => `“${one}”`));

  // The decision room: what is scored and weighed, the options in their order, best first, and the one advised (or null).
  function roomOf(content, all) {
    const kept = reader(all),
      scores = additive.scoresOf(content.scores, kept),
      ids = Object.keys(content.options);
    const whole = additive.numbersOf(kept, content.weights, scores.all.length, 0, content.most);
    const weights = scores.names.map((name) => whole?.[scores.all.indexOf(name)] ?? content.equal);
    const order = scores.names.length ? additive.ranking(scores, weights) : [];
    const advised = kept.entry("predictions", content.advice)?.value;
    return { scores, weights, order, advice: (Number.isInteger(advised) && ids[advised]) || null };
  }

  function recommended({ notes, options }, all, room) {
    const chosen = textOf(all, notes.choice);
    return has(options, chosen) ? chosen : room.advice;
  }

  // The claims that may be cited: those judged at the end of their lesson.
  const citable = ({ claims, verdicts }, all) =>
    claims.filter(({ claim }) => {
      const last = has(all.verdicts, claim) ? all.verdicts[claim].last : null;
      return last && typeof last.value === "string" && has(verdicts, last.value);
    });

  function cited({ notes, suggested, mostClaims }, all, known) {
    if (!has(all.notes, notes.claims))
      return suggested.flatMap((id) => known.filter(({ claim }) => claim === id)).slice(0, 3);
    const ticked = oneLine(textOf(all, notes.claims)).split(" ");
    return known.filter(({ claim }) => ticked.includes(claim)).slice(0, mostClaims);
  }

  // ---- what its parts say

  function reasons({ scores, weights, order }, chosen) {
    if (!order.length) return ["No option is scored in the decision room, so this advice rests on judgement alone."];
    const own = order.find((row) => row.option === chosen);
    const level = order.filter((row) => row.rank === own.rank && row !== own).map((row) => row.option);
    const place = own.rank === 1 ? "first" : `number ${own.rank}`;
    const sentences = [
      `On ${scores.names.length} of ${scores.all.length} criteria, scored and weighed by me, “${chosen}” comes ` +
        `to ${plusMinus(own.total, 2)} on a scale from −2 to +2: ${place} of ${order.length}` +
        (level.length ? `, level with “${listed(level)}”.` : "."),
    ];
    const parts = own.parts.map((value, c) => ({ name: scores.names[c], value, weight: weights[c] }));
    for (const [words, some] of [
      ["It is carried by", parts.filter(({ value }) => value > 0).sort((one, other) => other.value - one.value)],
      ["Against it:", parts.filter(({ value }) => value < 0).sort((one, other) => one.value - other.value)],
    ]) {
      const named = some
        .slice(0, 3)
        .map(({ name, value, weight }) => `${name} (${plusMinus(value, 2)}; weight ${amount(weight)} of 10)`);
      if (named.length) sentences.push(`${words} ${listed(named)}.`);
    }
    return sentences;
  }

  // Of each weight the nearest change that puts another option first, the smallest of them first.
  function switchesOf({ scores, weights }, most) {
    const found = scores.names.flatMap((_, c) => {
      const ways = additive.switchesOf(scores, weights, c, most).map(({ options, moved: [moved] }) => ({
        ...moved,
        options,
        step: Math.abs(moved.at - moved.now),
      }));
      return ways.length ? [ways.reduce((best, one) => (one.step < best.step ? one : best))] : [];
    });
    return found.sort((one, other) => one.step - other.step);
  }

  function objection(room, chosen, most) {
    const { order } = room;
    if (!order.length) return "";
    const total = (option) => plusMinus(order.find((row) => row.option === option).total, 2);
    const top = order.filter((row) => row.rank === 1).map((row) => row.option),
      other = order.find((row) => row.option !== chosen).option,
      first = top.includes(chosen);
    const start = first
      ? `“${other}” comes next with ${total(other)}${top.includes(other) ? ": level." : "."}`
      : `My own weighing puts “${top[0]}” first, ${total(top[0])} against ${total(chosen)}; I advise otherwise.`;
    const switches = switchesOf(room, most),
      fitting = switches.filter(({ options }) => options.includes(first ? other : chosen));
    if (!fitting.length && !first) return `${start} No change of a single weight would put my advice first.`;
    if (!switches.length)
      return `${start} No change of a single weight would put another option first: it hangs on the scores.`;
    const { criterion, way, step, at, now, options } = fitting[0] ?? switches[0];
    const more = way === "up" ? "more" : "less";
    const change =
      step < 0.05
        ? `With a little ${more} weight on ${criterion}`
        : `If ${criterion} weighed ${more} than ${fixed(at, 1)} instead of ${amount(now)}`;
    return `${start} ${change}, ${quoted(options)} would come first.`;
  }

  // What the reader drew before looking, the latest lessons first.
  function drawnIn({ drawn, mostDrawn }, all) {
    const kept = reader(all);
    return drawn
      .map(({ id, asked, item }) => ({ id, asked, item, value: kept.entry("predictions", id)?.value }))
      .filter(({ item, value }) => Array.isArray(value) && !READ.line(item, value))
      .slice(-mostDrawn)
      .reverse()
      .map(
        ({ id, asked, item, value }) =>
          `Before I looked I drew ${said(item, value)} (lesson ${id.split(".")[0]}, “${asked}”).`,
      );
  }

  function roadIn({ road: map }, all) {
    const taken = road.walked(map, reader(all).entry("answers", map.id)?.value);
    return taken ? `My road through the law (lesson 7). ${road.inWords(taken)}` : "";
  }

  function otherIn({ other: { id, views, longest } }, all) {
    const [view, text] = road.other(views, reader(all).entry("answers", id)?.value) ?? ["", ""];
    const words = tidy(text, longest);
    return words ? `That ${views[view]} isn't my view. Its best case: “${words}”` : "";
  }

  function forecastIn({ forecast, longestNote }, all) {
    const { value, reason = "" } = reader(all).entry("predictions", forecast) ?? {};
    if (!isNumber(value) || value < 0 || value > 100) return "";
    const why = tidy(reason, longestNote);
    return `The chance that Mongolia arrests him, as I see it: ${amount(value)} %.${why ? ` “${why}”` : ""}`;
  }

  // All that stands in the memo of a workbook, as memo.Memo; null while no recommendation is chosen.
  function composed(content, all) {
    const room = roomOf(content, all),
      id = recommended(content, all, room);
    if (id === null) return null;
    const chosen = content.options[id],
      sources = [];
    const evidence = cited(content, all, citable(content, all)).map(({ sources: used, ...told }) => {
      const { last } = all.verdicts[told.claim];
      sources.push(...used.filter((one) => !sources.includes(one)));
      const word = content.verdicts[last.value];
      const mine = saidVerdict({ [last.value]: word.toLowerCase() }, last);
      const marks = used.map((one) => sources.indexOf(one) + 1);
      return { ...told, mine, marks, note: tidy(last.reason, content.longestNote) };
    });
    return {
      name: noteOf(content, all, "name"),
      recommendation: chosen,
      because: id === room.advice ? tidy(all.predictions[content.advice].reason, content.longestNote) : "",
      why: noteOf(content, all, "why"),
      drawn: drawnIn(content, all),
      road: roadIn(content, all),
      other: otherIn(content, all),
      ranking: room.order.map(({ option, total }) => [option, total, option === chosen]),
      reasons: reasons(room, chosen),
      evidence,
      objection: objection(room, chosen, content.most),
      forecast: forecastIn(content, all),
      line: noteOf(content, all, "line"),
      sources: sources.map((one) => content.sources[one]),
    };
  }

  // What would still make the memo fuller, in one sentence; empty where nothing does.
  function lacking(content, all) {
    const room = roomOf(content, all),
      { names, all: criteria } = room.scores;
    const parts = [
      [recommended(content, all, room) === null, "a recommendation (choose it here)"],
      [
        names.length < criteria.length,
        `your scores in the decision room (${names.length} of ${criteria.length} criteria so far)`,
      ],
      [!textOf(all, content.notes.why), "your own paragraph on two scores"],
      [!forecastIn(content, all), "your forecast from lesson 8"],
      [!citable(content, all).length, "verdicts kept at the end of a lesson"],
      [!textOf(all, content.notes.line), "the line on what would change our mind"],
    ].flatMap(([is, part]) => (is ? [part] : []));
    return parts.length ? `Still missing: ${listed(parts)}.` : "";
  }

  // ---- its form

  // The controls, which begin with what is kept; `asked`: those of a reader who has judged every claim.
  function controls({ memo: content, asked }, all) {
    const room = roomOf(content, all),
      ids = Object.keys(content.options),
      first = room.order.filter((row) => row.rank === 1),
      known = citable(content, all),
      named = cited(content, all, known).map(({ claim }) => claim);
    const sole = first.length === 1 ? ids.find((id) => content.options[id] === first[0].option) : null;
    const starts = {
      value: recommended(content, all, room) ?? sole,
      why: textOf(all, content.notes.why),
      line: textOf(all, content.notes.line),
      name: textOf(all, content.notes.name),
      claims: named,
    };
    const offered = [...new Set([...named, ...known.map(({ claim }) => claim)])];
    return asked.flatMap((control) => {
      const begun = { ...control, start: starts[control.name] };
      if (control.name !== "claims") return [begun];
      const options = offered.map((claim) => control.options.find(({ value }) => value === claim));
      return options.length ? [{ ...begun, options }] : [];
    });
  }

  function state({ memo: content, again }, kept, told = "") {
    const all = kept.all(),
      chosen = textOf(all, content.notes.choice);
    const missing = recommended(content, all, roomOf(content, all)) === null ? "" : lacking(content, all); // else the preview says it
    const lines = [missing, kept.trouble, told].filter(Boolean).map((text) => line("note", text, ""));
    const own = has(content.options, chosen)
      ? entry({ kept: true, you: `You advise: ${content.options[chosen]}.`, again })
      : entry();
    return { memo: own, "": entry({ lines }) };
  }

  // As answer in memo_form.py: nothing where the state follows from what is kept.
  function answer(offline, kept, { action, values }) {
    const { memo: content, files, choose, write, least } = offline,
      { notes, longest } = content;
    if (has(files, action)) {
      const memo = composed(content, kept.all());
      if (!memo) return state(offline, kept, offline.none);
      const [name, type] = files[action];
      const text = memoPage[action](content.page, memo);
      return [state(offline, kept, offline.saving.replace("{}", name)), { file: { name, type, text } }];
    }
    const ask = (words) => ({ ...state(offline, kept), memo: entry({ lines: [line("ask", words)] }) });
    const { value: chosen, why, claims, ...texts } = values?.memo ?? {};
    if (typeof chosen !== "string" || !has(content.options, chosen)) return ask(choose);
    const paragraph = typeof why === "string" ? tidy(why, longest[notes.why]) : "";
    if ([...paragraph].length < least) return ask(write);
    const known = citable(content, kept.all()).map(({ claim }) => claim);
    const ticked = Array.isArray(claims) ? claims.filter((one) => known.includes(one)) : [];
    for (const which of ["name", "line"]) {
      const given = texts[which];
      kept.note(notes[which], typeof given === "string" ? tidy(given, longest[notes[which]]) : "");
    }
    kept.note(notes.why, paragraph);
    kept.note(notes.claims, ticked.slice(0, content.mostClaims).join(" "));
    kept.note(notes.choice, chosen);
  }

  // The memo as it will print, under its form, true to what is kept.
  function preview({ memo: content, waiting, title, frame }, kept) {
    const place = make("div");
    let last = null;
    const renew = () => {
      const all = kept.all(),
        memo = composed(content, all),
        text = memo ? memoPage.html(content.page, memo) : waiting.replace("{}", lacking(content, all));
      if (text === last) return;
      last = text;
      const shown = place.querySelector("iframe");
      if (memo && shown) shown.srcdoc = text;
      else
        place.replaceChildren(
          memo ? make("iframe", { title, sandbox: true, srcdoc: text, style: frame }) : make("p", {}, text),
        );
    };
    renew();
    kept.onChange(renew);
    return place;
  }

  return { composed, lacking, controls, state, answer, preview };
})();
