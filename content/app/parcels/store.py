"""Where parcels are kept: PostgreSQL when a host is configured, else memory."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

PASSWORD_FILE = "/run/secrets/db_password"


@dataclass(frozen=True)
class Parcel:
    """One parcel and its last known place."""

    code: str
    zone: str
    grams: int
    place: str

    def as_json(self) -> dict:
        return asdict(self)


class Store(Protocol):
    """What the web part needs of a store."""

    def find(self, code: str) -> Parcel | None: ...


class MemoryStore:
    """A handful of parcels for development and tests."""

    def __init__(self, parcels: list[Parcel]) -> None:
        self._parcels = {parcel.code: parcel for parcel in parcels}

    def find(self, code: str) -> Parcel | None:
        return self._parcels.get(code)


class PostgresStore:
    """Reads the table of `schema.sql`."""

    def __init__(self, host: str, password: str) -> None:
        self._host = host
        self._password = password

    def find(self, code: str) -> Parcel | None:
        import psycopg

        with psycopg.connect(
            host=self._host, user="parcels", dbname="parcels", password=self._password
        ) as connection:
            row = connection.execute(
                "SELECT code, zone, grams, place FROM parcel WHERE code = %s", (code,)
            ).fetchone()
        return Parcel(*row) if row else None


def open_store(environment: Mapping[str, str]) -> Store:
    """The password is read from a file that is mounted when the container starts, never from the image."""
    host = environment.get("DB_HOST")
    if not host:
        return MemoryStore([Parcel("DEMO-1", "A", 1200, "sorting centre")])
    path = Path(environment.get("DB_PASSWORD_FILE", PASSWORD_FILE))
    return PostgresStore(host, path.read_text(encoding="utf-8").strip())
