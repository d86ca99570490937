"""Facts about the letter: its dates, its reference, the force it is of."""
