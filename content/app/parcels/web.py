"""The web part: `GET /parcels/<code>` and `GET /healthz`, JSON both."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from parcels.price import cents_for
from parcels.store import Store


def answer(store: Store, path: str) -> tuple[int, dict]:
    """Status and body for a GET of `path`."""
    if path == "/healthz":
        return 200, {"ok": True}
    if path.startswith("/parcels/"):
        parcel = store.find(path.removeprefix("/parcels/"))
        if parcel is None:
            return 404, {"error": "no such parcel"}
        return 200, parcel.as_json() | {"cents": cents_for(parcel.zone, parcel.grams)}
    return 404, {"error": "no such page"}


def serve(store: Store, port: int) -> None:
    """Serves until the process is stopped."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answer(store, self.path)
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    ThreadingHTTPServer(("", port), Handler).serve_forever()
