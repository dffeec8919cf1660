"""Trains when what the model is made of has changed, and only then."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from bot.errors import LotseError
from bot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
# What changes understanding or dialogue; texts and facts are read live.
SOURCES = (
    "config.yml",
    "domain.yml",
    "uv.lock",
    "data/**/*.yml",
    "bot/nlu/*.py",
    "bot/language/*.py",
    "bot/catalogue/seed/**/*.yml",
)
FINGERPRINT_LENGTH = 16


def fingerprint(root: Path = ROOT) -> str:
    """Return a hash over names and contents of all that a model is trained from."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(root.glob(pattern)):
            digest.update(str(file.relative_to(root)).encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def up_to_date_model(settings: Settings) -> Path:
    """Return the model of the present content, trained now where there is none.

    Raises:
        LotseError: the training failed.
    """
    folder = settings.data_dir / "models"
    model = folder / f"lotse-{fingerprint()}.tar.gz"
    if not model.exists():
        print("Trainiere das Sprachmodell, das dauert etwa eine Minute …", flush=True)
        _train(settings, folder, model.name)
    return model


def _train(settings: Settings, folder: Path, name: str) -> None:
    unfinished = f"unfertig-{name}"
    command = [sys.executable, "-m", "rasa", "train", "--data", "data", "--out", str(folder)]
    command += ["--fixed-model-name", unfinished, "--force"]
    environment = rasa_environment(settings)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode or not (folder / unfinished).exists():
        raise LotseError(
            f"Das Training ist gescheitert:\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
        )
    # Only a whole archive ever carries the name that is served.
    (folder / unfinished).rename(folder / name)


def rasa_environment(settings: Settings, **addresses: str) -> dict[str, str]:
    """Return the environment of Rasa's processes: quiet, reporting to nobody, on loopback."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONWARNINGS": "ignore",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        # Rasa and its action server take their levels from different variables.
        "LOG_LEVEL": "WARNING",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        "DATA_DIR": str(settings.data_dir),
        "DATABASE_URL": settings.database_url,
        **addresses,
    }
