"""From the web chat to a messenger: a code takes topic and district along, and no words."""
