"""The catalogue as records of Open Referral's HSDS 3."""

from collections.abc import Mapping
from typing import Any

from babel import Locale

from bot.catalogue.hsds_schedules import openings
from bot.catalogue.hsds_terms import Record, attributes, identifier
from bot.catalogue.network import actors_of
from bot.catalogue.opening_hours import ALWAYS, STATE
from bot.catalogue.pages_words import web_address
from bot.catalogue.ranking import areas_of
from bot.texts.city import City

COUNTRY = "DE"
EVERY_DAY = "MO,TU,WE,TH,FR,SA,SU"


def service_record(place: Mapping[str, Any], city: City) -> Record:
    """Return a service with its one-to-one fields, as lists of services hold it."""
    own = organization_of(place, city)
    alerts = [place.get("alert"), place.get("check_first")]
    return _known(
        {
            "id": identifier(city, place["id"]),
            "organization_id": own["id"] if own else None,
            "name": place["name"],
            "alternate_name": "; ".join(place.get("alternate_names") or []),
            "description": place.get("description"),
            "url": web_address(place),
            "email": place.get("email"),
            "status": place.get("status", "active"),
            "application_process": place.get("application_process"),
            "fees_description": place.get("fees_description"),
            "eligibility_description": place.get("eligibility_description"),
            "minimum_age": place.get("minimum_age"),
            "maximum_age": place.get("maximum_age"),
            "assured_date": place.get("assured_date"),
            "alert": " ".join(filter(None, alerts)),
            "organization": own,
        }
    )


def full_service(place: Mapping[str, Any], city: City) -> Record:
    """Return a service with all that belongs to it."""
    slug, id = place["id"], identifier(city, place["id"])
    nested = {
        "phones": _phones(place, city),
        "schedules": _schedules(place, city),
        "service_areas": [
            {"id": identifier(city, slug, "area", area), "service_id": id, "name": name}
            for area in areas_of(dict(place))
            for name in [city.areas.get(area, area)]
        ],
        "service_at_locations": [
            {**link, "location": location} for link, location in _locations(place, city)
        ],
        "languages": [_language(code, place, city) for code in place.get("languages") or []],
        "attributes": attributes(place, city),
    }
    return {**service_record(place, city), **_known(nested)}


def organization_of(place: Mapping[str, Any], city: City) -> Record | None:
    """Return who runs a place; several together are one organization; None where not known."""
    actors = actors_of(place.get("organization"), city)
    if not actors:
        return None
    name = actors[0] if len(actors) == 1 else str(place["organization"])
    return {
        "id": identifier(city, "organization", name),
        "name": name,
        "description": f"Träger von Angeboten für Familien in {city.name}.",
    }


def at_location_records(place: Mapping[str, Any], city: City, full: bool) -> list[Record]:
    """Return where a service is given, a record each.

    The standard's own description of its API checks one of these as a service: with `name` and
    `status` it is right both ways.
    """
    service = full_service(place, city) if full else service_record(place, city)
    service.pop("service_at_locations", None)
    return [
        {
            **link,
            "name": place["name"],
            "status": service["status"],
            "location": location if full else _one_to_one(location),
            "service": service,
        }
        for link, location in _locations(place, city)
    ]


def _phones(place: Mapping[str, Any], city: City) -> list[Record]:
    return [
        _known(
            {
                "id": identifier(city, place["id"], "phone", phone["number"]),
                "service_id": identifier(city, place["id"]),
                "number": phone["number"],
                "type": "voice",
                "description": phone.get("description"),
            }
        )
        for phone in place.get("phones") or []
    ]


def _schedules(place: Mapping[str, Any], city: City) -> list[Record]:
    expression = place.get("opening_hours")
    if not expression:
        return []
    slug = place["id"]
    always = {"service_id": identifier(city, slug), "description": expression}
    if expression == ALWAYS:
        times = {"byday": EVERY_DAY, "opens_at": "00:00", "closes_at": "23:59"}
        own = {"id": identifier(city, slug, "schedule", ALWAYS), "freq": "WEEKLY"}
        return [{**own, **always, **times}]
    weekly = [
        {
            "id": identifier(city, slug, "schedule", str(number)),
            **always,
            "freq": "WEEKLY",
            "byday": ",".join(opening.days),
            "opens_at": opening.opens,
            "closes_at": opening.closes,
        }
        for number, opening in enumerate(openings(expression))
    ]
    return weekly or [{"id": identifier(city, slug, "schedule"), **always}]


def _locations(place: Mapping[str, Any], city: City) -> list[tuple[Record, Record]]:
    """Return the link and the location of each address."""
    slug, found = place["id"], []
    for number, address in enumerate(place.get("addresses") or []):
        location_id = identifier(city, slug, "location", str(number))
        link = {
            "id": identifier(city, slug, "at_location", str(number)),
            "service_id": identifier(city, slug),
            "location_id": location_id,
        }
        location = {
            "id": location_id,
            "location_type": "physical",
            "name": place["name"],
            "addresses": [_address(address, location_id, city)],
        }
        if described := place.get("accessibility"):
            access_id = identifier(city, slug, "accessibility", str(number))
            location["accessibility"] = [
                {"id": access_id, "location_id": location_id, "description": described}
            ]
        found.append((link, location))
    return found


def _address(address: Mapping[str, Any], location_id: str, city: City) -> Record:
    return {
        "id": identifier(city, location_id, "address"),
        "location_id": location_id,
        "address_1": address["address_1"],
        "city": address.get("city") or city.name,
        # The standard wants these; a postal code that nobody printed stays empty.
        "state_province": STATE,
        "postal_code": address.get("postal_code", ""),
        "country": COUNTRY,
        "address_type": "physical",
    }


def _one_to_one(location: Record) -> Record:
    return {key: value for key, value in location.items() if not isinstance(value, list)}


def _language(code: str, place: Mapping[str, Any], city: City) -> Record:
    return {
        "id": identifier(city, place["id"], "language", code),
        "service_id": identifier(city, place["id"]),
        "code": code,
        "name": Locale("de").languages.get(code, code),
    }


def _known(record: Record) -> Record:
    return {key: value for key, value in record.items() if value not in (None, "", [])}
