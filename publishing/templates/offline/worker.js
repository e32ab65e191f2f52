// The one service worker of a book and of the Python beside it: what was loaded once is there without a network. What it
// holds is named by its content, and FILES says which content each path has in the version that this worker belongs to:
// files of two versions never meet, and what a new one shares with the old isn't fetched again. A new version takes over
// when no tab of the old is open, or when the only one asks it to. publishing/offline.py puts VERSION, FILES,
// {path: [the beginning of its SHA-256, bytes that come over the line]}, and AT_ONCE, the paths that every page needs,
// before this.

const HERE = new URL(".", location.href);
const CACHE = `between-giants ${HERE.pathname}`; // other books may lie at the same host
const PARTS = { book: (path) => !/^(python|slides)\//.test(path), python: (path) => path.startsWith("python/") };
const AT_A_TIME = 6;
const A_STEP = 1e6; // bytes: a browser ends what takes a worker minutes
const NEEDED = /frames\/([0-9a-f]{16}\.svg)|"views":"([0-9a-f]{16})"/g; // by a page, once its reader scrolls
const coming = new Map();

const within = (path) => new URL(path, HERE);
const listOf = (version) => within(`held/list-${version}`);
const nameOf = (path, files = FILES) => within(`held/${files[path][0]}.${path.split(".").pop()}`).href;
const kept = () => caches.open(CACHE);
const namesKept = async () => new Set((await (await kept()).keys()).map(({ url }) => url));

// The path in FILES that an address leads to; null where none does.
function pathOf(address) {
  const { origin, pathname } = new URL(address);
  if (origin !== HERE.origin || !pathname.startsWith(HERE.pathname)) return null;
  const path = decodeURIComponent(pathname.slice(HERE.pathname.length)).replace(/(^|\/)$/, "$1index.html");
  return Object.hasOwn(FILES, path) ? path : null;
}

async function hashOf(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Renewed extends Error {} // the network has another version of a file

// A file of this version, from the network, and kept; and why it could not be kept. It fails where it can't be had.
async function fetched(path) {
  for (const mode of ["default", "reload"]) {
    const answer = await fetch(within(path), { cache: mode });
    const content = await answer.arrayBuffer();
    if (!answer.ok || (await hashOf(content)) !== FILES[path][0]) continue;
    const headers = { "content-type": answer.headers.get("content-type") || "application/octet-stream" };
    const failed = (problem) => problem;
    const problem = await (await kept()).put(nameOf(path), new Response(content, { headers })).then(() => null, failed);
    return [new Response(content, { headers }), problem];
  }
  throw new Renewed(path);
}

// A file of this version. must: whether it is of no use where it can't be kept.
async function held(path, must = false) {
  const found = await (await kept()).match(nameOf(path));
  if (found) return found;
  if (!coming.has(path)) {
    coming.set(
      path,
      fetched(path).finally(() => coming.delete(path)),
    );
  }
  const [answer, problem] = await coming.get(path);
  if (must && problem) throw problem;
  return answer.clone();
}

// Have all these. What came stays, also where one fails.
async function bring(paths) {
  const left = await lacking(paths);
  const one = async () => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) await held(path, true);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, one));
}

async function lacking(paths) {
  const names = await namesKept();
  return [...new Set(paths)].filter((path) => Object.hasOwn(FILES, path) && !names.has(nameOf(path)));
}

async function needsOf(path) {
  const text = path.endsWith(".html") ? await (await held(path)).text() : "";
  return [...text.matchAll(NEEDED)].map(([, picture, views]) => `frames/${picture ?? `${views}.js`}`);
}

const bytes = (paths) => paths.reduce((sum, path) => sum + FILES[path][1], 0);

// {part: [bytes that are not here, all bytes]}; a part that is all here lacks none.
async function status() {
  const of = async (part) => {
    const paths = Object.keys(FILES).filter(PARTS[part]);
    return [part, [bytes(await lacking(paths)), bytes(paths)]];
  };
  return Object.fromEntries(await Promise.all(Object.keys(PARTS).map(of)));
}

