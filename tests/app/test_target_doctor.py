"""What `doctor TARGET` says of a target's portal, accounts and mails, without touching them."""

import socket
from pathlib import Path

import pytest

from harness.app.doctor import Examination
from harness.app.suite import open_target
from harness.app.target_doctor import examine_target
from harness.messages import catalogue


def examined(folder: Path, text: str) -> dict[str, Examination]:
    """What is said of a target file."""
    path = folder / "portal.toml"
    path.write_text(f'[target]\nname = "x"\n{text}', encoding="utf-8")
    return {one.name: one for one in examine_target(open_target(str(path)))}


def test_a_portal_that_listens_and_one_that_does_not(tmp_path: Path) -> None:
    """A connection tells it; nothing is sent."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        found = examined(tmp_path, f'base_url = "{url}"\n')
        assert found["portal"].ok
        assert not found["accounts"].ok
        assert "[accounts]" in found["accounts"].remedy
        assert found["mails"].ok
    found = examined(tmp_path, f'base_url = "{url}"\n')
    assert not found["portal"].ok
    assert found["portal"].remedy


def test_the_command_of_a_launched_portal(tmp_path: Path) -> None:
    """In the folder where it runs, or on the PATH; its accounts are made up."""
    command = 'launch = ["./start", "{port}", "{smtp}", "{accounts}"]\n'
    assert not examined(tmp_path, command)["portal"].ok
    start = tmp_path / "start"
    start.touch(mode=0o755)
    found = examined(tmp_path, command)
    assert found["portal"].ok
    assert found["accounts"].ok


def test_too_few_accounts_and_a_port_in_use(tmp_path: Path) -> None:
    """How many scenarios can be played, and where it is told what is missing."""
    (tmp_path / "accounts.json").write_text("[]", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = examined(
            tmp_path,
            f'base_url = "http://127.0.0.1:{port}/"\n[accounts]\nfile = "accounts.json"\n'
            f'[mail]\nsource = "sink"\nport = {port}\n',
        )
    assert "accounts check accounts.json" in found["accounts"].remedy
    assert not found["mails"].ok


@pytest.mark.parametrize("text", ['base_url = "http://127.0.0.1:9/"\n', 'launch = ["./no"]\n'])
def test_all_of_it_is_told_in_french(tmp_path: Path, text: str) -> None:
    """Names, what was seen, and what to do."""
    words = catalogue("fr")
    for one in examined(tmp_path, text).values():
        for said in (one.name, *one.seen, *filter(None, [one.remedy])):
            assert words.fault(said) != said, said
