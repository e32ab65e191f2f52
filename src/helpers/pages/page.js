// Brings a page's charts and forms to life where no Python runs. publishing/pages.py puts the text of the modules before
// this file (MODULES), what answers forms (answering, from answering.js) and the decision room (room, from room.js).

const FRAMES = document.body.dataset.frames ?? "frames/"; // beside the page
const NEAR = "300px"; // a chart wakes when it is this near to the window
const NOT_HELD = "The page holds no picture of this combination.";
const KEPT = "Kept in this browser. Keep again whenever you change your mind.";
const NOT_LOADED =
  "The views of this chart could not be loaded. Load the page again, or open it where its folder “frames” is.";

const views = new Map(); // name of a chart's file of views -> {promise, arrived}
window.betweenGiants = { held: (name, content) => views.get(name)?.arrived(content) };

const modules = {};
function moduleOf(name) {
  modules[name] ??= import(URL.createObjectURL(new Blob([MODULES[name]], { type: "text/javascript" })));
  return modules[name];
}

function viewsOf(name) {
  if (!views.has(name)) {
    const entry = {};
    entry.promise = new Promise((arrived, failed) => {
      entry.arrived = arrived;
      const script = document.createElement("script");
      script.src = `${FRAMES}${name}.js`;
      script.onerror = () => {
        views.delete(name);
        script.remove();
        failed(new Error(NOT_LOADED));
      };
      document.head.append(script);
    });
    views.set(name, entry);
  }
  return views.get(name).promise;
}

function listeners() {
  const all = new Map();
  return {
    on: (event, listener) => {
      all.set(event, [...(all.get(event) ?? []), listener]);
    },
    off: (event, listener) => {
      all.set(
        event,
        (all.get(event) ?? []).filter((one) => one !== listener),
      );
    },
    tell: (event, ...what) => {
      for (const listener of all.get(event) ?? []) listener(...what);
    },
  };
}

// ---- charts

// Keeps the values of a chart's controls and says so.
function keepValues({ name, values }, key, tell) {
  kept.recordAnswer(
    name,
    key.split(",").map((index, i) => values[i][index]),
    null,
    "answers",
  );
  tell("msg:custom", { kept: kept.trouble || KEPT });
}

function chartModel(content, fallback) {
  const { on, off, tell } = listeners();
  const opening = { ...content.opening, numbers: numbersIn(fallback) };
  if (content.drawing) return drawnModel(content, opening);
  const state = { controls: content.controls, opening, picture: opening.url, keep: content.keep?.button ?? "" };

  async function answer(want) {
    try {
      const { frames, tables } = await viewsOf(content.views);
      const frame = frames[want];
      if (!frame) {
        const nearest = (moved) => nearestOf(Object.keys(frames), want, moved);
        return [{ key: want, drawn: false, caption: NOT_HELD, nearest }];
      }
      const { file, caption, code, numbers } = frame;
      return [{ key: want, drawn: true, caption, code, numbers: tables[numbers] ?? null }, FRAMES + file];
    } catch (problem) {
      return [{ key: want, drawn: false, caption: problem.message }];
    }
  }

  viewsOf(content.views).catch(() => {}); // a wish says what went wrong
  return {
    get: (name) => state[name],
    set: (name, value) => {
      state[name] = value;
    },
    save_changes: () => {},
    on,
    off,
    send: async ({ want, keep }) => {
      if (typeof keep === "string") keepValues(content.keep, keep, tell);
      if (typeof want !== "string") return;
      const [view, url] = await answer(want);
      tell("msg:custom", view, [url]);
    },
  };
}

