"""Target files: the portals to test. `docs/TARGETS.md` is their reference."""

import os
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import unquote

from pydantic import AfterValidator, Field, ValidationError

from harness.config.accounts import AccountSettings
from harness.config.base import Section, mask
from harness.config.connection import Access, Visitor, access_problems
from harness.config.crawl import ScrapeSettings
from harness.config.launch import LaunchSettings, TargetSection
from harness.config.limits import LimitSettings, PaceSettings, Permissions, TimeoutSettings
from harness.config.mail import MailSettings, mail_problems
from harness.config.portal import PageHint, Reason, RefusalHint, absolute_path
from harness.config.secret_values import process_variables
from harness.config.suite import MANIFEST, Suite, bundled_suite, suite_named
from harness.core.errors import TargetError
from harness.core.files import read_toml
from harness.core.resources import bundled_root
from harness.core.validation import did_you_mean, expand, missing_variables, sentences, variables
from harness.model.journal import WordMap

TARGET_FILE = "target.toml"
_MAX_FILES = 1_000  # of a folder in which a name that was meant is looked for
_FILE_REMEDY = "Correct the file; docs/TARGETS.md describes it."

_LOGIN_IN_ADDRESS = re.compile(r"\w+://([^/@]+@)")


class Target(Section):
    """A portal to test.

    Attributes:
        name: in lower case, part of the name of a run's folder.
        base_url: its address, with a slash at its end; None for a launched one.
        launch: the command that starts it, with its placeholders; None for a served one.
        launching: how that command is run.
        words: the guide's words to this portal's; under a page's slug, those of that page only.
        reads: the slug of a statement that is our reading to how this portal reads the guide.
        entry: the guide's page to the path where it is opened, as the file says.
        pages: the guide's page to what it is recognised by.
        refusals: the guide's page with a form to where this portal tells that it refuses it.
        absent: what of the guide's paths this portal does not have, by a step, a page or a role,
            to why.
        unobservable: the slug of a statement that this portal cannot show, to why.
        suite: that the portal is held to.
        missing_pages: pages of the guide that the portal does not have.
    """

    name: str
    base_url: str | None = None
    launch: tuple[str, ...] | None = None
    launching: LaunchSettings = LaunchSettings()
    mail: MailSettings = MailSettings()
    accounts: AccountSettings = AccountSettings()
    allow: Permissions = Permissions()
    words: WordMap = Field(default_factory=dict)
    reads: dict[str, str] = Field(default_factory=dict)
    pace: PaceSettings = PaceSettings()
    limits: LimitSettings = LimitSettings()
    timeouts: TimeoutSettings = TimeoutSettings()
    entry: dict[str, str] = Field(default_factory=dict)
    pages: dict[str, PageHint] = Field(default_factory=dict)
    refusals: dict[str, RefusalHint] = Field(default_factory=dict)
    absent: dict[str, Reason] = Field(default_factory=dict)
    unobservable: dict[str, Reason] = Field(default_factory=dict)
    access: Access = Access()
    visitor: Visitor = Visitor()
    scrape: ScrapeSettings = ScrapeSettings()
    missing_pages: tuple[str, ...] = ()
    suite: Suite = Field(default_factory=bundled_suite, exclude=True, repr=False)

    def under(self, suite: Suite) -> Self:
        """The same portal, held to a suite."""
        return self.model_copy(update={"suite": suite})

    @property
    def entries(self) -> dict[str, str]:
        """The guide's page to the path where it is opened, its first page included."""
        return {self.suite.entry: "/", **self.entry}

    def allows(self, permission: str) -> bool:
        """Whether a run may do what a permission of the suite is about."""
        default = bool(self.launch) or self.suite.permissions[permission].default
        return self.allow.of_suite.get(permission, default)

    @property
    def may_change_secrets(self) -> bool:
        """Whether a run may give an account another secret, which a mail brings or confirms."""
        changing = (name for name, one in self.suite.permissions.items() if one.changes_secret)
        return self.allow.send_mail and all(map(self.allows, changing))

    @property
    def hidden(self) -> tuple[str, ...]:
        """The values from the environment, which no file of a run may contain."""
        return (*self._hidden, *filter(None, (self.access.token,)))

    def masked(self) -> dict[str, Any]:
        """The target for a JSON file, with its secrets masked."""
        kept: dict[str, Any] = mask(self.model_dump(mode="json"), self._hidden)
        return kept


