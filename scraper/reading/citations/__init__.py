"""The provisions a letter names, the law each belongs to, and whether the force itself relies on it."""
