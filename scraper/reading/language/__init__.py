"""The language of such letters: sentences, printed marks, labels, voices, and the wordings in which they decide."""