class TargetFile(Section):
    """A target file as written.

    Attributes:
        target: name, and address or command, of the portal.
        launch: how the command is run.
        mail: where its mails arrive.
        accounts: which accounts may be used.
        allow: what a run may do to the portal.
        words: the guide's words to this portal's; under a page's slug, those of that page only.
        reads: how this portal reads the guide where it leaves something open.
        pace: how fast it may be used.
        limits: when a run stops by itself.
        timeouts: how long a run waits, in seconds.
        entry: the guide's page to the path where it is opened.
        pages: the guide's page to what else it is recognised by.
        refusals: where this portal tells that it refuses the form of a page.
        absent: a step, a page or a role whose path this portal does not have, to why.
        unobservable: a statement that this portal cannot show, to why.
        access: how the portal is reached.
        visitor: language and window of the visitor.
        scrape: how `codes-perdus scrape` crawls it.
    """

    target: TargetSection
    launch: LaunchSettings = LaunchSettings()
    mail: MailSettings
    accounts: AccountSettings
    allow: Permissions
    words: WordMap = Field(default_factory=dict)
    reads: dict[str, str] = Field(default_factory=dict)
    pace: PaceSettings = PaceSettings()
    limits: LimitSettings = LimitSettings()
    timeouts: TimeoutSettings = TimeoutSettings()
    entry: dict[str, Annotated[str, AfterValidator(absolute_path)]] = Field(default_factory=dict)
    pages: dict[str, PageHint] = Field(default_factory=dict)
    refusals: dict[str, RefusalHint] = Field(default_factory=dict)
    absent: dict[str, Reason] = Field(default_factory=dict)
    unobservable: dict[str, Reason] = Field(default_factory=dict)
    access: Access = Access()
    visitor: Visitor = Visitor()
    scrape: ScrapeSettings = ScrapeSettings()


def load_target(
    name: str | None = None,
    suite: Suite | None = None,
    *,
    environ: Mapping[str, str] | None = None,
) -> Target:
    """Read a target file.

    Args:
        name: the path of a TOML file, or the name of one of the suite's; None for the one that
            the suite takes by default.
        suite: that the portal is held to, whatever its file says. When left out, the suite that
            the file names, the one in whose folder it lies, or the bundled one.
        environ: the values of ``${NAME}``; by default those of `harness.config.secret_values`.

    Raises:
        TargetError: the file is missing or broken; it lists all problems at once.
        UsageError: the suite that the file names is missing or broken.
    """
    path = target_path(name, suite or bundled_suite())
    raw = read_toml(path, TargetError, remedy=_FILE_REMEDY)
    environ = process_variables() if environ is None else environ
    problems = [*missing_variables(raw, environ), *_open_secrets(raw)]
    hidden = sorted({environ.get(v, "") for v in variables(raw)} - {""}, key=len, reverse=True)
    suite = suite or _own_suite(_section(raw, "target").get("suite"), path.parent)
    data = _with_defaults(_with_login(expand(raw, environ)))
    missing, unknown = _settings(data, suite)
    unknown += _unknown_permissions(data, suite)
    problems += unknown
    context = {"hidden": hidden, "folder": path.parent}
    file = None
    try:
        file = TargetFile.model_validate(data, context=context)
    except ValidationError as error:
        problems += sentences(error, TargetFile)
    problems += _contradictions(data)
    problems += access_problems(_section(raw, "access"))
    problems += mail_problems(_section(raw, "mail"), launched="launch" in _section(raw, "target"))
    if problems or not file:
        raise TargetError(
            f"a target file as docs/TARGETS.md describes it in {path.name}",
            seen="\n".join(problems),
            remedy="Correct the entries named.",
        )
    return _target(file, context, missing).under(suite)


