// The answer that a phone gave in class (classroom/asked.py), in the fragment of the address: asks whether to keep it as
// the prediction or first verdict that it is. What is kept already stays.

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
const fromClass = (() => {
  const { has } = workbook;
  const { READ, said } = saying;
  const LINK = /^#in-class=((?:first:)?[\w.]{1,80})=([\w.,-]{1,3000})$/;
  const NUMBER = /^-?\d{1,12}(?:\.\d{1,9})?$/;
  const NOTHING = "The link from class holds no answer to a question on this page, so nothing was kept.";
  const KEPT = "What you had kept here stays: the answer from class changes nothing.";

  function numbersIn(text) {
    const parts = text.split(",");
    return parts.every((one) => NUMBER.test(one)) ? parts.map(Number) : [];
  }

  // What a form of the page asks under this id, as {text, kept(), keep(), was}; null where the answer doesn't fit it.
  function prediction({ id, item }, text, kept) {
    const numbers = numbersIn(text);
    const value = item.type === "line" ? numbers : numbers[0];
    if (READ[item.type](item, value) || (numbers.length !== 1 && item.type !== "line")) return null;
    return {
      was: `${Array.isArray(value) ? item.verb : "said"} ${said(item, value)}`,
      as: "prediction",
      isKept: () => Boolean(kept.entry("predictions", id)),
      keep: () => kept.keepPrediction(id, value, null, ""),
    };
  }

  function verdict({ words }, claim, text, kept) {
    const given = text.replaceAll("-", " ");
    if (!has(words, given)) return null;
    return {
      was: `said “${words[given]}”`,
      as: "first verdict",
      isKept: () => Boolean(kept.verdicts(claim).first),
      keep: () => kept.keepVerdict(claim, "first", given, null),
    };
  }

  function answerIn(hash, kept) {
    const [, id, text] = LINK.exec(hash) ?? [];
    if (!id) return null;
    for (const box of document.querySelectorAll('.bg-live[data-module="forms"] > script')) {
      const { spec, offline } = JSON.parse(box.textContent);
      const asked = spec?.fieldsets.find((one) => one.id === id);
      if (!asked || !["prediction", "first"].includes(offline?.kind)) continue;
      const answer =
        offline.kind === "first"
          ? verdict(offline, id.replace("first:", ""), text, kept)
          : prediction(offline, text, kept);
      return answer && { ...answer, question: asked.legend };
    }
    return null;
  }

  return function fromClass(kept, place) {
    const words = make("p", { role: "status", tabindex: "-1" });
    const buttons = make("div", { class: "bg-buttons" });
    const bar = make("section", { class: "bg-form bg-bar", "aria-label": "Your answer from class" }, words, buttons);

    function say(text, ...row) {
      if (!bar.isConnected) place.prepend(bar);
      words.textContent = text;
      buttons.replaceChildren(
        ...row.map(([label, act, main]) =>
          make("button", { type: "button", class: main ? "bg-main" : "", onclick: act }, label),
        ),
      );
    }
    // The answer doesn't stay in the address.
    function done(text) {
      say(text);
      attempt(() => history.replaceState(null, "", location.pathname + location.search));
      words.focus();
    }

    let asking = false;
    function look() {
      if (!location.hash.startsWith("#in-class=") || kept.question) return;
      const answer = answerIn(location.hash, kept);
      if (!answer) return done(NOTHING);
      if (answer.isKept()) return asking || done(KEPT);
      asking = true;
      const keep = () => {
        if (answer.isKept()) return done(KEPT);
        answer.keep();
        done(`Kept as your ${answer.as}, in its place on this page.`);
      };
      say(
        `“${answer.question}” You ${answer.was}. Keep this as your ${answer.as}? It was given in class.`,
        ["Keep it", keep, true],
        ["Don't keep it", () => done("Nothing was kept.")],
      );
    }
    look();
    kept.onChange(look);
    addEventListener("hashchange", look);
  };
})();
