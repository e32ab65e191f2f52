// The page around a notebook of the browser edition: it loads Python, says how far it is, keeps the workbook that the
// book's pages keep, and runs the lesson. publishing/edition.py puts the pages' own files before this one, and PARTS
// (addresses and bytes of what Python is made of) and MEGABYTES (what comes over the line, once).

const OPEN = "import helpers.work.workbook; helpers.work.workbook.book()";
const SLOW = 240e3; // ms after which something is wrong
const HERE = new URL("..", location.href); // where JupyterLite's files begin
const BOOK = new URL("..", HERE); // where the book's pages begin
const FILE_ASKED = new URLSearchParams(location.search).get("path") || "";
const LESSON = FILE_ASKED.replace(/(\.mine-\d+)?\.ipynb$/, "");
const TASK = new URLSearchParams(location.search).get("task"); // a check's id: where to begin

// ---- the workbook: what this page keeps and what Python keeps are one

const kept = openWorkbook();
const channels = [];

// Each kernel is a worker; its name leads it to what is kept now, and to the channel for what comes.
const Plain = globalThis.Worker ?? Object;
class Kernel extends Plain {
  constructor(address, options = {}) {
    const channel = workbook.someone().student; // any name that no one else has
    const start = new Blob([JSON.stringify({ channel, workbook: kept.toJson() })], { type: "application/json" });
    super(address, { ...options, name: URL.createObjectURL(start) });
    join(new BroadcastChannel(channel));
    this.addEventListener("error", (event) => failed(event.message));
  }
}
if (globalThis.Worker) globalThis.Worker = Kernel;

function join(channel) {
  channel.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.asks) tell(channel);
    if (message.aside) kept.startAfresh();
    if (message.workbook) kept.take(message.workbook);
  };
  channels.push(channel);
}

const tell = (channel) => channel.postMessage(JSON.stringify({ workbook: kept.toJson() }));
kept.onChange(() => channels.forEach(tell));

// ---- what is loading, and how much is left

const words = make("p", { class: "bg-said", role: "status" });
const bar = make("progress", { max: MEGABYTES, value: 0, "aria-label": "How much of Python has come" });
const way = make("a", { href: new URL(LESSON ? `${LESSON}.html` : "index.html", BOOK) }, "Back to the page");
const strip = make("header", { class: "bg-strip" }, words, bar, way);
const say = (text, value) => {
  words.textContent = text;
  bar.hidden = value === undefined;
  if (value !== undefined) bar.value = value;
};

let told = false;
function failed(why = "") {
  if (told) return;
  told = true;
  say("");
  words.replaceChildren(
    `Python did not start in this browser${why ? ` (${why})` : ""}. Nothing is lost. Read and answer on `,
    make("a", { href: way.href }, "the lesson's page"),
    ", which needs no Python, or ",
    make("a", { href: new URL("run.html", BOOK) }, "run it another way"),
    ".",
  );
}

const LACKING = [
  ["WebAssembly", () => WebAssembly.Tag],
  ["workers", () => Worker && BroadcastChannel],
  ["compression streams", () => globalThis.DecompressionStream],
];
const lacks = LACKING.filter(([, test]) => !attempt(test)).map(([name]) => name);

// Everything that Python is made of is asked for at once, beside JupyterLite's own files; the kernel then finds it here.
async function fetchAll() {
  const all = PARTS.reduce((sum, [, bytes]) => sum + bytes, 0);
  let come = 0;
  const show = () => {
    const value = (MEGABYTES * come) / all;
    if (!told && come < all) say(`Python is on its way: ${value.toFixed(0)} of ${MEGABYTES} MB, once.`, value);
  };
  show();
  await Promise.all(
    PARTS.map(async ([address]) => {
      const answer = await fetch(new URL(address, HERE));
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      const reader = answer.body.getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        come += value.length;
        show();
      }
    }),
  );
}

// ---- once all of it is here it is there without a network, too

onThisDevice.hear(({ renewed }) => {
  if (renewed) say("These lessons were renewed. Close every tab of them and open them again; nothing is lost.");
});
const saved = () => attempt(() => jupyterapp.commands.execute("docmanager:save-all"));
onThisDevice.start(BOOK, async () => [await saved(), location.reload()]);
const keepAll = () =>
  onThisDevice.possible &&
  onThisDevice.keep(["python"], ({ failed }, going) => {
    if (!going && !failed) strip.dataset.offline = "";
  });

// ---- what a reader changed in a lesson. When the lesson was renewed, a changed copy steps aside, as with
// `start.py fresh`; when another reader began afresh, whatever the one before had open does.

const promised = (request) =>
  new Promise((done, failed) => Object.assign(request, { onsuccess: () => done(request.result), onerror: failed }));

