"""The proof's arithmetic, checked by hand, and that missing data are a line and no crash."""

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

import bot.evaluation.judging
from bot.errors import LotseError
from bot.evaluation import proof, rivals
from bot.evaluation.calibration import bins, calibration_error, reliability
from bot.evaluation.confusion import Answer, confusion_pairs, grouped, shares
from bot.evaluation.heldout import Sentence
from bot.evaluation.judging import DOUBT, Vectors, decisions, judged
from bot.evaluation.learning_curve import draw
from bot.evaluation.material import MissingData, public_rows
from bot.evaluation.proof_page import page
from bot.evaluation.typos import misspell, misspellings
from bot.evaluation.xsid import LANGUAGES, _part
from bot.nlu.intent_judge import IntentJudge
from bot.nlu.intent_model import IntentModel
from bot.nlu.ngrams import Ngrams
from bot.nlu.second_opinion import SecondOpinion
from bot.nlu.thresholds import Thresholds

INTENTS = ["gruss", "kita_platz", "krise_gewalt"]
TEXTS = ["hallo", "kita", "angst"]


def answer(right: str, found: str, *, lang: str = "de", doubted: bool = False) -> Answer:
    sentence = Sentence("x", "schlicht", right, (), (), (), False, lang)
    return Answer(sentence, found, DOUBT if doubted else found, 0.9)


@pytest.fixture
def vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vectors:
    """Return vectors of encoders that are quick: numbers by chance, the same for a text."""

    def encoder(width: int) -> Any:
        def encode(texts: list[str]) -> np.ndarray:
            rows = [np.random.default_rng(len(text)).normal(size=width) for text in texts]
            return np.array(rows, np.float32)

        return encode

    monkeypatch.setattr(bot.evaluation.judging, "encode", encoder(512))
    for module in (bot.evaluation.judging, bot.nlu.second_opinion):
        monkeypatch.setattr(module, "encode_again", encoder(384))
    return Vectors(tmp_path / "cache")


@pytest.fixture
def judge() -> IntentJudge:
    """Return a judge with weights by chance, sure of some texts and not of others."""
    source = np.random.default_rng(1)
    ngrams = Ngrams.fit(TEXTS * 5)
    first = IntentModel(
        INTENTS,
        ngrams,
        source.normal(0, 0.1, (512, 3)).astype(np.float32),
        np.zeros((len(ngrams.index), 3), np.float32),
        np.zeros(3, np.float32),
        1.0,
    )
    weights = source.normal(0, 1, (384, 3)).astype(np.float32)
    second = SecondOpinion(np.zeros(384, np.float32), weights, np.zeros(3, np.float32), 1.0, 1.0)
    return IntentJudge(first, second, Thresholds(confidence=0.5, alarm=0.3))


def test_the_calibration_error_is_the_mean_gap_weighted_by_answers() -> None:
    classes = bins([0.95, 0.85, 0.85, 0.15], [True, True, False, False])

    assert [(item.low, item.sentences) for item in classes] == [(0.1, 1), (0.8, 2), (0.9, 1)]
    assert [item.accuracy for item in classes] == [0, 0.5, 1]
    # 1/4 · 0.15 + 2/4 · 0.35 + 1/4 · 0.05
    assert calibration_error(classes) == pytest.approx(0.225)


def test_certainty_falls_into_the_last_class() -> None:
    assert [item.low for item in bins([1.0, 0.99], [True, True])] == [0.9]


def test_a_group_without_sentences_has_no_reliability() -> None:
    assert set(reliability([0.5], [True], {"alle": [0], "de": []})) == {"alle"}


def test_the_curve_draws_without_putting_back_and_at_most_so_many() -> None:
    intents = ["a"] * 30 + ["b"] * 3
    rows = draw(intents, 5)

    assert len(rows) == len(set(rows))
    assert Counter(intents[row] for row in rows) == {"a": 5, "b": 3}


def test_a_larger_draw_holds_the_smaller_one_and_the_last_holds_all() -> None:
    intents = ["a", "b"] * 20

    assert set(draw(intents, 5)) < set(draw(intents, 10)) < set(draw(intents, None))
    assert draw(intents, None) == list(range(40))


def test_pairs_are_counted_the_most_frequent_first() -> None:
    answers = [
        answer("a", "b"),
        answer("a", "b"),
        answer("a", "a"),
        answer("b", "b", doubted=True),
    ]

    assert confusion_pairs(answers) == [
        {"right": "a", "found": "b", "times": 2},
        {"right": "b", "found": DOUBT, "times": 1},
    ]
    assert len(confusion_pairs(answers, most=1)) == 1


def test_a_group_is_right_doubted_or_wrong() -> None:
    answers = [
        answer("a", "a"),
        answer("a", "a", doubted=True),
        answer("a", "b"),
        answer("a", "b", doubted=True),
    ]

    found = shares(answers)

    assert (found["best"], found["right"]) == (0.5, 0.25)
    assert (found["doubted"], found["wrong"]) == (0.5, 0.25)
    assert shares([])["best"] is None


def test_groups_are_kept_apart() -> None:
    found = grouped([answer("a", "a"), answer("a", "b", lang="tr")], lambda item: item.lang)

    assert {name: values["best"] for name, values in found.items()} == {"de": 1, "tr": 0}


def test_many_at_once_are_judged_as_one_by_one(judge: IntentJudge, vectors: Vectors) -> None:
    texts = [*TEXTS, "ein längerer satz", "noch ein viel längerer satz"]
    meanings = vectors.first(texts)
    one_by_one = [judge.probabilities(*each) for each in zip(texts, meanings, strict=True)]

    assert judged(judge, texts, vectors) == pytest.approx(np.stack(one_by_one), abs=1e-5)