// A chart of what the reader keeps: drawn here, and again whenever that changes.
function drawnModel({ controls, drawing, keep: keeping }, empty) {
  const { on, off, tell } = listeners();
  const valuesAt = (key) => (key ? key.split(",").map((index, i) => drawing.values[i][index]) : []);
  function draw(key) {
    const moved = Object.fromEntries(valuesAt(key).map((value, i) => [controls[i].name, value]));
    const values = { ...drawing.fixed, ...moved };
    const view = room.view(drawing, kept, values);
    if (!view) return { ...empty, key };
    const said = Object.entries(moved)
      .map(([name, value]) => `, ${name}=${value}`)
      .join("");
    return { ...view, key, drawn: true, code: drawing.code && `${drawing.code.slice(0, -1)}${said})` };
  }
  const start = keeping && room.numbersOf(kept, keeping.name, controls.length, -Infinity, Infinity);
  const places = (start || []).map((value, i) => drawing.values[i].indexOf(Math.round(value)));
  let opening = draw(start && !places.includes(-1) ? places.join(",") : empty.key),
    seen = JSON.stringify(opening);
  kept.onChange(() => {
    const now = draw(opening.key),
      text = JSON.stringify(now);
    if (text === seen) return;
    [opening, seen] = [now, text];
    tell("msg:custom", { stale: true });
  });
  const state = { controls, keep: keeping ? keeping.button : "" };
  return {
    get: (name) => ({ ...state, opening, picture: opening.url })[name],
    set: (name, value) => {
      state[name] = value;
    },
    save_changes: () => {},
    on,
    off,
    send: ({ want, keep }) => {
      if (typeof keep === "string") keepValues(keeping, keep, tell);
      if (typeof want !== "string") return;
      const view = draw(want);
      tell("msg:custom", view, [view.url]);
    },
  };
}

// The held position that differs from the wish in the fewest controls, keeps what was moved last, and is least far.
function nearestOf(keys, want, moved) {
  const wish = want.split(",").map(Number);
  const distance = (key) =>
    key.split(",").reduce((sum, part, i) => {
      const away = Math.abs(part - wish[i]);
      return sum + (away && (i === moved ? 1500 : 1000)) + Math.min(away, 400);
    }, 0);
  return keys.reduce((best, key) => (distance(key) < distance(best) ? key : best));
}

function numbersIn(fallback) {
  const table = fallback.querySelector(".bg-numbers table");
  if (!table) return null;
  const texts = (row) => [...row.cells].map((cell) => cell.textContent);
  return {
    columns: texts(table.tHead.rows[0]),
    rows: [...table.tBodies[0].rows].map(texts),
    more: Number(table.dataset.more ?? 0),
  };
}

// ---- waking

const MODELS = {
  explore: chartModel,
  forms: (content) => answering.formModel(content, kept),
};

// What the reader keeps; on a slide only until the deck is loaded again, so that every class begins closed.
const forgetful = "memory" in document.body.dataset;
const kept = answering.openWorkbook(forgetful ? { local: null, session: null } : {});

let printing = false; // what is on paper must not change under the printer's hands

async function wake(box) {
  const content = JSON.parse(box.querySelector(":scope > script").textContent);
  const fallback = box.lastElementChild;
  if (box.dataset.module === "table") return room.table(content, kept, fallback);
  const model = MODELS[box.dataset.module](content, fallback);
  if (!model) return;
  const {
    default: { render },
  } = await moduleOf(box.dataset.module);
  const place = document.createElement("div");
  render({ model, el: place });
  await drawn(place);
  fallback.replaceWith(place);
  if (content.holds) {
    const words = document.createElement("p");
    words.className = "bg-holds";
    words.textContent = content.holds;
    place.after(words);
  }
}

// A chart takes the place of its still picture once its own is there, so that nothing jumps.
function drawn(place) {
  const ready = () => !place.querySelector(".bg-picture") || place.querySelector(".bg-picture img");
  if (ready()) return null;
  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (ready()) {
        watcher.disconnect();
        resolve();
      }
    });
    watcher.observe(place, { childList: true, subtree: true });
  });
}

function begin() {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || printing) continue;
        watcher.unobserve(target);
        wake(target).catch((problem) => console.error(problem));
      }
    },
    { rootMargin: NEAR },
  );
  for (const box of document.querySelectorAll(".bg-live")) watcher.observe(box);

  if (!forgetful) answering.workBar(kept, document.body);
  const open = (which) => {
    for (const sealed of document.querySelectorAll(".bg-sealed")) if (which(sealed.dataset.after)) sealed.open = true;
  };
  open(kept.isKept);
  document.addEventListener("bg:kept", ({ detail }) => open((id) => id === detail.id));

  let closed = [];
  addEventListener("beforeprint", () => {
    printing = true;
    closed = [...document.querySelectorAll(".bg-sealed:not([open])")];
    for (const sealed of closed) sealed.open = true;
  });
  addEventListener("afterprint", () => {
    for (const sealed of closed) sealed.open = false;
    printing = false;
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
