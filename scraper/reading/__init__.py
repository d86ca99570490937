"""Reading: the bytes of a page or letter to one record. Pure; no file, socket or clock."""

from scraper.reading.response import READER_VERSION, read_response, read_responses

__all__ = ["READER_VERSION", "read_response", "read_responses"]
