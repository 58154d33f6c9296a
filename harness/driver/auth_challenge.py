"""Portals that stand behind a door of HTTP's own, as those under test often do."""

from harness.core.errors import AuthRequired

_DOORS = {401: "user and password", 407: "proxy_user and proxy_password"}


def refuse_locked(url: str, status: int, challenge: str) -> None:
    """Refuse an answer that asks for a name and a password before any page.

    Args:
        url: that was asked for.
        status: of the answer.
        challenge: its header `WWW-Authenticate` or `Proxy-Authenticate`; "" for none: then it
            is a page of the portal's own.

    Raises:
        AuthRequired: it does.
    """
    if status in _DOORS and challenge:
        raise AuthRequired(
            f"a page at {url}",
            seen=f"status {status}: {challenge}",
            remedy=f"Give {_DOORS[status]} under [access] in the target file, or correct them.",
        )
