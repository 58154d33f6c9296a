"""Programs that we start see no secret of the environment."""

import pytest

from harness.core.environment import environment_of_browser, environment_of_portal


def test_secrets_stay_with_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only names that are known to be needed are passed on."""
    for name in ("PORTAL_PASSWORD", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "CODES", "IMAP_PASS"):
        monkeypatch.setenv(name, "secret")
    for given in (environment_of_portal(), environment_of_browser()):
        assert "PATH" in given
        assert "secret" not in given.values()


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
