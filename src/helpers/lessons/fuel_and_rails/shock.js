// The simulator of lesson 4 on a page: the tank day by day, as helpers/models/fuel_shock.py and charts_shock.py beside
// this file have it, for every position of its sliders.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const fuelShock = (() => {
  const { fixed, cell } = saying;
  const { WIDE, HIGH, PT, INK, SOFT, FAINT, text, rect, picture } = svg;
  const HORIZON = 120,
    SEED = 29,
    DRAWS = 200,
    DRAWS_OF_DAYS = 400;
  const TANK = "#44525f",
    SHORT = "#8a5a00",
    GRID = "#dddddd";

  // ---- the model

  function daysUntilEmpty({ stock_days, cut, cut_days, delay_days, substitute, saving }) {
    const alone = Math.max(0, cut - saving),
      helped = Math.max(0, cut - saving - substitute);
    const daysAlone = Math.min(delay_days, cut_days),
      left = stock_days - daysAlone * alone;
    if (left < 0) return stock_days / alone;
    const lasts = daysAlone + (helped ? left / helped : Infinity);
    return lasts < cut_days ? lasts : Infinity;
  }

  // What is in the tank in the evening, and missing, on each of the days from 0 on.
  function dayByDay({ stock_days, cut, cut_days, delay_days, substitute, saving }) {
    let tank = stock_days;
    const rows = [[tank, 0]];
    for (let day = 1; day <= HORIZON; day++) {
      const on = Math.min(1, Math.max(0, cut_days - (day - 1)));
      const helped = Math.min(1, Math.max(0, day - delay_days)) * substitute;
      const wanted = 1 - saving * on;
      const arrives = Math.min(wanted, 1 - cut * on + helped);
      const missing = Math.max(0, wanted - arrives - tank);
      tank = Math.max(0, tank - (wanted - arrives));
      rows.push([tank, missing]);
    }
    return rows;
  }

  // Numbers from 0 to 1 as Python's random.Random(seed).random() gives them: the Mersenne Twister.
  function chance(seed) {
    const state = new Uint32Array(624);
    state[0] = 19650218;
    const before = (i) => state[i - 1] ^ (state[i - 1] >>> 30);
    for (let i = 1; i < 624; i++) state[i] = Math.imul(1812433253, before(i)) + i;
    let i = 1;
    const on = () => {
      i += 1;
      if (i < 624) return;
      state[0] = state[623];
      i = 1;
    };
    for (let k = 0; k < 624; k++, on()) state[i] = (state[i] ^ Math.imul(before(i), 1664525)) + seed;
    for (let k = 0; k < 623; k++, on()) state[i] = (state[i] ^ Math.imul(before(i), 1566083941)) - i;
    state[0] = 0x80000000;
    let at = 624;
    function word() {
      if (at === 624) {
        for (let k = 0; k < 624; k++) {
          const both = (state[k] & 0x80000000) | (state[(k + 1) % 624] & 0x7fffffff);
          state[k] = state[(k + 397) % 624] ^ (both >>> 1) ^ (both & 1 ? 0x9908b0df : 0);
        }
        at = 0;
      }
      let y = state[at++];
      y ^= y >>> 11;
      y ^= (y << 7) & 0x9d2c5680;
      y ^= (y << 15) & 0xefc60000;
      return (y ^ (y >>> 18)) >>> 0;
    }
    return () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
  }

  // As random.triangular with its peak at 1.
  function triangular(draw, low, high) {
    let u = draw(),
      c = (1 - low) / (high - low);
    if (u <= c) return low + (high - low) * Math.sqrt(u * c);
    [u, c] = [1 - u, 1 - c];
    return high + (low - high) * Math.sqrt(u * c);
  }

  const drawnFactors = new Map();
  function factorsOf(ranges) {
    const key = JSON.stringify(ranges);
    if (!drawnFactors.has(key)) {
      const draw = chance(SEED);
      const one = () =>
        Object.entries(ranges).map(([name, [low, usual, high]]) => [name, triangular(draw, low / usual, high / usual)]);
      drawnFactors.set(key, Array.from({ length: DRAWS_OF_DAYS }, one));
    }
    return drawnFactors.get(key);
  }

  const PARTS = ["cut", "substitute", "saving"];
  const shaken = (values, ranges) =>
    factorsOf(ranges).map((factors) => {
      const copy = { ...values };
      for (const [name, factor] of factors) copy[name] = values[name] * factor;
      for (const name of PARTS) copy[name] = Math.min(1, copy[name]);
      return copy;
    });

  // The value below which a part of sorted numbers lies, between two of them in proportion, as numpy has it.
  function quantile(sorted, part) {
    const place = part * (sorted.length - 1),
      below = Math.floor(place),
      rest = place - below;
    const [a, b] = [sorted[below], sorted[Math.min(below + 1, sorted.length - 1)]];
    return rest >= 0.5 ? b - (b - a) * (1 - rest) : a + (b - a) * rest;
  }

  const near = (x) => {
    const thousand = x * 1000,
      floor = Math.floor(thousand),
      rest = thousand - floor;
    return (rest > 0.5 || (rest === 0.5 && floor % 2) ? floor + 1 : floor) / 1000;
  };
  const firstDay = (lasts) => (lasts === Infinity ? null : Math.floor(lasts + 1e-9) + 1);

  function simulated({ ranges, delay }, at) {
    const values = {
      stock_days: at.days_in_store,
      cut: at.cut_percent / 100,
      cut_days: at.cut_lasts_days,
      delay_days: delay,
      substitute: at.other_supplier_percent / 100,
      saving: at.saved_percent / 100,
    };
    const copies = shaken(values, ranges);
    const tanks = copies.slice(0, DRAWS).map((copy) => dayByDay(copy).map(([tank]) => tank));
    const exact = dayByDay(values).map(([tank, missing], day) => {
      const sorted = tanks.map((one) => one[day]).sort((one, other) => one - other);
      return { day, tank, low: quantile(sorted, 0.05), high: quantile(sorted, 0.95), missing };
    });
    const days = copies.map(daysUntilEmpty).sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
    const band = [days[Math.trunc(0.05 * DRAWS_OF_DAYS)], days[Math.trunc(0.95 * DRAWS_OF_DAYS)]];
    return { exact, first: firstDay(daysUntilEmpty(values)), band: band.map(firstDay) };
  }

  // ---- what it says

  function captionOf({ delay }, at, rows, first, band) {
    const most = Math.max(...rows.map((row) => row.missing));
    const start =
      `${at.cut_percent} % of the supply stops for ${at.cut_lasts_days} days, with ${at.days_in_store} days in store, ` +
      `another supplier carrying ${at.other_supplier_percent} % from day ${delay}, and ${at.saved_percent} % saved. `;
    const words =
      first === null
        ? `No day without diesel; at the end the tank holds ${fixed(rows.at(-1).tank, 0)} days. `
        : `The first day without enough diesel is day ${first}; on ${rows.filter((row) => row.missing > 1e-3).length} days ` +
          `something is missing, at worst ${fixed(100 * most, 0)} % of a usual day. `;
    let days = "no day without diesel";
    if (band[0] !== null) {
      const last = band[1] ? `day ${band[1]}` : "never";
      days = `the first such day is ${band[0] === band[1] ? `day ${band[0]}` : `between day ${band[0]} and ${last}`}`;
    }
    return `${start}${words}With shaken inputs, nine times in ten: ${days}.`;
  }

  // ---- what it looks like

  function drawnOf({ delay }, at, exact, first, most) {
    const top = Math.max(62, at.days_in_store * 1.1);
    const across = (day) => (0.075 + (0.88 * day) / HORIZON) * WIDE;
    const up = (days) => (1 - 0.145 - (0.65 * (days + 5.2)) / (top + 5.2)) * HIGH;
    const tens = (end, step) => Array.from({ length: end / step + 1 }, (_, i) => step * i);
    const path = (points, ends) => `<path d="M${points.map(([x, y]) => `${across(x)} ${up(y)}`).join("L")}" ${ends}/>`;
    const stroke = (colour, wide) =>
      `fill="none" stroke="${colour}" stroke-width="${wide * PT}" stroke-linecap="round"`;
    const flat = (y, colour) => path([[0, y], [HORIZON, y]], stroke(colour, 0.8)); // biome-ignore format: two points
    const short = [];
    const parts = [];
    if (first !== null) {
      const begin = first - 0.5,
        end = Math.min(Math.max(...exact.filter((row) => row.missing > 1e-9).map((row) => row.day)) + 0.5, HORIZON);
      const [step, anchor] = first > 78 ? [-1.5, "end"] : [1.5, "start"];
      const [x, room] = [across(begin), up(0) - up(0.76 * top)];
      parts.push(rect(x, up(0.76 * top), across(end) - x, room, "#f4e8d2"));
      const written = (lines, from, size, bold) =>
        lines.forEach((line, i) =>
          short.push(
            text(across(begin + step), up(from * top) + (0.6 + 1.2 * i) * size * PT, line, {
              size,
              fill: SHORT,
              anchor,
              bold,
            }),
          ),
        );
      short.push(`<path d="M${x} ${up(0)}v${-room}" ${stroke(SHORT, 2)}/>`);
      written([`day ${first}: the first`, "without enough diesel"], 0.74, 13.2, true);
      written([`at worst ${fixed(100 * most, 0)} % of a usual`, "day is missing"], 0.55, 11, false);
    }
    parts.push(...tens(60, 10).map((days) => flat(days, GRID)), flat(-5.2, FAINT));
    const edge = [...exact.map((row) => [row.day, row.high]), ...exact.map((row) => [row.day, row.low]).reverse()];
    parts.push(path(edge, 'fill="#d5dadf"'));
    parts.push(path(exact.map((row) => [row.day, row.tank]), stroke(TANK, 3))); // biome-ignore format: one line
    parts.push(rect(across(0), up(-1.4), across(at.cut_lasts_days) - across(0), up(-5) - up(-1.4), INK));
    if (at.cut_lasts_days >= 15)
      parts.push(
        text(across(at.cut_lasts_days / 2), up(-3.3), "the cut", { size: 9.2, fill: "#ffffff", anchor: "middle" }),
      );
    for (const day of tens(HORIZON, 20))
      parts.push(text(across(day), up(-5.2) + 12 * PT, day, { fill: SOFT, anchor: "middle" }));
    for (const days of tens(60, 10))
      parts.push(text(across(0) - 4 * PT, up(days), days, { fill: SOFT, anchor: "end" }));
    return picture(
      first === null ? "No day without diesel" : `Day ${first}: the first without enough diesel`,
      "Diesel in store, in days of usual use, by day since the cut",
      `Line: these settings. Band: nine draws in ten, with stock, delay (${delay} days), other supplier and saving shaken\n` +
        "within their ranges. One tank, no forecast. Sources: the table above.",
      [...parts, ...short],
    );
  }

  // The view of the simulator for the values of its sliders.
  function view(drawing, _, at) {
    const { exact, first, band } = simulated(drawing, at);
    const rows = exact.map((row) => ({
      ...row,
      tank: near(row.tank),
      low: near(row.low),
      high: near(row.high),
      missing: near(row.missing),
    }));
    const most = Math.max(...exact.map((row) => row.missing));
    const numbers = rows.map((row) => [String(row.day), ...[row.tank, row.low, row.high, row.missing].map(cell)]);
    return {
      caption: captionOf(drawing, at, rows, first, band),
      numbers: {
        columns: ["day", "in the tank", "low", "high", "missing"],
        rows: numbers.slice(0, drawing.most_rows),
        more: Math.max(0, numbers.length - drawing.most_rows),
      },
      url: drawnOf(drawing, at, exact, first, most),
    };
  }

  return { view, chance };
})();
