"""The letter: blocks of a document to request, response and complaint-rights text, by labels and by voice."""
