"""Reads Arabic and Cyrillic languages typed in Latin letters, as people do without the keyboard."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.safety.lexicon import Lexicon

# A shorter part would be in half of all words.
_SHORTEST_PART = 3
_VOWELS = re.compile("[aeiouwy]")
_DOUBLED = re.compile(r"(.)\1+")
# What is typed was read as German: "ae" became "a".
_UMLAUT = re.compile("(?<=[aou])e")
_NEVER = re.compile("(?!)")
# Digits stand for the letters that Latin has none for: "3am", "7amel".
_DIGIT_INSIDE = re.compile("[a-z][235679]|[235679][a-z]")
# Two small words of a language give it away, or one long one; not far apart in a long message.
_TELLING = 2
_STRONG = 5
_WORDS_PER_TELLING = 6

_CYRILLIC = str.maketrans(
    dict(
        zip("абвгґдежзийклмнопрстуфхцчшщыэюяіїє", "abvggdezziiklmnoprstufhccssieuaiie", strict=True)
    )
    | {"ь": "", "ъ": "a", "’": ""}
)
_CYRILLIC_TYPED = (
    (re.compile("shch|sht|sch|sh|6"), "s"),
    (re.compile("zh"), "z"),
    (re.compile("kh|x"), "h"),
    (re.compile("ch|ts|tz|4"), "c"),
    (re.compile("w"), "v"),
    (re.compile("q"), "a"),
    (re.compile("[yj](?=[aeou])"), ""),
    (re.compile("[yj]"), "i"),
)
# In Bulgaria j is ж, and u stands for ъ; in the Ukraine h is г; elsewhere y or j with o is ё.
_OTHER_HABITS = (("yo", "e"), ("jo", "e"), ("j", "z"), ("u", "a"), ("h", "g"))

_ARABIC = str.maketrans(
    dict(zip("بتثجحخدذرزسشصضطظغفقكلمنهچگپ", "bttjhhddrdsSsdtdgfkklmnhjgb", strict=True))
    | dict.fromkeys("اأإآىةويءئؤعٱ", "")
)
_ARABIC_TYPED = (
    (re.compile("sh|ch"), "S"),
    (re.compile("kh|7|5|h"), "h"),
    (re.compile("th|6"), "t"),
    (re.compile("dh|z"), "d"),
    (re.compile("gh"), "g"),
    (re.compile("q|8|9"), "k"),
    (re.compile("[23']"), ""),
)

# Words that hardly stand in a message of another language, most of them in pairs.
_CYRILLIC_WORDS = frozenset(
    "ya ja menya menja mene meni mne moy moj moya moja moyu mij chto shto shcho hochu khochu"
    " ne na on ona vin vona iskam shte muzh muj muja cholovik tatko maika otchim vitchym"
    " rebenok dytyna dytynu dete deteto bebeto syn sin doch dochka donka donku mi me se da go"
    " mu sam sym kak yak kogda koli bolshe bilshe poveche doma vdoma vkashti sega seychas"
    " zaraz boyus boyusya strah u v i s za moga mogu mozhu pomogite pomogit papa mama nas vse"
    " vsichko mnogo ochen duzhe brat sestra".split()
)
_ARABIC_WORDS = frozenset(
    "ana jozi jawzi zawji zoji marti ibni ebni benti binti bnti waladi walad wlad el al w ma"
    " baddi bedi badi biddi fini feni men min kel kol yom mish mesh mo baba mama abi abouy"
    " ommi omi emmi akhi okhti habibi shou shu shoo keef halla2 hala2 bas bass inno enno la mn"
    " ba3d".split()
)


@dataclass(frozen=True)
class _Script:
    """How a script's words are brought to the form in which they meet what was typed.

    Args:
        letters: what tells the script.
        fold, fold_typed: bring a written and a typed word to that form.
        words, sign: what a message must have to be read that way.
        shortest: the length from which a word in that form still says something.
    """

    letters: re.Pattern[str]
    fold: Callable[[str], str]
    fold_typed: Callable[[str], Iterable[str]]
    words: frozenset[str]
    sign: re.Pattern[str]
    shortest: int


class Latin:
    """Keys of words that are typed in Latin letters and belong to another script.

    Args:
        entries: keys by written word, in all scripts.
    """

    def __init__(self, entries: Mapping[str, Iterable[str]]):
        self._lexicons = [(script, _lexicon(script, entries)) for script in _SCRIPTS]

    def keys(self, words: Sequence[str]) -> list[frozenset[str]]:
        """Return the keys of each word; none where the message is not written that way."""
        for script, lexicon in self._lexicons:
            if _is_typed(words, script):
                return [_keys(word, script, lexicon) for word in words]
        return []


def _is_typed(words: Sequence[str], script: _Script) -> bool:
    telling = {word for word in words if word in script.words or script.sign.search(word)}
    weight = sum(2 if len(word) >= _STRONG else 1 for word in telling)
    return weight >= _TELLING and weight * _WORDS_PER_TELLING >= len(words)


def _keys(word: str, script: _Script, lexicon: Lexicon) -> frozenset[str]:
    folded = [one for one in script.fold_typed(word) if len(one) >= script.shortest]
    return frozenset(key for one in folded for key in lexicon.keys(one))


def _lexicon(script: _Script, entries: Mapping[str, Iterable[str]]) -> Lexicon:
    folded: dict[str, set[str]] = defaultdict(set)
    for written, keys in entries.items():
        core = script.fold(written.strip("*"))
        start, end = written.startswith("*"), written.endswith("*")
        shortest = _SHORTEST_PART if start or end else script.shortest
        if script.letters.search(written) and len(core) >= shortest:
            folded[f"{'*' * start}{core}{'*' * end}"].update(keys)
    return Lexicon(folded, (), ())


def _fold_cyrillic(word: str) -> str:
    return _DOUBLED.sub(r"\1", _UMLAUT.sub("", word.translate(_CYRILLIC)))


def _fold_typed_cyrillic(word: str) -> set[str]:
    habits = {word} | {word.replace(one, other) for one, other in _OTHER_HABITS}
    return {_DOUBLED.sub(r"\1", _replaced(one, _CYRILLIC_TYPED)) for one in habits}


def _fold_arabic(word: str) -> str:
    return _DOUBLED.sub(r"\1", word.translate(_ARABIC))


def _fold_typed_arabic(word: str) -> set[str]:
    return {_DOUBLED.sub(r"\1", _VOWELS.sub("", _replaced(word, _ARABIC_TYPED)))}


def _replaced(word: str, rules: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for rule, letter in rules:
        word = rule.sub(letter, word)
    return word


_SCRIPTS = (
    _Script(
        re.compile("[а-яіїєґ]"), _fold_cyrillic, _fold_typed_cyrillic, _CYRILLIC_WORDS, _NEVER, 2
    ),
    _Script(re.compile("[ء-ي]"), _fold_arabic, _fold_typed_arabic, _ARABIC_WORDS, _DIGIT_INSIDE, 3),
)
