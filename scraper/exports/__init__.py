"""The archive as files: CSV with Data Package and CSV on the Web, Excel, JSON lines, Parquet, SQLite."""

from scraper.exports.address import export_to
from scraper.exports.folder import CHECKSUMS
from scraper.exports.run import Format, export

__all__ = ["CHECKSUMS", "Format", "export", "export_to"]
