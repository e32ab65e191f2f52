// A line that is drawn: empty axes in which a year's value is set by pointer, finger, keys or a field; and the picture
// that lays what came out over it.

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 300; // CSS pixels, where the place sets no --bg-height of its own
const NAMES = { "bg-known": "known", "bg-truth": "what came out", "bg-mine": "yours" };
const PAD = { left: 46, right: 14, top: 26, bottom: 28 };

function shape(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// About `most` round numbers from low to high.
function roundNumbers(low, high, most) {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((one) => one * power >= rough) ?? 10);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9; i++)
    found.push(Number((i * step).toPrecision(12)));
  return found;
}

// The axes at a width in CSS pixels: {node, x, y, lines}; `lines` is the group that lines are drawn into.
function axesOf({ years, known, min, max, unit }, width, height) {
  const first = known.length ? known[0][0] : years[0];
  const last = years.at(-1);
  const x = (year) => PAD.left + ((year - first) / (last - first || 1)) * (width - PAD.left - PAD.right);
  const y = (value) => height - PAD.bottom - ((value - min) / (max - min)) * (height - PAD.top - PAD.bottom);
  const node = shape("svg", { viewBox: `0 0 ${width} ${height}`, width: "100%", height: height, class: "bg-axes" });
  for (const value of roundNumbers(min, max, 5)) {
    node.append(
      shape("line", { class: "bg-rule", x1: PAD.left, x2: width - PAD.right, y1: y(value), y2: y(value) }),
      shape("text", { x: PAD.left - 6, y: y(value) + 4, "text-anchor": "end" }, value.toLocaleString("en")),
    );
  }
  if (unit) node.append(shape("text", { x: 2, y: 14 }, unit));
  for (const year of roundNumbers(first, last, Math.max(2, Math.floor(width / 90))).filter(Number.isInteger)) {
    node.append(
      shape("line", { class: "bg-tick-mark", x1: x(year), x2: x(year), y1: y(min), y2: y(min) + 5 }),
      shape("text", { x: x(year), y: height - 8, "text-anchor": "middle" }, String(year)),
    );
  }
  const lines = shape("g");
  node.append(shape("line", { class: "bg-base", x1: PAD.left, x2: width - PAD.right, y1: y(min), y2: y(min) }), lines);
  return { node, x, y, lines };
}

// A line through [[year, value]], broken where a value is missing; a year without neighbours is a dot.
function lineThrough(points, { x, y }, name) {
  const group = shape("g", { class: name });
  let path = "";
  let open = false;
  for (const [year, value] of points) {
    if (value === null || value === undefined) {
      open = false;
      continue;
    }
    path += `${open ? "L" : "M"}${x(year).toFixed(1)} ${y(value).toFixed(1)}`;
    open = true;
  }
  group.append(shape("path", { d: path || "M0 0" }));
  const there = (i) => points[i] !== undefined && points[i][1] !== null && points[i][1] !== undefined;
  points.forEach(([year, value], i) => {
    if (there(i) && !there(i - 1) && !there(i + 1)) group.append(shape("circle", { cx: x(year), cy: y(value), r: 4 }));
  });
  return group;
}

// A node whose picture is drawn anew for each width that it gets.
function redrawnFor(holder, draw) {
  let width = 0;
  const fit = () => {
    const now = Math.max(240, Math.round(holder.clientWidth || 620));
    if (now === width) return;
    width = now;
    draw(width, Number.parseFloat(getComputedStyle(holder).getPropertyValue("--bg-height")) || HEIGHT);
  };
  new ResizeObserver(fit).observe(holder);
  draw(620, HEIGHT);
}

