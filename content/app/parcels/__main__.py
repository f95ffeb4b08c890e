"""Entry point: `python3 -m parcels`."""

import os

from parcels.store import open_store
from parcels.web import serve


def main() -> None:
    serve(open_store(os.environ), port=int(os.environ.get("PORT", "8080")))


if __name__ == "__main__":
    main()
