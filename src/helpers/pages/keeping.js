// The workbook of this browser: what the reader keeps on pages where no Python runs.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const openWorkbook = (() => {
  const {
    Damaged,
    has,
    prediction,
    oneTry,
    oneVerdict,
    note,
    canon,
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
  } = workbook;
  const KEY = "between-giants-workbook"; // localStorage: the workbook
  const ASIDE = `${KEY}.aside-`; // localStorage: workbooks that are not gone on with, or damaged
  const VISIT = "between-giants-visit"; // sessionStorage: whose work this tab goes on with
  const UNSAVED = "between-giants-unsaved"; // sessionStorage: what could not go into the workbook yet
  const VISIT_LASTS = 2 * 3600e3; // ms after the last key or click
  const ASIDES_KEPT = 20;

  // local, session: Storage, or null where nothing is to outlive the page. Work of an earlier visit is not shown
  // before goOn(); until goOn() or startAfresh() `question` says what there is, and what is kept stays in this tab.
  function openWorkbook(options = {}) {
    const {
      local = attempt(() => localStorage),
      session = attempt(() => sessionStorage),
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
      isKept: (id) => keptIds().includes(id),
      entry(section, id) {
        const all = kept.all();
        return has(all[section], id) ? all[section][id] : null;
      },
      verdicts: (claim) => kept.entry("verdicts", claim) || { first: null, last: null, history: [] },
      toJson: () => written(kept.all()),
      onChange: (listener) => listeners.push(listener),
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

      // A text under a key; the latest stays.
      note(key, text) {
        keep("notes", key, note({ text, at: nowAfter(kept.entry("notes", key)?.at) }));
      },

      restore(file) {
        const mine = kept.all();
        let other;
        try {
          other = read(file);
          restored(mine, other);
        } catch (problem) {
          if (!(problem instanceof Damaged)) throw problem;
          return `That file could not be restored: ${problem.message}. Nothing was changed.`;
        }
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
      // Merge in what Python beside this page has kept (the text of a workbook).
      take(text) {
        unsaved = merge(unsaved, read(text));
        store();
        fire();
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
      // The texts of the workbooks that were set aside, the newest first.
      asides() {
        return asideKeys()
          .reverse()
          .map((key) => local.getItem(key));
      },
      forget() {
        attempt(() => [KEY, ...asideKeys()].forEach((key) => local.removeItem(key)));
        attempt(() => [UNSAVED, VISIT].forEach((key) => session.removeItem(key)));
        dropDrafts();
        stored = unsaved = empty();
        seen = null;
        reload();
      },
    };

    function keep(section, key, entry) {
      const addition = empty();
      addition[section][key] = entry;
      unsaved = merge(unsaved, addition);
      store();
      fire();
    }

    function refresh() {
      const now = attempt(() => local.getItem(KEY));
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
      // where neither can be done it stays in the page
      attempt(() => (isEmpty(unsaved) ? session.removeItem(UNSAVED) : session.setItem(UNSAVED, written(unsaved))));
      mark();
    }

    function setAside(content) {
      return attempt(() => {
        const keys = asideKeys();
        local.setItem(ASIDE + nowAfter(keys.at(-1)?.slice(ASIDE.length)), content);
        keys.slice(0, Math.max(0, keys.length + 1 - ASIDES_KEPT)).forEach((key) => local.removeItem(key));
        return true;
      }, false);
    }
    const asideKeys = () => attempt(() => Object.keys(local).filter((key) => key.startsWith(ASIDE)), []).sort();

    function keptIds() {
      const { predictions, verdicts } = kept.all();
      return [...Object.keys(predictions), ...Object.keys(verdicts)];
    }

    function fire() {
      for (const id of keptIds()) {
        if (known.has(id)) continue;
        known.add(id);
        document.dispatchEvent(new CustomEvent("bg:kept", { detail: { id } }));
      }
      for (const listener of listeners) listener();
    }

    // ---- one visit: this tab, and tabs opened while another one is in use

    const fresh = (at) => Date.now() - at < VISIT_LASTS;
    function mark() {
      const student = decided ? stored.student : "";
      if (!student && isEmpty(unsaved)) return;
      marked = Date.now();
      attempt(() => session.setItem(VISIT, JSON.stringify({ student, at: marked }))); // else asked on the next page
    }
    function open() {
      const before = attempt(() => JSON.parse(session.getItem(VISIT))) || {};
      const held = attempt(() => read(session.getItem(UNSAVED)), empty());
      refresh();
      if (!isEmpty(held) && !fresh(before.at ?? 0)) stored = merge(stored, held);
      else unsaved = held;
      decided = isEmpty(stored) || (before.student === stored.student && fresh(before.at));
      if (decided && !isEmpty(unsaved)) store();
      else mark();
      for (const id of keptIds()) known.add(id);
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

  return openWorkbook;
})();
