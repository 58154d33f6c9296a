"""A local portal is started, told ready by its own word, watched, and ended for certain."""

import asyncio
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harness.accounts.generator import generate_accounts
from harness.accounts.model import save_accounts
from harness.config.launch import LaunchSettings
from harness.config.limits import TimeoutSettings
from harness.config.target import Target, load_target
from harness.core.errors import LaunchError
from harness.core.resources import bundled_root
from harness.execution.portal_process import Portal, command_of, launch, placeholder_values

SMTP = ("127.0.0.1", 2525)
READY = "print('READY http://127.0.0.1:1234', flush=True)"


def portal(code: str, **timeouts: float) -> Target:
    """A target whose portal is a few lines of Python."""
    return Target(
        name="local",
        launch=("{python}", "-c", code),
        timeouts=TimeoutSettings.model_validate(timeouts),
    )


async def start(target: Target) -> Portal:
    """Launch and end again."""
    async with launch(target, smtp=SMTP, accounts=Path("accounts.json")) as started:
        return started


def test_placeholders_are_filled_in(tmp_path: Path) -> None:
    """Each placeholder of docs/TARGETS.md has its value, also inside an argument."""
    target = Target(
        name="x",
        launch=("{python}", "--mail={smtp_host}:{smtp_port}", "{smtp}", "{port}", "{accounts}"),
    )
    accounts = tmp_path / "accounts.json"
    values = placeholder_values(smtp=SMTP, accounts=accounts, port=8123)
    assert command_of(target, values) == (
        sys.executable,
        "--mail=127.0.0.1:2525",
        "127.0.0.1:2525",
        "8123",
        str(accounts),
    )


def test_the_port_is_free_unless_one_is_asked_for() -> None:
    """`{port}` is a port on which a server can listen."""
    port = placeholder_values(smtp=SMTP, accounts=Path("x"))["port"]
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", int(port)))


async def test_the_reference_serves_and_ends(tmp_path: Path) -> None:
    """The bundled reference tells its address, takes connections, and ends on SIGTERM."""
    accounts = tmp_path / "accounts.json"
    save_accounts(accounts, generate_accounts({"x": ()}, 1)["x"])
    async with launch(load_target(), smtp=SMTP, accounts=accounts) as started:
        port = int(started.base_url.removeprefix("http://127.0.0.1:").removesuffix("/"))
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.close()
        assert started.pid
        assert started.returncode is None
        assert "READY" in started.tail
    assert started.returncode == 0
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_portal_that_is_there_is_left_alone() -> None:
    """A target with an address is not started, and has no process to end."""
    target = Target(name="x", base_url="https://portal.example/")
    started = await start(target)
    assert started.base_url == "https://portal.example/"
    assert (started.pid, started.returncode, started.tail) == (None, None, "")


async def test_the_environment_reaches_the_command() -> None:
    """What the caller adds is there, beside the harness's own environment."""
    code = f"import os; print(os.environ['EXTRA'], bool(os.environ['PATH'])); {READY}; input()"
    target = portal(code.replace("input()", "import signal; signal.pause()"))
    async with launch(target, smtp=SMTP, accounts=Path("x"), env={"EXTRA": "é"}) as started:
        assert started.tail.startswith("é True")


async def test_an_early_end_is_told_with_its_last_words() -> None:
    """The reader sees the code and the output, without its control characters."""
    with pytest.raises(LaunchError) as caught:
        await start(portal("import sys; print('\\x1b[31mno database'); sys.exit(3)"))
    assert "ended with code 3" in caught.value.seen
    assert caught.value.seen.endswith("[31mno database")
    assert "\x1b" not in caught.value.seen


async def test_a_portal_that_never_gets_ready_is_ended() -> None:
    """After the target's own time limit the fault comes, and nothing is left behind."""
    with pytest.raises(LaunchError, match=r"(?s)within 0.05 s: .*; seen: it still runs"):
        await start(portal("import signal; signal.pause()", launch=0.05))


async def test_a_command_that_does_not_exist_is_told() -> None:
    """The remedy names the key of the target file."""
    with pytest.raises(
        LaunchError, match=r"no-such-command to start; seen: no such program.*key launch"
    ):
        await start(Target(name="x", launch=("no-such-command",)))


async def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    """It is the folder that is wrong, and not the command in it."""
    launching = LaunchSettings(cwd=str(tmp_path / "portail"))
    with pytest.raises(LaunchError, match=r"portail, where \./start is.*\[launch\] cwd"):
        await start(Target(name="x", launch=("./start",), launching=launching))


