"""Where the project hooks into Rasa by class path: channel, tracker store, texts, one patch."""
