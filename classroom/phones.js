// Phones as a way to vote on the wall (publishing/templates/slides/wall): added to the deck by classroom/server.py.

(() => {
  const { wall } = window.betweenGiants;
  const GONE =
    "the program behind them does not answer. Hands and pasted answers go on; for phones start the class again and open its new deck.";
  const HERE = "in the Wi-Fi of this laptop, not on mobile data";
  const OPEN = "Open the door to phones in this room";
  const CLOSE = "Close the door";
  const panels = new Set();
  let state = { door: false, addresses: [], checked: [], says: "" };
  let trouble = "";

  const make = (name, properties, ...parts) => {
    const one = Object.assign(document.createElement(name), properties);
    one.append(...parts);
    return one;
  };

  async function ask(what, given) {
    let answer;
    try {
      answer = await fetch(`phones/${what}`, { method: "POST", body: JSON.stringify(given) });
    } catch {
      throw new Error(GONE);
    }
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.problem ?? GONE);
    state = told;
    for (const one of panels) show(one);
    return told;
  }

  async function turnDoor() {
    try {
      trouble = "";
      await ask("door", { open: !state.door });
    } catch (problem) {
      trouble = problem.message;
      for (const one of panels) show(one);
    }
  }

  // What a class reads from the wall, made anew only where it changed, so that the focus stays.
  function show(panel) {
    const { door, addresses, checked } = state;
    const now = JSON.stringify([door, addresses, checked, trouble]);
    if (panel.dataset.now === now) return;
    panel.dataset.now = now;
    const focused = panel.contains(document.activeElement);
    const button = make(
      "button",
      { type: "button", onclick: turnDoor },
      door ? CLOSE : OPEN,
      " ",
      make("kbd", {}, "P"),
    );
    panel.replaceChildren(...(door ? invitation(addresses) : checked.map((text) => make("p", {}, text))));
    if (trouble) panel.append(make("p", { className: "refused" }, trouble));
    panel.append(make("p", { className: "door" }, button));
    if (focused) button.focus();
  }

  function invitation([address, ...others]) {
    const code = make("img", { src: `phones/qr.svg?${encodeURIComponent(address)}`, alt: `QR code of ${address}` });
    const also = make("p", { className: "also" }, [...others.map((one) => `or ${one}`), HERE].join(" · "));
    const plain = address.replace("http://", "");
    return [code, make("p", { className: "address" }, plain), also];
  }

  function panel() {
    const one = make("div", { className: "phones" });
    panels.add(one);
    show(one);
    return one;
  }

  wall.source({
    name: "phones",
    label: "Phones",
    start: ({ id }, round) => ask("start", { question: id, round }),
    count: async ({ id }, round) => (await ask("count", { question: id, round })).count,
    stop: async ({ id }, round) => (await ask("stop", { question: id, round })).values,
    clear: ({ id }, round) => ask("clear", { question: id, round }),
    state: () => ({ text: state.door ? state.says : "" }),
    panel,
    key(event) {
      if (event.key.toLowerCase() !== "p") return false;
      turnDoor();
      return true;
    },
  });
})();
