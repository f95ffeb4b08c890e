import unittest

from parcels.store import MemoryStore, Parcel
from parcels.web import answer


class Answers(unittest.TestCase):
    store = MemoryStore([Parcel("DEMO-1", "A", 1200, "sorting centre")])

    def test_known_parcel(self):
        status, body = answer(self.store, "/parcels/DEMO-1")
        self.assertEqual((status, body["place"], body["cents"]), (200, "sorting centre", 590))

    def test_unknown_parcel(self):
        self.assertEqual(answer(self.store, "/parcels/NONE")[0], 404)

    def test_health(self):
        self.assertEqual(answer(self.store, "/healthz"), (200, {"ok": True}))


if __name__ == "__main__":
    unittest.main()
