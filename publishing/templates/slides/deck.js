// What a presenter needs around the slides: sealed parts, the keys, notes and a clock in a window of their own.

const PAPER = /print-pdf/i.test(location.search);
const lesson = document.body.dataset.lesson;
const plan = JSON.parse(document.getElementById("plan").textContent);
const deck = document.querySelector(".reveal");
const { wall } = betweenGiants;

// ---- sealed parts

const sealedOn = (slide) =>
  [...slide.querySelectorAll("details.sealed, details.told")].filter((one) => one.checkVisibility());
const ofThisLesson = ({ dataset }) => !dataset.after || dataset.after.split(".")[0] === lesson;

document.addEventListener("bg:kept", ({ detail }) => {
  for (const sealed of deck.querySelectorAll("details.sealed"))
    if (sealed.dataset.after === detail.id) sealed.open = true;
});

// On: first what the wall asks for, then what is sealed on the slide, then the next one. What waits for a later lesson only opens when asked to.
function forward() {
  if (wall.isOpen()) return wall.next();
  const closed = sealedOn(Reveal.getCurrentSlide()).filter((one) => !one.open && ofThisLesson(one));
  if (closed.length)
    closed.forEach((one) => {
      one.open = true;
    });
  else Reveal.next();
}

function openOrClose() {
  const all = sealedOn(Reveal.getCurrentSlide());
  const open = all.some((one) => !one.open);
  all.forEach((one) => {
    one.open = open;
  });
}

// ---- keys: a clicker turns the slides wherever the focus is; all other keys belong to the control that has it

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen().catch(() => {});
}

const TYPED = "input, select, textarea, [contenteditable]";
const PRESSED = "button, summary, a[href]";
const back = () => (wall.isOpen() ? wall.shut() : Reveal.prev());
const TURNS = { PageDown: forward, PageUp: back };
const ARROWS = { ArrowRight: forward, ArrowLeft: back };

const keys = document.getElementById("keys");

