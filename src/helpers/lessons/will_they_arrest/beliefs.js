// The rate of arrest and what is not known of it, on a page: at every position of its controls what `curve` of charts.py
// beside this file draws and says, by the formulas of helpers/models/forecasting.py.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const beliefs = (() => {
  const { fixed, cell, howMany } = saying;
  const { exactSum } = ledgerOfPage;
  const { WIDE, HIGH, PT, INK, SOFT, FAINT, OTHERS, text, picture } = svg;
  const GRID = "#dddddd",
    WARNED = "#b8360b",
    STEPS = 400,
    EXACT = 1e-11;

  // ---- a beta distribution with whole numbers a and b

  const logs = [0]; // of factorials
  function logFactorial(n) {
    while (logs.length <= n) logs.push(logs.at(-1) + Math.log(logs.length));
    return logs[n];
  }

  function density([a, b], rate) {
    const scale = logFactorial(a + b - 1) - logFactorial(a - 1) - logFactorial(b - 1);
    if (rate === 0 || rate === 1) return (rate ? b : a) === 1 ? Math.exp(scale) : 0;
    return Math.exp(scale + (a - 1) * Math.log(rate) + (b - 1) * Math.log1p(-rate));
  }

  function below([a, b], rate) {
    const draws = a + b - 1,
      [success, failure] = [Math.log(rate), Math.log1p(-rate)];
    const chances = [];
    for (let k = a; k <= draws; k++) {
      const ways = logFactorial(draws) - logFactorial(k) - logFactorial(draws - k);
      chances.push(Math.exp(ways + k * success + (draws - k) * failure));
    }
    return Math.min(1, exactSum(chances));
  }

  function quantile(known, share) {
    let [low, high] = [0, 1];
    while (high - low > EXACT) {
      const middle = (low + high) / 2;
      [low, high] = below(known, middle) < share ? [middle, high] : [low, middle];
    }
    return (low + high) / 2;
  }

  // ---- what it looks like

  function drawnOf(prior, after, mean, bound) {
    const rates = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);
    const [before, heights] = [prior, after].map((known) => rates.map((rate) => density(known, rate)));
    const top = Math.max(...before, ...heights);
    const across = (percent) => (0.05 + (0.905 * percent) / 100) * WIDE,
      up = (height) => (1 - 0.145 - (0.65 * height) / (1.28 * top)) * HIGH;
    const points = (curve) => curve.map((height, i) => `${across(100 * rates[i])} ${up(height)}`);
    const line = (curve, colour, wide, more = "") =>
      `<path d="M${points(curve).join("L")}" fill="none" stroke="${colour}" stroke-width="${wide * PT}"${more}/>`;
    const held = points(heights.filter((_, i) => rates[i] <= bound));
    const grey = [`${across(0)} ${up(0)}`, ...held, `${held.at(-1).split(" ")[0]} ${up(0)}`];
    const [side, shift] = mean > 0.6 ? ["end", -1.2] : ["start", 1.2];
    const at = across(100 * mean);
    return [
      `<path d="M${grey.join("L")}Z" fill="${GRID}"/>`,
      `<path d="M${across(0)} ${up(0)}H${across(100)}" stroke="${FAINT}" stroke-width="${0.8 * PT}"/>`,
      line(before, OTHERS, 1.6, ` stroke-dasharray="${6.4 * PT} ${3.2 * PT}"`),
      line(heights, INK, 2),
      `<path d="M${at} ${up(0)}V${up(1.28 * top)}" stroke="${WARNED}" stroke-width="${1.6 * PT}"/>`,
      text(across(100 * mean + shift), up(1.16 * top), `expected: ${fixed(100 * mean, 1)} %`, {
        fill: WARNED,
        anchor: side,
        bold: true,
      }),
      ...[0, 20, 40, 60, 80, 100].map((percent) =>
        text(across(percent), up(0) + 12 * PT, `${percent} %`, { fill: SOFT, anchor: "middle" }),
      ),
    ];
  }

  // ---- what it says

  function captionOf({ cases, trips_lacking, imagined_arrests, imagined_without }, [many, arrested], mean, bound) {
    const start = many
      ? `Curve over the rate of arrest. Class: ${cases}, ${arrested} of ${many} arrested. `
      : `Class: ${cases}. It holds no case, so the curve is what you imagined. `;
    const more = `Added: ${howMany(trips_lacking, "trip")} without an arrest that the table may lack. `;
    return (
      `${start}${trips_lacking ? more : ""}Imagined beforehand: ${imagined_arrests} with an arrest, ` +
      `${imagined_without} without. Expected rate ${fixed(mean, 1)} %; 95 % of the curve lies below ${fixed(bound, 1)} %.`
    );
  }

  const percent = (rate) => Number(fixed(100 * rate, 2));

  function view(drawing, _kept, moved) {
    const at = { ...drawing.usual, ...moved },
      [many, arrested] = drawing.classes[at.cases];
    const prior = [at.imagined_arrests, at.imagined_without];
    const after = [arrested + prior[0], many + at.trips_lacking - arrested + prior[1]];
    const mean = after[0] / (after[0] + after[1]),
      bound = quantile(after, 0.95),
      ends = [(1 - 0.95) / 2, (1 + 0.95) / 2].map((share) => quantile(after, share));
    const lacking = at.trips_lacking ? `, ${at.trips_lacking} lacking` : "";
    return {
      caption: captionOf(at, [many, arrested], percent(mean), percent(bound)),
      numbers: {
        columns: drawing.columns,
        rows: [[String(many), String(arrested), ...[mean, bound, ...ends].map((rate) => cell(percent(rate)))]],
        more: 0,
      },
      url: picture(
        `To be expected: an arrest in ${fixed(100 * mean, 1)} of 100 such cases`,
        many + at.trips_lacking
          ? `${arrested} of ${many} arrested${lacking}; imagined: ${prior[0]} with, ${prior[1]} without. ` +
              `Grey: 95 %, up to ${fixed(100 * bound, 1)} %`
          : "No case in this class: the curve is only what you imagined",
        "Dashed: before any case. The curve takes cases for alike and independent, which trips are not. Table suspect_visits.\n" +
          `Suspects who were in the country, up to August 2024. ${drawing.incomplete}`,
        drawnOf(prior, after, mean, bound),
      ),
    };
  }

  return { view };
})();
