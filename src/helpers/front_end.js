// What charts, forms and pages share; this text stands before theirs (helpers/front_end.py).

const DRAFT = "between-giants-draft:"; // sessionStorage: what is typed in a form but not kept yet

// An element. An attribute that is true has no value, one that is false or lacking is left out; on… is a listener.
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function download(name, content, type = "application/json") {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = make("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// What a chart or form in an output needs of JupyterLab; on a page only the first part does anything.
function standInNotebook(root) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation(); // else arrow keys, letters and Enter are taken for the notebook's own commands
    if (event.key === "Enter" && event.shiftKey && !event.isComposing) {
      event.preventDefault();
      runNext(root.closest(".jp-Cell"));
    }
  });
  const seen = new ResizeObserver(() => {
    if (!root.clientHeight) return;
    seen.disconnect();
    showOutput(root);
  });
  seen.observe(root);
}

// Shift+Enter goes on with the next cell as if the focus had been there.
function runNext(cell) {
  const next = cell?.nextElementSibling;
  if (!next) return;
  next.focus({ preventScroll: true });
  const key = { key: "Enter", code: "Enter", keyCode: 13, shiftKey: true };
  next.dispatchEvent(new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }));
}

// The notebook scrolls to the next cell while the output of the one just run is still empty; the browser then holds
// that cell where it is, and what is drawn grows out of sight above it.
function showOutput(root) {
  const cell = root.closest(".jp-Cell");
  const scrolled = cell?.closest(".jp-WindowedPanel-outer");
  if (!scrolled) return;
  scrolled.style.overflowAnchor = "none";
  if (cell.nextElementSibling?.contains(document.activeElement)) root.scrollIntoView({ block: "nearest" });
}

// The promise fails where the kernel is gone, however the model says so.
const send = async (model, message) => model.send(message);

// What work() gives, or `otherwise` where it fails: a browser's storage may be forbidden, full or damaged.
function attempt(work, otherwise = null) {
  try {
    return work();
  } catch {
    return otherwise;
  }
}

function dropDrafts() {
  const keys = attempt(() => Object.keys(sessionStorage), []);
  for (const key of keys) if (key.startsWith(DRAFT)) sessionStorage.removeItem(key);
}
