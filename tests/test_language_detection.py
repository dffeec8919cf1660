"""In which language a message is written, short as people write."""

import pytest

from bot.language.detection import CERTAIN, Guess, LanguageDetector, detector
from bot.languages import LANGUAGES

SENTENCES = {
    "de": [
        "Ich suche eine Tagesmutter",
        "Mein Kind schläft nachts nicht durch",
        "wann macht ihr morgen auf",
        "wo krieg ich Geld für die Klassenfahrt",
        "Wir sind neu hierher gezogen",
        "brauch mal nen Rat wegen meiner Tochter",
    ],
    "en": [
        "I am looking for a childminder",
        "My daughter does not sleep at night",
        "when do you open tomorrow",
        "who can help us with the forms",
        "We just moved here last month",
        "is there a playgroup nearby",
    ],
    "tr": [
        "Çocuğum için bakıcı arıyorum",
        "Kızım geceleri uyumuyor",
        "yarın saat kaçta açıksınız",
        "formları doldurmama kim yardım eder",
        "buraya yeni taşındık",
        "yakında oyun grubu var mı",
    ],
    "ar": [
        "أبحث عن مربية لطفلي",
        "ابنتي لا تنام في الليل",
        "متى تفتحون غدا",
        "من يساعدني في ملء الاستمارة",
        "انتقلنا إلى هنا حديثا",
        "هل توجد مجموعة لعب قريبة",
    ],
    "ru": [
        "Я ищу няню для сына",
        "Моя дочь не спит по ночам",
        "во сколько вы завтра открываетесь",
        "кто поможет заполнить анкету",
        "мы недавно сюда переехали",
        "есть ли рядом детская группа",
    ],
    "uk": [
        "Шукаю няню для сина",
        "Моя донька не спить уночі",
        "о котрій ви завтра відчиняєтесь",
        "хто допоможе заповнити анкету",
        "ми нещодавно сюди переїхали",
        "чи є поруч дитяча група",
    ],
    "pl": [
        "Szukam opiekunki dla syna",
        "Moja córka nie śpi w nocy",
        "o której jutro otwieracie",
        "kto pomoże mi wypełnić wniosek",
        "niedawno się tu przeprowadziliśmy",
        "czy jest w pobliżu grupa zabaw",
    ],
    "ro": [
        "Caut o bonă pentru băiatul meu",
        "Fetița mea nu doarme noaptea",
        "la ce oră deschideți mâine",
        "cine mă ajută cu formularele",
        "ne-am mutat aici de curând",
        "există un grup de joacă aproape",
    ],
    "bg": [
        "Търся детегледачка за сина ми",
        "Дъщеря ми не спи през нощта",
        "кога отваряте утре",
        "кой ще ми помогне с формулярите",
        "скоро се преместихме тук",
        "има ли наблизо група за игри",
    ],
    "ku": [
        "Ez li dayîna zarokan digerim",
        "Keça min bi şev ranakeve",
        "hûn sibê kengî vedikin",
        "kî dikare alîkariya min bike",
        "em nû hatine vê derê",
        "li nêzîk koma lîstikê heye",
    ],
}
MIXED = [
    ("I need help with the Anmeldung for the Kita", "en"),
    ("Jugendamt randevusu nasıl alabilirim", "tr"),
    ("gdzie jest Familienzentrum i jak zrobić Anmeldung", "pl"),
    ("unde este Jobcenter și ce acte trebuie pentru Kindergeld", "ro"),
    ("как подать на Kindergeld, если нет Termin im Jugendamt", "ru"),
    ("де зробити Anmeldung у Kita", "uk"),
    ("как да подам молба за Elterngeld в Jugendamt", "bg"),
    ("أين أقدم Anmeldung في Familienzentrum Villa", "ar"),
    ("ji bo Kita Anmeldung divê ez herim ku derê", "ku"),
]
CASES = [(lang, text) for lang, texts in SENTENCES.items() for text in texts]


def lang_of(text: str) -> str | None:
    """Return the language of a text where it is certain."""
    guess = detector().guess(text)
    return guess.lang if guess and guess.is_certain else None


def test_there_are_six_sentences_of_every_language_that_is_spoken() -> None:
    assert {lang: len(texts) for lang, texts in SENTENCES.items()} == dict.fromkeys(LANGUAGES, 6)


@pytest.mark.parametrize(("lang", "text"), CASES)
def test_a_short_sentence_is_enough(lang: str, text: str) -> None:
    assert lang_of(text) == lang


@pytest.mark.parametrize(("text", "lang"), MIXED)
def test_german_nouns_do_not_make_it_german(text: str, lang: str) -> None:
    assert lang_of(text) == lang


@pytest.mark.parametrize("text", ["", "  ", "42", "12.11.2026", "5-7", "?!", "👶🏽 👍", "\n"])
def test_what_has_no_words_has_no_language(text: str) -> None:
    assert detector().guess(text) is None


@pytest.mark.parametrize("text", ["Delmenhorst", "Wollepark", "Düsternort", "delmenhorst 5"])
def test_names_of_places_are_of_no_language(text: str) -> None:
    assert detector().guess(text) is None


@pytest.mark.parametrize(
    ("text", "langs"),
    [
        ("Anmeldung Familienzentrum Villa Sprechstunde Jugendamt нет", {"bg", "ru", "uk"}),
        ("Wann ist die Anmeldung im Familienzentrum يا أخي", {"ar"}),
        ("можно Termin im Jugendamt Delmenhorst", {"bg", "ru", "uk"}),
    ],
)
def test_arabic_and_cyrillic_letters_count_more_than_german_words(
    text: str, langs: set[str]
) -> None:
    guess = detector().guess(text)

    assert guess and guess.lang in langs


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("cocugum icin kres ariyorum", "tr"),
        ("szukam przedszkola dla corki", "pl"),
        ("caut gradinita pentru fetita mea", "ro"),
        ("ICH SUCHE EINEN KITAPLATZ", "de"),
    ],
)
def test_it_is_recognised_without_accents_and_in_capitals(text: str, lang: str) -> None:
    assert lang_of(text) == lang


def test_a_certain_guess_is_one_beyond_the_limit() -> None:
    assert Guess("tr", CERTAIN).is_certain
    assert not Guess("tr", CERTAIN - 0.01).is_certain


def test_without_difference_it_is_not_certain() -> None:
    twins = LanguageDetector({"aa": ["eins zwei"], "bb": ["eins zwei"]})

    guess = twins.guess("eins")

    assert guess and guess.probability == pytest.approx(0.5)
    assert not guess.is_certain


@pytest.mark.parametrize("text", ["你好", "สวัสดี", "გამარჯობა"])
def test_letters_of_no_known_language_are_never_certain(text: str) -> None:
    assert lang_of(text) is None


def test_a_neutral_word_is_not_looked_at() -> None:
    samples = {"aa": ["wolle eins"], "bb": ["drei vier"]}

    assert LanguageDetector(samples, neutral=["Wolle"]).guess("WOLLE") is None
