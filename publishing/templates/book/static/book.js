// The search's excerpts must not tell what stands closed on a page.
if (typeof Search !== "undefined") {
  const plain = Search.htmlToText;
  Search.htmlToText = (text, anchor) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelectorAll(".bg-live, .bg-sealed, details").forEach((node) => node.remove());
    return plain(page.documentElement.outerHTML, anchor);
  };
}
if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false; // excerpts are fetched: not from a folder

// A lesson on paper, to be filled in: what is closed stays closed.
document.querySelector("[data-print]")?.addEventListener("click", () => {
  document.body.dataset.blank = "";
  addEventListener("afterprint", () => delete document.body.dataset.blank, { once: true });
  print();
});

// Python in the browser reads files, which no browser allows from a folder: say how to serve it.
if (location.protocol === "file:") {
  const site = decodeURIComponent(new URL(".", location.href).pathname);
  const windows = /^\/[A-Za-z]:/.test(site);
  const command = `${windows ? "py" : "python3"} -m http.server 8000 --bind 127.0.0.1 --directory "${windows ? site.slice(1) : site}"`;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".bg-run > a");
    if (!link) return;
    event.preventDefault();
    const said = document.createElement("p");
    said.className = "bg-serve";
    said.setAttribute("role", "status");
    const code = document.createElement("code");
    code.textContent = command;
    const open = document.createElement("a");
    open.href = `http://127.0.0.1:8000/${location.pathname.split("/").pop()}`;
    open.textContent = open.href;
    said.append("Python in the browser needs a server, and this page was opened from a folder. Type ", code);
    said.append(" in a terminal, leave it open, and go to ", open, ".");
    document.querySelector(".bg-serve")?.remove();
    link.parentElement.after(said);
  });
}