// What the cells of a notebook say, hashed as in edition.py.
async function hashOfCells({ cells }) {
  const text = cells.map(({ source }) => [source].flat().join("")).join("\0");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Where JupyterLite keeps what readers change; null as long as they changed nothing.
async function copies() {
  const opening = indexedDB.open(`JupyterLite Storage - ${HERE.pathname}`);
  opening.onupgradeneeded = () => opening.transaction.abort(); // there is none, and there is to be none
  return promised(opening).catch(() => null);
}

const KNOWN = `between-giants-lesson:${HERE.pathname}${LESSON}`; // localStorage: what the lesson said, whose copy it is
const reader = () => kept.all().student;
const noteReader = () => localStorage.setItem(KNOWN, `${NOTEBOOKS[LESSON]} ${reader()}`);

async function setOlderAside() {
  const name = `${LESSON}.ipynb`;
  const now = NOTEBOOKS[LESSON];
  const [before, owner] = (localStorage.getItem(KNOWN) ?? "").split(" ");
  const foreign = owner && owner !== reader();
  const stored = now && (await copies());
  if (stored && [...stored.objectStoreNames].includes("files")) {
    const ours = promised(stored.transaction("files").objectStore("files").get(name));
    const copy = before && (before !== now || foreign) && (await ours);
    const changed = copy && (foreign || (await hashOfCells(copy.content)) !== before);
    const files = stored.transaction("files", "readwrite").objectStore("files");
    const names = await promised(files.getAllKeys());
    const free = (prefix) => {
      let number = 1;
      while (names.includes(`${prefix}-${number}.ipynb`)) number += 1;
      return `${prefix}-${number}.ipynb`;
    };
    const move = (from, to, content) => {
      files.put({ ...content, name: to, path: to }, to);
      files.delete(from);
      names.splice(names.indexOf(from), 1, to);
    };
    if (foreign)
      for (const older of names.filter((one) => one.startsWith(`${LESSON}.mine-`)))
        move(older, free(`${LESSON}.other`), await promised(files.get(older)));
    if (changed) move(name, free(`${LESSON}.${foreign ? "other" : "mine"}`), copy);
    else if (copy) files.delete(name);
    const mine = names.filter((one) => one.startsWith(`${LESSON}.mine-`)).pop();
    if (mine && FILE_ASKED === name)
      way.before(make("a", { href: `?path=${mine}` }, "Your copy from before this lesson was renewed"));
  }
  stored?.close();
  if (!now) return;
  noteReader();
  kept.onChange(noteReader);
}

// Until the reader says whose work is kept here, no lesson opens, for what the other one had open shows it.
const itIsKnownWhose = () =>
  new Promise((done) => {
    const look = () => kept.question || done();
    kept.onChange(look);
    look();
  });
// JupyterLite waits for this. Without storage there is no copy either.
globalThis.lessonIsReady = lacks.length
  ? new Promise(() => {})
  : itIsKnownWhose()
      .then(setOlderAside)
      .catch(() => {});

// ---- the lesson runs by itself, as it does on the page

const until = async (test) => {
  for (;;) {
    const found = attempt(test);
    if (found) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
};

async function run() {
  const panel = await until(() => jupyterapp.shell.currentWidget?.sessionContext && jupyterapp.shell.currentWidget);
  await panel.context.ready;
  await panel.sessionContext.ready;
  const slow = setTimeout(() => failed("it took longer than four minutes"), SLOW);
  const { kernel } = panel.sessionContext.session;
  await kernel.info;
  // before the first cell, so that it finds what was kept while Python was starting
  await kernel.requestExecute({ code: OPEN, silent: true, store_history: false }).done;
  clearTimeout(slow);
  if (told) return;
  const code = panel.content.widgets.filter(
    ({ model }) => model.type === "code" && model.sharedModel.getSource().trim(),
  );
  const done = () =>
    code.filter(({ model }) => model.executionCount !== null && model.executionState !== "running").length;
  for (const { model } of code) model.executionCount = null;
  const counting = setInterval(
    () => say(`Running the lesson: ${done()} of ${code.length} cells.`, (MEGABYTES * done()) / code.length),
    250,
  );
  await jupyterapp.commands.execute("notebook:run-all-cells");
  await until(
    () =>
      done() === code.length ||
      code.some(({ model }) => model.outputs.toJSON().some((one) => one.output_type === "error")),
  );
  clearInterval(counting);
  say("Python is running in this browser. Change a cell and run it with the play button, or with Shift and Enter.");
  show(panel, TASK);
  keepAll();
}

// Begin at the top, or at the cell that checks the task one came for.
function show(panel, task) {
  const cells = panel.content.widgets;
  const at = task ? cells.findIndex(({ model }) => model.sharedModel.getSource().includes(`"${task}"`)) : 0;
  panel.content.activeCellIndex = Math.max(at, 0);
  panel.content.scrollToCell(cells[Math.max(at, 0)], task ? "center" : "start");
}

function begin() {
  document.body.prepend(strip);
  workBar(kept, strip);
  if (lacks.length) return failed(`it lacks ${lacks.join(" and ")}`);
  fetchAll()
    .then(() => told || say("Python is unpacking …", MEGABYTES))
    .catch((problem) =>
      failed(navigator.onLine ? problem.message : "there is no connection, and not all of it is here yet"),
    );
  run().catch((problem) => failed(problem.message));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