async def test_a_fixed_port_that_nobody_knows_is_told() -> None:
    """A server that says nothing, and whose address stands nowhere: the remedy names both ways."""
    with pytest.raises(LaunchError, match=r"Write \{port\}.*\[launch\] address"):
        await start(portal("import signal; signal.pause()", launch=0.05))


async def test_an_end_in_mid_run_is_noticed_at_once() -> None:
    """A run that waits for the portal's end gets the fault to raise."""
    target = portal(f"import signal; {READY}; signal.pause()")
    async with launch(target, smtp=SMTP, accounts=Path("x")) as started:
        assert started.pid
        os.kill(started.pid, signal.SIGKILL)
        fault = await started.ended()
    assert "ended with code -9" in fault.seen


async def test_a_talkative_portal_never_blocks() -> None:
    """Its output is drained: megabytes on one line, then the line READY, then more lines."""
    noise = "import os; os.write(1, b'x' * 3_000_000 + b'\\n')"
    more = "[print(n) for n in range(1000)]; print('END', flush=True); signal.pause()"
    async with launch(
        portal(f"import signal; {noise}; {READY}; {more}"), smtp=SMTP, accounts=Path("x")
    ) as started:
        os.kill(started.pid or 0, signal.SIGKILL)
        await started.ended()
        assert len(started.tail) < 40_000


async def test_a_deaf_portal_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal that ignores SIGTERM does not outlive its run."""
    monkeypatch.setattr("harness.execution.portal_process.SECONDS_TO_END", 0.05)
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {READY}"
    started = await start(portal(f"{deaf}\nwhile True: signal.pause()"))
    assert started.returncode == -signal.SIGKILL


async def test_children_of_the_portal_end_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the command started is ended too, even deaf to SIGTERM: the pipe it held closes."""
    monkeypatch.setattr("harness.execution.portal_process.SECONDS_TO_END", 0.05)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    child = (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"held = open({str(pipe)!r}, 'wb'); {READY}\n"
        "while True: signal.pause()"
    )
    parent = f"import signal, subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}])"
    async with launch(portal(f"{parent}; signal.pause()"), smtp=SMTP, accounts=Path("x")):
        assert select.select([reading], [], [], 0)[0] == []
    ended, _, _ = select.select([reading], [], [], 30)
    os.close(reading)
    assert ended


async def test_an_error_in_the_run_ends_the_portal() -> None:
    """Whatever goes wrong in between, the portal is ended, and the error goes on."""
    target = portal(f"import signal; {READY}; signal.pause()")
    with pytest.raises(ZeroDivisionError):
        async with launch(target, smtp=SMTP, accounts=Path("x")) as started:
            raise ZeroDivisionError
    assert started.returncode == -signal.SIGTERM


def test_a_killed_harness_takes_its_portal_along(tmp_path: Path) -> None:
    """Even a harness that had no time to clean up leaves no portal behind."""
    accounts = tmp_path / "accounts.json"
    save_accounts(accounts, ())
    harness = (
        "import asyncio, pathlib\n"
        "from harness.config.target import load_target\n"
        "from harness.execution.portal_process import launch\n"
        "async def main():\n"
        f"    where = pathlib.Path({str(accounts)!r})\n"
        f"    async with launch(load_target(), smtp={SMTP}, accounts=where) as portal:\n"
        "        print(portal.pid, flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", harness], cwd=bundled_root(), stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        watched = os.pidfd_open(int(running.stdout.readline()))
        running.kill()
        ended, _, _ = select.select([watched], [], [], 30)
        os.close(watched)
    assert ended


SERVER = "-m", "http.server", "--bind", "127.0.0.1"


def served(command: Sequence[str], **launching: object) -> Target:
    """A target whose command is an ordinary server: it never says READY."""
    settings = LaunchSettings.model_validate({"cwd": "/", **launching})
    return Target(name="local", launch=tuple(command), launching=settings)