def test_a_decision_is_an_alarm_a_doubt_or_the_best(judge: IntentJudge) -> None:
    rows = np.array([[0.65, 0.0, 0.35], [0.45, 0.4, 0.15], [0.2, 0.7, 0.1]])

    assert decisions(judge, TEXTS, rows) == ["krise_gewalt", DOUBT, "kita_platz"]


def test_a_sentence_is_encoded_once_over_all_runs(
    vectors: Vectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = vectors.first(["eins", "drei!"])
    monkeypatch.setattr(bot.evaluation.judging, "encode", None)

    assert np.array_equal(Vectors(vectors.folder).first(["drei!", "eins"]), first[::-1])


def test_misspelled_words_keep_their_first_letters_size() -> None:
    wrong = {"adresse": ["addresse"]}

    assert misspell("Adresse, adresse!", wrong, Random(1)) == "Addresse, addresse!"
    assert misspell("Anschrift", wrong, Random(1)) == "Anschrift"


def test_misspellings_are_read_by_the_right_word(tmp_path: Path) -> None:
    rows = "wrong\tright\tsource\nAddresse\tAdresse\tx\nAdrese\tAdresse\tx\n"
    (tmp_path / "noise_misspellings_de.tsv").write_text(rows, "utf-8")

    assert misspellings(tmp_path) == {"adresse": ["addresse", "adrese"]}


def test_xsid_is_split_by_its_source(tmp_path: Path) -> None:
    rows = 'text\tintent\tsource\nein "Satz\ta\tx:de.valid\nzwei\tb\tx:de.test\n'
    (tmp_path / "xsid_de.tsv").write_text(rows, "utf-8")

    assert _part("de", "valid", tmp_path).texts == ['ein "Satz']
    assert _part("de", "test", tmp_path).intents == ["b"]


def test_missing_data_are_a_line_and_no_crash(tmp_path: Path) -> None:
    found = proof.or_line(lambda: public_rows("xsid_de.tsv", tmp_path))

    assert "xsid_de.tsv fehlt" in found["missing"]
    with pytest.raises(MissingData):
        misspellings(tmp_path)


def test_the_mean_of_other_languages_counts_each_language_once() -> None:
    langs = ["de", "tr", "tr", "tr", "en"]
    sentences = [answer("a", "a", lang=lang).sentence for lang in langs]

    found = rivals.scores(sentences, ["a", "a", "b", "b", "a"])

    assert found["tr"] == pytest.approx(1 / 3)
    assert found["others"] == pytest.approx((1 / 3 + 1) / 2)


def test_each_block_of_features_is_judged_alone(judge: IntentJudge, vectors: Vectors) -> None:
    lesson = proof.Lesson(TEXTS * 2, INTENTS * 2)

    found = rivals.by_parts(lesson, judge, TEXTS, vectors)

    assert set(found) == {rivals.FIRST, rivals.ENCODER, rivals.NGRAMS}
    assert found[rivals.NGRAMS] == INTENTS


def test_an_unknown_option_is_told(tmp_path: Path) -> None:
    with pytest.raises(LotseError, match="--alles"):
        proof.run(None, ["--alles"], tmp_path)  # type: ignore[arg-type]


def numbers(**changed: Any) -> dict[str, Any]:
    """Return a small set of everything that a proof finds."""
    answers = [answer("a", "a"), answer("a", "b"), answer("b", "b", lang="tr")]
    points = [{"per_intent": 5, "mean_per_intent": 4.5, "examples": 9, "accuracy": 0.5}]
    missing = {"missing": "Nicht gemessen."}
    about = {"measured": "2026-11-25", "fingerprint": "abc", "learned": 9, "intents": 2, "asked": 3}
    found = {
        "about": about,
        "chat": missing,
        "comparison": {rivals.OURS: {"de": 0.5, "tr": 1.0, "others": 1.0}, rivals.DEFAULT: {}},
        "groups": proof._groups(answers),
        "confusion": confusion_pairs(answers),
        "reliability": proof._reliability(answers),
        "learning_curve": points,
        "xsid": missing,
        "typos": missing,
    }
    return {**found, **changed}


def test_the_page_says_what_was_not_measured() -> None:
    text = page(numbers())

    assert text.count("\nNicht gemessen.\n") == 3
    assert f"| {rivals.DEFAULT} | – | – | – |" in text
    assert "| 5 | 4,500 | 9 | 0,500 |" in text


def test_the_page_says_from_when_the_default_is() -> None:
    origin = {"measured": "2026-11-01", "fingerprint": "alt"}

    assert "noch nie gemessen" in page(numbers())
    assert "gemessen am 2026-11-01, Stand `alt`" in page(numbers(default_from=origin))


def test_the_page_has_every_language_of_xsid() -> None:
    values = {"sentences": 4, "accuracy": 0.75, "refused": 1.0, "alarms": 0.0}
    measured = {"learned": 3, "intents": 2, "languages": dict.fromkeys(LANGUAGES, values)}

    row = "| diese Messung " + "| 0,750 " * len(LANGUAGES) + "|"

    assert row in page(numbers(xsid=measured))


def test_pictures_are_drawn_without_a_contender_that_was_not_measured(tmp_path: Path) -> None:
    found = numbers()
    proof.draw_comparison(found["comparison"], tmp_path / "a.png")
    proof.draw_curve(found["learning_curve"], tmp_path / "b.png")
    proof.draw_reliability(found["reliability"], tmp_path / "c.png")

    assert all((tmp_path / f"{name}.png").stat().st_size for name in "abc")
