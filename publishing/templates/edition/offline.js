// The service worker of the browser edition: what was loaded once is there without a network. Every file is held under
// the version that this worker belongs to and must have the hash that it had when it was built, so that files of two
// versions never meet; a new version waits until no tab of the old one is open. publishing/edition.py puts VERSION and
// FILES, {path: the beginning of its SHA-256}, before this, and JupyterLite's own worker, which answers for files that
// the reader makes, after it.

const CACHE = `between-giants-python-${VERSION}`;
const HERE = new URL(".", location.href);
const coming = new Map();

self.skipWaiting = async () => {}; // JupyterLite's would take over while tabs of the old version are open

async function hashOf(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A file as it was built, from the network; null where the network has another version of it.
async function fetched(path, cache) {
  for (const mode of ["default", "reload"]) {
    const answer = await fetch(new URL(path, HERE), { cache: mode });
    const content = answer.ok ? await answer.arrayBuffer() : new ArrayBuffer(0);
    if (!answer.ok || (await hashOf(content)) !== FILES[path]) continue;
    const kind = answer.headers.get("content-type") || "application/octet-stream";
    await cache.put(path, new Response(content, { headers: { "content-type": kind } }));
    return cache.match(path);
  }
  return null;
}

async function held(path) {
  const cache = await caches.open(CACHE);
  const found = await cache.match(path);
  if (found) return found;
  if (!coming.has(path)) {
    coming.set(
      path,
      fetched(path, cache).finally(() => coming.delete(path)),
    );
  }
  const answer = await coming.get(path);
  if (answer) return answer.clone();
  registration.update().catch(() => {});
  await tell({ renewed: true });
  return Response.error();
}

const tell = async (message) => {
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
};

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || !pathname.startsWith(HERE.pathname)) return;
  const path = decodeURIComponent(pathname.slice(HERE.pathname.length)).replace(/(^|\/)$/, "$1index.html");
  if (!Object.hasOwn(FILES, path)) return;
  event.stopImmediatePropagation();
  event.respondWith(held(path));
});

// What nothing has asked for yet comes when the page says that it has time.
self.addEventListener("message", (event) => {
  if (event.data !== "fill") return;
  const fill = async () => {
    for (const path of Object.keys(FILES)) await held(path);
    await tell({ filled: true });
  };
  event.waitUntil(fill().catch(() => {}));
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys())
      if (name.startsWith("between-giants-python-") && name !== CACHE) await caches.delete(name);
  };
  event.waitUntil(clean());
});
