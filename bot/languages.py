"""The languages residents are answered in, German first."""

LANGUAGES = ("de", "en", "tr", "ar", "ru", "uk", "pl", "ro", "bg", "ku")
