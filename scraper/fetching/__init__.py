"""The network, politely: one client for a run, captures on disk, and the web's archive as fallback."""

from scraper.fetching.client import PoliteClient, Session
from scraper.fetching.manners import Fetched, Manners

__all__ = ["Fetched", "Manners", "PoliteClient", "Session"]
