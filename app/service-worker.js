// Keeps the course and answers without a network. `sw.js` names the files, and sends for Workbox
// and then for this.

const { PrecacheController, PrecacheRoute } = workbox.precaching;

const sizes = new Map(
  FILES.map(([address, , bytes]) => [new URL(address, registration.scope).href, bytes]),
);
let kept = 0;

const counted = {
  async handlerDidComplete({ event, request, error }) {
    if (event.type !== "install" || error) return;
    kept += sizes.get(request.url) ?? 0;
    const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
    for (const page of pages) page.postMessage({ kept });
  },
};

const controller = new PrecacheController({ plugins: [counted] });
controller.precache(FILES.map(([url, revision]) => ({ url, revision })));
workbox.routing.registerRoute(
  new PrecacheRoute(controller, {
    // Pages are kept under the address that links have, which is their folder's.
    directoryIndex: null,
    cleanURLs: false,
    urlManipulation: ({ url }) =>
      url.pathname.endsWith("/index.html") ? [new URL("./", url)] : [],
    // A question mark asks no static host for another page.
    ignoreURLParametersMatching: [/./],
  }),
);

// Until the reader says so, the version that was kept before goes on.
addEventListener("message", ({ data }) => {
  if (data === "take over") skipWaiting();
});
// The very first version serves the page that asked for it, at once.
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
