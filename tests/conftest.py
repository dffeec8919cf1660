"""What several tests share: settings without secrets, and both databases."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.database import create_engine
from bot.settings import Settings

if TYPE_CHECKING:
    from tests.synapse import Synapse


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return the settings of an empty installation at a fixed time: Tuesday, 24 November 2026."""
    environment = {"DATA_DIR": str(tmp_path), "NOW": "2026-11-24T10:00", "SECRET_KEY": "test"}
    return Settings.from_environment(environment)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """Run one PostgreSQL server for all tests; its clients come and go quickly."""
    # Not pytest's own folder: the server refuses root and runs as another user, who must get in.
    import tempfile

    import pgserver

    with tempfile.TemporaryDirectory(prefix="lotse-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Return an empty database, once of each kind."""
    if request.param == "sqlite":
        engine = create_engine(f"sqlite:///{tmp_path / 'test.db'}")
    else:
        engine = create_engine(request.getfixturevalue("postgres").get_uri())
        with engine.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Synapse"]:
    """Run one Matrix homeserver for all tests; accounts and rooms are each test's own."""
    from tests.synapse import Synapse

    server = Synapse(tmp_path_factory.mktemp("synapse"))
    asyncio.run(server.__aenter__())
    yield server
    server.stop()


@pytest.fixture(scope="session")
def loop_beside() -> Iterator[Callable[[Coroutine[Any, Any, Any]], Any]]:
    """Return what runs a coroutine in a loop beside the tests' own, and waits for its result."""
    with loop_in_thread() as run:
        yield run


@pytest.fixture(scope="session")
def assistant(loop_beside: Callable[[Coroutine[Any, Any, Any]], Any]) -> Iterator[str]:
    """Run the whole assistant once for all tests, with a data folder of its own; give its address.

    It lives in a loop of its own, so that every test's loop can talk to it.
    """
    import os
    import tempfile

    from bot.evaluation.running import running_assistant
    from bot.operation.model import up_to_date_model

    model = up_to_date_model(Settings.from_environment(os.environ))
    with tempfile.TemporaryDirectory(prefix="lotse-") as folder:
        environment = {"DATA_DIR": folder, "RATE_LIMIT": "0", "SECRET_KEY": "test"}
        running = running_assistant(Settings.from_environment(environment), model)
        yield loop_beside(running.__aenter__())
        loop_beside(running.__aexit__(None, None, None))


@contextmanager
def loop_in_thread() -> Iterator[Callable[[Coroutine[Any, Any, Any]], Any]]:
    """Run a loop beside the tests; give what runs a coroutine in it and waits for its result."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield lambda coroutine: asyncio.run_coroutine_threadsafe(coroutine, loop).result(timeout=900)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