async def answers(address: str) -> bool:
    """Whether somebody listens there."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(address).port)
    except OSError:
        return False
    writer.close()
    return True


class TestOrdinaryServers:
    """Servers that know nothing of us are launched as they are."""

    async def test_it_is_ready_as_soon_as_it_answers(self) -> None:
        """`{port}` in the command tells the address."""
        target = served(("{python}", *SERVER, "{port}"))
        async with launch(target, smtp=SMTP, accounts=Path("x")) as started:
            assert await answers(started.base_url)
        assert not await answers(started.base_url)

    @pytest.mark.parametrize(
        "command",
        [
            ("php", "-S", "127.0.0.1:{port}", "-t", "/"),
            ("node", "-e", "require('http').createServer((_, a) => a.end()).listen({port})"),
        ],
        ids=["php", "node"],
    )
    async def test_other_languages(self, command: tuple[str, ...]) -> None:
        """Where their programs are installed."""
        if not shutil.which(command[0]):
            pytest.skip(f"no {command[0]} here")
        async with launch(served(command), smtp=SMTP, accounts=Path("x")) as started:
            assert await answers(started.base_url)
        assert not await answers(started.base_url)

    async def test_an_address_with_a_path_of_its_own(self) -> None:
        """The target says where the portal serves."""
        target = served(("{python}", *SERVER, "{port}"), address="http://127.0.0.1:{port}/app")
        async with launch(target, smtp=SMTP, accounts=Path("x")) as started:
            assert started.base_url.endswith("/app/")

    async def test_a_line_that_the_target_names(self) -> None:
        """The portal is not used before it says so, though it answers."""
        code = (
            "import sys, threading, time, http.server as h\n"
            "s = h.HTTPServer(('127.0.0.1', int(sys.argv[1])), h.SimpleHTTPRequestHandler)\n"
            "threading.Thread(target=s.serve_forever).start()\n"
            "time.sleep(0.3); print('migrations done'); print('listening now', flush=True)"
        )
        target = served(("{python}", "-c", code, "{port}"), ready=r"^listening")
        async with launch(target, smtp=SMTP, accounts=Path("x")) as started:
            assert "listening now" in started.tail

    async def test_a_line_for_the_shell(self, tmp_path: Path) -> None:
        """With `shell`; what stands behind the shell is ended too."""
        line = "cd / && {python} -m http.server --bind 127.0.0.1 {port}; echo over"
        target = served((line,), shell=True)
        async with launch(target, smtp=SMTP, accounts=tmp_path / "it's") as started:
            assert await answers(started.base_url)
        assert not await answers(started.base_url)

    async def test_a_command_that_leaves_a_server_behind(self) -> None:
        """A command may end well while its server goes on, even in a session of its own."""
        code = (
            "import subprocess, sys; subprocess.Popen([sys.executable, '-m', 'http.server',"
            " '--bind', '127.0.0.1', sys.argv[1]], start_new_session=True)"
        )
        target = served(("{python}", "-c", code, "{port}"))
        async with launch(target, smtp=SMTP, accounts=Path("x")) as started:
            assert await answers(started.base_url)
            assert started.returncode is None
        assert not await answers(started.base_url)

    async def test_a_build_comes_first(self, tmp_path: Path) -> None:
        """It runs in the same folder, with the same environment."""
        build = "import os; open('built', 'w').write(os.environ['STAGE'])"
        target = served(
            ("{python}", *SERVER, "{port}"),
            cwd=str(tmp_path),
            env={"STAGE": "test"},
            build=["{python}", "-c", build],
        )
        await start(target)
        assert (tmp_path / "built").read_text() == "test"

    async def test_a_build_that_fails_is_shown(self) -> None:
        """The portal is not started."""
        target = served(
            ("{python}", *SERVER, "{port}"), build=["{python}", "-c", "print('no disk'); exit(4)"]
        )
        with pytest.raises(LaunchError, match=r"(?s)build.*code 4.*no disk"):
            await start(target)

    async def test_one_that_already_runs_is_used(self) -> None:
        """With `reuse`, it is neither started nor ended; without, the run is refused."""
        async with launch(
            served(("{python}", *SERVER, "{port}")), smtp=SMTP, accounts=Path("x")
        ) as there:
            again = served(("no-such-command",), address=there.base_url, reuse=True)
            async with launch(again, smtp=SMTP, accounts=Path("x")) as used:
                assert (used.base_url, used.pid) == (there.base_url, None)
            assert await answers(there.base_url)
            with pytest.raises(LaunchError, match="another server answers"):
                await start(served(("{python}",), address=there.base_url))

    async def test_stop_is_run_at_the_end(self, tmp_path: Path) -> None:
        """For services that only their own command ends."""
        stop = ["{python}", "-c", "open('stopped', 'w')"]
        target = served(("{python}", *SERVER, "{port}"), cwd=str(tmp_path), stop=stop)
        await start(target)
        assert (tmp_path / "stopped").exists()

    async def test_our_secrets_stay_with_us(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The portal gets the usual variables and those that the target names, no others."""
        monkeypatch.setenv("STAGING_PASSWORD", "x1")
        code = f"import os; print('PASSWORD', 'STAGING_PASSWORD' in os.environ); {READY}; input()"
        target = portal(code.replace("input()", "import signal; signal.pause()"))
        async with launch(target, smtp=SMTP, accounts=Path("x")) as started:
            assert "PASSWORD False" in started.tail
