// The ledger on a page where no Python runs, from what the reader keeps: as scores.py and page.py beside this file.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const ledgerOfPage = (() => {
  const { has, isNumber, canon } = workbook;
  const { fixed, READ, howMany, saidVerdict, hits } = saying;
  const LINE = { "does not hold": 0, "holds with a condition": 1, holds: 2 }; // "cannot be settled" lies beside it
  const KINDS = ["prediction", "forecast of an arrest", "verdict at the door", "verdict at the end"];

  // ---- the claims

  function direction(first, last, tables) {
    if (first === last) return "stayed";
    if (tables === null) return "moved";
    if (last === tables) return "towards";
    if (first === tables) return "away";
    if (![first, last, tables].every((one) => has(LINE, one))) return "aside";
    const [before, after] = [LINE[first] - LINE[tables], LINE[last] - LINE[tables]];
    if (before * after < 0) return "past";
    return Math.abs(after) < Math.abs(before) ? "towards" : "away";
  }

  function sureness(first, last) {
    if (!first || !last || first.confidence === null || last.confidence === null) return "";
    const more = last.confidence - first.confidence;
    return more > 0 ? "surer" : more < 0 ? "less sure" : "as sure";
  }

  function rowOf(claim, words, all) {
    const known = (entry) => (entry && typeof entry.value === "string" && has(words, entry.value) ? entry : null);
    const kept = has(all.verdicts, claim.id) ? all.verdicts[claim.id] : { first: null, last: null, history: [] };
    const [first, last] = [known(kept.first), known(kept.last)];
    const later = kept.history.map(known).filter((one) => one && one.stage !== "first");
    if (!last || !later.some((one) => canon(one) === canon(last))) later.push(last);
    const course = [first, ...later].filter(Boolean).map((one) => one.value);
    return {
      ...claim,
      first,
      last,
      end: later[0],
      moves: course.filter((one, i) => i && one !== course[i - 1]).length,
      says: last ? claim.says : null,
      movedBy: last ? last.reason : "",
      direction: first && last ? direction(first.value, last.value, claim.basis === "tables" ? claim.says : null) : "",
      sureness: sureness(first, last),
    };
  }

  const begun = (rows) => rows.some((row) => row.first || row.last || row.says);

  function headingOf(lesson, rows) {
    if (!begun(rows)) return `Lesson ${lesson}: nothing kept yet on ${rows.map((row) => row.id).join(", ")}`;
    return `Lesson ${lesson}: ${rows.filter((row) => row.last).length} of ${rows.length} judged at the end`;
  }

  function summaryOf(rows) {
    const [judged, doors] = ["last", "first"].map((stage) => rows.filter((row) => row[stage]).length);
    if (!judged && !doors)
      return (
        `The article's ${rows.length} claims. None is judged yet: each opens here once you keep your verdict ` +
        "at the end of its lesson."
      );
    const start = `Of the article's ${rows.length} claims you judged ${doors} at the door and ${judged} at the end.`;
    const told = [
      ["stayed", "stayed"],
      ["towards", "moved towards what the tables say"],
      ["away", "moved away from it"],
      ["past", "moved past it"],
      ["aside", "moved neither nearer nor further"],
      ["moved", "moved where no table decides"],
    ]
      .map(([way, text]) => [rows.filter((row) => row.direction === way).length, text])
      .filter(([many]) => many)
      .map(([many, text]) => `${many} ${text}`);
    return told.length ? `${start} From the door to the end: ${told.join(", ")}.` : start;
  }

  const MOVED = {
    stayed: "You stayed",
    towards: "You moved towards what the tables say",
    away: "You moved away from what the tables say",
    past: "You moved past what the tables say",
    aside: "You moved, neither nearer to what the tables say nor further",
    moved: "You moved",
  };
  const SURE = { surer: "surer now", "less sure": "less sure now", "as sure": "just as sure" };

  function movedOf(row) {
    if (!row.direction) return "–";
    let text = MOVED[row.direction];
    if (row.direction === "towards" && row.last.value === row.says) text = "You moved to what the tables say";
    if (row.sureness) text += `; ${SURE[row.sureness]}`;
    if (row.moves > 1) text += `. Changed ${row.moves} times`;
    if (row.end.value !== row.last.value)
      text += `${row.moves > 1 ? "; the last change came" : ","} after the tables had spoken`;
    return `${text}.${row.movedBy ? ` Your words: “${row.movedBy}”` : ""}`;
  }

  function cellsOf(row, words) {
    const said = (entry, none) => (entry ? saidVerdict(words, entry) : none);
    const tables = row.last ? row.open : row.closed;
    return [said(row.first, "none kept"), said(row.last, "not yet"), tables, movedOf(row)];
  }

  // ---- how sure, and how often right

  function predicted({ id, item, compare }, all) {
    const kept = has(all.predictions, id) ? all.predictions[id] : null;
    if (!kept || READ[item.type](item, kept.value)) return null;
    if (compare.by === "score") {
      if (!has(all.predictions, "8.mongolia")) return null;
      const right = kept.value >= 50 === Boolean(compare.outcome);
      return { what: KINDS[1], sure: Math.max(kept.value, 100 - kept.value) / 100, right };
    }
    const sure = kept.confidence;
    if (sure === null || sure < 50 || sure > 100) return null;
    return { what: KINDS[0], sure: sure / 100, right: hits(compare, kept.value) };
  }

  function saidOf({ predictions }, rows, all) {
    const found = predictions.map((one) => predicted(one, all)).filter(Boolean);
    for (const row of rows.filter((one) => one.basis === "tables" && one.last && one.says))
      for (const [what, entry] of [
        [KINDS[2], row.first],
        [KINDS[3], row.end],
      ])
        if (entry && isNumber(entry.confidence) && entry.confidence >= 50 && entry.confidence <= 100)
          found.push({ what, sure: entry.confidence / 100, right: entry.value === row.says });
    return found;
  }

  // The sum of numbers as numpy adds them: in eight rows, so that a mean rounds alike.
  function sumOf(numbers) {
    if (numbers.length > 128) {
      const half = Math.floor(numbers.length / 2),
        cut = half - (half % 8);
      return sumOf(numbers.slice(0, cut)) + sumOf(numbers.slice(cut));
    }
    const whole = numbers.length < 8 ? 0 : numbers.length - (numbers.length % 8);
    const r = numbers.slice(0, whole ? 8 : 0);
    for (let i = 8; i < whole; i++) r[i % 8] += numbers[i];
    const start = whole ? r[0] + r[1] + (r[2] + r[3]) + (r[4] + r[5] + (r[6] + r[7])) : 0;
    return numbers.slice(whole).reduce((total, one) => total + one, start);
  }

  // The sum of numbers, rounded once, as Python's math.fsum.
  function exactSum(numbers) {
    const parts = [];
    for (let x of numbers) {
      let kept = 0;
      for (let y of parts.slice()) {
        if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
        const high = x + y,
          low = y - (high - x);
        if (low) parts[kept++] = low;
        x = high;
      }
      parts.length = kept;
      parts.push(x);
    }
    let at = parts.length - 1,
      high = parts[at],
      low = 0;
    while (at > 0 && !low) {
      const [x, y] = [high, parts[--at]];
      high = x + y;
      low = y - (high - x);
    }
    if (at > 0 && low * parts[at - 1] > 0) {
      const twice = 2 * low;
      if (high + twice - high === twice) high += twice;
    }
    return high;
  }

  function scoresOf(said) {
    const groups = [...KINDS.map((kind) => [kind, said.filter(({ what }) => what === kind)]), ["all", said]];
    return groups
      .filter(([, some]) => some.length)
      .map(([what, some]) => ({
        what,
        items: some.length,
        sure: sumOf(some.map((one) => one.sure)) / some.length,
        right: some.filter((one) => one.right).length / some.length,
        brier: exactSum(some.map((one) => (one.sure - one.right) ** 2)) / some.length,
      }));
  }

  function sentenceOf(said) {
    if (!said.length)
      return (
        "No score yet: it counts what you kept with a confidence and what the lessons have answered, so " +
        "it begins with your first prediction."
      );
    const total = scoresOf(said).at(-1),
      gap = 100 * (total.sure - total.right);
    const start =
      `Over ${howMany(total.items, "item")} with a known answer you were ${fixed(100 * total.sure, 0)} % sure ` +
      `on average and right in ${fixed(100 * total.right, 0)} %. Your Brier score is ${fixed(total.brier, 3)} (0 ` +
      "is best; always saying 50 % scores 0.250).";
    if (total.items < 10) return `${start} So few items say little: read them as notes to yourself.`;
    if (Math.abs(gap) <= 100 / Math.sqrt(total.items))
      return `${start} As sure as you were right, as far as ${total.items} items can tell.`;
    return `${start} ${
      gap > 0
        ? "Often surer than the answers bore out: a little doubt would have paid."
        : "You knew more than you trusted yourself to say."
    }`;
  }

  const capital = (text) => text[0].toUpperCase() + text.slice(1);

  // All that the ledger says of a workbook: {summary, lessons: [heading, [[id, claim, kind, cells], …]], score, scores}.
  function told(content, all) {
    const rows = content.claims.map((claim) => rowOf(claim, content.words, all));
    const numbers = [...new Set(rows.map((row) => row.lesson))].sort((one, other) => one - other);
    const said = saidOf(content, rows, all);
    return {
      summary: summaryOf(rows),
      lessons: numbers.map((lesson) => {
        const own = rows.filter((row) => row.lesson === lesson || row.also === lesson);
        const shown = begun(own) ? own : [];
        return [headingOf(lesson, own), shown.map((row) => [row.id, row.claim, row.kind, cellsOf(row, content.words)])];
      }),
      score: sentenceOf(said),
      scores: scoresOf(said).map((row) => [
        capital(row.what),
        [
          String(row.items),
          `${fixed(100 * row.sure, 0)} %`,
          `${fixed(100 * row.right, 0)} %`,
          fixed(row.brier, 3),
          "0.250",
        ],
      ]),
    };
  }

  // ---- on the page

  function filled({ columns, widths, scoreColumns, howCounted }, { summary, lessons, score, scores }) {
    const style = "text-align: left; vertical-align: top; white-space: normal; break-inside: avoid";
    const cells = (texts) => texts.map((text) => make("td", { style }, text));
    const table = (caption, names, sizes, ...bodies) => {
      const head = make("thead", {}, make("tr", {}, ...names.map((name) => make("th", { scope: "col", style }, name))));
      const title = make("caption", { style: "text-align: left; font-weight: bold; color: inherit" }, caption);
      const cols = sizes.map((width) => make("col", { style: `width: ${width}` }));
      const made = make("table", { style: "max-width: 62rem" }, title, ...cols, head, ...bodies);
      return make(
        "div",
        { class: "bg-scroll", tabindex: "0", role: "region", "aria-label": `Table: ${caption}` },
        made,
      );
    };
    const groups = lessons.map(([heading, claims]) =>
      make(
        "tbody",
        {},
        make(
          "tr",
          {},
          make(
            "th",
            { scope: "rowgroup", colspan: columns.length, style: `${style}; background: rgba(128,128,128,.14)` },
            heading,
          ),
        ),
        ...claims.map(([id, claim, kind, rest]) => {
          const name = [make("strong", {}, id), ` ${claim} `, make("small", {}, `(${kind})`)];
          return make(
            "tr",
            {},
            make("th", { scope: "row", style: `${style}; font-weight: normal` }, ...name),
            ...cells(rest),
          );
        }),
      ),
    );
    const counted = scores.map(([what, rest]) =>
      make("tr", {}, make("th", { scope: "row", style }, what), ...cells(rest)),
    );
    const parts = [
      make("p", {}, summary),
      table("The claims, lesson by lesson", columns, widths, ...groups),
      make("p", {}, score),
    ];
    if (!scores.length) return parts;
    const small = make("p", {}, make("small", {}, howCounted));
    return [...parts, table("How sure, how often right", scoreColumns, [], make("tbody", {}, ...counted)), small];
  }

  // Keeps a ledger true to what is kept.
  function show(content, kept, place) {
    let last = "";
    const renew = () => {
      const now = told(content, kept.all()),
        text = JSON.stringify(now);
      if (text === last) return;
      last = text;
      place.replaceChildren(...filled(content, now));
    };
    renew();
    kept.onChange(renew);
  }

  return { show, told, rowOf, saidOf, scoresOf, sumOf, exactSum };
})();
