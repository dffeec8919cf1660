"""The words with which residents ask for one thing about a place, or for a language."""

# By what is asked for: words and phrases between commas. Umlauts and capitals don't matter.
WORDS = {
    "oeffnungszeiten": """öffnungszeit, öffnungszeiten, offen, geöffnet, geschlossen, sprechzeit,
        sprechzeiten, sprechstunde, uhrzeit, wann auf, auf heute, machen auf, haben auf, hat auf,
        haben die auf, hat die auf, hat das auf, opening hours, open today""",
    "adresse": """adresse, anschrift, straße, hausnummer, wie komme ich hin, wo finde ich, wo ist,
        wo liegt, address""",
    "telefon": """telefon, telefonnummer, nummer, anrufen, telefonisch, mail, email, e mail,
        erreichen, kontakt, website, internetseite, homepage, phone number""",
    "kosten": """kosten, kostet, kostenlos, kostenfrei, gratis, umsonst, gebühr, gebühren, preis,
        preise, bezahlen, zahlen, teuer, beitrag, beiträge, for free, cost""",
    "anmeldung": """anmelden, anmeldung, anmeldefrist, termin, termine, mitbringen, unterlagen,
        voranmeldung, registrieren, bewerben, vorbei kommen, einfach hingehen""",
    "barrierefreiheit": """barrierefrei, barrierefreiheit, rollstuhl, rollator, aufzug, fahrstuhl,
        rampe, stufen, stufenlos, treppe, kinderwagen, ebenerdig, gehbehindert, gehbehinderung,
        behindertengerecht""",
    "sprachen": """dolmetscher, übersetzer, übersetzung, sprachen, spricht jemand, sprechen sie,
        welche sprache, auf türkisch, auf arabisch, auf russisch, speak english""",
    "traeger": """träger, betreiber, betreibt, trägerschaft, wer steckt dahinter, gehört zu""",
    "zielgruppe": """zielgruppe, altersgrenze, für wen, wer darf, welches alter, ab welchem alter,
        bis zu welchem alter, für alle""",
}

# Languages by their German name and their own.
LANGUAGES = {
    "de": "deutsch, german, almanca, niemiecki, nemecki",
    "en": "englisch, english, ingilizce, angielski",
    "tr": "türkisch, türkçe, turkish",
    "ar": "arabisch, العربية, arabic, arapca",
    "ru": "russisch, русский, по-русски, russian",
    "uk": "ukrainisch, українська, українською, ukrainian",
    "pl": "polnisch, polski, po polsku, polish",
    "ro": "rumänisch, română, romanian, romana",
    "bg": "bulgarisch, български, bulgarian",
    "ku": "kurdisch, kurmandschi, kurmancî, kurdî, kurdish, kurmanci",
}


def phrases() -> dict[str, str]:
    """Return what is asked for by word or phrase."""
    return {
        " ".join(phrase.split()): asked
        for asked, words in WORDS.items()
        for phrase in words.split(",")
    }


def languages() -> dict[str, str]:
    """Return languages' codes by their names."""
    return {name.strip(): lang for lang, names in LANGUAGES.items() for name in names.split(",")}
