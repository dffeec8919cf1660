"""Answers crises: comfort, what to do now, who helps, and how it goes on. Needs nobody else."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.chat.tokens import Tokens
from bot.chat.turn import Message, Referral, Reply
from bot.safety.detector import CrisisDetector, Finding
from bot.safety.helplines import Help, Helplines
from bot.texts.city import SEED
from bot.texts.library import Library
from bot.texts.numbers import spoken_date
from bot.texts.texts import Texts

STATUS = "crisis"
DAY_AND_NIGHT = "24/7"
# Who writes in a language without an answer of its own may still read this one.
_COMMON_LANGUAGE = "en"


@cache
def _the_detector() -> CrisisDetector:
    """Return the detector of the project's own patterns; to read them takes a second."""
    return CrisisDetector.from_folder()


class CrisisReplies:
    """Recognises crises and makes their replies.

    Args:
        library: the sentences of all languages.
        tokens: signs conversations.
        seed: the catalogue's files, read once; a database may be down when it matters.
    """

    def __init__(self, library: Library, tokens: Tokens, seed: Path = SEED):
        self._library = library
        self._tokens = tokens
        self._detector = _the_detector()
        self._helplines = Helplines.from_file()
        self._services = {id: _read(seed, id) for id in self._needed_services()}

    def reply_to(
        self, text: str, conversation_id: str, lang: str | None = None, style: str | None = None
    ) -> Reply | None:
        """Return the reply to a crisis in the words, None where there is none.

        Args:
            text: the words.
            conversation_id: the conversation's id.
            lang, style: as chosen or recognised; None answers in the language of the pattern.
        """
        finding = self._detector.detect(text)
        if finding is None:
            return None
        return self._reply(finding, conversation_id, lang or finding.lang, style)

    def reply_for(
        self,
        crisis: str,
        text: str,
        conversation_id: str,
        lang: str = "de",
        style: str | None = None,
    ) -> Reply:
        """Return the reply to a crisis that the classifier found.

        Args:
            crisis: the class.
            text: the words; who writes and what else they say changes the help.
            conversation_id: the conversation's id.
            lang, style: how the conversation is answered.
        """
        finding = self._detector.describe(crisis, text)
        return self._reply(finding, conversation_id, lang, style)

    def _reply(self, finding: Finding, conversation_id: str, lang: str, style: str | None) -> Reply:
        help = self._helplines.for_finding(finding)
        texts = self._texts(lang, style, help)
        return Reply(
            conversation=self._tokens.conversation_token(conversation_id),
            status=STATUS,
            messages=[
                *self._in_own_language(lang, texts),
                self._message(texts, help, finding.is_young),
            ],
            lang=texts.lang,
            crisis=finding.crisis,
        )

    def _texts(self, lang: str, style: str | None, help: Help) -> Texts:
        """Return the language's texts where this answer is translated, else the German ones."""
        texts, german = self._library.texts(lang, style), self._library.german
        name = f"utter_krise_{help.text}"
        return german if texts.sentences[name] == german.sentences[name] else texts

    def _in_own_language(self, lang: str, texts: Texts) -> list[Message]:
        """Return the emergency numbers in the resident's language before an answer in German."""
        if lang == texts.lang:
            return []
        known = lang if f"utter_krise_in_{lang}" in texts.sentences else _COMMON_LANGUAGE
        return [Message(texts.render(f"utter_krise_in_{known}", {}), lang=known)]

    def _message(self, texts: Texts, help: Help, is_young: bool) -> Message:
        services = [self._services[id] for id in help.services]
        end = "utter_krise_weiter_jung" if is_young else "utter_krise_weiter"
        lines = [
            texts.render(f"utter_krise_{help.text}", {}),
            *(_line(texts, service) for service in services if service.get("phones")),
            texts.render(end, {}),
        ]
        referrals = [_referral(texts, service) for service in services]
        return Message("\n".join(lines), lang=texts.lang, services=referrals)

    def _needed_services(self) -> set[str]:
        rows = [row for rows in self._helplines.rows.values() for row in rows]
        return {id for row in rows for id in row.services}


def _line(texts: Texts, service: Mapping[str, Any]) -> str:
    values = {
        "name": service["name"],
        "telefon": " / ".join(str(phone["number"]) for phone in service["phones"]),
        "zeit": _hours(texts, service),
    }
    return texts.render("utter_krise_hilfetelefon", values)


def _hours(texts: Texts, service: Mapping[str, Any]) -> str:
    """Return when somebody answers; whatever is not day and night says how old it is."""
    if service.get("opening_hours") == DAY_AND_NIGHT:
        return texts.render("utter_krise_tag_und_nacht", {})
    described = service["phones"][0].get("description")
    if described:
        return str(described)
    assured = service.get("assured_date")
    if not assured:
        return texts.render("utter_krise_stand_unbekannt", {})
    return texts.render("utter_krise_stand", {"stand": spoken_date(str(assured), texts.lang)})


def _referral(texts: Texts, service: Mapping[str, Any]) -> Referral:
    assured = service.get("assured_date")
    reason = texts.render(f"utter_krise_grund_{service['id'].replace('-', '_')}", {})
    return Referral(service["id"], service["name"], reason, str(assured) if assured else None)


def _read(seed: Path, service_id: str) -> dict[str, Any]:
    file = seed / "services" / f"{service_id}.yml"
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
