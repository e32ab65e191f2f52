// What stands behind the forms on a page where no Python runs: it keeps what the reader says in this browser, in the
// format of the lessons' workbook (src/helpers/workbook.py), and answers as Python does, in the same words.
// tests/test_pages_forms.py puts both through the same cases.

const answering = (() => {
  const KEY = "between-giants-workbook"; // localStorage: the workbook
  const ASIDE = `${KEY}.aside-`; // localStorage: workbooks that are not gone on with, or damaged
  const VISIT = "between-giants-visit"; // sessionStorage: whose work this tab goes on with
  const UNSAVED = "between-giants-unsaved"; // sessionStorage: what could not go into the workbook yet
  const DRAFT = "between-giants-draft:"; // sessionStorage: what forms.js holds of half-filled forms
  const VISIT_LASTS = 2 * 3600e3; // ms after the last key or click
  const ASIDES_KEPT = 20;
  const SECTIONS = ["predictions", "answers", "quiz", "verdicts", "notes"];
  const LARGEST = 5_000_000,
    LONGEST = 2000,
    TRIES_KEPT = 50;

  // ---- a workbook: plain objects and pure functions, as in workbook.py

  class Damaged extends Error {}
  const need = (good, reason) => {
    if (!good) throw new Damaged(reason);
  };
  const isObject = (thing) => typeof thing === "object" && thing !== null && !Array.isArray(thing);
  const isNumber = (thing) => typeof thing === "number" && Number.isFinite(thing);
  const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
  const from = (pairs) => Object.assign(Object.create(null), Object.fromEntries(pairs));

  const empty = () => ({
    format: 1,
    student: "",
    since: "",
    ...Object.fromEntries(SECTIONS.map((name) => [name, from([])])),
  });
  const isEmpty = (workbook) => SECTIONS.every((name) => !Object.keys(workbook[name]).length);
  const written = (workbook) => JSON.stringify(workbook, null, 1) + "\n";

  // Python's json.dumps(thing, sort_keys=True): what decides between two entries of the same moment.
  function canon(thing) {
    if (typeof thing === "string") {
      return JSON.stringify(thing).replace(/[^ -~]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
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
  const union = (...lists) =>
    inOrder([...new Map(lists.flat().map((entry) => [canon(entry), entry])).values()]).slice(0, TRIES_KEPT);

  const time = (text) => {
    const parts = typeof text === "string" && /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(text);
    const moment = parts ? new Date(`${parts[1]}Z`) : NaN;
    need(
      parts && !isNaN(moment) && !text.startsWith("0000") && moment.toISOString().startsWith(parts[1]),
      "one of its times is damaged",
    );
    return `${parts[1]}.${(parts[2] || "").padEnd(6, "0")}Z`;
  };
  const text = (thing) => {
    need(typeof thing === "string", "one of its texts is damaged");
    return cut(thing.replace(/\p{Surrogate}/gu, "?"), LONGEST);
  };
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
    need(typeof student === "string" && /^[\p{L}\p{N}_-]{0,64}$/u.test(student), "its student number is damaged");
    const result = { ...empty(), student, since: since ? time(since) : "" };
    for (const section of SECTIONS) {
      const content = has(thing, section) ? thing[section] : {};
      need(isObject(content), `its part '${section}' is damaged`);
      result[section] = from(
        Object.entries(content).map(([key, entry]) => {
          need(/^[\p{L}\p{N}_.-]{1,100}$/u.test(key), `its part '${section}' holds a name no lesson uses`);
          need(isObject(entry), `its part '${section}' is damaged`);
          return [key, CHECKED[section](entry)];
        }),
      );
    }
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
    return result;
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

  // ---- the workbook of this browser

  const browsers = (name) => {
    try {
      return window[name];
    } catch {
      return null;
    }
  };

  // local, session: Storage, or null where nothing is to outlive the page. Work of an earlier visit is not shown
  // before goOn(); until goOn() or startAfresh() `question` says what there is, and what is kept stays in this tab.
  function openWorkbook(options = {}) {
    const {
      local = browsers("localStorage"),
      session = browsers("sessionStorage"),
      reload = () => location.reload(),
    } = options;
    let stored = empty(),
      unsaved = empty(),
      seen,
      aside = "",
      unwritten = "",
      decided = false,
      marked = 0;
    const listeners = [],
      known = new Set();
    let channel = null;

    const kept = {
      all() {
        refresh();
        return decided ? merge(stored, unsaved) : unsaved;
      },
      isKept(id) {
        const all = kept.all();
        return has(all.predictions, id) || has(all.verdicts, id);
      },
      entry(section, id) {
        const all = kept.all();
        return has(all[section], id) ? all[section][id] : null;
      },
      verdicts: (claim) => kept.entry("verdicts", claim) || { first: null, last: null, history: [] },
      toJson: () => written(kept.all()),
      onChange(listener) {
        listeners.push(listener);
        return () => listeners.splice(listeners.indexOf(listener), 1);
      },
      get trouble() {
        return [aside, unwritten].filter(Boolean).join(" ");
      },
      get question() {
        return decided ? null : { counted: counted(stored), at: latestTime(stored), text: written(stored) };
      },

      keepPrediction(id, given, confidence, reason) {
        if (!kept.entry("predictions", id))
          keep("predictions", id, prediction({ value: given, confidence, reason, at: nowAfter() }));
      },
      recordAnswer(id, given, right, section) {
        const before = kept.entry(section, id);
        if (before && canon(before.value) === canon(given) && before.right === right) return;
        const one = oneTry({ value: given, right, at: nowAfter(before?.at) });
        keep(section, id, { ...one, tries: [one] });
      },
      keepVerdict(claim, stage, given, confidence, reason = "") {
        const at = nowAfter(...kept.verdicts(claim).history.map((one) => one.at));
        const one = oneVerdict({ stage, value: given, confidence, reason, at });
        keep("verdicts", claim, {
          first: stage === "first" ? one : null,
          last: stage === "first" ? null : one,
          history: [one],
        });
      },

      restore(file) {
        let other;
        try {
          other = read(file);
        } catch (problem) {
          if (!(problem instanceof Damaged)) throw problem;
          return `That file could not be restored: ${problem.message}. Nothing was changed.`;
        }
        const mine = kept.all();
        const foreign = !isEmpty(mine) && mine.student !== other.student;
        const copied = foreign && setAside(written(mine));
        unsaved = merge(unsaved, other);
        store();
        fire();
        return [
          `Restored. Your workbook now holds ${counted(kept.all())}.`,
          copied ? "What was here before is also set aside by itself in this browser." : "",
          kept.trouble,
        ]
          .filter(Boolean)
          .join(" ");
      },
      goOn() {
        decided = true;
        store();
        channel?.postMessage({ here: stored.student });
        fire();
      },
      startAfresh() {
        if (!setAside(written(stored))) return false;
        local.removeItem(KEY);
        dropDrafts();
        stored = empty();
        seen = null;
        decided = true;
        store();
        fire();
        return true;
      },
      // The text of the newest, next newest … workbook that was set aside; [text, which, of how many].
      asides() {
        return asideKeys()
          .reverse()
          .map((key) => local.getItem(key));
      },
      forget() {
        try {
          [KEY, ...asideKeys()].forEach((key) => local.removeItem(key));
        } catch {
          /* nothing is kept there */
        }
        try {
          [UNSAVED, VISIT].forEach((key) => session.removeItem(key));
        } catch {
          /* nothing is kept there */
        }
        dropDrafts();
        stored = unsaved = empty();
        seen = null;
        reload();
      },
    };

    const latestTime = (workbook) =>
      SECTIONS.flatMap((name) => Object.values(workbook[name]))
        .flatMap((entry) => [entry.at, ...(entry.history || []).map((one) => one.at)])
        .filter(Boolean)
        .sort()
        .at(-1) || workbook.since;

    function keep(section, key, entry) {
      const addition = empty();
      addition[section][key] = entry;
      unsaved = merge(unsaved, addition);
      store();
      fire();
    }

    function refresh() {
      let now;
      try {
        now = local ? local.getItem(KEY) : null;
      } catch {
        now = null;
      }
      if (now === seen) return;
      seen = now;
      stored = empty();
      if (now === null) return;
      try {
        stored = read(now);
      } catch (problem) {
        if (!(problem instanceof Damaged)) throw problem;
        if (setAside(now)) {
          local.removeItem(KEY);
          seen = null;
        } else seen = undefined;
        aside =
          `The work kept in this browser could not be read (${problem.message}), so it was set aside and a new workbook ` +
          "begun; if you have a download, restore it in lesson 0.";
      }
    }

    function store() {
      refresh();
      const together = merge(stored, unsaved);
      if (decided && options.local !== null) {
        if (!together.student) Object.assign(together, someone());
        try {
          if (seen === undefined) throw new Error("a damaged workbook is in the way");
          local.setItem(KEY, written(together));
          stored = together;
          seen = written(together);
          unsaved = empty();
          unwritten = "";
        } catch {
          unwritten =
            "Your work could not be kept in this browser, so it lasts only as long as this tab; download it before you leave.";
        }
      }
      if (!isEmpty(unsaved) && !unsaved.student) Object.assign(unsaved, someone());
      try {
        if (isEmpty(unsaved)) session.removeItem(UNSAVED);
        else session.setItem(UNSAVED, written(unsaved));
      } catch {
        /* then it stays in the page */
      }
      mark();
    }

    function setAside(content) {
      try {
        const keys = asideKeys();
        local.setItem(ASIDE + nowAfter(keys.at(-1)?.slice(ASIDE.length)), content);
        keys.slice(0, Math.max(0, keys.length + 1 - ASIDES_KEPT)).forEach((key) => local.removeItem(key));
        return true;
      } catch {
        return false;
      }
    }
    function asideKeys() {
      try {
        return Object.keys(local)
          .filter((key) => key.startsWith(ASIDE))
          .sort();
      } catch {
        return [];
      }
    }
    function dropDrafts() {
      try {
        Object.keys(session)
          .filter((key) => key.startsWith(DRAFT))
          .forEach((key) => session.removeItem(key));
      } catch {
        /* none */
      }
    }

    function fire() {
      const all = kept.all();
      for (const id of [...Object.keys(all.predictions), ...Object.keys(all.verdicts)]) {
        if (!known.has(id)) {
          known.add(id);
          document.dispatchEvent(new CustomEvent("bg:kept", { detail: { id } }));
        }
      }
      for (const listener of [...listeners]) listener();
    }

    // ---- one visit: this tab, and tabs opened while another one is in use

    const fresh = (at) => Date.now() - at < VISIT_LASTS;
    function mark() {
      const student = decided ? stored.student : "";
      if (!student && isEmpty(unsaved)) return;
      marked = Date.now();
      try {
        session.setItem(VISIT, JSON.stringify({ student, at: marked }));
      } catch {
        /* asked again on the next page */
      }
    }
    function marking() {
      try {
        return JSON.parse(session.getItem(VISIT)) || {};
      } catch {
        return {};
      }
    }

    function open() {
      const before = marking();
      let held = empty();
      try {
        held = read(session.getItem(UNSAVED));
      } catch {
        /* nothing of this visit waits */
      }
      refresh();
      if (!isEmpty(held) && !fresh(before.at ?? 0)) stored = merge(stored, held);
      else unsaved = held;
      decided = isEmpty(stored) || (before.student === stored.student && fresh(before.at));
      if (decided && !isEmpty(unsaved)) store();
      else mark();
      const all = kept.all();
      [...Object.keys(all.predictions), ...Object.keys(all.verdicts)].forEach((id) => known.add(id));
      const used = () => {
        if (Date.now() - marked > 60e3) mark();
      };
      for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, used, { capture: true, passive: true });
      if (!local) return;
      if (globalThis.BroadcastChannel) {
        channel = new BroadcastChannel(KEY);
        channel.onmessage = ({ data }) => {
          const mine = stored.student;
          if (mine && data?.asks === mine && decided && fresh(marked)) channel.postMessage({ here: mine });
          if (mine && data?.here === mine && !decided) kept.goOn();
        };
        if (!decided) channel.postMessage({ asks: stored.student });
      }
      addEventListener("storage", (event) => {
        if (event.key !== KEY && event.key !== null) return;
        const mine = decided && stored.student;
        refresh();
        if (mine && stored.student !== mine)
          reload(); // another tab began afresh, or restored someone's work
        else if (!mine && !isEmpty(stored)) {
          decided = false;
          channel?.postMessage({ asks: stored.student });
          fire();
        } else fire();
      });
    }

    open();
    return kept;
  }

  // ---- what is said back, as predict.py, quiz.py and claims.py say it

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

  const troubles = (kept) => (kept.trouble ? [line("note", kept.trouble)] : []);
  const given = (words, values = {}) =>
    typeof values.value === "string" && has(words, values.value) ? [values.value, ...sureness(values)] : null;

  // Each kind of form: state(offline, kept, content) and answer(offline, kept, message), which gives a state where it
  // differs from the one that follows from what is kept, or [state, more to send].
  const KINDS = {
    prediction: {
      state({ id, item }, kept) {
        const mine = kept.entry("predictions", id);
        return { [id]: mine ? entry({ kept: true, you: saidPrediction(item, mine), lines: troubles(kept) }) : entry() };
      },
      answer({ id, item }, kept, { values }) {
        if (kept.isKept(id)) return undefined;
        const mine = values[id] || {};
        const problem = READ[item.type](item, mine.value);
        if (problem) return { [id]: entry({ lines: [line("ask", problem)] }) };
        kept.keepPrediction(id, mine.value, ...sureness(mine));
        return undefined;
      },
    },
    look_back: {
      state({ id, item, compare, opened, own }, kept, content) {
        const mine = kept.entry("predictions", id);
        if (!mine) return content.state;
        if (own) {
          const { says, value: outcome = null, restsOn } = room.lookedBack(own, kept, mine.value);
          const compared =
            outcome === null || READ[item.type](item, mine.value)
              ? ""
              : ` ${COMPARED[compare.by]({ ...compare, outcome }, mine.value)}`;
          const rests = restsOn ? [line("plain", `Rests on: ${restsOn}.`)] : [];
          return {
            "": entry({ lines: [line("plain", saidPrediction(item, mine)), line("plain", says + compared), ...rests] }),
          };
        }
        const lines = opened[""].lines.map((one) => ({ ...one }));
        if (compare && !READ[item.type](item, mine.value))
          lines[0].text += ` ${COMPARED[compare.by](compare, mine.value)}`;
        return { "": entry({ lines: [line("plain", saidPrediction(item, mine)), ...lines] }) };
      },
    },
    score: {
      begin(
        { id, options, low, high },
        kept,
        {
          fieldsets: [
            {
              controls: [grid],
            },
          ],
        },
      ) {
        grid.start = room.numbersOf(kept, id, options.length, low, high) ?? undefined;
      },
      state({ id, options, low, high, again }, kept) {
        const scores = room.numbersOf(kept, id, options.length, low, high);
        if (!scores) return { [id]: entry() };
        const signed = (score) => (score ? fixed(Math.abs(score), 0).replace(/^/, score > 0 ? "+" : "−") : "0");
        const you = scores.map((score, i) => `${options[i]} ${signed(score)}`).join(" · ");
        return { [id]: entry({ kept: true, you, lines: troubles(kept), again }) };
      },
      answer({ id, options, low, high, first }, kept, { values }) {
        const given = values[id]?.values;
        const fits = (one) => Number.isInteger(one) && one >= low && one <= high;
        if (!Array.isArray(given) || given.length !== options.length || !given.every(fits))
          return { [id]: entry({ lines: [line("ask", first)] }) };
        kept.recordAnswer(id, given, null, "answers");
        return undefined;
      },
    },
    series: {
      state({ rows }, kept, content) {
        if (!kept.isKept(rows.at(-1).id)) return content.state;
        const squares = [];
        const lines = rows.map(({ id, item, compare, name, says }) => {
          const mine = kept.entry("predictions", id);
          let words = `${mine ? saidPrediction(item, mine) : "You kept none."} ${says}`;
          if (mine && compare?.by === "score" && !READ[item.type](item, mine.value)) {
            squares.push((mine.value - 100 * compare.outcome) ** 2);
            words += ` Score ${fourDigits(squares.at(-1) / 1e4)}.`;
          }
          return line("plain", words, name);
        });
        if (squares.length) {
          const mean = squares.reduce((sum, one) => sum + one, 0) / (1e4 * squares.length);
          lines.push(
            line(
              "plain",
              `Mean score over ${squares.length} forecast${squares.length === 1 ? "" : "s"}: ${fixed(mean, 3)} (0 is best). ` +
                "Whoever says 50 % each time gets 0.250.",
            ),
          );
        }
        return { "": entry({ lines }) };
      },
    },
    quiz: {
      state({ feedback }, kept) {
        const { quiz } = kept.all();
        const mine = Object.keys(feedback).filter((id) => has(quiz, id));
        const tried = mine.filter((id) => quiz[id].tries.length);
        const lines = tried.length ? troubles(kept) : [];
        if (tried.length === Object.keys(feedback).length) {
          const first = tried.filter((id) => quiz[id].tries[0].right === true).length;
          lines.unshift(line("plain", `Right at the first go: ${first} of ${tried.length}.`));
        }
        return {
          ...Object.fromEntries(
            Object.entries(feedback).map(([id, replies]) => [
              id,
              (mine.includes(id) && typeof quiz[id].value === "number" && replies[quiz[id].value]) || entry(),
            ]),
          ),
          "": entry({ lines }),
        };
      },
      answer({ feedback }, kept, { values }) {
        for (const [id, { value: index }] of Object.entries(values)) {
          if (!has(feedback, id) || !Number.isInteger(index) || !feedback[id][index]) continue;
          kept.recordAnswer(id, index, feedback[id][index].kept, "quiz");
        }
      },
    },
    first: {
      state: ({ claims, words }, kept) => ({
        "": entry({ lines: troubles(kept) }),
        ...Object.fromEntries(
          claims
            .map((claim) => [`first:${claim}`, kept.verdicts(claim).first])
            .map(([id, first]) => [id, first ? entry({ kept: true, you: `${saidVerdict(words, first)}.` }) : entry()]),
        ),
      }),
      answer({ claims, words }, kept, { values }) {
        for (const claim of claims) {
          const mine = given(words, values[`first:${claim}`]);
          if (mine && !kept.verdicts(claim).first) kept.keepVerdict(claim, "first", mine[0], mine[1]);
        }
      },
    },
    last: {
      state: ({ claims, words, opened }, kept, content) => ({
        "": entry({ lines: troubles(kept) }),
        ...Object.fromEntries(
          claims.map((claim) => {
            const { first, last } = kept.verdicts(claim),
              id = `last:${claim}`;
            if (!last) return [id, content.state[id]];
            const mind = last.reason ? ` What would change your mind: “${last.reason}”` : "";
            const lines = [...(first ? [line("plain", moved(words, first, last))] : []), ...opened[id].lines];
            return [
              id,
              entry({ kept: true, you: `${saidVerdict(words, last)}.${mind}`, lines, again: "Change my verdict" }),
            ];
          }),
        ),
      }),
      answer({ claims, words }, kept, { values }) {
        for (const claim of claims) {
          const mine = given(words, values[`last:${claim}`]);
          if (mine) kept.keepVerdict(claim, "last", ...mine);
        }
      },
    },
    work: {
      state({ kept: sentence }, kept, content, said = "") {
        const [nothing, ...others] = content.state[""].lines;
        const all = kept.all();
        const lines = [isEmpty(all) ? nothing : line("plain", sentence.replace("{}", counted(all))), ...others];
        if (kept.trouble) lines.push(line("wrong", kept.trouble, "Take care"));
        if (said) lines.push(line("note", said, ""));
        return { "": entry({ lines }) };
      },
      answer(offline, kept, { action, text: file }, content) {
        const reply = (said, more = {}) => [KINDS.work.state(offline, kept, content, said), more];
        if (action === "download")
          return reply(offline.downloading, { file: { name: offline.file, text: kept.toJson() } });
        if (action === "restore") return reply(kept.restore(file));
        if (action === "forget") return kept.forget();
        const texts = kept.asides();
        if (!texts.length) return reply(offline.noneAside);
        const which = (offline.shown = (offline.shown ?? -1) + 1 < texts.length ? (offline.shown ?? -1) + 1 : 0);
        const said = offline.aside.replace("{}", which + 1).replace("{}", texts.length);
        return reply(said, {
          file: { name: offline.file.replace(".json", `-aside-${which + 1}.json`), text: texts[which] },
        });
      },
    },
  };

  // What forms.js draws from: content as helpers.forms.OnPage gives it, kept as openWorkbook returns it.
  function formModel(content, kept) {
    const heard = {};
    const tell = (name, message) => (heard[name] || []).slice().forEach((listener) => listener(message));
    const offline = content.offline || {};
    const kind = KINDS[offline.kind];
    kind?.begin?.(offline, kept, content.spec);
    const computed = () => (kind ? kind.state(offline, kept, content) : content.state);
    let state = computed(),
      last = JSON.stringify(state);
    const show = (next) => {
      state = next;
      tell("change:state");
    };
    kept.onChange(() => {
      const next = computed(),
        text = JSON.stringify(next);
      if (text !== last) {
        last = text;
        show(next);
      }
    });
    return {
      get: (name) => (name === "state" ? state : content[name]),
      set: (name, value) => {
        if (name === "state") show(value);
      },
      on: (name, listener) => {
        (heard[name] ||= []).push(listener);
      },
      off: (name, listener) => {
        heard[name] = (heard[name] || []).filter((one) => one !== listener);
      },
      save_changes() {},
      send(message) {
        if (!kind?.answer || message?.kind !== "act") return;
        const plain = JSON.parse(JSON.stringify(message));
        const result = kind.answer(offline, kept, plain, content);
        const [next, more] = Array.isArray(result) ? result : [result, {}];
        if (!next) last = JSON.stringify(computed());
        show(next || computed());
        tell("msg:custom", { kind: "answered", n: message.n, ...more });
      },
    };
  }

  // ---- the bar that asks whose work it is, and says when nothing can be kept

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") node.addEventListener(name, value);
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  }

  function save(name, content) {
    const url = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    const link = make("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  const FILE = "between-giants-workbook.json";

  function workBar(kept, place) {
    const words = make("p", { role: "status", tabindex: "-1" });
    const buttons = make("div", { class: "bg-buttons" });
    const bar = make("section", { class: "bg-form bg-bar", "aria-label": "Work kept in this browser" }, words, buttons);
    const say = (text, ...row) => {
      bar.hidden = !text;
      words.textContent = text;
      buttons.replaceChildren(
        ...row.map(([label, act, main]) =>
          make("button", { type: "button", class: main ? "bg-main" : "", click: act }, label),
        ),
      );
    };
    const done = (text) => {
      say(text);
      words.focus();
    };
    let asking = false;

    function look() {
      const question = kept.question;
      if (question && !asking) {
        asking = true;
        const day = new Date(question.at).toLocaleDateString("en-GB", {
          day: "numeric",
          month: "long",
          year: "numeric",
        });
        say(
          `Work from ${day} is kept in this browser: ${question.counted}. Is it yours? Until you choose, nothing of it is shown, ` +
            "and what you do stays in this tab.",
          [
            "Go on with it",
            () => {
              kept.goOn();
              done("Your work is here again.");
            },
            true,
          ],
          ["Not mine: start afresh", afresh],
          ["Download it", () => save(FILE, question.text)],
        );
      } else if (!question && asking) {
        asking = false;
        say("");
      } else if (!question && kept.trouble) {
        say(kept.trouble, ["Download my work", () => save(FILE, kept.toJson())]);
      }
    }
    function afresh() {
      if (kept.startAfresh())
        done(
          "You start afresh. The other work is set aside in this browser; the panel “Your work” in lesson 0 can download or remove it.",
        );
      else
        done(
          "The work of the other reader could not be put aside, so nothing was changed. Download it, then try again.",
        );
    }

    say("");
    place.prepend(bar);
    kept.onChange(look);
    setTimeout(look, 250); // another tab of this visit may answer first
  }

  return {
    openWorkbook,
    formModel,
    workBar,
    fixed,
    read,
    written,
    merge,
    checked,
    empty,
    amount,
    fourDigits,
    counted,
    nowAfter,
  };
})();
