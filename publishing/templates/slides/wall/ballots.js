// Ballots: plain values for one question, and what a class may see of them. No page is touched here.
//
// A question is {id, kind, text, quiet} with kind "choice" (options: labels), "number" (low, high, step, unit) or "drawn"
// (years, low, high, step, unit, known: [[year, value]]); quiet: on law, war or one's own country; sheet: a choice of how many
// questions somebody had right. A value is the index of an option, a number, or a list of numbers, one a year.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const ballots = (() => {
  const FEWEST = 5; // below it nothing is shown
  const FEWEST_LINES = 12; // below it only the middle and the middle half: a line can be known, or write a word
  const WIDTHS = [1, 2, 5, 2.5, 4, 3]; // times a power of ten; the first that gives five to eight bins
  const SINGLE = 8; // as many whole numbers have a bin each
  const { amount, listed } = saying;
  const isNumber = (one) => typeof one === "number" && Number.isFinite(one);

  // The question that a fieldset of a form asks (helpers/asking/forms.py); null where a class can't vote on it.
  function questionOf({ id, legend, controls }, quiet = false) {
    const control = controls.find(({ name }) => name === "value");
    const { min: low, max: high, step, unit = "" } = control ?? {};
    const about = { id, text: legend, quiet };
    if (control?.type === "radio")
      return { ...about, kind: "choice", options: control.options.map((one) => one.label) };
    if (control?.type === "number") return { ...about, kind: "number", low, high, step, unit };
    if (control?.type === "drawing")
      return { ...about, kind: "drawn", low, high, step, unit, years: control.years, known: control.known };
    return null;
  }

  // A choice of how many questions somebody had right is drawn as the number that it is.
  const ofSheet = (question) => ({ ...question, sheet: true, low: 0, high: question.options.length - 1, unit: "" });

  // The value as the question allows it, a number held to its limits; undefined where it is none.
  function valid(question, value) {
    const held = (one) => Math.min(Math.max(one, question.low), question.high);
    if (question.kind === "choice")
      return Number.isInteger(value) && value >= 0 && value < question.options.length ? value : undefined;
    if (question.kind === "number") return isNumber(value) ? held(value) : undefined;
    const whole = Array.isArray(value) && value.length === question.years.length && value.every(isNumber);
    return whole ? value.map(held) : undefined;
  }

  // The bins of a number, {from, to, label}, the same for counters and histogram: five to eight of a round width, where there
  // is one that the range divides into; whole numbers that are few have a bin each.
  function binsOf({ low, high, unit, sheet }) {
    const whole = Number.isInteger(low) && Number.isInteger(high);
    const span = high - low;
    if (sheet || (whole && span < SINGLE))
      return Array.from({ length: span + 1 }, (_, i) => ({
        from: low + i,
        to: low + i + 1,
        label: amount(low + i, unit),
      }));
    const power = 10 ** Math.floor(Math.log10(span));
    const cuts = [power / 10, power].flatMap((one) => WIDTHS.map((times) => cutBy(times * one, low, high)));
    const fit = cuts.filter(({ many, width }) => many >= 5 && many <= 8 && (Number.isInteger(width) || !whole));
    const { width, many } =
      fit.find((one) => span % one.width === 0 || (whole && (span + 1) % one.width === 0)) ?? fit[0];
    const first = Math.floor(low / width);
    return Array.from({ length: many }, (_, i) => {
      const [from, next] = [i, i + 1].map((place) => Math.max(low, Number(((first + place) * width).toPrecision(12))));
      const to = Math.min(next, whole ? high + 1 : high);
      const last = i === many - 1 ? high : whole ? to - 1 : to;
      return { from, to, label: from === last ? amount(from, unit) : `${amount(from)}–${amount(last, unit)}` };
    });
  }

  // The limit belongs to the last bin, unless that would have to be there for it alone.
  const cutBy = (width, low, high) => ({ width, many: Math.ceil(high / width) - Math.floor(low / width) });

  const binOf = (question, value) => {
    const bins = binsOf(question);
    const single = bins.every(({ from, to }) => to === from + 1);
    return Math.max(
      0,
      bins.findLastIndex(({ from }) => (single ? Math.round(value) : value) >= from),
    );
  };

  // The value below which a share of the sorted values lies, between two of them on the straight line.
  function quantile(sorted, share) {
    const at = share * (sorted.length - 1),
      low = Math.floor(at);
    return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  }

  // What a class may see of its values: {n, missing}, and where nothing is missing for choice and number labels and
  // counts, for drawn middle, lower and upper (a number for each year) and lines, empty where they are too few.
  function distribution(question, values) {
    const given = values.map((one) => valid(question, one)).filter((one) => one !== undefined);
    const n = given.length;
    if (n < FEWEST) return { n, missing: FEWEST - n };
    if (question.kind === "drawn") {
      const years = question.years.map((_, i) => given.map((line) => line[i]).sort((a, b) => a - b));
      const [lower, middle, upper] = [0.25, 0.5, 0.75].map((share) => years.map((all) => quantile(all, share)));
      return { n, missing: 0, lower, middle, upper, lines: n < FEWEST_LINES ? [] : given };
    }
    const labels = question.kind === "choice" ? question.options : binsOf(question).map(({ label }) => label);
    const counts = labels.map(() => 0);
    for (const value of given) counts[question.kind === "choice" ? value : binOf(question, value)]++;
    return { n, missing: 0, labels, counts };
  }

  // ---- the sentences that say it

  const answers = (n, one = "answer") => `${n} ${one}${n === 1 ? "" : "s"}`;
  const together = (text) => text.replaceAll(" %", "\u00a0%");
  const share = ({ counts, n }, i) => Math.round((100 * counts[i]) / n);

  const tooFew = ({ n, missing }) =>
    `${n ? answers(n) : "No answers yet"}: nothing is shown below ${FEWEST}, so that nobody's answer can be told. ${missing} more ${missing === 1 ? "is" : "are"} missing.`;

  function saidChoice({ n, labels, counts }) {
    const order = labels.map((_, i) => i).sort((a, b) => counts[b] - counts[a]);
    const said = order.filter((i) => counts[i]);
    const nobody = order.filter((i) => !counts[i]).map((i) => `“${labels[i]}”`);
    const parts = said.map((i, place) => `${counts[i]}${place ? "" : ` of ${n}`} “${labels[i]}”`);
    return `${listed(parts)}.${nobody.length ? ` Nobody: ${listed(nobody)}.` : ""}`;
  }

  function saidNumber({ n, labels, counts }) {
    const most = Math.max(...counts);
    const fullest = labels.filter((_, i) => counts[i] === most);
    const sums = counts.map((_, i) => counts.slice(0, i + 1).reduce((sum, one) => sum + one, 0));
    const placeOf = (rank) => sums.findIndex((sum) => sum > rank);
    const [low, high] = [placeOf(Math.floor((n - 1) / 2)), placeOf(Math.floor(n / 2))];
    const middle =
      low === high
        ? `The middle answer lies at ${labels[low]}`
        : `The middle lies between ${labels[low]} and ${labels[high]}`;
    const each = fullest.length > 1 ? ` ${most} each, of ${n}` : ` ${most} of ${n}`;
    return `Most at ${listed(fullest)}:${each}. ${middle}.`;
  }

  function saidLines({ years, high, low, unit }, { n, lower, middle, upper, lines }) {
    const whole = high - low >= 20;
    const rounded = (x) => (whole ? Math.round(x) : Number(x.toFixed(2)));
    const at = (i) =>
      `in ${years[i]} the middle is ${amount(rounded(middle[i]), unit)}, and half lie from ${amount(rounded(lower[i]))} to ${amount(rounded(upper[i]), unit)}`;
    const few = lines.length ? "" : ` Below ${FEWEST_LINES} lines only the middle and the middle half are shown.`;
    return `${answers(n, "line")}: ${at(0)}; ${at(years.length - 1)}.${few}`;
  }

  const said = (question, found) => {
    if (found.missing) return tooFew(found);
    if (question.kind === "drawn") return together(saidLines(question, found));
    return together((question.kind === "choice" && !question.sheet ? saidChoice : saidNumber)(found));
  };

  // What moved most between two votes, in a sentence.
  function moved(question, first, second) {
    if (question.kind === "drawn") {
      const gaps = question.years.map((_, i) => second.middle[i] - first.middle[i]);
      const i = gaps.reduce((most, gap, at) => (Math.abs(gap) > Math.abs(gaps[most]) ? at : most), 0);
      const by = Math.round(Math.abs(gaps[i]) * 10) / 10;
      if (!by) return "The middle did not move.";
      const unit = question.unit === "%" ? "points" : question.unit;
      return `The middle moved most in ${question.years[i]}: ${amount(by, unit)} ${gaps[i] > 0 ? "up" : "down"}.`;
    }
    const gaps = first.labels.map((_, i) => share(second, i) - share(first, i));
    const i = gaps.reduce((most, gap, at) => (Math.abs(gap) > Math.abs(gaps[most]) ? at : most), 0);
    if (!gaps[i]) return "The two votes are alike.";
    const name = question.kind === "choice" ? `“${first.labels[i]}”` : first.labels[i];
    return `The largest move: ${name}, from ${share(first, i)} to ${share(second, i)} %.`;
  }

  // Each vote in a sentence, and for two votes what moved.
  function words(question, found) {
    const each = found.map((one) => said(question, one));
    const [first, second] = found;
    const change = second && !first.missing && !second.missing ? moved(question, first, second) : "";
    return {
      each,
      moved: change,
      all: second ? `First vote: ${each[0]} Second vote: ${each[1]} ${change}`.trim() : each[0],
    };
  }

  // The distribution as rows of a table, the first its head; with two votes side by side.
  function table(question, found) {
    const shown = found.filter((one) => !one.missing);
    const named = (name) => (shown.length > 1 ? shown.map((_, i) => `${name}, vote ${i + 1}`) : [name]);
    if (question.kind === "drawn") {
      const head =
        shown.length > 1
          ? ["1", "2"].flatMap((vote) => ["middle", "lower", "upper"].map((one) => `${one}, vote ${vote}`))
          : ["middle", "lower", "upper"];
      const rows = question.years.map((year, i) => [
        year,
        ...shown.flatMap((one) => [one.middle, one.lower, one.upper].map((all) => amount(Number(all[i].toFixed(1))))),
      ]);
      return [["year", ...head], ...rows];
    }
    const head = [question.kind === "choice" ? "answer" : "from–to", ...named("answers"), ...named("%")];
    return [
      head,
      ...shown[0].labels.map((label, i) => [
        label,
        ...shown.map((one) => one.counts[i]),
        ...shown.map((one) => share(one, i)),
      ]),
    ];
  }

  return { questionOf, ofSheet, binsOf, binOf, distribution, words, table, answers, share };
})();
