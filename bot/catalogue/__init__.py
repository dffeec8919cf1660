"""The service catalogue: what the city offers, ranked for a question, over HTTP."""
