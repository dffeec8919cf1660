"""The sentences: from a response's name and values to what a resident reads."""
