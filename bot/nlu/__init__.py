"""Rasa's graph components of this project, one a file."""
