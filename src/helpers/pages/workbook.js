// A workbook as plain objects and pure functions, as in helpers/work/content.py, whose docstring says what both agree on;
// tests/work/test_schema.py and tests/pages/test_pages_forms.py put both through the same cases.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const workbook = (() => {
  const SECTIONS = ["predictions", "answers", "quiz", "verdicts", "notes"];
  const LARGEST = 5_000_000,
    LONGEST = 2000,
    MOST_RESTORED = 2000,
    MOST_ENTRIES = 10_000,
    DEEPEST = 8,
    TRIES_KEPT = 50;
  const SIGNS = "A-Za-z0-9_\\-\\u{80}-\\u{d7ff}\\u{e000}-\\u{10ffff}"; // letters of all scripts, as in content.py
  const STUDENT = new RegExp(`^[${SIGNS}]{0,64}$`, "u"),
    KEY = new RegExp(`^[.${SIGNS}]{1,100}$`, "u"),
    PART = /^[a-z][a-z0-9_]{0,39}$/;
  const OURS = ["format", "student", "since", ...SECTIONS];

  class Damaged extends Error {}
  const need = (good, reason) => {
    if (!good) throw new Damaged(reason);
  };
  const isObject = (thing) => typeof thing === "object" && thing !== null && !Array.isArray(thing);
  const isNumber = (thing) => typeof thing === "number" && Number.isFinite(thing);
  const has = (object, key) => Object.hasOwn(object, key);
  const from = (pairs) => Object.assign(Object.create(null), Object.fromEntries(pairs));

  const empty = () => ({
    format: 1,
    student: "",
    since: "",
    ...Object.fromEntries(SECTIONS.map((name) => [name, from([])])),
  });
  const isEmpty = (workbook) => SECTIONS.every((name) => !Object.keys(workbook[name]).length);
  const written = (workbook) => `${JSON.stringify(workbook, null, 1)}\n`;

  // Python's json.dumps(thing, sort_keys=True): what decides between two entries of the same moment.
  function canon(thing) {
    if (typeof thing === "string") {
      return JSON.stringify(thing).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
    }
    if (typeof thing === "number") return pythonNumber(thing);
    if (Array.isArray(thing)) return `[${thing.map(canon).join(", ")}]`;
    if (!isObject(thing)) return String(thing);
    return `{${Object.keys(thing)
      .sort()
      .map((key) => `${canon(key)}: ${canon(thing[key])}`)
      .join(", ")}}`;
  }

  function pythonNumber(x) {
    if (Number.isSafeInteger(x)) return String(x);
    const [digits, power] = x.toExponential().split("e");
    if (power >= -4 && power < 16) return String(x) + (Number.isInteger(x) ? ".0" : "");
    return `${digits}e${power[0]}${power.slice(1).padStart(2, "0")}`;
  }

  const later = (one, other) => (one.at !== other.at ? one.at > other.at : canon(one) > canon(other));
  const inOrder = (entries) => entries.sort((one, other) => (later(one, other) ? 1 : -1));
  const earliest = (...entries) => inOrder(entries.filter(Boolean))[0] ?? null;
  const latest = (...entries) => inOrder(entries.filter(Boolean)).at(-1) ?? null;
  const FIELDS = ["stage", "value", "right", "confidence", "reason", "at"]; // of a try and of a verdict
  const union = (...lists) =>
    inOrder([...new Map(lists.flat().map((entry) => [JSON.stringify(entry, FIELDS), entry])).values()]).slice(
      0,
      TRIES_KEPT,
    );

  const time = (text) => {
    const parts = typeof text === "string" && /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(text);
    const moment = parts ? new Date(`${parts[1]}Z`) : NaN;
    need(
      parts && Number.isFinite(Number(moment)) && !text.startsWith("0000") && moment.toISOString().startsWith(parts[1]),
      "one of its times is damaged",
    );
    return `${parts[1]}.${(parts[2] || "").padEnd(6, "0")}Z`;
  };
  const text = (thing) => {
    need(typeof thing === "string", "one of its texts is damaged");
    return cut(wellFormed(thing), LONGEST);
  };
  const wellFormed = (thing) => thing.replace(/\p{Surrogate}/gu, "?");
  const cut = (thing, most) => [...thing].slice(0, most).join("");
  const simple = (thing) => {
    if (typeof thing === "string") return text(thing);
    need(
      thing === null || typeof thing === "boolean" || (isNumber(thing) && Math.abs(thing) < 1e300),
      "one of its values is damaged",
    );
    return thing;
  };
  const value = (thing = null) => {
    if (!Array.isArray(thing)) return simple(thing);
    need(thing.length <= 200, "one of its values is damaged");
    return thing.map(simple);
  };
  const prediction = (entry) => {
    const sure = entry.confidence ?? null;
    const kept = { value: value(entry.value), confidence: sure };
    need(sure === null || (isNumber(sure) && sure >= 0 && sure <= 100), "one of its confidences is damaged");
    return { ...kept, reason: text(entry.reason ?? (has(entry, "reason") ? null : "")), at: time(entry.at) };
  };
  const oneTry = (entry) => {
    need(isObject(entry), "one of its answers is damaged");
    const kept = { value: value(entry.value), right: entry.right ?? null };
    need(kept.right === null || typeof kept.right === "boolean", "one of its answers is damaged");
    return { ...kept, at: time(entry.at) };
  };
  const answer = (entry) => {
    const { tries = [] } = entry;
    need(Array.isArray(tries), "one of its answers is damaged");
    return { ...oneTry(entry), tries: union(tries.map(oneTry)) };
  };
  const oneVerdict = (entry) => {
    if (entry === null || entry === undefined) return null;
    need(isObject(entry), "one of its verdicts is damaged");
    return { stage: text(has(entry, "stage") ? entry.stage : ""), ...prediction(entry) };
  };
  const verdicts = (entry) => {
    const { history = [] } = entry;
    need(Array.isArray(history) && !history.includes(null), "one of its verdicts is damaged");
    return { first: oneVerdict(entry.first), last: oneVerdict(entry.last), history: union(history.map(oneVerdict)) };
  };
  const note = (entry) => ({ text: text(entry.text), at: time(entry.at) });

  // Parts that aren't known here, and may be a newer version's, are carried along as they are.
  const others = (workbook) =>
    Object.keys(workbook)
      .filter((name) => !OURS.includes(name) && PART.test(name))
      .sort();
  const carried = (thing, deep = DEEPEST) => {
    if (typeof thing === "string") return wellFormed(thing);
    if (typeof thing !== "object" || thing === null) return simple(thing);
    need(deep, "it is nested too deep");
    if (Array.isArray(thing)) return thing.map((one) => carried(one, deep - 1));
    need(
      Object.keys(thing).every((name) => name === wellFormed(name)),
      "a name is damaged",
    );
    return from(Object.entries(thing).map(([name, one]) => [name, carried(one, deep - 1)]));
  };
  const size = (workbook) =>
    [...SECTIONS, ...others(workbook)]
      .map((name) => workbook[name])
      .reduce((sum, part) => sum + (typeof part === "object" && part ? Object.keys(part).length : 1), 0);
  const anyTime = (entry) => (isObject(entry) && typeof entry.at === "string" ? entry.at : "");
  const laterOf = (one, other) => {
    if (anyTime(one) !== anyTime(other)) return anyTime(one) > anyTime(other) ? one : other;
    return canon(one) > canon(other) ? one : other;
  };
  const mergedOthers = (both) => {
    const parts = both.filter(isObject);
    if (!parts.length) return both.reduce((one, other) => (canon(one) > canon(other) ? one : other));
    const keys = [...new Set(parts.flatMap((one) => Object.keys(one)))].sort();
    return from(
      keys.map((key) => [
        key,
        parts
          .filter((one) => has(one, key))
          .map((one) => one[key])
          .reduce(laterOf),
      ]),
    );
  };

  const CHECKED = { predictions: prediction, answers: answer, quiz: answer, verdicts, notes: note };
  const mergedAnswers = (both) => {
    const {
      value: given,
      right,
      at,
    } = latest(...both.map((one) => ({ value: one.value, right: one.right, at: one.at })));
    return { value: given, right, at, tries: union(...both.map((one) => one.tries)) };
  };
  const MERGED = {
    predictions: (both) => earliest(...both),
    answers: mergedAnswers,
    quiz: mergedAnswers,
    verdicts: (both) => ({
      first: earliest(...both.map((one) => one.first)),
      last: latest(...both.map((one) => one.last)),
      history: union(...both.map((one) => one.history)),
    }),
    notes: (both) => latest(...both),
  };

  // The workbook in `thing`, tidied; Damaged, with the reason, where it is none.
  function checked(thing) {
    need(isObject(thing) && has(thing, "format") && has(thing, "predictions"), "it is not a workbook of these lessons");
    need(thing.format === 1, "it was written by another version of these lessons");
    const { student = "", since = "" } = thing;
    need(typeof student === "string" && STUDENT.test(student), "its student number is damaged");
    const result = { ...empty(), student, since: since ? time(since) : "" };
    for (const section of SECTIONS) {
      const content = has(thing, section) ? thing[section] : {};
      need(isObject(content), `its part '${section}' is damaged`);
      result[section] = from(
        Object.entries(content).map(([key, entry]) => {
          need(KEY.test(key), `its part '${section}' holds a name no lesson uses`);
          need(isObject(entry), `its part '${section}' is damaged`);
          return [key, CHECKED[section](entry)];
        }),
      );
    }
    for (const name of others(thing)) {
      try {
        result[name] = carried(thing[name]);
      } catch (problem) {
        if (!(problem instanceof Damaged)) throw problem;
      }
    }
    need(size(result) <= MOST_ENTRIES, `it holds more than ${MOST_ENTRIES} entries, which no workbook does`);
    return result;
  }

  function read(file) {
    need(typeof file === "string", "it is not a workbook of these lessons");
    need(file.length <= LARGEST, `it is larger than ${LARGEST / 1e6} MB, which no workbook is`);
    let thing;
    try {
      thing = JSON.parse(file.replace(/^\ufeff/, ""));
    } catch {
      throw new Damaged("it is damaged, or not a workbook at all");
    }
    return checked(thing);
  }

  // Two copies made one: the earliest prediction and first verdict, the latest of all else, all tries.
  function merge(mine, other) {
    const known = [mine, other]
      .filter((one) => one.student)
      .sort((a, b) => (a.since !== b.since ? (a.since > b.since ? 1 : -1) : a.student > b.student ? 1 : -1));
    const result = { ...empty(), student: known[0]?.student ?? "", since: known[0]?.since ?? "" };
    for (const section of SECTIONS) {
      const keys = [...new Set([mine, other].flatMap((one) => Object.keys(one[section])))].sort();
      result[section] = from(
        keys.map((key) => [
          key,
          MERGED[section]([mine, other].filter((one) => has(one[section], key)).map((one) => one[section][key])),
        ]),
      );
    }
    for (const name of others({ ...mine, ...other })) {
      result[name] = mergedOthers([mine, other].filter((one) => has(one, name)).map((one) => one[name]));
    }
    return result;
  }

  // What it takes in of a file that somebody hands in.
  function restored(mine, other) {
    const together = merge(mine, other);
    need(size(together) <= MOST_RESTORED, `with it your workbook would hold more than ${MOST_RESTORED} entries`);
    need(written(together).length <= LARGEST, `with it your workbook would be larger than ${LARGEST / 1e6} MB`);
    return together;
  }

  const NAMES = {
    predictions: "prediction",
    answers: "answer",
    quiz: "quiz answer",
    verdicts: "verdict",
    notes: "note",
  };
  const counted = (workbook) =>
    SECTIONS.map((name) => [Object.keys(workbook[name]).length, NAMES[name]])
      .filter(([many]) => many)
      .map(([many, name]) => `${many} ${name}${many === 1 ? "" : "s"}`)
      .join(", ") || "nothing yet";

  // Now, as text; a microsecond after the latest of `times` where the clock is behind them.
  function nowAfter(...times) {
    let now = new Date().toISOString().replace("Z", "000Z");
    for (const text of times.filter(Boolean)) {
      const micro = Number(text.slice(23, 26)) + 1;
      const second = new Date(Date.parse(`${text.slice(0, 23)}Z`) + (micro > 999 ? 1 : 0)).toISOString().slice(0, 23);
      const next = `${second}${String(micro % 1000).padStart(3, "0")}Z`;
      if (next > now) now = next;
    }
    return now;
  }

  function someone() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { student: hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"), since: nowAfter() };
  }

  const latestTime = (workbook) =>
    SECTIONS.flatMap((name) => Object.values(workbook[name]))
      .flatMap((entry) => [entry.at, ...(entry.history || []).map((one) => one.at)])
      .filter(Boolean)
      .sort()
      .at(-1) || workbook.since;

  return {
    Damaged,
    has,
    isNumber,
    cut,
    canon,
    pythonNumber,
    empty,
    isEmpty,
    written,
    read,
    merge,
    restored,
    counted,
    latestTime,
    nowAfter,
    someone,
    prediction,
    oneTry,
    oneVerdict,
    note,
  };
})();
