// What a page of the book says of being kept on this device, and lets the reader do.
{
  const root = new URL("..", document.currentScript.src);
  const away = document.querySelector("[data-away]"); // a page that stands for one that couldn't be shown
  const wanted = new URL(decodeURIComponent(location.hash.slice(1)), root);
  const target = away && wanted.href.startsWith(root.href) ? wanted.href : location.href;

  const node = (tag, attributes, ...children) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...children);
    return made;
  };
  const megabytes = (bytes) => `${Math.max(1, Math.round(bytes / 1e6))} MB`;
  const WHY = {
    network: "The connection broke off. What has come is here. ",
    room: "There is not enough room for all of it on this device. ",
    renewed: "The book was renewed just now. Load this page again. ",
  };

  function panel(place) {
    const words = node("p", { role: "status" });
    const bar = node("progress", { hidden: true });
    bar.setAttribute("aria-label", "How much of the book has come");
    const buttons = node("p", { className: "bg-buttons" });
    place.replaceChildren(words, bar, buttons);
    let busy = false;
    let visited = false;

    function keep(parts) {
      busy = true;
      navigator.storage?.persist?.();
      buttons.replaceChildren();
      words.textContent = "The book is on its way. Stay on this page until all of it is here.";
      onThisDevice.keep(parts, ({ status, failed }, going) => {
        const [left, all] = parts.reduce(([l, a], part) => [l + status[part][0], a + status[part][1]], [0, 0]);
        [bar.max, bar.value, bar.hidden] = [all, all - left, !going];
        if (going) words.textContent = `${megabytes(all - left)} of ${megabytes(all)} are here. Stay on this page.`;
        busy = going;
        if (!going) show(status, WHY[failed]);
      });
    }

    function show({ book, python }, why = "") {
      const row = [];
      const offer = (text, act) => row.push(node("button", { type: "button", onclick: act }, text));
      let said = visited ? "The pages that you open are kept on this device and open again without a network." : "";
      if (!book[0]) {
        const withPython = python[1] && !python[0] ? ", with Python" : "";
        said = `The whole book is kept on this device${withPython}: it opens without a network.`;
      } else offer(`Keep the whole book on this device (${megabytes(book[0])})`, () => keep(["book"]));
      if (python[0]) {
        const text = book[0] ? "Keep it with Python" : "Keep Python on this device, too";
        offer(`${text} (${megabytes(book[0] + python[0])})`, () => keep(["book", "python"]));
      }
      if (!book[0]) offer("Remove it from this device", () => onThisDevice.ask({ remove: true }));
      words.textContent = why + said;
      buttons.replaceChildren(...row);
    }

    onThisDevice.hear(({ wish, status, failed }) => {
      if (wish === "visited") visited = !failed;
      if (wish === "remove") visited = false;
      if (status && !busy) show(status);
    });
  }

  // This page stands for another that this version of the book can't show any more.
  async function showTheNew(place) {
    const registration = await onThisDevice.registration();
    const button = node("button", { type: "button" }, "Show the new one in every tab");
    button.addEventListener("click", () => onThisDevice.letIn(registration, true));
    onThisDevice.hear(({ waits }) => waits && place.replaceChildren(button));
    const look = () => onThisDevice.letIn(registration);
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
    await registration.update().catch(() => {});
    if (!(await look()) && !registration.installing) location.replace(target); // it has taken over already
  }

  const again = () => (away ? location.replace(target) : location.reload());
  if (onThisDevice.start(root, again)) {
    document.head.append(Object.assign(node("link"), { rel: "manifest", href: new URL("manifest.webmanifest", root) }));
    const place = document.querySelector("[data-device]");
    if (place) panel(place);
    onThisDevice.ask(navigator.connection?.saveData ? { status: true } : { visited: true });
    if (away) document.querySelector("[data-again]").href = target;
    if (away?.dataset.away === "renewed") showTheNew(away);
  }
}
