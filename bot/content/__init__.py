"""Intents, examples, rules and German texts as one object: load it, check it."""
