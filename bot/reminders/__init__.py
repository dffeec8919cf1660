"""Reminders of days that the catalogue knows: as a calendar file, and as a message."""
