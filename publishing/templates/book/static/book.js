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
