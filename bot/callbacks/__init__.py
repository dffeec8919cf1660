"""Callbacks: a resident asks to be called by a human being, and the office learns of it."""
