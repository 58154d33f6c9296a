"""Programs that we start see no secret of the environment."""

import os

import pytest

from harness.core.processes.environment import (
    environment_of_browser,
    environment_of_portal,
    secrets_hidden,
)


def test_secrets_stay_with_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only names that are known to be needed are passed on."""
    for name in ("PORTAL_PASSWORD", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "CODES", "IMAP_PASS"):
        monkeypatch.setenv(name, "secret")
    for given in (environment_of_portal(), environment_of_browser()):
        assert "PATH" in given
        assert "secret" not in given.values()


def test_a_secret_has_many_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the tools whose settings are passed on are among them."""
    names = ("NODE_AUTH_TOKEN", "NPM_TOKEN", "DOCKER_PASSWORD", "GEM_HOST_API_KEY")
    for name in names:
        monkeypatch.setenv(name, "secret")
    monkeypatch.setenv("PYTHONKEEPS", "x")
    assert not {*names} & {*environment_of_portal(), *environment_of_browser()}
    assert "PYTHONKEEPS" in environment_of_portal()


def test_they_are_hidden_from_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as any program is being started; afterwards the environment is as it was."""
    monkeypatch.setenv("PORTAL_CODE", "secret")
    before = dict(os.environ)
    first, second = secrets_hidden(), secrets_hidden()
    with first:
        second.__enter__()
        assert "secret" not in os.environ.values()
        assert os.environ["PATH"] == before["PATH"]
    assert "secret" not in os.environ.values()
    second.__exit__(None, None, None)
    assert dict(os.environ) == before


def test_each_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal the settings of its language, a browser its display and proxies."""
    for name in ("PYTHONPATH", "PHPRC", "https_proxy", "FONTCONFIG_PATH"):
        monkeypatch.setenv(name, "x")
    portal, browser = environment_of_portal(), environment_of_browser()
    assert [name in portal for name in ("PYTHONPATH", "PHPRC", "https_proxy")] == [
        True,
        True,
        False,
    ]
    assert [name in browser for name in ("PYTHONPATH", "https_proxy", "FONTCONFIG_PATH")] == [
        False,
        True,
        True,
    ]
