// Checks of answers on a page where no Python runs: reads, compares and hints as asking/reading.py, comparing.py,
// conditions.py and check.py do, in the same words. `item` is as asking/check_on_page.py gives it.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const checking = (() => {
  const { canon, pythonNumber, cut } = workbook;
  const { line, entry, fixed, SPACES } = saying;

  class Unreadable extends Error {}
  const DIGITS = "I can read numbers written in digits, such as 85, 0.85, 85 % or 17/20.";
  const LARGER = "That number is larger than anything here can be.";
  const DAY = 'A day is asked, with month and year, such as "2 May 1999".';
  const WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
  const IN_WORDS = new RegExp(
    `^(${WORDS.join("|")})(?=$| (?:per cent|[a-z]+)$)(?! (?:hal|third|quarter|(?:fif|six|seven|eigh|nin|ten)th))`,
  );
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const SCALES = { hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9 };

  // ---- reading what was typed

  const isBlank = (text) => typeof text !== "string" || !text.replace(/[ \t\r\n_.…?]/g, "");
  const without = (text, signs) => {
    let [from, to] = [0, text.length];
    while (from < to && signs.includes(text[from])) from++;
    while (to > from && signs.includes(text[to - 1])) to--;
    return text.slice(from, to);
  };
  // Digits of every script as 0 to 9: each script has its ten in a row.
  const digits = (text) =>
    text.replace(/\P{ASCII}/gu, (sign) => {
      if (!/\p{Nd}/u.test(sign)) return sign;
      let before = 0;
      while (/\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - before - 1))) before++;
      return String(before % 10);
    });
  const stripped = (text) => text.split(SPACES).filter(Boolean).join(" ");
  const folded = (text) =>
    stripped(text.replaceAll("ü", "u").normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replace(/\p{M}/gu, ""));
  const plain = (text) => without(folded(text), " .!\"'").replace(/^the /, "");

  // Digits as somebody writes them: plain, in threes by one sign, or as in India (12,34,567).
  const WRITTEN =
    /^[-+]?(\d*([.,]\d+)?|\d{1,3}([.,' ])\d{3}(\3\d{3})*((?!\3)[.,]\d+)?|\d{1,2}(,\d\d)+,\d{3}(\.\d+)?)(e[-+]?\d+)?$/;

  // The ways to read digits with points and commas: "3,500" is 3500 or 3.5; none for "1,23,4".
  function decimals(text) {
    const apart = text.replace(new RegExp(`[${SPACES.source.slice(1, -2)}_]+`, "g"), " ").replace(/^ | $/g, "");
    const written = apart.replace(/(?<=[-+.,]) | (?=[.,e])/g, "").replace(/[.,]+$/, "");
    if (!WRITTEN.test(written)) return [];
    const close = written.replace(/[ ']/g, "");
    const commas = close.split(",").length - 1,
      points = close.split(".").length - 1;
    let forms = new Set([close.replaceAll(",", "")]);
    if (commas === 1 && !points) {
      forms.add(close.replace(",", "."));
      if (!/^[-+]?[1-9]\d{0,2},\d{3}(e.*)?$/.test(close)) forms.delete(close.replaceAll(",", ""));
    } else if ((commas && points && close.lastIndexOf(",") > close.lastIndexOf(".")) || points > 1)
      forms = new Set([close.replaceAll(".", "").replaceAll(",", ".")]);
    return [...forms]
      .sort()
      .filter((form) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(form))
      .map(Number);
  }

  function finite(value) {
    if (!Number.isFinite(value)) throw new Unreadable("Your result is infinite: was something divided by zero?");
    if (Math.abs(value) >= 1e300) throw new Unreadable(LARGER);
    return value;
  }

  const SPACE = SPACES.source.slice(1, -2);
  const NUMBER = new RegExp(
    `^([-+]?[\\d.,' \\u00a0\\u2009\\u202f_]*\\d[\\d.,' _]*(?:e[-+]?\\d{1,3})?)` +
      `(?:[${SPACE}]*[/:][${SPACE}]*(\\d[\\d.,' _]*))?[${SPACE}]*([^\\d]*)$`,
  );

  function readNumber(text, item) {
    if (item.none.includes(without(folded(text), " .!\"'"))) return { readings: [], percent: false };
    const start = digits(
      stripEnds(cut(text, 200).normalize("NFKC")).toLowerCase().replaceAll("−", "-").replaceAll("⁄", "/"),
    );
    let form = start.replace(new RegExp(`^(?:about|around|ca\\.?|circa|roughly|approximately|≈|~|=)[${SPACE}]*`), "");
    form = form.replace(IN_WORDS, (word) => WORDS.indexOf(word));
    if (item.kind === "number") form = form.replace(/(?<=\d) (out )?of \d[\d.,' ]*/g, "");
    const shape = NUMBER.exec(form.replace(/(?<=\d) (out )?of (?=\d)/g, "/"));
    if (!shape) throw new Unreadable(DIGITS);
    let readings = decimals(shape[1]);
    if (shape[2]) {
      const read = decimals(shape[2]);
      const unders = read.filter(Boolean);
      if (!unders.length) throw new Unreadable(read.length ? "Nothing can be divided by zero." : DIGITS);
      readings = readings.filter(Number.isFinite).flatMap((a) => unders.map((b) => a / b));
      if (!readings.every(Number.isFinite)) throw new Error("too large");
    }
    const rest = stripEnds(shape[3]);
    const scale = Object.entries(SCALES).find(([word]) => rest.startsWith(word))?.[1] ?? 1;
    if (!readings.length) throw new Unreadable(DIGITS);
    const percent = ["%", "percent", "per cent", "pct"].some((word) => rest.startsWith(word));
    return { readings: readings.map((one) => finite(one * scale)), percent };
  }
  const ENDS = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
  const stripEnds = (text) => text.replace(ENDS, "");

  function member(part) {
    const text = folded(without(part, "[](){}'\" "));
    const number = digits(text);
    return /^-?\d{1,15}$/.test(number) ? Number(number) + 0 : text;
  }

  // Every day that an answer may mean, as reading.read_date.
  function readDate(text) {
    const mine = folded(text);
    const named = (mine.match(/[a-z]{3,}/g) ?? []).flatMap((word) =>
      MONTHS.flatMap((month, at) => (month.toLowerCase().startsWith(word) ? [at + 1] : [])),
    );
    const numbers = mine.match(/[0-9]+/g) ?? [];
    let orders = [];
    if (named.length === 1 && numbers.length === 2) {
      const [day, year] = numbers.sort((one, other) => one.length - other.length);
      orders = [[year, named[0], day]];
    } else if (!named.length && numbers.length === 3) {
      const [first, month, last] = numbers;
      orders =
        first.length === 4
          ? [[first, month, last]]
          : [
              [last, month, first],
              [last, first, month],
            ];
    }
    const found = orders.map((order) => dayOf(...order)).filter(Boolean);
    if (!found.length) throw new Unreadable(DAY);
    return found;
  }

  function dayOf(year, month, day) {
    if (!/^([12][0-9])?[0-9]{2}$/.test(year)) return "";
    const whole = Number(year) + (year.length === 4 ? 0 : Number(year) < 70 ? 2000 : 1900);
    const one = new Date(Date.UTC(whole, month - 1, day));
    if (one.getUTCMonth() !== month - 1 || one.getUTCDate() !== Number(day)) return "";
    return `${Number(day)} ${MONTHS[month - 1]} ${whole}`;
  }

  const READ = {
    number: readNumber,
    share: readNumber,
    text: (text) => cut(text, 500),
    country: (text) => text, // chosen from a menu
    date: (text) => readDate(cut(text, 500)),
    set: (text) =>
      new Set(
        text
          .split(/[,;\n]| and /)
          .filter(stripEnds)
          .map(member),
      ),
  };

  // ---- comparing

  class Right extends String {}
  const near = (value, expected, { tolerance }) =>
    Math.abs(value - expected) <= (tolerance ?? Math.abs(expected) / 100) + 1e-9 * Math.max(1, Math.abs(expected));
  const least = (things, measure) => things.reduce((best, one) => (measure(one) < measure(best) ? one : best));
  const closest = (readings, expected) => least(readings, (one) => Math.abs(one - expected));

  function compareNumber({ readings }, expected, item) {
    const accepted = Array.isArray(expected) ? expected : [expected];
    if (!readings.length) return [item.none[0], accepted.length ? "There is one." : null];
    if (!accepted.length) return [readings[0], "It isn't that one."];
    const [value, true_] = least(
      accepted.map((one) => [closest(readings, one), one]),
      ([mine, one]) => Math.abs(mine - one),
    );
    return [value, near(value, true_, item) ? null : size(value, true_)];
  }

  function size(value, expected) {
    if (expected && value && value > 0 !== expected > 0) return "The sign is the other way round.";
    const close = expected && Math.abs(value - expected) <= Math.abs(expected) / 10;
    if (close && value && [0, 1, 2, 3].some((places) => coarser(expected, places).includes(value)))
      return "That is rounded too far or cut off: give one more digit.";
    const ratio = expected ? Math.abs(value / expected) : 0;
    if (expected < 0) return `That is ${value < expected ? "too far below" : "not far enough below"} zero.`;
    if (ratio && (ratio > 5 || ratio < 0.2)) return `That is ${ratio > 1 ? "much too large" : "much too small"}.`;
    return `That is too ${value > expected ? "high" : "low"}.`;
  }

  const coarser = (expected, places) => [
    Number(fixed(expected, places)),
    Math.trunc(Number(fixed(expected * 10 ** places, 9))) / 10 ** places,
  ];

  function compareShare(given, expected, item) {
    const percent = item.unit === "%";
    const readings = given.percent && !percent ? given.readings.map((one) => one / 100) : given.readings;
    const value = closest(readings, expected);
    if (near(value, expected, item)) return [value, null];
    if (!given.percent) {
      const other = percent ? value * 100 : value / 100;
      if (near(other, expected, item) && (!percent || Math.abs(value) <= 1)) {
        const said = percent
          ? `${short(value)} as a fraction of one is ${short(other)} %.`
          : `${short(value)} per cent is ${short(other)} as a fraction of one.`;
        return [other, new Right(said)];
      }
    }
    if (percent && !given.percent && Math.abs(value) > 0 && Math.abs(value) <= 1 && expected > 1) {
      const how = size(value * 100, expected)
        .replace(/^That is /, "")
        .replace(/\.+$/, "");
      return [value * 100, `Read as a fraction of one that is ${short(value * 100)} %, and ${how}.`];
    }
    const most = percent ? 100 : 1;
    if (value > most && expected >= 0 && expected <= most)
      return [value, `A share can't be more than ${percent ? "100 %" : "1"}.`];
    return [value, size(value, expected)];
  }

  // So many digits that count, exact halves to the even one, as Python's format "e".
  function significant(x, many) {
    const text = x.toExponential(many - 1),
      exact = x.toExponential(100);
    const [head, tail] = [exact.split("e")[0].replace(/[-.]/g, ""), text.split("e")];
    if (!/^50*$/.test(head.slice(many)) || !"13579".includes(tail[0].at(-1))) return Number(text);
    return Number(`${tail[0].slice(0, -1)}${tail[0].at(-1) - 1}e${tail[1]}`);
  }

  // A number with four digits that count, as Python's format ",.4g".
  function short(x) {
    const rounded = significant(x, 4);
    const power = rounded ? Number(rounded.toExponential().split("e")[1]) : 0;
    if (power >= -4 && power < 4) return grouped(Object.is(rounded, -0) ? "-0" : plainly(rounded));
    const [digits_, e] = rounded.toExponential().split("e");
    return `${digits_}e${e[0]}${e.slice(1).padStart(2, "0")}`;
  }
  const plainly = (x) => (Number.isInteger(x) ? String(x) : fixed(x, 7).replace(/0+$/, ""));
  const grouped = (text) => text.replace(/^(-?\d+)/, (whole) => whole.replace(/\d(?=(\d{3})+$)/g, "$&,"));

  function compareText(given, expected) {
    const mine = without(folded(given), " .!\"'"),
      right = expected.map(folded);
    if (right.includes(mine)) return [given, null];
    if (right.some((one) => alike(cut(mine, 100), one) >= 0.8))
      return [given, "That is very close: look at the spelling."];
    return [given, "It is another one."];
  }

  // How alike two texts are, from 0 to 1: twice the letters in common blocks over all letters, as Python's difflib.
  function alike(one, other) {
    const [a, b] = [[...one], [...other]];
    const blocks = (alo, ahi, blo, bhi) => {
      let [besti, bestj, most, before] = [alo, blo, 0, new Map()];
      for (let i = alo; i < ahi; i++) {
        const now = new Map();
        for (let j = blo; j < bhi; j++) {
          if (a[i] !== b[j]) continue;
          const long = (before.get(j - 1) ?? 0) + 1;
          now.set(j, long);
          if (long > most) [besti, bestj, most] = [i - long + 1, j - long + 1, long];
        }
        before = now;
      }
      if (!most) return 0;
      return most + blocks(alo, besti, blo, bestj) + blocks(besti + most, ahi, bestj + most, bhi);
    };
    return a.length + b.length ? (2 * blocks(0, a.length, 0, b.length)) / (a.length + b.length) : 1;
  }

  const howMany = (count, noun) =>
    `${String(count).replace(/\d(?=(\d{3})+$)/g, "$&,")} ${noun}${count === 1 ? "" : "s"}`;

  // The number in a text such as "art. 59"; anything else as it is.
  function onlyNumber(one) {
    const found = (typeof one === "string" && one.match(/[0-9]+/g)) || [];
    return found.length === 1 && found[0].length <= 15 ? Number(found[0]) : one;
  }

  function compareSet(read, list) {
    const expected = new Set(list);
    const given = list.length && list.every(Number.isInteger) ? new Set([...read].map(onlyNumber)) : read;
    const hit = [...given].filter((one) => expected.has(one)).length;
    const [missing, extra] = [expected.size - hit, given.size - hit];
    if (!missing && !extra) return [given, null];
    const kinds = (members) => new Set([...members].map((one) => typeof one));
    const [mine, need] = [kinds(given), kinds(expected)];
    let said;
    if (given.size && expected.size && ![...mine].some((one) => need.has(one)))
      said = `The values are of another type: ${need.has("string") ? "words" : "numbers"} are needed here.`;
    else if (!given.size) said = "There is nothing in it.";
    else if (!hit) said = given.size === 1 ? "It doesn't belong there." : "None of yours belongs there.";
    else if (!extra)
      said = `All of yours belong there, but ${howMany(missing, "value")} ${missing === 1 ? "is" : "are"} missing.`;
    else if (!missing) said = `All that belong are there, but ${howMany(extra, "value")} too many.`;
    else
      said = `${hit} of your ${howMany(given.size, "value")} ${hit === 1 ? "belongs" : "belong"} there; ${missing} more missing.`;
    return [given, said];
  }

  const compareCountry = (given, expected) => [given, expected.includes(given) ? null : "It is another one."];

  const compareDate = (given, expected) =>
    given.includes(expected) ? [expected, null] : [given[0], "It is another day."];

  const COMPARED = {
    number: compareNumber,
    share: compareShare,
    text: compareText,
    country: compareCountry,
    date: compareDate,
    set: compareSet,
  };

  // ---- hints: whether an answer is a certain mistake

  const sameSet = (one, other) => one.size === other.length && other.every((part) => one.has(part));
  const MEETS = {
    or: (given, one, other) => meets(one, given) || meets(other, given),
    and: (given, one, other) => meets(one, given) && meets(other, given),
    not: (given, one) => !meets(one, given),
    near: (given, target, width) =>
      given === target ||
      Math.abs(given - target) <= Math.max(1e-9 * Math.max(Math.abs(given), Math.abs(target)), width),
    equals: (given, ...values) => values.includes(given),
    above: (given, least_) => given > least_,
    below: (given, most) => given < most,
    whole: (given) => Number.isInteger(given),
    set: (given, ...sets) => sets.some((one) => sameSet(given, one)),
    more: (given, part) => given.size > part.length && part.every((one) => given.has(one)),
    holds: (given, one) => given.has(one),
    shares: (given, other, many) => other.filter((one) => given.has(one)).length === many,
    numbers: (given) => ![...given].some((one) => /^\p{L}+$/u.test(String(one))),
    says: (given, texts) => texts.some((one) => plain(one) === plain(given)),
    country: () => true,
    mentions: (given, word) => folded(given).includes(word),
  };
  const meets = ([kind, ...values], given, own) =>
    kind === "own" ? own.meets(values[0], given) : MEETS[kind](given, ...values);

  function hintOf(item, value, own, wrong) {
    // what is no number, such as the word "none", meets no condition on numbers
    const fits = typeof value !== "string" || ["text", "country", "date"].includes(item.kind);
    const slip = item.hints.find(({ when }) => when && fits && meets(when, value, own));
    if (slip) return slip.say;
    if (wrong >= item.tell && item.how) return `This is how: ${item.how}`;
    const ladder = item.hints.filter(({ when }) => !when);
    return ladder.length && wrong >= 2 ? ladder[Math.min(wrong - 2, ladder.length - 1)].say : "";
  }

  function praiseOf(item, value, own) {
    if (own) return own.right(value);
    if (typeof item.right === "string") return item.right;
    return item.right.find(([upTo]) => upTo === null || value <= upTo)[1];
  }

  // ---- the answer as the workbook keeps it, and what is said back

  const quoted = (text) =>
    text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`;
  function keepable(value) {
    if (value instanceof Set) {
      const sorted = [...value]
        .map((one) => [typeof one === "number" ? pythonNumber(one) : quoted(one), one])
        .sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
      return sorted.slice(0, 100).map(([, one]) => (typeof one === "number" ? one : cut(one, 100)));
    }
    return typeof value === "number" ? significant(value, 10) : cut(value, 200);
  }

  const said = (tone, word, ...sentences) => line(tone, sentences.filter(Boolean).join(" "), word);
  const wrongTries = (tries) => new Set(tries.filter((one) => one.right === false).map((one) => canon(one.value))).size;

  // What a value, as it was read and compared, is told.
  function replied(item, [value, remark], own, record, trouble) {
    if (remark === null || remark instanceof Right)
      return [said("right", "Right", String(remark ?? ""), praiseOf(item, value, own) || "Well worked out.", trouble)];
    const wrong = wrongTries(record?.tries ?? []);
    const shown = wrong >= item.show && item.answer.length;
    return [
      said("wrong", "Not yet", remark, hintOf(item, value, own, wrong), trouble),
      ...(shown ? [{ tone: "plain", word: "", text: "Show an answer", folded: item.answer }] : []),
    ];
  }

  const expectedOf = (item, own) => (own ? own.expected : item.expected);

  // The lines that answer what was typed, which is kept.
  function answer({ id, item, prompt }, kept, chosen) {
    const typed = Array.isArray(chosen) ? chosen.join(", ") : chosen;
    if (isBlank(typed)) return [line("ask", prompt)];
    let given, found, own;
    try {
      given = READ[item.kind](typed, item);
      own = item.own && ownItems(item.own, kept);
      if (own?.problem) return [line("note", own.problem)];
      found = COMPARED[item.kind](given, expectedOf(item, own), item);
    } catch (problem) {
      if (problem instanceof Unreadable) return [said("ask", "Hm", problem.message)];
      return [said("ask", "Hm", "This answer could not be read at all.", "Try print() on it first: what do you see?")];
    }
    kept.recordAnswer(id, keepable(found[0]), found[1] === null || found[1] instanceof Right, "answers");
    return replied(item, found, own, kept.entry("answers", id), kept.trouble);
  }

  const asRead = (value, item) =>
    typeof value === "number" ? { readings: [value], percent: item.unit === "%" } : value;

  // The lines for what is kept: as when it was given, as far as it says so.
  function again({ id, item }, kept) {
    const record = kept.entry("answers", id);
    if (!record) return [];
    const own = item.own && ownItems(item.own, kept);
    if (own?.problem) return [];
    const value = Array.isArray(record.value) ? new Set(record.value) : record.value;
    try {
      const read = item.kind === "date" ? readDate(value) : asRead(value, item);
      const none = item.kind === "number" && typeof value === "string" ? { readings: [], percent: false } : read;
      return replied(item, COMPARED[item.kind](none, expectedOf(item, own), item), own, record, kept.trouble);
    } catch {
      return []; // kept by another version of this question
    }
  }

  // What a control begins with where something is kept.
  function startOf({ type, options }, value) {
    if (type === "many") return options.map((one) => one.value).filter((one) => value.includes?.(member(one)));
    return type === "text" && Array.isArray(value) ? value.join(", ") : String(value);
  }

  return { answer, again, startOf, folded, plain, alike, short, entry };
})();
