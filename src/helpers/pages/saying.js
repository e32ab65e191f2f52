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

  const signed = (x, places) => (x < 0 || Object.is(x, -0) ? "" : "+") + fixed(x, places);
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
  };
  const COMPARED = {
    distance({ outcome, near, unit }, given) {
      const off = given - outcome;
      if (Math.abs(off) <= near) return off ? "That is close." : "That is it exactly.";
      return `You were ${amount(Math.abs(off), unit)} too ${off > 0 ? "high" : "low"}.`;
    },
    place: ({ outcome }, given) => (given === outcome ? "You had it." : "You had chosen another."),
    score: ({ outcome }, given) =>
      `Score of this one forecast: ${fourDigits((given / 100 - outcome) ** 2)} (0 is best, 1 is worst).`,
  };

  function sureness(given) {
    const sure = typeof given.confidence === "number" ? Math.min(Math.max(given.confidence, 50), 100) : null;
    const reason = typeof given.reason === "string" ? given.reason.split(SPACES).filter(Boolean).join(" ") : "";
    return [sure, cut(reason, 200)];
  }

  function saidPrediction(item, kept) {
    if (READ[item.type](item, kept.value)) return "What you kept no longer fits this question.";
    let said = `You said ${item.type === "choice" ? `“${item.options[kept.value]}”` : amount(kept.value, item.unit)}`;
    if (kept.confidence !== null) said += `, ${amount(kept.confidence)} % sure`;
    return kept.reason ? `${said}: “${kept.reason}”` : `${said}.`;
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
    line,
    entry,
    fixed,
    amount,
    fourDigits,
    signed,
    listed,
    READ,
    COMPARED,
    sureness,
    saidPrediction,
    saidVerdict,
    moved,
  };
})();
