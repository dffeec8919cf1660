"""Training and held-out sentences stay apart, and there are enough of the latter."""

from pathlib import Path

import pytest
import yaml

from bot.content.content import Content, Example
from bot.content.heldout import check_heldout
from bot.content.problem import Problem


def trained(*texts: str, file: str = "data/nlu.yml") -> list[Example]:
    return [Example("gruss", text, file, line) for line, text in enumerate(texts, start=4)]


def checked(folder: Path, examples: list[Example], **files: list[str]) -> list[Problem]:
    """Check examples against files of held-out sentences, by name of file."""
    for name, texts in files.items():
        rows = "".join(f"- text: '{text}'\n  intent: gruss\n" for text in texts)
        (folder / f"{name}.yml").write_text(rows, "utf-8")
    return list(check_heldout(Content(examples=examples), folder))


def test_other_sentences_in_good_number_are_no_problem(tmp_path: Path) -> None:
    assert not checked(tmp_path, trained("moin", "hallo"), gruss=["guten morgen"])


@pytest.mark.parametrize("twin", ["Grüß Gott", "gruess gott", "Grüß Gott!", "GRÜSS  GOTT"])
def test_a_held_out_sentence_in_training_is_told_however_it_is_written(
    tmp_path: Path, twin: str
) -> None:
    (problem,) = checked(tmp_path, trained("moin", twin), gruss=["grüß gott"])

    assert (problem.level, problem.file, problem.line) == ("FEHLER", "data/nlu.yml", 5)
    assert "tests/heldout/gruss.yml" in problem.message


def test_a_longer_sentence_is_another_one(tmp_path: Path) -> None:
    assert not checked(tmp_path, trained("grüß gott zusammen"), gruss=["grüß gott"])


def test_signs_without_letters_are_compared_as_they_are(tmp_path: Path) -> None:
    assert not checked(tmp_path, trained("👋"), gruss=["?"])
    assert checked(tmp_path, trained("👋"), gruss=["👋"])


def test_a_conversation_counts_as_many_sentences_as_it_has_turns(tmp_path: Path) -> None:
    turns = [{"text": "eins"}, {"text": "zwei"}]
    (tmp_path / "gespraeche.yml").write_text(yaml.safe_dump([{"name": "n", "turns": turns}]))

    assert not list(check_heldout(Content(examples=trained(*"abcd")), tmp_path))


def test_german_needs_half_as_many_sentences(tmp_path: Path) -> None:
    (problem,) = checked(tmp_path, trained("a", "b", "c"), gruss=["d"])

    assert "Nur 1 Prüfsätze für 3 Beispiele in „de“" in problem.message


def test_another_language_needs_fewer(tmp_path: Path) -> None:
    eight = trained(*"abcdefgh", file="data/nlu_tr.yml")
    nine = trained(*"abcdefghi", file="data/nlu_tr.yml")

    assert not checked(tmp_path, eight, sprache_tr=["z"])
    (problem,) = checked(tmp_path, nine, sprache_tr=["z"])
    assert "in „tr“" in problem.message


def test_sentences_of_one_language_do_not_count_for_another(tmp_path: Path) -> None:
    (problem,) = checked(tmp_path, trained("a", file="data/nlu_tr.yml"), sprache_en=["b"], de=["c"])

    assert "in „tr“" in problem.message


@pytest.mark.parametrize("file", ["data/nlu_krise.yml", "data/nlu_ohne_angebot.yml"])
def test_a_file_named_after_its_content_is_german(tmp_path: Path, file: str) -> None:
    assert "in „de“" in checked(tmp_path, trained("moin", file=file))[0].message


def test_several_files_of_a_language_count_together(tmp_path: Path) -> None:
    turkish = trained(*"abcdefghij", file="data/nlu_tr.yml")

    assert not checked(tmp_path, turkish, sprache_tr=["k"], sprache_tr_2=["l"])
