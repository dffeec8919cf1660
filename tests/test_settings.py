from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings


def test_defaults_are_a_sqlite_file_in_the_data_folder(tmp_path: Path) -> None:
    settings = Settings.from_environment({"DATA_DIR": str(tmp_path)})

    assert settings.database_url == f"sqlite:///{tmp_path}/lotse.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)


def test_the_secret_key_is_made_once_and_only_the_owner_may_read_it(tmp_path: Path) -> None:
    first = Settings.from_environment({"DATA_DIR": str(tmp_path)})
    second = Settings.from_environment({"DATA_DIR": str(tmp_path)})

    assert first.secret_key == second.secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_key_from_the_environment_leaves_no_file(tmp_path: Path) -> None:
    settings = Settings.from_environment({"DATA_DIR": str(tmp_path), "SECRET_KEY": "geheim"})

    assert settings.secret_key == b"geheim"
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize("port", ["acht", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused_by_name(tmp_path: Path, port: str) -> None:
    with pytest.raises(SettingsError, match="PORT"):
        Settings.from_environment({"DATA_DIR": str(tmp_path), "PORT": port})


def test_a_fixed_now_gets_the_time_of_the_city(tmp_path: Path) -> None:
    settings = Settings.from_environment({"DATA_DIR": str(tmp_path), "NOW": "2026-07-01T12:00"})

    assert settings.clock().utcoffset() == timedelta(hours=2)


def test_a_now_that_is_no_moment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="NOW"):
        Settings.from_environment({"DATA_DIR": str(tmp_path), "NOW": "morgen"})
