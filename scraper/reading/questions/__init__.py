"""The questions of a request, their lettered parts, and the answer to each."""
