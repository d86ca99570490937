"""What was decided about a request, and the sentence that shows it."""
