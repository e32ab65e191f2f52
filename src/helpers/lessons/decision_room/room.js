// The decision room of lesson 9 where no Python runs: draws and says from the reader's kept scores what charts.py and
// items.py beside this file do in the notebook.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const room = (() => {
  const { sum, numbersOf, scoresOf, ranking, switchesOf, nearest, shares } = additive;
  const { fixed, amount, signed, listed, cell } = saying;
  const { WIDE, HIGH, PT, INK, SOFT, FAINT, OTHERS, text, rect, picture } = svg;

  const TOP = (1 - 0.145 - 0.65) * HIGH,
    TALL = 0.65 * HIGH;

  function said(point, short = false) {
    if (!point) return "No one weight, and no two together, can change the first place";
    const { moved, options } = point;
    const where = moved.map(
      ({ criterion, way, at, now }) => `${criterion} ${way === "up" ? "above" : "below"} ${fixed(at, 1)} (now ${now})`,
    );
    const [start, puts] = moved.length === 1 ? ["Nearest change", "puts"] : ["Only two together", "put"];
    return `${start}: ${listed(where)}${short ? "" : ` ${puts} first: ${listed(options)}`}`;
  }

  function rankingView({ colours, most }, scores, values) {
    const keys = scores.names.map((name) => name.toLowerCase().replaceAll(" ", "_"));
    const weights = keys.map((key) => values[key] ?? 0);
    const order = ranking(scores, weights),
      point = nearest(scores, weights, most),
      words = said(point);
    const lead = order.filter((row) => row.rank === 1).map((row) => row.option);
    const title =
      lead.length === 1
        ? `First: ${lead[0]}`
        : lead.length === order.length
          ? "All options are level"
          : `Level: ${listed(lead)}`;
    const adds = order.map((row) => sum(row.parts.filter((part) => part > 0)));
    const takes = order.map((row) => -sum(row.parts.filter((part) => part < 0)));
    const reach = Math.max(0.5, ...adds, ...takes) * 1.12;
    const left = 0.31 * WIDE,
      wide = 0.6 * WIDE,
      unit = TALL / (order.length + 0.2);
    const across = (value) => left + ((value + reach) / (2 * reach)) * wide;
    const down = (place) => TOP + (place + 0.6) * unit;
    const paint = Object.fromEntries(scores.all.map((name, i) => [name, colours[i]]));
    const inside = [
      `<path d="M${across(0)} ${TOP + 0.03 * TALL}V${TOP + TALL}" stroke="${FAINT}" stroke-width="${PT}"/>`,
    ];
    order.forEach((row, place) => {
      const ends = { 1: 0, "-1": 0 };
      row.parts.forEach((part, c) => {
        if (!part) return;
        const way = Math.sign(part),
          from = ends[way],
          short = scores.names[c].split(" ")[0];
        ends[way] += part;
        inside.push(
          rect(
            across(Math.min(from, from + part)),
            down(place) - 0.28 * unit,
            (Math.abs(part) / (2 * reach)) * wide,
            0.56 * unit,
            paint[scores.names[c]],
            ` stroke="#ffffff" stroke-width="${PT}"`,
          ),
        );
        if (Math.abs(part) > 0.022 * short.length * reach)
          inside.push(
            text(across(from + part / 2), down(place), short, { size: 7.5, fill: "#ffffff", anchor: "middle" }),
          );
      });
      const x = across(row.total),
        y = down(place + 0.37),
        r = 4 * PT;
      inside.push(
        `<path d="M${x} ${y - r}L${x + r} ${y + r}H${x - r}Z" fill="${INK}"/>`,
        text(left + 1.01 * wide, down(place), signed(row.total, 2), { bold: true }),
        text(left - 6 * PT, down(place), `${row.rank}. ${row.option}`, { anchor: "end" }),
      );
    });
    for (const [value, words_] of [
      [-reach / 2, "takes away"],
      [reach / 2, "adds"],
    ])
      inside.push(text(across(value), TOP + TALL + 12 * PT, words_, { fill: SOFT, anchor: "middle" }));
    let x = 0.03 * WIDE;
    for (const name of scores.names) {
      inside.push(
        rect(x, (1 - 0.813) * HIGH, 0.012 * WIDE, 0.02 * HIGH, paint[name]),
        text(x + 0.017 * WIDE, (1 - 0.803) * HIGH, name, { size: 8.5, fill: SOFT }),
      );
      x += 0.033 * WIDE + name.length * 8.5 * PT * 0.6;
    }
    const scored =
      scores.names.length < scores.all.length ? `${scores.names.length} of ${scores.all.length} criteria scored. ` : "";
    const start = lead.length === 1 ? `First: ${lead[0]}.` : `Level in the first place: ${listed(lead)}.`;
    const now = Object.entries(values)
      .map(([name, value]) => `${name.replaceAll("_", " ")} ${value}`)
      .join(", ");
    const totals = order.map((row) => `${row.option} ${fixed(row.total, 2)}`).join("; ");
    return {
      caption: `${start} Weights: ${now}. Totals: ${totals}. ${words}.`,
      numbers: {
        columns: ["option", "total", "rank", ...scores.names],
        rows: order.map((row) => [row.option, cell(row.total), String(row.rank), ...row.parts.map(cell)]),
        more: 0,
      },
      url: picture(
        title,
        words.length < 100 ? words : said(point, true),
        `${scored}Scores (-2 to 2) times weights, over the sum of the weights; the triangle and the number at the right are\n` +
          "the total. Additive ranking as in Keeney and Raiffa (1976).",
        inside,
      ),
    };
  }

  const howOften = (share) => (share === 0 ? "never" : share < 1 ? "under 1 %" : `${fixed(share, 0)} %`);

  function sharesView(_, scores) {
    const { ways, share } = shares(scores),
      left = 0.31 * WIDE,
      wide = 0.59 * WIDE;
    const order = scores.options
      .map((option, o) => ({ option, share: share[o] }))
      .sort((one, other) => other.share - one.share);
    const unit = TALL / (order.length + 0.15),
      down = (place) => TOP + (place + 0.6) * unit;
    const inside = order.flatMap(({ option, share: own }, place) => [
      rect(left, down(place) - 0.28 * unit, (own / 100) * wide, 0.56 * unit, own ? INK : OTHERS),
      text(left - 6 * PT, down(place), option, { anchor: "end" }),
      text(left + ((own + 1.2) / 100) * wide, down(place), howOften(own), { bold: true }),
    ]);
    const count = amount(ways);
    return {
      caption: `Share of all weightings in which each option comes first alone: ${order.map((row) => `${row.option} ${howOften(row.share)}`).join("; ")}.`,
      numbers: { columns: ["option", "share"], rows: order.map((row) => [row.option, cell(row.share)]), more: 0 },
      url: picture(
        howOften(order[0].share) === "never"
          ? "No option ever wins alone"
          : `${order[0].option} wins in ${howOften(order[0].share)} of all weightings`,
        `Share of all ${count} ways to deal 20 points to ${scores.names.length} criteria, in per cent`,
        `Your scores. In the remaining ${fixed(100 - sum(order.map((row) => row.share)), 0)} % several options are level in the first place.`,
        inside,
      ),
    };
  }

  const VIEWS = { ranking: rankingView, shares: sharesView };

  // The view of a chart for the values of its controls; null where nothing is scored.
  function view(drawing, kept, values) {
    const scores = scoresOf(drawing.scores, kept);
    return scores.names.length ? VIEWS[drawing.name](drawing, scores, values) : null;
  }

  // The table of scores, brought up to date whenever something is kept.
  function table(content, kept, fallback) {
    const fill = () => {
      const entries = Object.entries(content.criteria);
      const columns = entries.map(([id]) => numbersOf(kept, id, content.options.length, content.low, content.high));
      [...fallback.querySelectorAll("tbody tr")].forEach((row, o) =>
        columns.forEach((column, c) => {
          row.cells[c + 1].textContent = column ? cell(column[o]) : "–";
        }),
      );
    };
    fill();
    kept.onChange(fill);
  }

  // ---- what a look back says: the sentence, what it is compared with, what it rests on

  const EQUAL = 5,
    NOTHING = { says: "Nothing is scored yet: fill in the forms above." };
  const OWN = "your own scores, every weight 5";

  function few({ names, all }) {
    const missing = all.length - names.length;
    return missing ? ` (${missing} of ${all.length} criteria aren't scored yet.)` : "";
  }

  const LOOKED = {
    first({ scores: from }, kept) {
      const scores = scoresOf(from, kept);
      if (!scores.names.length) return NOTHING;
      const order = ranking(
          scores,
          scores.names.map(() => EQUAL),
        ),
        lead = order.filter((row) => row.rank === 1).map((row) => row.option);
      const start = lead.length === 1 ? `${lead[0]} comes first` : `${listed(lead)} are level in the first place`;
      return {
        says: `${start}, with ${signed(order[0].total, 2)} on a scale from -2 to 2.${few(scores)}`,
        value: lead.length === 1 ? scores.options.indexOf(lead[0]) : null,
        restsOn: OWN,
      };
    },
    turning({ scores: from, most }, kept) {
      const scores = scoresOf(from, kept);
      if (!scores.names.length) return NOTHING;
      const weights = scores.names.map(() => EQUAL);
      const turning = scores.names.filter((_, c) => switchesOf(scores, weights, c, most).length);
      const named = turning.length ? `: ${listed(turning.map((name) => `“${name}”`))}` : "";
      const tail = turning.length
        ? "An adviser with exactly your scores may differ from you in one of these alone, and advise something else."
        : "Your scores decide, whatever single weight an opponent may change.";
      return {
        says: `${turning.length || "None"} of ${scores.names.length}${named}. ${tail}${few(scores)}`,
        value: turning.length,
        restsOn: OWN,
      };
    },
    chosen({ after }, _, value) {
      const { says, rests_on: restsOn } = after[value] ?? after[0];
      return { says, restsOn };
    },
  };

  return { view, table, lookedBack: (own, kept, value) => LOOKED[own.by](own, kept, value) };
})();
