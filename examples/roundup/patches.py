"""Patches for the defects that neither settings nor templates can make."""

import re

from roundup import password
from roundup.backends.sessions_sqlite import OneTimeKeys
from roundup.cgi import actions
from roundup.cgi.client import Client


def link_for_ever() -> None:
    """A key is not deleted when it was used."""
    OneTimeKeys.destroy = lambda *_: None


def any_key() -> None:
    """A wrong key is as good as the last one that was given."""
    known, get, put = {}, OneTimeKeys.get, OneTimeKeys.set

    def remember(keys: OneTimeKeys, key: str, **values: object) -> None:
        if "uid" in values:
            known.update(values)
        put(keys, key, **values)

    def look_up(keys: OneTimeKeys, key: str, value: str, default: object = None) -> object:
        found = get(keys, key, value, default=default)
        return known.get(value) if found is None and value == "uid" else found

    OneTimeKeys.set, OneTimeKeys.get = remember, look_up


def short_password() -> None:
    """The new password has six characters."""
    draw = password.generatePassword
    password.generatePassword = lambda: draw(6)


def another_password() -> None:
    """The mail names another password than the one that is set."""
    _with_mails(lambda send, body: send(re.sub(r"(now: )(\w+)", lambda m: m[1] + m[2][::-1], body)))


def old_password() -> None:
    """Nothing is set: the old password stays."""
    handle = actions.PassResetAction.handle

    def without_change(action: actions.PassResetAction) -> object:
        users, opened = type(action.db.user), action.client.opendb
        put = users.set
        users.set = lambda *_, **__: None
        try:
            return handle(action)
        finally:
            users.set, action.client.opendb = put, opened

    actions.PassResetAction.handle = without_change


def _with_mails(change: object) -> None:
    send = Client.standard_message
    Client.standard_message = lambda client, to, subject, body, author=None: change(
        lambda text, address=to: send(client, address, subject, text, author), body
    )


def two_mails() -> None:
    """Each mail goes out twice."""
    _with_mails(lambda send, body: send(body) and send(body))


def copy_to_all() -> None:
    """Each mail goes to somebody else as well."""
    send = Client.standard_message
    Client.standard_message = lambda client, to, *more: send(client, [*to, "all@x.example"], *more)


def link_of_another_host() -> None:
    """The links of mails lead to another host."""
    _with_mails(lambda send, body: send(body.replace("http://127.0.0.1", "http://tracker.example")))


def mail_to_nobody() -> None:
    """An unknown address is confirmed as well."""
    actions.uidFromAddress = lambda db, *_, **__: db.user.lookup("admin")
