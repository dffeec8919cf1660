"""German words, ages and meanings: what understanding and catalogue share. Knows no Rasa."""