function guard(event) {
  if (keys.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const typed = event.target.closest?.(TYPED),
    pressed = event.target.closest?.(PRESSED);
  let act = TURNS[event.key];
  if (event.key === "F5" && !event.shiftKey) act = fullScreen;
  else if (event.key === "?" && !typed) act = () => keys.showModal();
  else if (event.key === "Escape" && (typed || pressed) && !wall.isOpen()) act = () => event.target.blur();
  else if (pressed && !typed) act ??= ARROWS[event.key];
  if (!act || Reveal.isOverview()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}

// ---- text that a wider font or a long answer makes too long shrinks a little

function fit(slide) {
  const body = slide?.querySelector(".body");
  if (!body) return;
  body.style.removeProperty("--fit");
  const least = body.querySelector(".bg-form") ? 0.78 : 0.86;
  for (let size = 0.97; body.scrollHeight > body.clientHeight + 1 && size > least; size -= 0.03)
    body.style.setProperty("--fit", size);
}

// ---- notes: a window that this page fills itself, so that it also works from a folder (file://)

let notes = null;
let began = null;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
const headingOf = (slide) =>
  [...(slide?.querySelector("h1, h2")?.childNodes ?? [])]
    .map((one) => one.textContent.trim())
    .filter(Boolean)
    .join(" · ");

function openNotes() {
  if (notes && !notes.closed) return notes.focus();
  notes = open("", `notes-${lesson}`, "width=900,height=700");
  if (!notes) return alert("The browser did not let this page open a window: allow pop-ups for it and press S again.");
  notes.document.documentElement.lang = "en";
  notes.document.head.innerHTML = `<style>
    body { margin: 1.2rem 1.6rem; font: 20px/1.45 "Segoe UI", Arial, sans-serif; color: #1a1a1a; background: #fff; }
    header { display: flex; flex-wrap: wrap; gap: 0.6rem 1.4rem; align-items: center; }
    #clock { font: 600 40px/1.2 sans-serif; font-variant-numeric: tabular-nums; } #clock.late { color: #a12622; }
    button { font: inherit; padding: 0.2rem 0.9rem; } h1 { font-size: 26px; margin: 0.8rem 0 0; } #plan, #next { color: #555; margin: 0; }
    #text { margin: 0.8rem 0; } </style>`;
  notes.document.title = `Notes · ${document.title}`;
  notes.document.body.innerHTML = `<header><span id="clock">0:00</span><button id="start"></button><button id="back">◀ Back</button>
    <button id="on">On ▶</button><span id="at"></span></header><h1 id="step"></h1><p id="plan"></p><div id="text"></div><p id="next"></p>`;
  const part = (id) => notes.document.getElementById(id);
  part("start").onclick = () => {
    began = began === null ? Date.now() : null;
    tick();
  };
  part("back").onclick = back;
  part("on").onclick = forward;
  notes.onkeydown = (event) => {
    const act = { ...TURNS, ...ARROWS, o: openOrClose, ".": () => Reveal.togglePause(), b: () => Reveal.togglePause() }[
      event.key
    ];
    if (act) {
      event.preventDefault();
      act();
    }
  };
  showNotes();
}

function planned() {
  return plan[Number(Reveal.getCurrentSlide()?.dataset.step)];
}

function showNotes() {
  if (!notes || notes.closed) return;
  const part = (id) => notes.document.getElementById(id);
  const slide = Reveal.getCurrentSlide(),
    all = Reveal.getSlides(),
    at = all.indexOf(slide),
    now = planned();
  part("at").textContent = `slide ${at + 1} of ${all.length}`;
  part("step").textContent = now ? now.step : headingOf(slide);
  part("plan").textContent = now?.minutes ? `minutes ${now.from} to ${now.from + now.minutes}` : "";
  part("text").innerHTML = now ? now.notes : "";
  part("next").textContent = all[at + 1] ? `Then: ${headingOf(all[at + 1])}` : "";
  tick();
}

function tick() {
  if (!notes || notes.closed) return;
  const seconds = began === null ? 0 : (Date.now() - began) / 1000,
    now = planned();
  notes.document.getElementById("clock").textContent = clock(seconds);
  notes.document.getElementById("clock").className =
    now?.minutes && seconds > 60 * (now.from + now.minutes) ? "late" : "";
  notes.document.getElementById("start").textContent = began === null ? "Start the clock" : "Back to 0:00";
}

// ---- beginning

function begin() {
  if (PAPER) {
    for (const sealed of deck.querySelectorAll("details.sealed")) sealed.open = ofThisLesson(sealed);
    for (const told of deck.querySelectorAll("details.back")) told.open = true;
    for (const picture of document.images) picture.loading = "eager"; // a printer doesn't scroll
  } else {
    const script = document.createElement("script"); // on paper stands the picture that the page came with
    script.src = "between-giants.js";
    document.body.append(script);
    addEventListener("keydown", guard, true);
  }
  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    minScale: 0.1,
    maxScale: 4,
    center: false,
    display: "flex",
    hash: true,
    hashOneBasedIndex: true,
    transition: "none",
    backgroundTransition: "none",
    slideNumber: "c/t",
    controlsTutorial: false,
    pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1,
    help: false,
    keyboardCondition: (event) => !keys.open && !wall.isOpen() && !event.target.closest?.(`${TYPED}, ${PRESSED}`),
    keyboard: { 32: forward, 34: forward, 39: forward, 78: forward },
  }).then(() => {
    for (const slide of Reveal.getSlides()) fit(slide);
    Reveal.addKeyBinding({ keyCode: 83, key: "S", description: "Notes and clock in a window" }, openNotes);
    Reveal.addKeyBinding({ keyCode: 79, key: "O", description: "Open or close what is sealed" }, openOrClose);
    Reveal.addKeyBinding({ keyCode: 87, key: "W", description: "Ask the class: the wall" }, () =>
      wall.open(Reveal.getCurrentSlide()),
    );
    Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Dark" }, () =>
      document.documentElement.classList.toggle("dark"),
    );
    Reveal.on("slidechanged", ({ currentSlide }) => {
      if (!currentSlide.contains(document.activeElement)) document.activeElement?.blur();
      fit(currentSlide);
      showNotes();
    });
    deck.addEventListener("toggle", (event) => fit(event.target.closest("section")), true);
    new MutationObserver(() => fit(Reveal.getCurrentSlide())).observe(deck.querySelector(".slides"), {
      childList: true,
      subtree: true,
    });
    setInterval(tick, 1000);
    addEventListener("pagehide", () => notes?.close()); // loaded again, this page could not reach the window any more
  });
}

begin();
