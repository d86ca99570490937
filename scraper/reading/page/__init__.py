"""The page: bytes of HTML or text to a `Document`, blocks in reading order with page furniture left out."""