def _own_suite(name: object, folder: Path) -> Suite:
    """The suite of a target file: the one it names, or the one in whose folder it lies."""
    if name and isinstance(name, str):
        return suite_named(name, folder)
    around = (place / MANIFEST for place in (folder, folder.parent))
    return next((suite_named(path) for path in around if path.is_file()), bundled_suite())


def _settings(data: dict[str, Any], suite: Suite) -> tuple[tuple[str, ...], list[str]]:
    """Take out the sections that the suite adds to a target file.

    Returns:
        The pages of the guide that the portal does not have; the problems, one sentence each.
    """
    missing: list[str] = []
    problems: list[str] = []
    for section, keys in suite.settings.items():
        given = data.pop(section, {})
        given = given if isinstance(given, Mapping) else {"": given}
        problems += [
            f"{section} › {k}: {did_you_mean(k, tuple(keys))}" for k in given.keys() - keys
        ]
        for key, values in keys.items():
            value = str(given.get(key, next(iter(values))))
            chosen = values.get(value, values.get(value.lower()))
            if chosen is None:
                problems.append(f"{section} › {key}: expected {' or '.join(values)}, seen {value}")
            missing += chosen or ()
    if suite.entry in missing and not _section(data, "entry"):
        problems.append(
            f"entry: is missing; without the page {suite.entry}, scenarios need another"
        )
    return tuple(missing), problems


def _unknown_permissions(data: Mapping[str, Any], suite: Suite) -> list[str]:
    """The permissions that neither a target file nor the suite has, one sentence each."""
    known = (*Permissions.model_fields, *suite.permissions)
    given = _section(data, "allow")
    return [f"allow › {n}: unknown name; {did_you_mean(n, known)}" for n in given if n not in known]


def target_path(name: str | None, suite: Suite) -> Path:
    """The path of a target file.

    Args:
        name: its path, or the name of one of the suite's; None for the suite's default, or for
            the `target.toml` beside its manifest.
        suite: whose names are known.

    Raises:
        TargetError: there is no such file.
    """
    name = name or suite.target
    beside = suite.path.with_name(TARGET_FILE)
    if not name and beside.is_file():
        return beside
    if name in suite.known_targets:
        return suite.targets / f"{name}.toml"
    if os.path.isfile(name):  # noqa: PTH113 - of any length, where pathlib raises
        return Path(name)
    raise TargetError(
        "a target: the path of a TOML file, or a known name",
        seen=f"{name}, which is neither" if name else "none",
        remedy=_how_to_name(name, suite),
    )


def _how_to_name(name: str, suite: Suite) -> str:
    """Where a path is looked for, and which names there are."""
    folder, file = Path.cwd(), f"{name}.toml"
    where = f"A path begins at {folder}; the names are those of the suite {suite.name}."
    if name and os.path.isfile(file):  # noqa: PTH113 - of any length, where pathlib raises
        return f"Name {file}, which lies in {folder}."
    if near := get_close_matches(name, _files_beside(name), n=1):
        return f"Did you mean {near[0]}?\n{where}"
    if not suite.known_targets:
        return f"Name a target file.\n{where}"
    return f"{did_you_mean(name, suite.known_targets).capitalize()}.\n{where}"


def _files_beside(name: str) -> list[str]:
    """The files that may be target files in the folder of a path, as somebody would write them."""
    folder = os.path.dirname(name)  # noqa: PTH120 - of any length, where pathlib raises
    try:
        names = sorted(os.listdir(folder or "."))[:_MAX_FILES]  # noqa: PTH208 - the same
    except (OSError, ValueError):
        return []
    return [os.path.join(folder, one) for one in names if one.endswith(".toml")]  # noqa: PTH118


