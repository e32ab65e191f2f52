// What is said back of numbers, predictions and verdicts, as predict.py and claims.py say it.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const saying = (() => {
  const { has, isNumber, cut, pythonNumber } = workbook;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what Python's split() takes for spaces
  const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
  const line = (tone, words, word = { right: "Right", note: "Note", ask: "Your turn" }[tone] || "") => ({
    tone,
    text: words,
    word,
  });
  const entry = ({ kept = false, you = "", lines = [], again = "", word = "Kept" } = {}) => ({
    kept,
    word,
    you,
    lines,
    again,
  });

  // A number with so many places, exact halves to the even digit, as Python writes it.
  function fixed(x, places) {
    const short = x.toFixed(places);
    const exact = x.toFixed(Math.min(places + 60, 100));
    const half = /^50*$/.test(exact.slice(exact.indexOf(".") + 1 + places));
    return half && "13579".includes(short.at(-1)) ? short.slice(0, -1) + (short.at(-1) - 1) : short;
  }

  // A cell of a chart's numbers, as explore._cell writes it.
  function cell(x) {
    if (typeof x !== "number") return x;
    const text = Math.abs(x) < 100 ? fixed(x, 3).replace(/\.?0+$/, "") : fixed(x, 1).replace(/\.0$/, "");
    return text === "-0" ? "0" : text.replace(/\d(?=(\d{3})+(?!\d))(?<!\.\d*)/g, "$&,");
  }

  const signed = (x, places) => (x < 0 || Object.is(x, -0) ? "" : "+") + fixed(x, places);
  // As helpers.words.signed: the minus as long as the plus, and nothing but 0 where it rounds to that.
  const plusMinus = (x, places) => {
    const size = fixed(Math.abs(x), places);
    return /[1-9]/.test(size) ? `${x < 0 ? "−" : "+"}${size}` : "0";
  };
  const listed = (names) => (names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0]);

  function amount(x, unit = "") {
    let said = Number.isInteger(x) || Math.abs(x) >= 100 ? fixed(x, 0) : fixed(x, 2).replace(/\.?0+$/, "");
    said = said.replace(/\d(?=(\d{3})+(?!\d))/g, "$&,");
    return unit ? `${said} ${unit}` : said;
  }

  // Four digits that matter, as Python's format ".4g" writes numbers below 10,000.
  function fourDigits(x) {
    const power = Number(x.toExponential(3).split("e")[1]);
    const near = Number(fixed(x, 3 - power));
    return power < -4 ? pythonNumber(near) : String(near);
  }

  const READ = {
    number: (item, given) =>
      isNumber(given) ? (given >= item.low && given <= item.high ? "" : item.outside) : item.none,
    choice: (item, given) => (Number.isInteger(given) && given >= 0 && given < item.options.length ? "" : item.none),
    line(item, given) {
      if (item.was && isNumber(given)) return READ.number(item.was, given);
      if (!Array.isArray(given) || given.length !== item.years.length || !given.every(isNumber)) return item.none;
      return given.every((one) => one >= item.low && one <= item.high) ? "" : item.outside;
    },
  };
  const COMPARED = {
    distance({ outcome, near, unit }, given) {
      const off = given - outcome;
      if (Math.abs(off) <= near) return off ? "That is close." : "That is it exactly.";
      return `You were ${amount(Math.abs(off), unit)} too ${off > 0 ? "high" : "low"}.`;
    },
    place: ({ outcome }, given) => (given === outcome ? "You had it." : "You had chosen another."),
    line: (rule, given) => (Array.isArray(given) ? comparedLine(rule, given) : "Now the whole line is asked for."),
    score: ({ outcome }, given) =>
      `Score of this one forecast: ${fourDigits((given / 100 - outcome) ** 2)} (0 is best, 1 is worst).`,
  };

  const rounded = (x, places) => Number(fixed(x, places)) + 0;

  // As Drawn.compared: how far off on average, where most, the direction and the largest step.
  function comparedLine({ years, outcome, near, unit, places }, given) {
    const pairs = years.map((year, i) => [year, given[i], outcome[i]]).filter(([, , true_]) => true_ !== null);
    const points = (gap) => amount(rounded(gap, places), unit);
    const largest = (things, measure) =>
      things.reduce((most, one) => (most === null || measure(one) > measure(most) ? one : most), null);
    const off = pairs.reduce((sum, [, mine, came]) => sum + Math.abs(mine - came), 0) / pairs.length;
    const [year, mine, came] = largest(pairs, (pair) => Math.abs(pair[1] - pair[2]));
    const said = [`${off <= near ? "That is close: you" : "You"} were ${points(off)} off on average`];
    said[0] +=
      mine === came ? "." : `, most in ${year}: ${points(Math.abs(mine - came))} too ${mine > came ? "high" : "low"}.`;
    const [drawn, true_] = [1, 2].map((which) => pairs.at(-1)[which] - pairs[0][which]);
    const way = (change) => (change > 0 ? "rose" : change < 0 ? "fell" : "stayed level");
    if (Math.abs(true_) > near) {
      said.push(drawn * true_ > 0 ? `It ${way(true_)}, as you drew.` : `It ${way(true_)}; your line ${way(drawn)}.`);
    }
    const [step, yours] = [2, 1].map((which) =>
      largest(
        pairs.slice(1).map((after, i) => [Math.abs(after[which] - pairs[i][which]), pairs[i][0], after[0]]),
        (one) => one[0],
      ),
    );
    if (step && step[0] > near) {
      const when = `${step[1]} to ${step[2]}`;
      if (yours[0] && yours[1] === step[1]) said.push(`You had its largest step, ${when}.`);
      else said.push(`Its largest step came ${when}${yours[0] ? `, yours ${yours[1]} to ${yours[2]}` : ""}.`);
    }
    return said.join(" ");
  }

  // Whether a kept value is as near to what came out as a lesson calls close.
  function hits({ by, outcome, near }, given) {
    if (by === "place") return given === outcome;
    if (by === "distance") return Math.abs(given - outcome) <= near;
    if (!Array.isArray(given)) return false;
    const pairs = outcome.flatMap((came, i) => (came === null ? [] : [Math.abs(given[i] - came)]));
    return pairs.reduce((sum, one) => sum + one, 0) / pairs.length <= near;
  }

  const oneLine = (text) => text.split(SPACES).filter(Boolean).join(" ");

  function sureness(given) {
    const sure = typeof given.confidence === "number" ? Math.min(Math.max(given.confidence, 50), 100) : null;
    const reason = typeof given.reason === "string" ? oneLine(given.reason) : "";
    return [sure, cut(reason, 200)];
  }

  const SAID = {
    number: (item, given) => amount(given, item.unit),
    choice: (item, given) => `“${item.options[given]}”`,
    line(item, given) {
      if (!Array.isArray(given)) return `${amount(given, item.was.unit)} when the question was for one number`;
      const [first, last] = [given[0], given.at(-1)].map((one) => amount(rounded(one, item.places), item.unit));
      return `a line from ${first} in ${item.years[0]} to ${last} in ${item.years.at(-1)}`;
    },
  };

  const howMany = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const said = (item, given) => SAID[item.type](item, given);

  function saidPrediction(item, kept) {
    if (READ[item.type](item, kept.value)) return "What you kept no longer fits this question.";
    let words = `You ${Array.isArray(kept.value) ? item.verb : "said"} ${said(item, kept.value)}`;
    if (kept.confidence !== null) words += `, ${amount(kept.confidence)} % sure`;
    return kept.reason ? `${words}: “${kept.reason}”` : `${words}.`;
  }

  const saidVerdict = (words, kept) =>
    (has(words, kept.value) ? words[kept.value] : "a verdict this version does not know") +
    (kept.confidence === null ? "" : `, ${amount(kept.confidence)} % sure`);

  function moved(words, first, last) {
    if (first.value !== last.value) return `At the door you said: ${saidVerdict(words, first)}. You moved.`;
    const more = (last.confidence || 0) - (first.confidence || 0);
    const how = more > 0 ? "surer now" : more < 0 ? "less sure now" : "just as sure";
    return `At the door you said the same, ${amount(first.confidence || 0)} % sure: ${how}.`;
  }

  return {
    SPACES,
    cell,
    line,
    entry,
    fixed,
    amount,
    fourDigits,
    signed,
    plusMinus,
    listed,
    howMany,
    said,
    READ,
    COMPARED,
    hits,
    oneLine,
    sureness,
    saidPrediction,
    saidVerdict,
    moved,
  };
})();
