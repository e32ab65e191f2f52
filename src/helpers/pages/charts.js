// Charts on a page where no Python runs: their views come from files beside the page, or are drawn here, from what the
// reader keeps or from a lesson's model.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const chartModel = (() => {
  const FRAMES = document.body.dataset.frames ?? "frames/"; // beside the page
  const DRAWERS = { shock: fuelShock, envelopes: forecasts, calibrated: forecasts, beliefs, portrait: portraitOfPage };
  const KEPT = "Kept in this browser. Keep again whenever you change your mind.";
  const NOT_LOADED =
    "The views of this chart could not be loaded. Load the page again, or open it where its folder “frames” is.";

  const views = new Map(); // name of a chart's file of views -> {promise, arrived}
  window.betweenGiants = { ...window.betweenGiants, held: (name, content) => views.get(name)?.arrived(content) };

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

  // A chart's model: get(name) gives its state, view(key) its view at a position, keeping says under which name the values
  // of its controls are kept.
  function chartOf(get, view, keeping, kept) {
    return modelOf(get, async ({ want, keep }, tell) => {
      if (typeof keep === "string") {
        const { name, values } = keeping;
        kept.recordAnswer(
          name,
          places(keep).map((index, i) => values[i][index]),
          null,
          "answers",
        );
        tell("msg:custom", { kept: kept.trouble || KEPT });
      }
      if (typeof want === "string") {
        const found = await view(want);
        tell("msg:custom", found, [found.svg ?? found.url]);
      }
    });
  }

  const places = (key) => (key ? key.split(",").map(Number) : []);

  function heldModel({ controls, keep, views: name }, opening, kept) {
    async function view(key) {
      try {
        const { frames, tables, lines } = await viewsOf(name);
        if (!frames[key]) {
          const nearest = (moved) => nearestOf(Object.keys(frames), key, moved);
          return { key, drawn: false, caption: "", nearest };
        }
        const { picture, caption, code, numbers } = frames[key];
        const svg = new TextEncoder().encode(picture.map((line) => lines[line]).join("\n"));
        return { key, drawn: true, caption, code, numbers: tables[numbers] ?? null, svg };
      } catch (problem) {
        return { key, drawn: false, caption: problem.message };
      }
    }

    viewsOf(name).catch(() => {}); // a wish says what went wrong
    const state = { controls, opening, picture: opening.url, keep: keep?.button ?? "", link: opening.link };
    return chartOf((name) => state[name], view, keep, kept);
  }

  // A chart that is drawn here: again whenever what the reader keeps changes.
  function drawnModel({ controls, drawing, keep }, empty, kept) {
    svg.learn(drawing.dark);
    function draw(key) {
      const moved = Object.fromEntries(places(key).map((index, i) => [controls[i].name, drawing.values[i][index]]));
      const drawer = DRAWERS[drawing.name] ?? room;
      const view = drawer.view(drawing, kept, { ...drawing.fixed, ...moved });
      if (!view) return { ...empty, key };
      const said = Object.entries(moved)
        .map(([name, value]) => `, ${name}=${value}`)
        .join("");
      return { ...view, key, drawn: true, code: drawing.code && `${drawing.code.slice(0, -1)}${said})` };
    }
    const start = keep && additive.numbersOf(kept, keep.name, controls.length, -Infinity, Infinity);
    const at = (start || []).map((value, i) => drawing.values[i].indexOf(Math.round(value)));
    let opening = draw(start && !at.includes(-1) ? at.join(",") : empty.key);
    const state = () => ({ controls, opening, picture: opening.url, keep: keep?.button ?? "", link: empty.link });
    const model = chartOf((name) => state()[name], draw, keep, kept);
    kept.onChange(() => {
      const now = draw(opening.key);
      if (JSON.stringify(now) === JSON.stringify(opening)) return;
      opening = now;
      model.tell("msg:custom", { stale: true });
    });
    return model;
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

  // link: what leads to the views of this chart, up to the position; "" where nothing does.
  return (content, kept, fallback, link) =>
    (content.drawing ? drawnModel : heldModel)(
      content,
      { ...content.opening, numbers: numbersIn(fallback), link },
      kept,
    );
})();