const others = async () => {
  const all = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  return all.filter(({ url }) => url.startsWith(HERE.href));
};
const tell = async (message) => {
  for (const client of await others()) client.postMessage(message);
};

// ---- what is asked for

async function answer(path, { mode }) {
  try {
    return await held(path);
  } catch (problem) {
    if (problem instanceof Renewed) {
      registration.update().catch(() => {});
      await tell({ renewed: true });
    }
    return mode === "navigate" ? instead(problem instanceof Renewed ? "renewed" : "offline", path) : Response.error();
  }
}

const instead = (page, path) => Response.redirect(within(`${page}.html#${encodeURIComponent(path)}`), 302);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = request.method === "GET" ? pathOf(request.url) : null;
  if (path !== null) event.respondWith(answer(path, request));
  else if (request.mode === "navigate" && request.method === "GET")
    event.respondWith(fetch(request).catch(() => instead("offline", "")));
});

// ---- what pages say

const reasonOf = (problem) =>
  problem instanceof Renewed ? "renewed" : problem.name === "QuotaExceededError" ? "room" : "network";

const WISHES = {
  // This page is open: it is to be here whole, as far as it goes without asking.
  async visited(_, source) {
    const path = pathOf(source.url);
    if (path !== null && PARTS.book(path)) await bring([...AT_ONCE, path, ...(await needsOf(path))]);
  },
  // The next megabyte of these parts; a page asks again until nothing is left.
  async keep(parts) {
    const next = [];
    for (const path of await lacking(Object.keys(FILES).filter((path) => parts.some((part) => PARTS[part](path))))) {
      if (bytes(next) < A_STEP) next.push(path);
    }
    await bring(next);
  },
  async remove() {
    await caches.delete(CACHE);
    await note();
  },
  async takeOver(always) {
    if (always || (await others()).length < 2) await skipWaiting();
    else await tell({ waits: true });
  },
  async status() {},
};

self.addEventListener("message", (event) => {
  const [[wish, value]] = Object.entries(Object(event.data));
  if (!Object.hasOwn(WISHES, wish)) return;
  const work = async () => {
    let failed = "";
    try {
      await WISHES[wish](value, event.source);
    } catch (problem) {
      failed = reasonOf(problem);
      if (failed === "renewed") registration.update().catch(() => {});
    }
    await tell({ wish, failed, status: await status() });
  };
  event.waitUntil(work());
});

// ---- a new version

// Which content each path has, for the version that follows.
const note = async () => (await kept()).put(listOf(VERSION), new Response(JSON.stringify(FILES)));

// What an earlier version has here, this one has, too, before it takes over: pages, and parts that were kept whole.
async function inherited() {
  const names = await namesKept();
  const paths = [];
  for (const name of names) {
    if (!name.startsWith(listOf("").href) || name === listOf(VERSION).href) continue;
    const files = await (await (await kept()).match(name)).json();
    const had = (path) => names.has(nameOf(path, files));
    paths.push(...Object.keys(files).filter(had));
    for (const belongs of Object.values(PARTS)) {
      const part = Object.keys(files).filter(belongs);
      if (part.length && part.every(had)) paths.push(...Object.keys(FILES).filter(belongs));
    }
  }
  return paths.filter((path) => Object.hasOwn(FILES, path));
}

self.addEventListener("install", (event) => {
  const install = async () => {
    try {
      await bring(AT_ONCE);
      const paths = await inherited();
      await bring(paths);
      for (const path of paths) await bring(await needsOf(path));
    } catch (problem) {
      if (reasonOf(problem) !== "room") throw problem; // else it is tried again at the next visit
    }
    await note().catch(() => {}); // where there is no room the book still opens
  };
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const used = new Set([listOf(VERSION).href, ...Object.keys(FILES).map((path) => nameOf(path))]);
    const cache = await kept();
    for (const name of await namesKept()) if (!used.has(name)) await cache.delete(name);
    await clients.claim();
  };
  event.waitUntil(clean());
});
