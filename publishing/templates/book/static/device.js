// The book on this device: its worker (publishing/templates/offline/worker.js) keeps the pages that one opens, and the
// whole book where one asks for it. A new version takes the place of the old while no other tab shows the old one.
// From a folder, or where a browser has no workers, nothing of this happens, and nothing is promised.

// biome-ignore lint/correctness/noUnusedVariables: also for the page of the browser edition, which this is glued into
const onThisDevice = (() => {
  const { serviceWorker } = navigator;
  const possible = Boolean(serviceWorker) && location.protocol.startsWith("http");
  const listeners = [];
  let registered = null;

  // root: where the worker lies, an address. again: what loads this page anew when another version has taken over.
  function start(root, again = () => location.reload()) {
    if (!possible) return false;
    let before = serviceWorker.controller;
    serviceWorker.addEventListener("controllerchange", () => {
      if (before) again();
      before = serviceWorker.controller;
    });
    serviceWorker.addEventListener("message", ({ data }) => {
      for (const listener of listeners) listener(data ?? {});
    });
    registered = serviceWorker.register(new URL("service-worker.js", root));
    registered.then(letIn, () => {});
    return true;
  }

  // Have a version that waits take over: always, or only if no other tab is open. Whether one waits.
  async function letIn({ waiting }, always = false) {
    if (serviceWorker.controller) waiting?.postMessage({ takeOver: always });
    return Boolean(waiting);
  }

  const ask = (wish) => serviceWorker.ready.then(({ active }) => active.postMessage(wish));
  const hear = (listener) => listeners.push(listener);

  // Have the worker keep these parts ("book", "python"), step by step; `told` hears what it says after each.
  function keep(parts, told = () => {}) {
    let going = true;
    hear((said) => {
      if (!going || said.wish !== "keep") return;
      going = !said.failed && parts.some((part) => said.status[part][0]);
      if (going) ask({ keep: parts });
      told(said, going);
    });
    ask({ keep: parts });
  }

  return { start, letIn, ask, hear, keep, possible, registration: () => registered };
})();
