"""Custom actions: they read what was understood, ask the catalogue, and name a response.

They write no sentence, keep no state of their own and import nothing heavy.
"""
