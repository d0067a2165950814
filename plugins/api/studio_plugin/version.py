"""Version of the contract. A manifest names the one it was written for (`api = 1`)."""

from __future__ import annotations

API_VERSION = 1
