// How far the reader is: beside each lesson's name, at the top of a page, and where to go on. What each lesson asks
// stands in lessons.js.
{
  const kept = globalThis.betweenGiants?.kept;
  const lessons = globalThis.lessonsOfBook ?? [];
  const GO_ON = "#go-on";
  const STAY = 5000; // ms

  const entryOf = ([part, id], all) =>
    part === "first" || part === "last" ? all.verdicts[id]?.[part] : Object.hasOwn(all[part], id) && all[part][id];
  const done = (lesson, all) => lesson.asked.filter((one) => entryOf(one, all)).length;
  const here = location.pathname.split("/").pop();

  function latest(all) {
    let found = null,
      newest = "";
    for (const lesson of lessons)
      for (const one of lesson.asked) {
        const at = entryOf(one, all)?.at ?? "";
        if (at > newest) [found, newest] = [lesson, at];
      }
    return found;
  }

  // The lesson to go on with: the one last answered in, or the next that isn't finished.
  function next(all) {
    const last = latest(all);
    if (!last) return null;
    const open = (lesson) => done(lesson, all) < lesson.asked.length;
    return [last, ...lessons.slice(lessons.indexOf(last) + 1), ...lessons].find(open) ?? null;
  }

  function node(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }
  const inWords = (lesson, all) => `${done(lesson, all)} of ${lesson.asked.length} answered`;

  function show() {
    const all = kept.all();
    for (const lesson of lessons) {
      for (const link of document.querySelectorAll(
        `.sidebar-tree a[href$="${lesson.page}"], .sidebar-tree .current-page > a`,
      )) {
        const which = link.getAttribute("href") === "#" ? here : link.getAttribute("href").split("/").pop();
        if (which !== lesson.page) continue;
        link.querySelector(".bg-far")?.remove();
        const many = done(lesson, all);
        if (!many) continue;
        const text = many === lesson.asked.length ? "✓" : `${many}/${lesson.asked.length}`;
        const words = node("span", { class: "visually-hidden" }, `, ${inWords(lesson, all)}`);
        link.append(node("span", { class: "bg-far" }, node("span", { "aria-hidden": "true" }, text), words));
      }
    }
    const now = lessons.find(({ page }) => page === here);
    const top = document.querySelector(".bg-top");
    top?.querySelector(".bg-far")?.remove();
    if (now && done(now, all)) top?.append(node("span", { class: "bg-far" }, ` · ${inWords(now, all)} in this lesson`));

    const goOn = next(all);
    const begin = document.querySelector("[data-begin]");
    if (begin) {
      begin.querySelector(".bg-go-on")?.remove();
      if (goOn) begin.prepend(node("a", { class: "bg-go-on", href: goOn.page + GO_ON }, `Go on: ${goOn.title}`));
    }
    const place = document.querySelector("#bg-how-far");
    if (!place) return;
    const rows = lessons.map((lesson) =>
      node("li", {}, node("a", { href: lesson.page }, lesson.title), ` · ${inWords(lesson, all)}`),
    );
    const onward = goOn
      ? [node("p", { class: "bg-begin" }, node("a", { href: goOn.page + GO_ON }, `Go on: ${goOn.title}`))]
      : [];
    place.replaceChildren(...onward, node("ul", {}, ...rows));
  }

  // Charts above it still grow as they wake: until the reader does something, it stays in view.
  function stayAt(box) {
    const show = () => box.scrollIntoView({ block: "center", behavior: "instant" });
    const watcher = new ResizeObserver(show);
    watcher.observe(document.body);
    for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"])
      addEventListener(kind, () => watcher.disconnect(), { once: true, capture: true, passive: true });
    setTimeout(() => watcher.disconnect(), STAY);
    show();
  }

  // Where a reader stopped: the first form of the page that isn't answered.
  function goToWhereTheyStopped() {
    const lesson = lessons.find(({ page }) => page === here);
    const all = kept.all();
    const left = lesson?.asked.find((one) => !entryOf(one, all));
    if (!left) return;
    for (const box of document.querySelectorAll('.bg-live[data-module="forms"]')) {
      const { offline = {} } = JSON.parse(box.querySelector(":scope > script").textContent);
      const ids = offline.claims ?? (offline.feedback ? Object.keys(offline.feedback) : [offline.id]);
      const first = left[0] === "first" || left[0] === "last" ? offline.kind === left[0] : true;
      if (!first || !ids.includes(left[1]) || offline.kind === "look_back") continue;
      stayAt(box);
      return;
    }
  }

  if (kept && lessons.length) {
    show();
    kept.onChange(show);
    if (location.hash === GO_ON) goToWhereTheyStopped();
  }
}
