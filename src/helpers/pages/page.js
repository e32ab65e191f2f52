// Brings a page's charts and forms to life where no Python runs. publishing/pages.py puts the modules of the
// live charts and forms (MODULES) and the other files before this one.

const NEAR = "300px"; // a chart wakes when it is this near to the window

const modules = {};
function moduleOf(name) {
  modules[name] ??= import(URL.createObjectURL(new Blob([MODULES[name]], { type: "text/javascript" })));
  return modules[name];
}

// A model lives as long as its page: a box wakes once, and nothing takes it away again.
const MODELS = { explore: chartModel, forms: formModel };

// What the reader keeps; on a slide only until the deck is loaded again, so that every class begins closed.
const forgetful = "memory" in document.body.dataset;
const kept = openWorkbook(forgetful ? { local: null, session: null } : {});
window.betweenGiants.kept = kept; // for what a book adds

const charts = () => [...document.querySelectorAll('.bg-live[data-module="explore"]')];
const asked = /^#view=(\d+):([\d,]+)$/.exec(location.hash); // a link to one view of a chart
const wanted = asked && { number: asked[1] - 1, key: asked[2] };

let printing = false; // what is on paper must not change under the printer's hands

async function wake(box) {
  const content = JSON.parse(box.querySelector(":scope > script").textContent);
  const fallback = box.lastElementChild;
  if (box.dataset.module === "table") return room.table(content, kept, fallback);
  if (box.dataset.module === "ledger") return ledgerOfPage.show(content, kept, fallback);
  if (box.dataset.module === "words") return wordsOfPage.show(content, kept, fallback);
  const number = charts().indexOf(box);
  const link = forgetful || number < 0 ? "" : `${location.href.split("#")[0]}#view=${number + 1}`;
  const model = MODELS[box.dataset.module]?.(content, kept, fallback, link);
  if (!model) return;
  const {
    default: { render },
  } = await moduleOf(box.dataset.module);
  const place = make("div");
  let close = render({ model, el: place });
  model.on("change:spec", () =>
    onceLeft(place, () => {
      close();
      close = render({ model, el: place });
    }),
  );
  await drawn(place);
  const focused = fallback.contains(document.activeElement);
  fallback.replaceWith(place);
  if (number >= 0 && wanted?.number === number) model.tell("msg:custom", { go: wanted.key });
  if (focused) place.querySelector("input, select, button, summary")?.focus();
  if (model.below) place.after(model.below);
  if (content.holds) {
    place.after(make("p", { class: "bg-holds" }, content.holds));
  }
}

// What is asked anew doesn't change under the reader's hands.
function onceLeft(place, work) {
  if (!place.contains(document.activeElement)) return work();
  const look = () => {
    if (place.contains(document.activeElement)) return;
    document.removeEventListener("focusin", look);
    work();
  };
  document.addEventListener("focusin", look);
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
  const linked = wanted && charts()[wanted.number];
  if (linked) (linked.closest(".bg-sealed") ?? linked).scrollIntoView({ block: "center" });

  if (!forgetful) {
    fromClass(kept, document.body);
    workBar(kept, document.body);
  }
  const open = (which) => {
    for (const sealed of document.querySelectorAll(".bg-sealed")) if (which(sealed.dataset.after)) sealed.open = true;
  };
  open(kept.isKept);
  document.addEventListener("bg:kept", ({ detail }) => open((id) => id === detail.id));

  document.querySelector("[data-mine]")?.addEventListener("click", () => {
    const contents = [...document.querySelectorAll(".bg-live > script")].map((one) => JSON.parse(one.textContent));
    const asked = contents.filter(({ spec, keep }) => spec || keep);
    answersOfPage.print(asked, kept, document.querySelector("h1").textContent.trim());
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    printing = true;
    if ("blank" in document.body.dataset || "mine" in document.body.dataset) return; // what is closed stays closed
    closed = [...document.querySelectorAll(".bg-sealed:not([open])")];
    for (const sealed of closed) sealed.open = true;
  });
  addEventListener("afterprint", () => {
    for (const sealed of closed) sealed.open = false;
    closed = [];
    printing = false;
  });
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
