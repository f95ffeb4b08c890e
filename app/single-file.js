// For a course in one file. `layerwise build --single-file` puts it behind app.js and lab.js, in
// scripts of the page: what those declare is known here.

const packed = (name) => document.getElementById(`packed:${name}`).textContent;

async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
}