def _section(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    section = data.get(name, {})
    return dict(section) if isinstance(section, Mapping) else {}


def _with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    """Fill in the defaults that depend on whether the run launches the target."""
    launched = "launch" in _section(data, "target")
    defaults: dict[str, dict[str, Any]] = {
        "mail": {"source": "sink" if launched else "none"},
        "accounts": {"generate": launched and "file" not in _section(data, "accounts")},
        "allow": {"lock_account": launched},
        "limits": {} if launched else {"errors": 0.5, "slowdown": 5.0},
    }
    merged = {
        name: {**known, **data[name]}
        if isinstance(data.get(name, {}), dict) and name in data
        else data.get(name, known)
        for name, known in defaults.items()
    }
    return {**data, **merged}


def _with_login(data: dict[str, Any]) -> dict[str, Any]:
    """Move user and password in the portal's address to `[access]`."""
    head, access = _section(data, "target"), data.get("access", {})
    found = _LOGIN_IN_ADDRESS.match(str(head.get("base_url", "")))
    if found is None or not isinstance(access, Mapping) or "user" in access:
        return data
    address = head["base_url"]
    head["base_url"] = address.replace(found[1], "", 1)
    user, _, password = found[1].removesuffix("@").partition(":")
    login = {"user": unquote(user), "password": unquote(password)}
    return {**data, "target": head, "access": {**access, **login}}


def _open_secrets(raw: Mapping[str, Any]) -> list[str]:
    """The problem of a password in the portal's address that is not from the environment."""
    address = str(_section(raw, "target").get("base_url", ""))
    found = re.match(r"\w+://[^/@]*?:([^/@]+)@", address)
    if found is None or re.fullmatch(r"\$\{\w+\}", found[1]):
        return []
    return ["target › base_url: a password in clear; write ${NAME} and set NAME in the environment"]


def _contradictions(data: Mapping[str, Any]) -> list[str]:
    """The contradictions between entries, one sentence each."""
    head = _section(data, "target")
    accounts = _section(data, "accounts")
    problems = []
    if ("launch" in head) == ("base_url" in head):
        problems.append("target: expected exactly one of base_url and launch")
    if "launch" not in head and "launch" in data:
        problems.append("launch: is for a target with a command; target › launch is missing")
    problems += _launch_problems(head, _section(data, "launch"))
    if "launch" not in head and accounts.get("generate") is True:
        problems.append("accounts › generate: only a launched target can be given new accounts")
    problems += [
        f"accounts › {name}: is for accounts of a file; file is missing"
        for name in ("state", "reset", "reset_before")
        if name in accounts and "file" not in accounts
    ]
    if "state" in accounts and "launch" in head:
        problems.append("accounts › state: a launched portal is given its accounts anew")
    if accounts.get("generate") is True and "file" in accounts:
        problems.append("accounts: expected one of file and generate, not both")
    return problems


def _launch_problems(head: Mapping[str, Any], launch: Mapping[str, Any]) -> list[str]:
    """The contradictions within `[launch]`, one sentence each."""
    problems = []
    command = head.get("launch")
    if launch.get("shell") is True and isinstance(command, list) and len(command) > 1:
        problems.append("target › launch: with shell = true, expected one line for the shell")
    if launch.get("reuse") is True and "address" not in launch:
        problems.append("launch › address: is missing; reuse needs to know where the portal serves")
    return problems


def _target(file: TargetFile, context: Mapping[str, Any], missing: tuple[str, ...]) -> Target:
    apart = {"target", "launch"}
    rest = {name: getattr(file, name) for name in TargetFile.model_fields if name not in apart}
    folder = file.launch.cwd.replace("{bundled}", str(bundled_root()))
    cwd = str((Path(context["folder"]) / folder).resolve())
    rest["launching"] = file.launch.model_copy(update={"cwd": cwd})
    head = {name: getattr(file.target, name) for name in ("name", "base_url", "launch")}
    head["missing_pages"] = tuple(dict.fromkeys((*file.target.missing_pages, *missing)))
    return Target.model_validate({**head, **rest}, context=dict(context))
