"""Counts that hold no words and no people: what the city can learn from."""
