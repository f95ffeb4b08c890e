"""Parcel tracker: where is my parcel, and what did it cost to send."""
