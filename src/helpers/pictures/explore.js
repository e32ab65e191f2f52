// One chart: a picture, its words, its controls. Holds the views it has been given, so that a view seen before
// (or drawn ahead) is shown without asking anyone. Runs wherever a `model` with get, on, off and send stands behind it.

const MOST_HELD = 300; // views kept in memory
const MOST_READY = 80; // of them, those whose picture can be shown at once: each takes two megabytes
const MOST_AHEAD = 64; // views asked for ahead of a reader who stays at the controls
const SLOW = 1500; // ms without an answer before we say so
const GIVE_UP = 10000; // ms without an answer before we ask again
const ANNOUNCE = 500; // ms after the last change until a screen reader is told
const TAKEN = 1600; // pixels of a downloaded picture from side to side
const STEP = 700; // ms between two views while playing

const stores = new WeakMap(); // model -> its views by key, the one shown longest ago first
let count = 0;

function viewsOf(model) {
  if (!stores.has(model)) stores.set(model, new Map());
  return stores.get(model);
}

// The first words of a caption as the name of a file.
function fileNameOf(caption) {
  const words = caption
    .normalize("NFKD")
    .replace(/[^\w\s-]/g, "")
    .trim()
    .split(/\s+/);
  return words.slice(0, 8).join("-").toLowerCase() || "chart";
}

