// Saves a student from pressing "Look again": asks whether something else is asked now, and says when nobody answers.

const EVERY = 3000 + 1000 * Math.random(); // milliseconds; not all phones of a class at once
const connection = document.getElementById("connection");
const form = document.querySelector("form");
const home = document.querySelector(".home");
const lost =
  "No connection to the laptop at the front: stay in its Wi-Fi. What you sent is kept; this page tries again.";
const unsent = "Not sent: no connection to the laptop. Your answer still stands here; try again in a moment.";

async function asked() {
  const answer = await fetch(`${location.pathname}/now`, { cache: "no-store" });
  if (!answer.ok) throw new Error(answer.status);
  return (await answer.json()).now;
}

// Once a vote is closed the laptop doesn't know any more whose answer was whose: the link home is only here.
async function close() {
  const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
  const main = page.querySelector("main");
  main.querySelector("#connection").replaceWith(home, connection);
  document.querySelector("main").replaceWith(main);
  document.title = page.title;
  document.body.dataset.now = page.body.dataset.now;
}

async function look() {
  if (document.hidden) return;
  try {
    const [shown, now] = [document.body.dataset.now, await asked()];
    if (now === shown) connection.textContent = "";
    else if (home && now === shown.replace("open", "closed")) await close();
    else location.replace(location.pathname);
  } catch {
    if (connection.textContent !== unsent) connection.textContent = lost;
  }
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await asked(); // or the browser would put its own page in the place of what was typed
    form.submit();
  } catch {
    connection.textContent = unsent;
  }
});
document.addEventListener("visibilitychange", look);
addEventListener("pageshow", ({ persisted }) => persisted && look());
setInterval(look, EVERY);
