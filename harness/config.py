"""Target files: the portals to judge; `docs/TARGETS.md` is their reference."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    NonNegativeInt,
    PositiveFloat,
    ValidationError,
)

from harness.errors import TargetError
from harness.mail_settings import MailSettings, mail_faults
from harness.scrape_settings import ScrapeSettings
from harness.section import Section, beside, mask
from harness.validation import (
    did_you_mean,
    expand,
    missing_variables,
    sentences,
    variables,
    web_address,
)

TARGET_FOLDER = Path(__file__).parents[1] / "fixtures" / "targets"
DEFAULT_TARGET = "reference"
PLACEHOLDERS = ("python", "port", "smtp", "smtp_host", "smtp_port", "accounts")

Words = dict[str, str | dict[str, str]]

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _placeholders(argument: str) -> str:
    for name in _PLACEHOLDER.findall(argument):
        if name not in PLACEHOLDERS:
            raise ValueError(f"unknown placeholder {{{name}}}; {did_you_mean(name, PLACEHOLDERS)}")
    return argument


def _path(path: str) -> str:
    if not path.startswith("/"):
        raise ValueError("expected a path that starts with /")
    return path


class Head(Section):
    """The section ``[target]``: exactly one of an address and a command."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=60)]
    base_url: Annotated[str, AfterValidator(web_address)] | None = None
    launch: (
        Annotated[tuple[Annotated[str, AfterValidator(_placeholders)], ...], Field(min_length=1)]
        | None
    ) = None


class AccountSettings(Section):
    """Whose accounts the target has.

    Attributes:
        generate: make people up and hand them to the launched target.
        file: a JSON list of accounts, relative to the target file.
        seed: of the made-up people; the same seed gives the same people.
    """

    generate: bool = False
    file: Annotated[Path, AfterValidator(beside)] | None = None
    seed: NonNegativeInt = 2010


class Allow(Section):
    """What may be done to the target."""

    send_mail: bool = True
    change_code: bool = True
    lock_account: bool = False


class Pace(Section):
    """How fast the target may be asked; None for as fast as it answers."""

    requests_per_second: PositiveFloat | None = None


class Timeouts(Section):
    """Seconds to wait for a page, a mail, the start of a launched target."""

    page: PositiveFloat = 10.0
    mail: PositiveFloat = 10.0
    launch: PositiveFloat = 20.0


class Target(Section):
    """A portal to judge.

    Attributes:
        name: in lower case, part of the run folder's name.
        base_url: where it serves, with a slash at its end; None for a launched one.
        launch: the command that starts it, placeholders and all; None for a served one.
        words: the guide's words to this portal's; under a page's slug, those of that page alone.
        entry: the guide's page to the path where it is opened; "home" is always there.
    """

    name: str
    base_url: str | None = None
    launch: tuple[str, ...] | None = None
    mail: MailSettings = MailSettings()
    accounts: AccountSettings = AccountSettings()
    allow: Allow = Allow()
    words: Words = Field(default_factory=dict)
    pace: Pace = Pace()
    timeouts: Timeouts = Timeouts()
    entry: dict[str, str] = Field(default_factory=lambda: {"home": "/"})
    scrape: ScrapeSettings = ScrapeSettings()

    @property
    def hidden(self) -> tuple[str, ...]:
        """The values that came from the environment: secrets of every artefact."""
        return self._hidden

    def masked(self) -> dict[str, Any]:
        """The target as JSON can keep it, secrets masked."""
        kept: dict[str, Any] = mask(self.model_dump(mode="json"), self._hidden)
        return kept


class _File(Section):
    target: Head
    mail: MailSettings
    accounts: AccountSettings
    allow: Allow
    words: Words = Field(default_factory=dict)
    pace: Pace = Pace()
    timeouts: Timeouts = Timeouts()
    entry: dict[str, Annotated[str, AfterValidator(_path)]] = Field(default_factory=dict)
    scrape: ScrapeSettings = ScrapeSettings()