function csvOf(rows) {
  const cell = (text) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function letGo(views, key) {
  const { url } = views.get(key) ?? {};
  if (url?.startsWith("blob:")) URL.revokeObjectURL(url);
  views.delete(key);
}

// data: the picture as SVG, or its address.
async function hold(views, view, data) {
  const held = { ...view, image: null };
  if (view.drawn) {
    held.blob = typeof data === "string" ? null : new Blob([data], { type: "image/svg+xml" });
    held.url = held.blob ? URL.createObjectURL(held.blob) : data;
    await makeReady(held);
  }
  letGo(views, view.key);
  views.set(view.key, held);
  if (views.size > MOST_HELD) letGo(views, views.keys().next().value);
  for (const one of [...views.values()].slice(0, -MOST_READY)) one.image = null;
  return held;
}

function makeReady(held) {
  held.image = make("img", { src: held.url, alt: held.caption });
  return held.image.decode().catch(() => {});
}

// The picture of a view without its colours for a dark page.
async function lightOf({ blob, url }) {
  const text = url.startsWith("data:")
    ? decodeURIComponent(url.slice(url.indexOf(",") + 1))
    : await (blob ?? (await fetch(url))).text();
  const light = text.replace(/<style>@media[\s\S]*?<\/style>/, "");
  const image = make("img", { src: URL.createObjectURL(new Blob([light], { type: "image/svg+xml" })) });
  await image.decode();
  return image;
}

function render({ model, el }) {
  const views = viewsOf(model);
  const controls = model.get("controls");
  const opening = model.get("opening");
  const at = opening.key === "" ? [] : opening.key.split(",").map(Number);
  const id = `bg-chart-${++count}`;
  let shown = null,
    asked = null,
    askedAt = 0,
    ahead = 0,
    engaged = false,
    lastUsed = 0,
    playing = null,
    note = "",
    gone = false;
  const timers = {};
  const later = (name, ms, work) => {
    clearTimeout(timers[name]);
    if (!gone) timers[name] = setTimeout(work, ms);
  };

  // ---- the page
  const frame = make("div", { class: "bg-picture", hidden: !opening.drawn, onclick: enlarge }); // as high as its picture before that is there
  const large = make("dialog", {
    class: "bg-large",
    "aria-label": "The picture, enlarged",
    onclick: () => large.close(),
  });
  const caption = make("figcaption", { "aria-hidden": "true" });
  const said = make("div", { class: "bg-hidden", "aria-live": "polite" });
  const status = make("p", { class: "bg-status", role: "status" });
  const panel = make("div", { class: "bg-controls", role: "group", "aria-label": "Controls of the chart" });
  const numbers = make(
    "details",
    { class: "bg-numbers", ontoggle: fillNumbers },
    make("summary", {}, "Show the numbers"),
  );
  const code = make("code", { class: "bg-code", tabindex: "0" });
  const copied = make("span", { class: "bg-copied", role: "status" });
  const copyButton = make("button", { type: "button", onclick: copy }, "Copy this view");
  const copyBox = make("div", { class: "bg-copy" }, copyButton, code, copied);
  const taken = make("p", { class: "bg-copied", role: "status" });
  const linkButton = make(
    "button",
    { type: "button", onclick: () => toClipboard(linkTo(at), taken) },
    "Copy a link to this view",
  );
  linkButton.hidden = !model.get("link");
  const enlargeButton = make("button", { type: "button", onclick: enlarge }, "Enlarge");
  const pictureButton = make("button", { type: "button", onclick: takePicture }, "Download the picture");
  const tableButton = make("button", { type: "button", onclick: takeTable }, "Download the numbers");
  const takeBox = make(
    "details",
    { class: "bg-take" },
    make("summary", {}, "Take it with you"),
    make("div", { class: "bg-copy" }, enlargeButton, linkButton, pictureButton, tableButton),
    taken,
  );
  const keepButton = make("button", { type: "button", onclick: keep }, model.get("keep") || "");
  const keptSaid = make("span", { role: "status" });
  const keepBox = make("div", { class: "bg-copy" }, keepButton, keptSaid);
  keepBox.hidden = !model.get("keep");
  const figure = make(
    "figure",
    { class: "bg-chart", id },
    panel,
    frame,
    caption,
    status,
    keepBox,
    numbers,
    copyBox,
    takeBox,
    large,
    said,
  );
  const inputs = controls.map(buildControl);
  panel.hidden = controls.length === 0;
  el.replaceChildren(figure);

  standInNotebook(figure);
  for (const [begin, end] of [
    ["focusin", "focusout"],
    ["pointerenter", "pointerleave"],
  ]) {
    panel.addEventListener(begin, () => {
      engaged = true;
      ahead = 0;
      pump();
    });
    panel.addEventListener(end, () => {
      engaged = panel.matches(":focus-within, :hover");
    });
  }

  function buildControl(control, which) {
    const inputId = `${id}-${which}`;
    const label = make("label", { for: inputId }, control.label);
    const box = make("div", { class: `bg-control bg-${control.kind}` });
    if (control.kind === "menu") {
      const input = make(
        "select",
        { id: inputId, onchange: () => choose(which, input.selectedIndex) },
        ...control.options.map((option) => make("option", {}, option)),
      );
      box.append(label, input);
      panel.append(box);
      return {
        set: (i) => {
          input.selectedIndex = i;
        },
      };
    }
    if (control.kind === "tick") {
      const input = make("input", {
        id: inputId,
        type: "checkbox",
        onchange: () => choose(which, Number(input.checked)),
      });
      box.append(input, label);
      panel.append(box);
      return {
        set: (i) => {
          input.checked = i === 1;
        },
      };
    }
    const input = make("input", {
      id: inputId,
      type: "range",
      min: 0,
      max: control.options.length - 1,
      step: 1,
      oninput: () => {
        stop();
        choose(which, Number(input.value));
      },
    });
    const value = make("output", { for: inputId, "aria-hidden": "true" });
    box.append(label, input, value);
    let button = null;
    if (control.play && control.options.length > 1) {
      button = make(
        "button",
        { type: "button", class: "bg-play", onclick: () => (playing ? stop() : play(which)) },
        "▶ Play",
      );
      box.append(button);
    }
    panel.append(box);
    return {
      set: (i) => {
        input.value = i;
        value.textContent = control.options[i];
        input.setAttribute("aria-valuetext", control.options[i]);
      },
      playing: (on) => {
        if (button) button.textContent = on ? "❚❚ Pause" : "▶ Play";
      },
    };
  }

  // ---- choosing and showing
  const showPosition = () => inputs.forEach((input, i) => input.set(at[i]));
  const keyOf = (position) => position.join(",");

  function choose(which, index) {
    at[which] = index;
    note = "";
    keptSaid.textContent = "";
    ahead = 0;
    lastUsed = which;
    refresh();
  }

  // To the nearest combination that there is: what was moved last stays, and what moves with it is said.
  function goTo(key) {
    const moved = [];
    key.split(",").forEach((index, i) => {
      if (at[i] === Number(index)) return;
      at[i] = Number(index);
      moved.push(`${controls[i].label} went to ${controls[i].options[at[i]]}`);
    });
    note = `This page does not hold that combination, so ${moved.join(" and ")}.`;
    refresh();
  }

  function refresh() {
    showPosition();
    const held = views.get(keyOf(at));
    status.textContent = note;
    if (held?.drawn && !held.image) makeReady(held).then(() => gone || refresh());
    else if (held) present(held);
    figure.toggleAttribute("data-waiting", !views.has(keyOf(at))); // showing one may have moved on to another
    pump();
  }

  function present(held) {
    shown = held;
    views.delete(held.key);
    views.set(held.key, held);
    takeBox.hidden = !held.drawn;
    if (held.drawn) {
      frame.hidden = false;
      const image = held.image.isConnected && !frame.contains(held.image) ? held.image.cloneNode() : held.image;
      frame.replaceChildren(image);
      caption.textContent = held.caption;
      code.textContent = held.code;
      copyBox.hidden = !held.code;
      numbers.hidden = tableButton.hidden = !held.numbers;
      if (numbers.open) fillNumbers();
    } else {
      status.textContent = held.caption; // the last good picture stays
      if (held.nearest) return goTo(held.nearest(lastUsed));
    }
    later("announce", ANNOUNCE, () => {
      said.textContent = held.caption;
    });
  }

  function fillNumbers() {
    numbers.querySelectorAll(".bg-table, p").forEach((node) => node.remove());
    if (!numbers.open || !shown?.numbers) return;
    const { columns, rows, more } = shown.numbers;
    const table = make(
      "table",
      {},
      make("caption", { class: "bg-hidden" }, shown.caption),
      make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name)))),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, cell))))),
    );
    numbers.append(
      make("div", { class: "bg-table", tabindex: "0", role: "region", "aria-label": "The numbers drawn" }, table),
    );
    if (more) numbers.append(make("p", {}, `… and ${more} more rows.`));
  }

  function copy() {
    return toClipboard(code.textContent, copied, "Copied. Paste it into a cell.");
  }

  async function toClipboard(text, place, done = "Copied.") {
    try {
      await navigator.clipboard.writeText(text);
      place.textContent = done;
    } catch {
      place.textContent = place === copied ? "Selected. Press Ctrl+C (on a Mac ⌘C)." : text;
      getSelection().selectAllChildren(place === copied ? code : place);
    }
    if (place === copied)
      later("copied", 4000, () => {
        copied.textContent = "";
      });
  }

  // Over the whole window, on a phone wider than it: every letter has 11 pixels there, and a finger moves the rest into view.
  function enlarge() {
    large.replaceChildren(make("button", { type: "button" }, "Close"), shown.image.cloneNode());
    large.showModal();
  }

  const linkTo = (position) => `${model.get("link")}:${keyOf(position)}`;
  const fileName = () => fileNameOf(shown.caption);

  function takeTable() {
    const { columns, rows, more } = shown.numbers;
    download(`${fileName()}.csv`, csvOf([columns, ...rows]), "text/csv");
    taken.textContent = more
      ? `The file has the first ${rows.length} rows; ${more} more stand in the table of the data.`
      : "";
  }

  // Always the light one: it may end on paper.
  async function takePicture() {
    try {
      const picture = await lightOf(shown);
      const { naturalWidth, naturalHeight } = picture;
      const canvas = make("canvas", { width: TAKEN, height: Math.round((TAKEN * naturalHeight) / naturalWidth) });
      const brush = canvas.getContext("2d");
      brush.fillStyle = "white";
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(picture.src);
      canvas.toBlob((blob) => download(`${fileName()}.png`, blob, "image/png"));
    } catch {
      open(shown.url, "_blank"); // a picture in a folder may be looked at, but not read
      taken.textContent = "The picture is open in a tab of its own: save it from there.";
    }
  }

  // Where the kernel is gone, a time-out says so.
  const tellPython = (message) => send(model, message).catch(() => {});

  // ---- keeping the values of the controls in the workbook
  function keep() {
    keptSaid.textContent = "";
    later("keeping", SLOW, () => {
      keptSaid.textContent =
        "Python is busy or has stopped: not kept yet. Wait, or run all cells from the first to this one again and press once more.";
    });
    tellPython({ keep: keyOf(at) });
  }

  // ---- asking: one request under way at a time; the reader's latest wish first, then the views around it
  function pump() {
    if (gone || (asked !== null && Date.now() - askedAt < GIVE_UP)) return;
    const wish = keyOf(at);
    const next = views.has(wish) ? nextAhead() : wish;
    if (next === null) return;
    asked = next;
    askedAt = Date.now();
    later("slow", SLOW, () => {
      if (!views.has(keyOf(at))) {
        status.textContent =
          "Python is busy or has stopped. Views you have already seen still work; for new ones wait, or restart the kernel and run all cells from the first to this one.";
      }
    });
    later("giveup", GIVE_UP + 50, () => {
      asked = null;
      if (!views.has(keyOf(at))) pump();
    });
    tellPython({ want: next });
  }

  function nextAhead() {
    if (!(engaged || playing) || ahead >= MOST_AHEAD || !controls.length) return null;
    const order = [lastUsed, ...controls.keys()].filter((which, i, all) => all.indexOf(which) === i);
    for (const which of order) {
      const many = controls[which].options.length;
      const reach = which === lastUsed ? many : 2;
      for (let d = 1; d <= reach; d++) {
        for (const index of [at[which] + d, at[which] - d]) {
          const position = Object.assign([...at], { [which]: index });
          if (index >= 0 && index < many && !views.has(keyOf(position))) {
            ahead += 1;
            return keyOf(position);
          }
        }
      }
    }
    return null;
  }

  async function receive(view, buffers) {
    if (view?.kept) {
      clearTimeout(timers.keeping);
      keptSaid.textContent = view.kept;
      return;
    }
    if (view?.stale) {
      // what the chart shows has changed: nothing held is true any more
      for (const key of views.keys()) letGo(views, key);
      asked = null;
      refresh();
      return;
    }
    if (typeof view?.go === "string") {
      const position = view.go.split(",").map(Number);
      const there = (index, i) => Number.isInteger(index) && index >= 0 && index < controls[i].options.length;
      if (position.length === controls.length && position.every(there)) {
        at.splice(0, at.length, ...position);
        refresh();
      }
      return;
    }
    if (typeof view?.key !== "string") return;
    clearTimeout(timers.slow);
    clearTimeout(timers.giveup);
    if (view.key === asked) asked = null;
    if (view.key !== keyOf(at) && !views.has(keyOf(at))) pump(); // a waiting wish goes out before decoding
    await hold(views, view, buffers?.[0]);
    if (gone) return;
    if (view.key === keyOf(at)) refresh();
    else pump();
  }

  // ---- playing
  function play(which) {
    if (at[which] === controls[which].options.length - 1) choose(which, 0);
    inputs[which].playing(true);
    const tick = () => {
      if (views.has(keyOf(at))) {
        // waits for a view that is still being drawn
        if (at[which] >= controls[which].options.length - 1) return stop();
        choose(which, at[which] + 1);
      }
      playing = setTimeout(tick, STEP);
    };
    playing = setTimeout(tick, STEP);
    lastUsed = which;
    pump();
  }

  function stop() {
    clearTimeout(playing);
    playing = null;
    inputs.forEach((input) => input.playing?.(false));
  }

  model.on("msg:custom", receive);
  showPosition();
  if (views.has(opening.key)) refresh();
  else
    hold(views, opening, model.get("picture")).then((held) => {
      if (!gone && keyOf(at) === opening.key) present(held);
    });

  return () => {
    gone = true;
    stop();
    Object.values(timers).forEach(clearTimeout);
    model.off("msg:custom", receive);
  };
}

// When the model goes, its pictures go.
function initialize({ model }) {
  return () => {
    for (const key of viewsOf(model).keys()) letGo(viewsOf(model), key);
  };
}

export default { initialize, render };
