"""Target files: the portals to judge; `docs/TARGETS.md` is their reference."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    NonNegativeInt,
    PositiveFloat,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
)

from harness.errors import TargetError
from harness.validation import did_you_mean, expand, missing_variables, sentences, variables

TARGET_FOLDER = Path(__file__).parents[1] / "fixtures" / "targets"
DEFAULT_TARGET = "reference"
PLACEHOLDERS = ("python", "port", "smtp", "smtp_host", "smtp_port", "accounts")
MASK = "•••"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class _Section(BaseModel):
    """A part of a target file: frozen, unknown keys refused, secrets out of its repr."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, validate_default=True
    )
    _hidden: tuple[str, ...] = PrivateAttr(())

    def model_post_init(self, context: Any, /) -> None:
        """Remember what came from the environment, so that no repr shows it."""
        self._hidden = tuple((context or {}).get("hidden", ()))

    def __repr_args__(self) -> Any:
        for name, value in super().__repr_args__():
            yield name, _mask(value, self._hidden)


def _mask(value: Any, hidden: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        for secret in hidden:
            value = value.replace(secret, MASK)
        return value
    if isinstance(value, Path):
        return Path(_mask(str(value), hidden))
    if isinstance(value, tuple | list):
        return [_mask(entry, hidden) for entry in value]
    if isinstance(value, dict):
        return {name: _mask(entry, hidden) for name, entry in value.items()}
    return value


def _http(address: str) -> str:
    try:
        parts = urlsplit(address)
        valid = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        valid = False
    if not valid or parts.query or parts.fragment:
        raise ValueError("expected an address such as https://portal.example/ without ? and #")
    return address.rstrip("/") + "/"


def _placeholders(argument: str) -> str:
    for name in _PLACEHOLDER.findall(argument):
        if name not in PLACEHOLDERS:
            raise ValueError(f"unknown placeholder {{{name}}}; {did_you_mean(name, PLACEHOLDERS)}")
    return argument


def _implemented(source: str) -> str:
    if source not in {"sink", "none"}:
        raise ValueError(f'"{source}" cannot be read yet; allowed: sink, none')
    return source


def _beside(path: Path, info: ValidationInfo) -> Path:
    return Path((info.context or {}).get("folder", ".")) / path


def _path(path: str) -> str:
    if not path.startswith("/"):
        raise ValueError("expected a path that starts with /")
    return path


class Head(_Section):
    """The section ``[target]``: exactly one of an address and a command."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=60)]
    base_url: Annotated[str, AfterValidator(_http)] | None = None
    launch: (
        Annotated[tuple[Annotated[str, AfterValidator(_placeholders)], ...], Field(min_length=1)]
        | None
    ) = None


class MailSettings(_Section):
    """Where the target's mails arrive.

    Attributes:
        source: the kind of place; "none" makes every promise about mails unobservable.
        port: of the sink on 127.0.0.1; 0 takes a free one, which only a launched target learns.
    """

    source: Annotated[
        Literal["sink", "imap", "mailpit", "maildir", "none"], AfterValidator(_implemented)
    ] = "none"
    port: Annotated[int, Field(ge=0, le=65_535)] = 0


class AccountSettings(_Section):
    """Whose accounts the target has.

    Attributes:
        generate: make people up and hand them to the launched target.
        file: a JSON list of accounts, relative to the target file.
        seed: of the made-up people; the same seed gives the same people.
    """

    generate: bool = False
    file: Annotated[Path, AfterValidator(_beside)] | None = None
    seed: NonNegativeInt = 2010


class Allow(_Section):
    """What may be done to the target."""

    send_mail: bool = True
    change_code: bool = True
    lock_account: bool = False


class Pace(_Section):
    """How fast the target may be asked; None for as fast as it answers."""

    requests_per_second: PositiveFloat | None = None


class Timeouts(_Section):
    """Seconds to wait for a page, a mail, the start of a launched target."""

    page: PositiveFloat = 10.0
    mail: PositiveFloat = 10.0
    launch: PositiveFloat = 20.0


class Target(_Section):
    """A portal to judge.

    Attributes:
        name: in lower case, part of the run folder's name.
        base_url: where it serves, with a slash at its end; None for a launched one.
        launch: the command that starts it, placeholders and all; None for a served one.
        words: the guide's words to this portal's.
        entry: the guide's page to the path where it is opened; "home" is always there.
    """

    name: str
    base_url: str | None = None
    launch: tuple[str, ...] | None = None
    mail: MailSettings = MailSettings()
    accounts: AccountSettings = AccountSettings()
    allow: Allow = Allow()
    words: dict[str, str] = {}
    pace: Pace = Pace()
    timeouts: Timeouts = Timeouts()
    entry: dict[str, str] = {"home": "/"}

    @property
    def hidden(self) -> tuple[str, ...]:
        """The values that came from the environment: secrets of every artefact."""
        return self._hidden

    def masked(self) -> dict[str, Any]:
        """The target as JSON can keep it, secrets masked."""
        kept: dict[str, Any] = _mask(self.model_dump(mode="json"), self._hidden)
        return kept


class _File(_Section):
    target: Head
    mail: MailSettings
    accounts: AccountSettings
    allow: Allow
    words: dict[str, str] = {}
    pace: Pace = Pace()
    timeouts: Timeouts = Timeouts()
    entry: dict[str, Annotated[str, AfterValidator(_path)]] = {}


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
    head, mail = _section(data, "target"), _section(data, "mail")
    accounts = _section(data, "accounts")
    problems = []
    if ("launch" in head) == ("base_url" in head):
        problems.append("target: expected exactly one of base_url and launch")
    if "launch" not in head and accounts.get("generate") is True:
        problems.append("accounts › generate: only a launched target can be given new accounts")
    if accounts.get("generate") is True and "file" in accounts:
        problems.append("accounts: expected one of file and generate, not both")
    if "launch" not in head and mail.get("source") == "sink" and not mail.get("port"):
        problems.append("mail › port: a target that is not launched must know the sink's port")
    return problems


def _target(file: _File, context: Mapping[str, Any]) -> Target:
    rest = {name: getattr(file, name) for name in _File.model_fields if name != "target"}
    rest["entry"] = {"home": "/", **file.entry}
    head = {name: getattr(file.target, name) for name in Head.model_fields}
    return Target.model_validate({**head, **rest}, context=dict(context))