def load_target(name: str | None = None, *, environ: Mapping[str, str] = os.environ) -> Target:
    """Read a target file.

    Args:
        name: the path of a TOML file, or a name under fixtures/targets/; None for the
            bundled reference.
        environ: where the values of ``${NAME}`` come from.

    Raises:
        TargetError: the file is missing or broken; it tells all that is wrong at once.
    """
    path = _find(name or DEFAULT_TARGET)
    raw = _read(path)
    problems = [*missing_variables(raw, environ), *_open_secrets(raw)]
    hidden = sorted({environ.get(v, "") for v in variables(raw)} - {""}, key=len, reverse=True)
    data = _with_defaults(expand(raw, environ))
    context = {"hidden": hidden, "folder": path.parent}
    try:
        file = _File.model_validate(data, context=context)
    except ValidationError as error:
        problems += sentences(error.errors(include_url=False, include_input=False), _File)
    problems += _contradictions(data)
    problems += mail_faults(_section(raw, "mail"), launched="launch" in _section(raw, "target"))
    if problems:
        raise TargetError(
            f"a target file as docs/TARGETS.md describes it in {path.name}",
            seen="; ".join(problems),
            remedy="Correct the entries named.",
        )
    return _target(file, context)


def known_targets() -> tuple[str, ...]:
    """The names under fixtures/targets/."""
    return tuple(sorted(path.stem for path in TARGET_FOLDER.glob("*.toml")))


def _find(name: str) -> Path:
    path = Path(name)
    if name in known_targets():
        return TARGET_FOLDER / f"{name}.toml"
    if path.is_file():
        return path
    raise TargetError(
        "a target: the path of a TOML file, or a known name",
        seen=f"{name}, which is neither",
        remedy=did_you_mean(name, known_targets()).capitalize() + ".",
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TargetError(
            f"a TOML file in UTF-8 in {path.name}",
            seen=str(error),
            remedy="Correct the file; docs/TARGETS.md describes it.",
        ) from error


def _section(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    section = data.get(name, {})
    return dict(section) if isinstance(section, Mapping) else {}


def _with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    """Fill in what depends on whether we launch the target: then it is ours to play with."""
    launched = "launch" in _section(data, "target")
    defaults: dict[str, dict[str, Any]] = {
        "mail": {"source": "sink" if launched else "none"},
        "accounts": {"generate": launched and "file" not in _section(data, "accounts")},
        "allow": {"lock_account": launched},
    }
    merged = {
        name: {**known, **data[name]}
        if isinstance(data.get(name, {}), dict) and name in data
        else data.get(name, known)
        for name, known in defaults.items()
    }
    return {**data, **merged}


def _open_secrets(raw: Mapping[str, Any]) -> list[str]:
    """A password belongs in the environment, also within an address."""
    address = str(_section(raw, "target").get("base_url", ""))
    found = re.match(r"\w+://[^/@]*?:([^/@]+)@", address)
    if found is None or re.fullmatch(r"\$\{\w+\}", found[1]):
        return []
    return ["target › base_url: a password in clear; write ${NAME} and set NAME in the environment"]


def _contradictions(data: Mapping[str, Any]) -> list[str]:
    """What no single entry shows."""
    head = _section(data, "target")
    accounts = _section(data, "accounts")
    problems = []
    if ("launch" in head) == ("base_url" in head):
        problems.append("target: expected exactly one of base_url and launch")
    if "launch" not in head and accounts.get("generate") is True:
        problems.append("accounts › generate: only a launched target can be given new accounts")
    if accounts.get("generate") is True and "file" in accounts:
        problems.append("accounts: expected one of file and generate, not both")
    return problems


def _target(file: _File, context: Mapping[str, Any]) -> Target:
    rest = {name: getattr(file, name) for name in _File.model_fields if name != "target"}
    rest["entry"] = {"home": "/", **file.entry}
    head = {name: getattr(file.target, name) for name in Head.model_fields}
    return Target.model_validate({**head, **rest}, context=dict(context))
