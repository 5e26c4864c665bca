// Keeps the field page for days without a network: the exact list that the server wrote above, and nothing else.
// It never touches /field/v1/, and never takes over while somebody has the page open, unless the page asks for it.
/* global LISTED */

const CACHE = `field-${LISTED.version}`;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(LISTED.kept.map((each) => new Request(each, { cache: "reload" })))),
  );
});

self.addEventListener("activate", (event) => {
  const old = (names) => names.filter((name) => name.startsWith("field-") && name !== CACHE);
  event.waitUntil(caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) {
    return;
  }
  if (LISTED.kept.includes(address.pathname)) {
    event.respondWith(
      caches.open(CACHE).then(async (cache) => (await cache.match(address.pathname)) || fetch(event.request)),
    );
  }
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") {
    self.skipWaiting();
  }
});
