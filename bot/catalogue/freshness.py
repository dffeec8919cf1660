"""Whether a service may be offered, and whether its facts are old."""

from datetime import date, timedelta

from bot.catalogue.seed import Service

# Half a year: offices change with school years and budgets.
FRESH_FOR = timedelta(days=180)


def is_offered(service: Service, today: date) -> bool:
    """Tell whether a service may be offered: active, and inside its validity."""
    starts, ends = service.get("valid_from"), service.get("valid_to")
    return (
        service.get("status", "active") == "active"
        and (not starts or date.fromisoformat(starts) <= today)
        and (not ends or today <= date.fromisoformat(ends))
    )


def is_stale(service: Service, today: date) -> bool:
    """Tell whether nobody has assured the facts for 180 days."""
    assured = service.get("assured_date")
    return not assured or date.fromisoformat(assured) + FRESH_FOR < today
