// The forecasts of lesson 8 where no Python runs: draws and says from what the reader kept what charts.py and kept.py
// beside this file do in the notebook.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const forecasts = (() => {
  const { isNumber } = workbook;
  const { fixed, cell, howMany } = saying;
  const { exactSum, sumOf } = ledgerOfPage;
  const { WIDE, HIGH, PT, INK, SOFT, OTHERS, text, picture } = svg;
  const GRID = "#dddddd",
    QUARTERS = [0, 25, 50, 75, 100],
    EDGES = [0, 0.2, 0.8, 1];
  const NONE_KEPT = "You kept no forecast";
  const TOP = (1 - 0.145 - 0.65) * HIGH,
    TALL = 0.65 * HIGH;

  // Each trip with the reader's forecast, a fraction; null where none is kept.
  const openedBy = (kept, trips) =>
    trips.map((trip) => {
      const value = kept.entry("predictions", trip.id)?.value;
      return { ...trip, yours: isNumber(value) && value >= 0 && value <= 100 ? value / 100 : null };
    });

  const brier = (rows, name) => exactSum(rows.map((row) => (row[name] - row.arrested) ** 2)) / rows.length;

  // Of those that are kept: how many, the reader's score and the base rate's.
  function scoresOf(rows) {
    const mine = rows.filter(({ yours }) => yours !== null);
    return { many: mine.length, yours: brier(mine, "yours"), baseRate: brier(mine, "base_rate") };
  }

  function ahead({ yours, baseRate }) {
    if (Math.abs(baseRate - yours) < 0.005) return "As good as the base rate.";
    return baseRate > yours ? "You beat the base rate." : "The base rate beat you.";
  }

  function scoreWords(rows) {
    const score = scoresOf(rows);
    if (!score.many)
      return `${NONE_KEPT}. The base rate scores ${fixed(brier(rows, "base_rate"), 3)} on these ${rows.length}, a coin 0.250.`;
    return (
      `Brier score over ${howMany(score.many, "forecast")}: you ${fixed(score.yours, 3)}, the base rate ` +
      `${fixed(score.baseRate, 3)}, a coin 0.250. ${ahead(score)}`
    );
  }

  const upright = (x) => `<path d="M${x} ${TOP}V${TOP + TALL}" stroke="${GRID}" stroke-width="${0.8 * PT}"/>`;
  const dot = (x, y, size) => `<circle cx="${x}" cy="${y}" r="${(size / 2) * PT}" fill="${INK}"/>`;

  function envelopes({ tones, columns }, rows) {
    const left = 0.27 * WIDE,
      wide = (0.86 - 0.27) * WIDE;
    const across = (percent) => left + ((percent + 1) / 102) * wide,
      down = (place) => TOP + ((place + 0.6) / (rows.length + 0.2)) * TALL;
    const inside = QUARTERS.flatMap((percent) => [
      upright(across(percent)),
      text(across(percent), TOP + TALL + 12 * PT, `${percent} %`, { fill: SOFT, anchor: "middle" }),
    ]);
    rows.forEach((row, place) => {
      const y = down(place),
        x = across(100 * row.base_rate),
        r = 3.5 * 1.3 * PT,
        came = across(100 * row.arrested);
      const mongolia = row.forecast === "Mongolia";
      inside.push(
        `<path d="M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z" fill="#ffffff" stroke="${OTHERS}" stroke-width="${1.8 * PT}"/>`,
        ...(row.yours === null ? [] : [dot(across(100 * row.yours), y, 8)]),
        `<path d="M${came} ${y - 8 * PT}v${16 * PT}" stroke="${tones[row.result]}" stroke-width="${4 * PT}"/>`,
        text(across(104), y, row.result, { size: 10 }),
        text(across(-4), y, `${mongolia ? "" : `${row.forecast.toUpperCase()} · `}${row.host}, ${row.when.slice(-4)}`, {
          size: 10,
          anchor: "end",
          bold: mongolia,
        }),
      );
    });
    const score = scoresOf(rows),
      custody = rows.filter(({ arrested }) => arrested).length;
    const how = score.many ? `: ${ahead(score)[0].toLowerCase()}${ahead(score).slice(1, -1)}` : "";
    const said = rows.map(
      ({ host, when, result, yours }) =>
        `${host} ${when.split(" ").at(-1)}, ${result}${yours === null ? "" : `, you ${fixed(100 * yours, 0)} %`}`,
    );
    return {
      caption: `${scoreWords(rows)} In order: ${said.join("; ")}.`,
      numbers: {
        columns: columns.map((name) => name.replaceAll("_", " ")),
        rows: rows.map((row) => columns.map((name) => shown(row[name]))),
        more: 0,
      },
      url: picture(
        `${custody} of ${rows.length} ended in custody${how}`,
        score.many
          ? `Brier: you ${fixed(score.yours, 3)}, base rate ${fixed(score.baseRate, 3)}, coin 0.250 (lower is better)`
          : `${NONE_KEPT}; the base rate scores ${fixed(brier(rows, "base_rate"), 3)}`,
        "Dot: you. Diamond: base rate of its kind of case, the case itself left out. Bar: 100 % custody, 0 % not.\n" +
          "The eight were picked so that every kind of result occurs: they are no sample. Table suspect_visits (incomplete).",
        inside,
      ),
    };
  }

  const shown = (value) =>
    value === null ? "–" : typeof value === "boolean" ? (value ? "True" : "False") : cell(value);

  // As calibration of helpers/models/forecasting.py.
  function groupsOf(mine) {
    return EDGES.slice(1).flatMap((high, i) => {
      const low = EDGES[i];
      const own = mine.filter(({ yours }) => (low <= yours && yours < high) || (yours === high && high === 1));
      if (!own.length) return [];
      const said = exactSum(own.map(({ yours }) => yours)) / own.length,
        happened = own.filter(({ arrested }) => arrested).length / own.length;
      return [{ low: 100 * low, high: 100 * high, many: own.length, said, happened }];
    });
  }

  function calibrated(_, rows) {
    const mine = rows.filter(({ yours }) => yours !== null),
      groups = groupsOf(mine);
    const left = 0.11 * WIDE,
      wide = (0.955 - 0.11) * WIDE;
    const across = (percent) => left + ((percent + 4) / 108) * wide,
      up = (percent) => TOP + ((108 - percent) / 116) * TALL;
    const inside = QUARTERS.flatMap((percent) => [
      `<path d="M${left} ${up(percent)}h${wide}" stroke="${GRID}" stroke-width="${0.8 * PT}"/>`,
      text(across(percent), TOP + TALL + 12 * PT, `${percent} %`, { fill: SOFT, anchor: "middle" }),
      text(left - 6 * PT, up(percent), `${percent} %`, { fill: SOFT, anchor: "end" }),
    ]);
    inside.push(
      `<path d="M${across(0)} ${up(0)}L${across(100)} ${up(100)}" stroke="${OTHERS}" stroke-width="${1.4 * PT}" ` +
        `stroke-dasharray="${5.6 * PT} ${2.8 * PT}"/>`,
    );
    for (const { low, high, many, said, happened } of groups) {
      const [x, y] = [across(100 * said), up(100 * happened)],
        before = 100 * said > 70,
        middle = low > 0 && high < 100;
      const words = howMany(many, "forecast");
      inside.push(
        dot(x, y, 7 + 2 * many),
        text(x + (before ? -14 : 14) * PT, y + (middle ? -14 : 14) * PT, words, { anchor: before ? "end" : "start" }),
      );
    }
    if (!groups.length) inside.push(text(across(58), up(12), NONE_KEPT, { fill: SOFT, anchor: "middle" }));
    const told = groups.map(
      ({ low, high, many, said, happened }) =>
        `${howMany(many, "forecast")} from ${fixed(low, 0)} to ${fixed(high, 0)} %: you said ${fixed(tenths(100 * said), 0)} % ` +
        `on average, ${fixed(tenths(100 * happened), 0)} % happened`,
    );
    const average = (name) => fixed(100 * (sumOf(mine.map((row) => Number(row[name]))) / mine.length), 0);
    return {
      caption: groups.length
        ? `${told.join("; ")}. So few forecasts can't show whether you are well calibrated.`
        : `${NONE_KEPT}, so there is nothing to group.`,
      numbers: {
        columns: ["low percent", "high percent", "forecasts", "said percent", "happened percent"],
        rows: groups.map(({ low, high, many, said, happened }) =>
          [low, high, String(many), tenths(100 * said), tenths(100 * happened)].map(cell),
        ),
        more: 0,
      },
      url: picture(
        groups.length
          ? `You said ${average("yours")} % on average, and ${average("arrested")} % happened`
          : "Did it happen as often as you said?",
        "Across: what you said, on average. Up: how often it ended in custody",
        "Your forecasts below 20 %, from 20 to 80 %, from 80 % up. Dashed: as often as said. Nine forecasts can't show more\n" +
          "than a gross slip.",
        inside,
      ),
    };
  }

  const tenths = (x) => Number(fixed(x, 1));
  const VIEWS = { envelopes, calibrated };

  return { view: (drawing, kept) => VIEWS[drawing.name](drawing, openedBy(kept, drawing.trips)) };
})();
