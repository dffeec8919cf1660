"""A place as data that machines read in its page: schema.org's GovernmentService."""

from collections.abc import Mapping
from typing import Any

from bot.catalogue.hsds_schedules import Opening, openings
from bot.catalogue.opening_hours import ALWAYS
from bot.catalogue.pages_words import Place, dial, kind_of, web_address
from bot.catalogue.ranking import areas_of
from bot.texts.city import City

_DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
Data = dict[str, Any]


def linked_data(place: Place, city: City, page: str) -> Data:
    """Return a place as JSON-LD; what is not known is left out.

    Args:
        place: as the catalogue gives it.
        city: names of districts and topics.
        page: the address of the place's page.
    """
    topics = [*place["topics"].get("main", []), *place["topics"].get("also", [])]
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "GovernmentService",
            "@id": page,
            "url": page,
            "identifier": place["id"],
            "name": place["name"],
            "alternateName": place.get("alternate_names"),
            "description": place.get("description"),
            "serviceType": kind_of(place),
            "keywords": [city.topics.get(topic, topic) for topic in topics],
            "provider": _named("Organization", place.get("organization")),
            "areaServed": _areas(place, city),
            "audience": _audience(place),
            "availableChannel": _channels(place, city),
            "hoursAvailable": [_hours(item) for item in _openings(place)],
            "offers": _known({"@type": "Offer", "description": place.get("fees_description")}, 1),
        }
    )


def _known(data: Data, besides: int = 0) -> Data:
    """Leave out what is empty; nothing at all where only `besides` entries are left."""
    known = {key: value for key, value in data.items() if value not in (None, "", [], {})}
    return known if len(known) > besides else {}


def _named(kind: str, name: str | None) -> Data:
    return {"@type": kind, "name": name} if name else {}


def _areas(place: Place, city: City) -> list[Data]:
    areas = [_named("Place", city.areas.get(id, id)) for id in areas_of(dict(place))]
    # Helplines are there for the whole country.
    return areas or ([] if place["type"] == "notruf" else [_named("City", city.name)])


def _audience(place: Place) -> Data:
    return _known(
        {
            "@type": "PeopleAudience",
            "audienceType": place.get("eligibility_description"),
            "suggestedMinAge": place.get("minimum_age"),
            "suggestedMaxAge": place.get("maximum_age"),
        },
        1,
    )


def _channels(place: Place, city: City) -> list[Data]:
    phones = [
        _known(
            {
                "@type": "ContactPoint",
                "telephone": dial(phone["number"]),
                "description": phone.get("description"),
            }
        )
        for phone in place.get("phones") or []
    ]
    channels: list[Data] = [{"servicePhone": phone} for phone in phones]
    channels += [
        {"serviceLocation": {"@type": "Place", "address": _address(address, city)}}
        for address in place.get("addresses") or []
    ]
    if email := place.get("email"):
        channels.append({"servicePhone": {"@type": "ContactPoint", "email": email}})
    if web := web_address(place):
        channels.append({"serviceUrl": web})
    languages = place.get("languages")
    return [
        _known({"@type": "ServiceChannel", **channel, "availableLanguage": languages})
        for channel in channels
    ]


def _address(address: Mapping[str, Any], city: City) -> Data:
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": address["address_1"],
            "postalCode": address.get("postal_code"),
            "addressLocality": address.get("city") or city.name,
            "addressCountry": "DE",
        }
    )


def _openings(place: Place) -> list[Opening]:
    expression = place.get("opening_hours") or ""
    if expression == ALWAYS:
        return [Opening(tuple(_DAYS), "00:00", "23:59")]
    return openings(expression)


def _hours(opening: Opening) -> Data:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"https://schema.org/{_DAYS[day]}" for day in opening.days],
        "opens": opening.opens,
        "closes": opening.closes,
    }
