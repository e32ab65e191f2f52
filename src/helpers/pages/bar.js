// The bar that asks whose work it is, and says when nothing can be kept.

const FILE = "between-giants-workbook.json";

// biome-ignore lint/correctness/noUnusedVariables: for the files glued after this one
function workBar(kept, place) {
  const words = make("p", { role: "status", tabindex: "-1" });
  const buttons = make("div", { class: "bg-buttons" });
  const bar = make("section", { class: "bg-form bg-bar", "aria-label": "Work kept in this browser" }, words, buttons);
  const say = (text, ...row) => {
    bar.hidden = !text;
    words.textContent = text;
    buttons.replaceChildren(
      ...row.map(([label, act, main]) =>
        make("button", { type: "button", class: main ? "bg-main" : "", onclick: act }, label),
      ),
    );
  };
  const done = (text) => {
    say(text);
    words.focus();
  };
  let asking = false;

  function look() {
    const question = kept.question;
    if (question && !asking) {
      asking = true;
      const day = new Date(question.at).toLocaleDateString("en-GB", {
        day: "numeric",
        month: "long",
        year: "numeric",
      });
      say(
        `Work from ${day} is kept in this browser: ${question.counted}. Is it yours? Until you choose, nothing of it is shown, ` +
          "and what you do stays in this tab.",
        [
          "Go on with it",
          () => {
            kept.goOn();
            done("Your work is here again.");
          },
          true,
        ],
        ["Not mine: start afresh", afresh],
        ["Download it", () => download(FILE, question.text)],
      );
    } else if (!question && asking) {
      asking = false;
      say("");
    } else if (!question && kept.trouble) {
      say(kept.trouble, ["Download my work", () => download(FILE, kept.toJson())]);
    }
  }
  function afresh() {
    if (kept.startAfresh())
      done(
        "You start afresh. The other work is set aside in this browser; the panel “Your work” in lesson 0 can download or remove it.",
      );
    else
      done("The work of the other reader could not be put aside, so nothing was changed. Download it, then try again.");
  }

  say("");
  place.prepend(bar);
  kept.onChange(look);
  setTimeout(look, 250); // another tab of this visit may answer first
}
