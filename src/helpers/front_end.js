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
