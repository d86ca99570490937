"""The published copy: what `foi serve` shows and hands out, apart from the archive that refreshes write to.

`run` makes a copy and checks it; `generations` knows the folder it lies in and puts one copy in the place of another.
"""

from scraper.publish.generations import downloads_of, published_copy
from scraper.publish.run import Published, publish, publish_without

__all__ = ["Published", "downloads_of", "publish", "publish_without", "published_copy"]