// What the lines mean: a stroke and its name, above the axes, where no line can cross it.
const legend = (...names) =>
  make(
    "p",
    { class: "bg-legend", "aria-hidden": "true" },
    ...names.map(([name, text]) => make("span", {}, make("i", { class: name }), text)),
  );

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
function pictureOf(chart, words) {
  const holder = make("div", { class: "bg-drawing", role: "img", "aria-label": words });
  const { years, known, mine, truth } = chart;
  const joint = known.at(-1);
  const from = (values) => [...(joint ? [joint] : []), ...years.map((year, i) => [year, values[i]])];
  const paper = make("div");
  const lines = [["bg-known", known], ["bg-truth", from(truth)], ...(mine ? [["bg-mine", from(mine)]] : [])];
  holder.append(legend(...lines.filter(([, points]) => points.length).map(([name]) => [name, NAMES[name]])), paper);
  redrawnFor(paper, (width, height) => {
    const axes = axesOf(chart, width, height);
    axes.lines.append(...lines.map(([name, points]) => lineThrough(points, axes, name)));
    paper.replaceChildren(axes.node);
  });
  return holder;
}

// A line to draw. What is set stays; the years between two that are set lie on the straight line between them.
function buildDrawing(control, name, changed) {
  const { years, known, min, max, step, unit } = control;
  const set = new Map(); // place of a year -> value
  let at = 0; // the year that keys set
  let axes = null;
  const joint = known.length ? known.at(-1) : null;
  const rounded = (value) => Number((Math.round(Math.min(Math.max(value, min), max) / step) * step).toFixed(6));
  const said = (value) => (value === null ? "not drawn yet" : `${value.toLocaleString("en")}${unit ? ` ${unit}` : ""}`);

  // The value of each year: set, between two that are set, or null after the last.
  function values() {
    const anchors = [...set].sort(([a], [b]) => a - b);
    const positions = anchors.map(([i, value]) => [years[i], value]);
    if (joint) positions.unshift(joint);
    return years.map((year, i) => {
      if (set.has(i)) return set.get(i);
      const after = positions.findIndex(([other]) => other > year);
      if (after < 1) return null;
      const [[year0, value0], [year1, value1]] = [positions[after - 1], positions[after]];
      return rounded(value0 + ((value1 - value0) * (year - year0)) / (year1 - year0));
    });
  }

  const holder = make("div", { class: "bg-paper" });
  const pad = make("div", {
    class: "bg-pad",
    role: "slider",
    tabindex: "0",
    id: name,
    "aria-label": `${control.label}, ${years[0]} to ${years.at(-1)}: left and right choose the year, up and down its value`,
    "aria-valuemin": min,
    "aria-valuemax": max,
    onkeydown: pressed,
    onpointerdown: begin,
    onpointermove: go,
    onpointerup: stop,
    onpointercancel: stop,
    onfocus: () => show(),
    onblur: () => show(),
  });
  pad.append(holder);
  const readout = make("span", { class: "bg-amount", "aria-hidden": "true" });
  const again = make("button", { type: "button", onclick: clear }, "Start the line again");
  const fields = years.map((year, i) =>
    make("input", {
      type: "number",
      min,
      max,
      step: "any",
      inputmode: "decimal",
      "aria-label": `${year}${unit ? `, ${unit}` : ""}`,
      onchange: (event) => {
        if (event.target.value === "") set.delete(i);
        else set.set(i, Math.min(Math.max(Number(event.target.value), min), max));
        at = i;
        told();
      },
    }),
  );
  const table = make(
    "details",
    { class: "bg-more" },
    make("summary", {}, "Type the numbers instead"),
    make(
      "div",
      { class: "bg-years" },
      ...years.map((year, i) => make("label", {}, make("span", {}, String(year)), fields[i])),
    ),
  );
  const hint = make(
    "p",
    { class: "bg-help" },
    "Draw with mouse or finger; or choose a year with ← →, its value with ↑ ↓ (Page Up and Page Down: ten steps).",
  );
  const node = make(
    "div",
    { class: "bg-drawing" },
    hint,
    ...(known.length ? [legend(["bg-known", NAMES["bg-known"]], ["bg-mine", NAMES["bg-mine"]])] : []),
    pad,
    make("div", { class: "bg-buttons" }, readout, again),
    table,
  );
  redrawnFor(pad, (width, height) => {
    axes = axesOf(control, width, height);
    holder.replaceChildren(axes.node);
    show();
  });

  function show() {
    const now = values();
    if (axes) {
      const mine = years.map((year, i) => [year, now[i]]);
      const start = joint && now[0] !== null ? [joint] : [];
      axes.lines.replaceChildren(
        lineThrough(known, axes, "bg-known"),
        lineThrough([...start, ...mine], axes, "bg-mine"),
        ...(joint ? [shape("circle", { class: "bg-joint", cx: axes.x(joint[0]), cy: axes.y(joint[1]), r: 4 })] : []),
      );
      if (document.activeElement === pad || now[at] !== null) {
        const value = now[at] ?? guess();
        const open = now[at] === null ? " bg-open" : "";
        axes.lines.append(
          shape("line", {
            class: "bg-here",
            x1: axes.x(years[at]),
            x2: axes.x(years[at]),
            y1: axes.y(min),
            y2: axes.y(max),
          }),
          shape("circle", { class: `bg-now${open}`, cx: axes.x(years[at]), cy: axes.y(value), r: 6 }),
        );
      }
    }
    const text = `${years[at]}: ${said(now[at])}`;
    readout.textContent = text;
    pad.setAttribute("aria-valuenow", now[at] ?? guess());
    pad.setAttribute("aria-valuetext", text);
    fields.forEach((field, i) => {
      field.value = set.has(i) ? set.get(i) : "";
      field.placeholder = now[i] === null ? "" : now[i];
    });
    again.hidden = !set.size;
  }

  // Where a year that isn't drawn yet begins: at the last one before it.
  function guess() {
    const before = values().slice(0, at);
    return before.findLast((value) => value !== null) ?? rounded(joint ? joint[1] : (min + max) / 2);
  }

  function told() {
    show();
    changed();
  }

  function clear() {
    set.clear();
    at = 0;
    told();
    pad.focus();
  }

  function pressed(event) {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const end = { Home: 0, End: years.length - 1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || (by ?? move ?? end) === undefined) return;
    event.preventDefault();
    if (by) {
      set.set(at, rounded((values()[at] ?? guess()) + by * step));
      return told();
    }
    at = end ?? Math.min(Math.max(at + move, 0), years.length - 1);
    show();
  }

  // ---- with the pointer: each move sets all years that it passes

  let drawing = null; // {i, value} of the last place

  function place(event) {
    const box = pad.getBoundingClientRect();
    const scale = pad.clientWidth / box.width; // a deck is drawn at another size than it is laid out
    const [px, py] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    let i = 0;
    for (let j = 1; j < years.length; j++) {
      if (Math.abs(axes.x(years[j]) - px) < Math.abs(axes.x(years[i]) - px)) i = j;
    }
    const [low, high] = [axes.y(min), axes.y(max)];
    return { i, value: rounded(min + ((low - py) / (low - high)) * (max - min)) };
  }

  function begin(event) {
    if (event.button) return;
    pad.setPointerCapture?.(event.pointerId);
    drawing = null;
    go(event, true);
  }

  function go(event, first = false) {
    if (!first && !drawing) return;
    const now = place(event);
    const before = drawing ?? now;
    const way = Math.sign(now.i - before.i);
    for (let i = before.i; i !== now.i; i += way) {
      if (i !== before.i) {
        set.set(i, rounded(before.value + ((now.value - before.value) * (i - before.i)) / (now.i - before.i)));
      }
    }
    set.set(now.i, now.value);
    drawing = now;
    at = now.i;
    show();
  }

  function stop() {
    if (!drawing) return;
    drawing = null;
    told();
  }

  show();
  return {
    node,
    read: () => values(),
    write: (given) => {
      set.clear();
      if (Array.isArray(given)) {
        given.forEach((value, i) => {
          if (typeof value === "number" && i < years.length) set.set(i, value);
        });
      }
      show();
    },
    focus: () => pad.focus(),
    problem: () => (values().includes(null) ? control.required : ""),
  };
}
BUILDERS.drawing = buildDrawing;
