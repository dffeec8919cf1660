import asyncio
import os
import signal

from bot.operation.supervisor import Service, Supervisor, free_ports, is_port_free

SERVER = "import http.server,sys; http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()"  # noqa: E501


def web_service(port: int) -> Service:
    return Service("Probe", ("-c", SERVER, str(port)), f"http://127.0.0.1:{port}/")


async def test_it_waits_until_a_service_answers_and_ends_it_at_the_end() -> None:
    port = free_ports(1)[0]
    supervisor = Supervisor([web_service(port)], dict(os.environ), lambda line: None)
    seen: list[bool] = []

    async def when_ready() -> None:
        seen.append(is_port_free("127.0.0.1", port))
        supervisor.stop()

    code = await supervisor.run(when_ready)

    assert (code, seen) == (0, [False])
    assert is_port_free("127.0.0.1", port)


async def test_a_process_that_dies_is_started_again() -> None:
    port = free_ports(1)[0]
    supervisor = Supervisor([web_service(port)], dict(os.environ), lambda line: None)

    async def when_ready() -> None:
        first = supervisor._processes["Probe"]
        os.kill(first.pid, signal.SIGKILL)
        while supervisor._processes["Probe"] is first or is_port_free("127.0.0.1", port):
            await asyncio.sleep(0.05)
        supervisor.stop()

    code = await asyncio.wait_for(supervisor.run(when_ready), 20)

    assert code == 0


async def test_the_operator_reads_that_a_process_was_started_again() -> None:
    lines: list[str] = []
    broken = Service("Kaputt", ("-c", "raise SystemExit(3)"), "http://127.0.0.1:9/")
    supervisor = Supervisor([broken], dict(os.environ), lines.append)
    running = asyncio.create_task(supervisor.run(asyncio.Event().wait))
    while not lines:
        await asyncio.sleep(0.05)
    supervisor.stop()
    await running

    assert lines[0] == "Kaputt ist beendet (Code 3), Neustart in 1 s."
