// The portrait where no Python runs: draws and says from what the reader keeps what portrait.py beside this file does.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const portraitOfPage = (() => {
  const { fixed, cell, howMany } = saying;
  const { rowOf, saidOf, scoresOf, sumOf, exactSum } = ledgerOfPage;
  const { WIDE, HIGH, PT, INK, SOFT, FAINT, OTHERS, text, rect, picture } = svg;
  const RIGHT = "#0b7a75",
    WRONG = "#b35900",
    OPEN = "#5b5b5b",
    GRID = "#dddddd";
  const TOP = (1 - 0.715) * HIGH,
    TALL = (0.715 - 0.185) * HIGH,
    SMALL = 9.5,
    MOST_ROWS = 12,
    LEAST_ROWS = 8;
  const EDGES = [0.5, 0.6, 0.7, 0.8, 0.9, 0.9999, 1];

  // As portrait.course: the claims judged at the end with a confidence, facts first.
  function courseOf(rows) {
    const course = rows
      .filter(({ end, basis, says }) => end && end.confidence !== null && (basis === "assessment" || says !== null))
      .map(({ id, basis, says, first, end }) => ({
        claim: id,
        decided: basis,
        door: first?.value ?? null,
        doorSure: first?.confidence ?? null,
        end: end.value,
        endSure: end.confidence,
        doorRight: basis === "tables" && first ? first.value === says : null,
        endRight: basis === "tables" ? end.value === says : null,
        moved: Boolean(first) && first.value !== end.value,
      }));
    return [
      ...course.filter(({ decided }) => decided === "tables"),
      ...course.filter(({ decided }) => decided !== "tables"),
    ];
  }

  // As scores.buckets: how often right, by how sure.
  function bucketsOf(said) {
    return EDGES.slice(1).flatMap((high, i) => {
      const low = EDGES[i];
      const own = said.filter(({ sure }) => (low <= sure && sure < high) || (sure === high && high === 1));
      if (!own.length) return [];
      const upper = fixed(100 * Math.min(high + 1e-9, 1), 0);
      return [
        {
          label: high === 1 ? "100 %" : `${fixed(100 * low, 0)}–${upper} %`,
          items: own.length,
          sure: exactSum(own.map(({ sure }) => sure)) / own.length,
          right: own.filter(({ right }) => right).length / own.length,
        },
      ];
    });
  }

  const mean = (numbers) => fixed(sumOf(numbers) / numbers.length, 0);
  const known = (rows, name) => rows.map((row) => row[name]).filter((one) => one !== null);
  const average = (door, end) =>
    door.length
      ? `; ${mean(door)} % sure at the door on average, ${mean(end)} % at the end`
      : `; ${mean(end)} % sure at the end on average`;

  function captionOf(course, groups, nothing) {
    if (!course.length) return nothing;
    const [facts, views] = ["tables", "assessment"].map((kind) => course.filter(({ decided }) => decided === kind));
    const both = facts.filter(({ doorRight }) => doorRight !== null);
    const many = (rows, name) => rows.filter((row) => row[name]).length;
    const parts = [];
    if (facts.length) {
      const door = both.length ? `on ${many(both, "doorRight")} of ${both.length} at the door and ` : "";
      parts.push(
        `${howMany(facts.length, "claim")} that tables decide: your verdict was theirs ${door}` +
          `on ${many(facts, "endRight")} of ${facts.length} at the end` +
          average(known(both, "doorSure"), known(facts, "endSure")),
      );
      for (const [words, after] of [
        ["Came over to the tables", true],
        ["Left them", false],
      ]) {
        const crossed = both.filter(({ doorRight, endRight }) => doorRight !== after && endRight === after);
        if (crossed.length) parts.push(`${words}: ${crossed.map(({ claim }) => claim).join(", ")}`);
      }
    }
    if (views.length)
      parts.push(
        `${howMany(views.length, "claim")} that no table decides: you changed your verdict on ` +
          `${many(views, "moved")}${average(known(views, "doorSure"), known(views, "endSure"))}`,
      );
    const told = groups.map(({ label, items, right }) => `${label} sure, ${fixed(100 * right, 0)} % of ${items} right`);
    if (told.length) parts.push(`How often right, by how sure: ${told.join("; ")}`);
    return `${parts.join(". ")}.`;
  }

  // ---- the drawing: panels of rows, from the ring at the door to the mark at the end

  const head = (left, words) => text(left * WIDE, (1 - 0.755) * HIGH, words, { size: SMALL + 0.5, bold: true });
  const small = (x, y, words, more = {}) => text(x, y, words, { size: SMALL, ...more });

  function mark(x, y, row) {
    const r = 2.6 * PT;
    if (row.decided !== "tables") return rect(x - r, y - r, 2 * r, 2 * r, OPEN);
    if (row.endRight) return `<circle cx="${x}" cy="${y}" r="${r}" fill="${RIGHT}"/>`;
    return (
      `<path d="M${x - r} ${y - r}L${x + r} ${y + r}M${x + r} ${y - r}L${x - r} ${y + r}" stroke="${WRONG}" ` +
      `stroke-width="${2 * PT}"/>`
    );
  }

  function journey(from, to, y, moved) {
    const way = Math.sign(to - from),
      tip = to - way * 3.2 * PT,
      colour = moved ? INK : OTHERS;
    const line = `<path d="M${from + way * 3.6 * PT} ${y}H${tip}" stroke="${colour}" stroke-width="${1.2 * PT}"/>`;
    const h = 2.4 * PT;
    return moved ? `${line}<path d="M${tip} ${y}l${-way * 5 * PT} ${-h}v${2 * h}Z" fill="${colour}"/>` : line;
  }

  // One panel: rows of claims, placed across by `start` and `end` (numbers between low and high).
  function panel(left, wide, rows, many, [low, high], ticks, start, end) {
    const x0 = left * WIDE,
      width = wide * WIDE;
    const across = (value) => x0 + ((value - low) / (high - low)) * width;
    const down = (place) => TOP + ((place + 1.5) / (many - 0.4 + 1.5)) * TALL;
    const parts = ticks.map(([value, words]) =>
      small(across(value), TOP + TALL + 11 * PT, words, { fill: SOFT, anchor: "middle" }),
    );
    rows.forEach((row, place) => {
      const y = down(place),
        [from, to] = [start(row), end(row)];
      parts.push(
        `<path d="M${x0} ${y}h${width}" stroke="${GRID}" stroke-width="${0.6 * PT}"/>`,
        small(x0 - 3 * PT, y, row.claim, { anchor: "end" }),
      );
      if (from !== null) {
        if (Math.abs(to - from) > 6) parts.push(journey(across(from), across(to), y, row.moved));
        parts.push(
          `<circle cx="${across(from)}" cy="${y}" r="${3.75 * PT}" fill="none" stroke="${SOFT}" stroke-width="${PT}"/>`,
        );
      }
      parts.push(mark(across(to), y, row));
    });
    return { parts, across, down };
  }

  function factsOf(facts) {
    const [left, whole, gap] = [0.055, 0.5, 0.045];
    const many = Math.max(1, Math.ceil(facts.length / MOST_ROWS)),
      each = Math.ceil(facts.length / many),
      wide = (whole - gap * (many - 1)) / many;
    const place = (sure, right) => (sure - 50) * (right ? 1 : -1);
    const parts = [head(left, "Tables decide: how sure, and whose verdict")];
    for (let i = 0; i < many; i++) {
      const drawn = panel(
        left + i * (wide + gap),
        wide,
        facts.slice(each * i, each * (i + 1)),
        Math.max(LEAST_ROWS, each),
        [-56, 56],
        [
          [-50, "100"],
          [0, "50"],
          [50, "100 %"],
        ],
        (row) => (row.doorSure === null || row.doorRight === null ? null : place(row.doorSure, row.doorRight)),
        (row) => place(row.endSure, row.endRight),
      );
      const x = drawn.across(0);
      const [other, theirs] = many > 1 ? ["other", "tables’"] : ["your verdict is another", "it is that of the tables"];
      parts.push(
        `<path d="M${x} ${TOP}v${TALL}" stroke="${FAINT}" stroke-width="${1.1 * PT}"/>`,
        ...drawn.parts,
        small(drawn.across(-3), drawn.down(-1.05), other, { fill: WRONG, anchor: "end" }),
        small(drawn.across(3), drawn.down(-1.05), theirs, { fill: RIGHT }),
      );
      if (!facts.length)
        parts.push(small(x, drawn.down(LEAST_ROWS / 2), "none judged yet", { fill: SOFT, anchor: "middle" }));
    }
    return parts;
  }

  const THREE = [
    [50, "50"],
    [75, "75"],
    [100, "100 %"],
  ];

  function viewsOf(views) {
    const many = Math.max(MOST_ROWS, views.length);
    const drawn = panel(
      0.61,
      0.12,
      views,
      many,
      [47, 103],
      THREE,
      (row) => row.doorSure,
      (row) => row.endSure,
    );
    const none = small(drawn.across(75), drawn.down(MOST_ROWS / 2), "none judged yet", {
      fill: SOFT,
      anchor: "middle",
    });
    return [head(0.61, "No table decides"), ...drawn.parts, ...(views.length ? [] : [none])];
  }

  function calibrationOf(groups) {
    const across = (percent) => (0.815 + (0.165 * (percent - 45)) / 61) * WIDE,
      up = (percent) => TOP + ((109 - percent) / 118) * TALL;
    const parts = [
      head(0.815, "How often right"),
      ...[0, 25, 50, 75, 100].map((percent) =>
        small(0.815 * WIDE - 4 * PT, up(percent), percent === 100 ? "100 %" : percent, { fill: SOFT, anchor: "end" }),
      ),
      ...THREE.map(([percent, words]) =>
        small(across(percent), TOP + TALL + 11 * PT, words, { fill: SOFT, anchor: "middle" }),
      ),
      `<path d="M${across(50)} ${up(50)}L${across(100)} ${up(100)}" stroke="${OTHERS}" stroke-width="${1.2 * PT}" ` +
        `stroke-dasharray="${4.8 * PT} ${2.4 * PT}"/>`,
    ];
    for (const { sure, right, items } of groups) {
      const r = (Math.min(4 + Math.sqrt(items), 10) / 2) * PT;
      parts.push(`<circle cx="${across(100 * sure)}" cy="${up(100 * right)}" r="${r}" fill="${INK}"/>`);
    }
    if (!groups.length) parts.push(small(across(75), up(50), "no answer yet", { fill: SOFT, anchor: "middle" }));
    return parts;
  }

  function total(said) {
    if (!said.length) return "";
    const { items, brier } = scoresOf(said).at(-1);
    return (
      "At the side, what has an answer, by groups (a larger dot: more of it).\nBrier score over " +
      `${howMany(items, "item")}: ${fixed(brier, 3)} (always saying 50 %: 0.250).`
    );
  }

  const ASKS = "How did your mind move?";
  function drawingOf(course, groups, said, nothing) {
    if (!course.length) {
      const middle = nothing.indexOf(" ", nothing.length / 2);
      const lines = [nothing.slice(0, middle), nothing.slice(middle + 1)];
      const inside = lines.map((one, i) =>
        text(WIDE / 2, (0.42 + 0.06 * i) * HIGH, one, { size: 12, fill: SOFT, anchor: "middle" }),
      );
      return picture(ASKS, "", "", inside);
    }
    const [facts, views] = ["tables", "assessment"].map((kind) => course.filter(({ decided }) => decided === kind));
    return picture(
      ASKS,
      "A row a claim. Ring: at the door. Filled: at the end, before the tables spoke",
      "Circle: your verdict is that of the tables. Cross: it is another. Square: no table decides, none is right.\n" +
        `Strong arrow: you changed your verdict; faint line: only how sure. ${total(said)}`,
      [...factsOf(facts), ...viewsOf(views), ...calibrationOf(groups)],
    );
  }

  const COLUMNS = ["claim", "decided", "door", "door sure", "end", "end sure", "door right", "end right", "moved"];
  const shown = (value) =>
    value === null ? "–" : typeof value === "boolean" ? (value ? "True" : "False") : cell(value);

  function view({ nothing, words, claims, predictions }, kept) {
    const all = kept.all(),
      rows = claims.map((claim) => rowOf(claim, words, all)),
      said = saidOf({ predictions }, rows, all);
    const course = courseOf(rows),
      groups = bucketsOf(said);
    return {
      caption: captionOf(course, groups, nothing),
      numbers: {
        columns: COLUMNS,
        rows: course.map((row) =>
          ["claim", "decided", "door", "doorSure", "end", "endSure", "doorRight", "endRight", "moved"].map((name) =>
            shown(row[name]),
          ),
        ),
        more: 0,
      },
      url: drawingOf(course, groups, said, nothing),
    };
  }

  return { view };
})();
