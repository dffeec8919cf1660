"""Which words of a service the full-text index holds."""

from bot.catalogue.seed import Service
from bot.language.terms import terms

_FIELDS = ("name", "description", "organization", "eligibility_description", "application_process")
_LISTS = ("alternate_names", "typical_questions")


def words_of(service: Service) -> list[str]:
    """Return the words of a service's texts, folded, as base forms, compounds split."""
    return [word for text in texts_of(service) for word in terms(text)]


def texts_of(service: Service) -> list[str]:
    """Return the texts of a service that say what it is about."""
    texts = [service[field] for field in _FIELDS if service.get(field)]
    return texts + [text for field in _LISTS for text in service.get(field) or []]
