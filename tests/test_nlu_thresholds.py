"""Limits of doubt and of alarm, chosen on sentences that were not seen."""

import numpy as np
import pytest

from bot.nlu.thresholds import (
    ACCEPTED,
    FALSE_ALARMS,
    HIGHEST_ALARM,
    LOWEST_ALARM,
    choose,
    crisis_columns,
)

INTENTS = ["gruss", "kita_platz", "krise_gewalt", "krise_suizid"]


def rows(*probabilities: list[float]) -> np.ndarray:
    return np.array(probabilities, np.float32)


def test_crises_are_known_by_name() -> None:
    assert crisis_columns(INTENTS).tolist() == [2, 3]
    assert crisis_columns(["gruss"]).tolist() == []


def test_almost_all_that_is_right_is_believed() -> None:
    sure = np.linspace(0.5, 1, 1001, dtype=np.float32)
    probabilities = np.stack([sure, 1 - sure, 0 * sure, 0 * sure], axis=1)

    limits = choose(INTENTS, probabilities, np.zeros(1001, int))

    assert (sure >= limits.confidence).mean() == pytest.approx(ACCEPTED, abs=0.002)


def test_what_was_wrong_does_not_lower_the_limit() -> None:
    right = rows(*[[0.9, 0.1, 0, 0]] * 10)
    wrong = rows(*[[0.4, 0.3, 0.2, 0.1]] * 10)

    limits = choose(INTENTS, np.concatenate([right, wrong]), np.array([0] * 10 + [1] * 10))

    assert limits.confidence == pytest.approx(0.9)


def test_ordinary_sentences_hardly_ever_alarm() -> None:
    alarming = np.linspace(0, 0.29, 1001, dtype=np.float32)
    probabilities = np.stack([1 - alarming, 0 * alarming, alarming / 2, alarming / 2], axis=1)

    limits = choose(INTENTS, probabilities, np.zeros(1001, int))

    assert (alarming > limits.alarm).mean() == pytest.approx(FALSE_ALARMS, abs=0.001)


def test_ordinary_sentences_that_sound_like_a_crisis_do_not_hide_crises() -> None:
    alarming = np.linspace(0, 0.8, 1001, dtype=np.float32)
    probabilities = np.stack([1 - alarming, 0 * alarming, alarming / 2, alarming / 2], axis=1)

    assert choose(INTENTS, probabilities, np.zeros(1001, int)).alarm == HIGHEST_ALARM


def test_crises_do_not_raise_the_limit_of_alarm() -> None:
    quiet = rows(*[[1, 0, 0, 0]] * 10)
    crises = rows(*[[0, 0, 0.5, 0.5]] * 10)

    limits = choose(INTENTS, np.concatenate([quiet, crises]), np.array([0] * 10 + [2] * 10))

    assert limits.alarm == LOWEST_ALARM


def test_nothing_right_believes_everything() -> None:
    limits = choose(INTENTS, rows([0.9, 0.1, 0, 0]), np.array([1]))

    assert limits.confidence == 0


def test_without_crises_the_lowest_alarm_stays() -> None:
    limits = choose(["gruss", "dank"], rows([0.9, 0.1]), np.array([0]))

    assert limits.alarm == LOWEST_ALARM
