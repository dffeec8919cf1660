"""A resident's turn: safety first, then Rasa, then the sentences."""
