"""A target file is read as written, or refused with all that is wrong at once."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from harness.config.base import MASK
from harness.config.launch import PLACEHOLDERS
from harness.config.suite import bundled_suite
from harness.config.target import Target, load_target
from harness.core.errors import TargetError

MANUAL = (Path(__file__).parents[2] / "docs" / "TARGETS.md").read_text(encoding="utf-8")
Write = Callable[[str], Path]
SERVED = '[target]\nname = "staging"\nbase_url = "https://portal.example/app"\n'
LAUNCHED = '[target]\nname = "local"\nlaunch = ["portal", "--port", "{port}"]\n'


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a target file."""

    def to_file(text: str) -> Path:
        path = tmp_path / "mine.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return to_file


def refusal(path: Path, environ: Mapping[str, str] | None = None) -> TargetError:
    """Why the file is refused."""
    with pytest.raises(TargetError) as caught:
        load_target(str(path), environ=environ or {})
    return caught.value


def test_without_a_name_it_is_the_reference() -> None:
    """The bundled reference is launched, and everything may be done to it."""
    target = load_target()
    assert target.name == "reference"
    assert target.launch is not None
    assert target.base_url is None
    assert target.mail.source == "sink"
    assert target.accounts.generate
    assert target.allow.lock_account


@pytest.mark.parametrize("name", bundled_suite().known_targets)
def test_each_bundled_target_is_sound(name: str) -> None:
    """Every file under fixtures/targets/ can be loaded by its name."""
    assert load_target(name).name == name


def test_a_served_target_is_treated_with_care(write: Write) -> None:
    """No account is locked, none made up, and no mail expected, unless the file says so."""
    target = load_target(str(write(SERVED)))
    assert target.base_url == "https://portal.example/app/"
    assert not target.allow.lock_account
    assert not target.accounts.generate
    assert target.mail.source == "none"
    assert target.entries == {"home": "/"}


def test_every_section_is_read(write: Write) -> None:
    """What the file says replaces each default, and the accounts' file lies beside it."""
    path = write(
        SERVED
        + '[mail]\nsource = "sink"\nport = 2525\n[accounts]\nfile = "people.json"\nseed = 7\n'
        + "[allow]\nsend_mail = false\n[pace]\nrequests_per_second = 2\n[timeouts]\npage = 3\n"
        + '[words]\n"Adresse e-mail" = "Courriel"\n[entry]\nlogin = "/login"\n'
    )
    target = load_target(str(path))
    assert (target.mail.source, target.mail.port) == ("sink", 2525)
    assert (target.accounts.file, target.accounts.seed) == (path.parent / "people.json", 7)
    assert (target.allow.send_mail, target.allows("change_code")) == (False, True)
    assert target.pace.requests_per_second == 2
    assert (target.timeouts.page, target.timeouts.mail) == (3.0, 10.0)
    assert target.words == {"Adresse e-mail": "Courriel"}
    assert target.entries == {"home": "/", "login": "/login"}


def test_all_faults_are_told_at_once(write: Write) -> None:
    """A reader corrects a broken file in one go: each fault names its section and key."""
    seen = refusal(
        write(
            '[target]\nname = "Not Allowed"\nbase_url = "ftp://x"\n[mial]\n[timeouts]\npage = -1\n'
            '[mail]\nsource = "pigeon"\n[allow]\nlock_acount = true\nchang_code = 1\n'
            "[words]\nx = 3\n"
            '[accounts]\nfile = "${PEOPLE}"\n[entry]\nlogin = "login"\n'
        )
    ).seen
    for fault in (
        "target › name",
        "target › base_url",
        'mial: unknown name; did you mean "mail"? known: target, launch, mail,',
        "timeouts › page",
        "mail › source: expected one of these: 'sink', 'imap'",
        'allow › lock_acount: unknown name; did you mean "lock_account"?',
        'allow › chang_code: unknown name; did you mean "change_code"?',
        "words › x",
        "${PEOPLE}: not set in the environment",
        "entry › login: expected a path that starts with /",
    ):
        assert fault in seen


IMAP = '[mail]\nsource = "imap"\nhost = "imap.example"\nuser = "qa"\npassword = "${SECRET}"\n'


@pytest.mark.parametrize(
    ("mail", "told"),
    [
        (IMAP + 'foldr = "x"', 'mail › foldr: unknown name; did you mean "folder"?'),
        (IMAP + 'url = "http://x/"', 'mail › url: is no entry of source "imap"; known: source,'),
        (IMAP.replace("${SECRET}", "hunter22"), "mail › password: in clear; write ${NAME}"),
        (IMAP.replace("${SECRET}", ""), 'mail › password: is missing; source "imap" needs it'),
        (IMAP + "port = 70000", "mail › port"),
        (IMAP + 'tls = "ssl"', "mail › tls: expected one of these: 'direct', 'starttls', 'none'"),
        (IMAP + "quiet = -1", "mail › quiet"),
        ('[mail]\nsource = "mailpit"', "mail › url: is missing"),
        ('[mail]\nsource = "mailpit"\nurl = "x"', "mail › url: expected an address such as"),
        (
            '[mail]\nsource = "mailpit"\nurl = "http://a:b@x/"',
            "mail › url: holds a user or a password",
        ),
        ('[mail]\nsource = "maildir"', "mail › path: is missing"),
        ('[mail]\nsource = "mbox"\nhost = "x"', "mail › host: is no entry of"),
        ('[mail]\nsource = "folder"', "mail › path: is missing"),
        ('[mail]\nsource = "none"\nport = 25', "mail › port: is no entry of"),
        ('[mail]\npath = "x"', 'mail › path: is no entry of source "none"'),
    ],
)
def test_what_a_mail_source_needs_is_told(write: Write, mail: str, told: str) -> None:
    """Each kind of place has its own entries; a wrong one is told, never its value."""
    fault = refusal(write(SERVED + mail), environ={"SECRET": "hunter22"})
    assert told in fault.seen
    assert "hunter22" not in str(fault)


def test_the_password_of_a_mailbox_stays_masked(write: Write) -> None:
    """It reaches the mail server, and no repr and no record."""
    target = load_target(str(write(SERVED + IMAP)), environ={"SECRET": "hunter22"})
    assert target.mail.password == "hunter22"
    assert target.mail.imap_port == 993
    assert "hunter22" in target.hidden
    for shown in (repr(target), repr(target.mail), str(target.masked())):
        assert "hunter22" not in shown


def test_a_path_of_mails_is_taken_from_the_targets_folder(write: Write) -> None:
    """As all paths of a target file."""
    path = write(SERVED + '[mail]\nsource = "maildir"\npath = "Maildir"\n')
    assert load_target(str(path)).mail.path == path.parent / "Maildir"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[target]\nname = "x"\n', "exactly one of base_url and launch"),
        (LAUNCHED + 'base_url = "http://x/"\n', "exactly one of base_url and launch"),
        (SERVED + "[accounts]\ngenerate = true\n", "only a launched target"),
        (LAUNCHED + '[accounts]\ngenerate = true\nfile = "x"\n', "one of file and generate"),
        (SERVED + '[mail]\nsource = "sink"\n', "must know the sink's port"),
        (LAUNCHED.replace("{port}", "{prot}"), 'placeholder {prot}; did you mean "port"?'),
        (SERVED + "[launch]\nshell = true\n", "launch: is for a target with a command"),
        (LAUNCHED + "[launch]\nshell = true\n", "expected one line for the shell"),
        (LAUNCHED + "[launch]\nreuse = true\n", "launch › address: is missing"),
        (LAUNCHED + '[launch]\nready = "("\n', "expected a regular expression"),
        (LAUNCHED + '[launch]\ncwd = "{folder}"\n', "unknown placeholder {folder}"),
        (LAUNCHED.replace('"portal", "--port", "{port}"', ""), "target › launch"),
        ("", "target: is missing"),
        ("target = 3\n", "target: expected a table"),
        ("mail = []\n" + LAUNCHED, "mail: expected a table"),
        (SERVED.replace("/app", "/?x=1"), "without ? and #"),
        (SERVED + "[login]\nfrom_home = false\n", "entry: is missing"),
        (SERVED + '[accounts]\nreset = ["x"]\n', "accounts › reset: is for accounts of a file"),
        (LAUNCHED + '[accounts]\nfile = "x"\nstate = "y"\n', "is given its accounts anew"),
        (SERVED + '[accounts]\nfile = "x"\nreset = ["{ids}"]\n', "unknown placeholder {ids}"),
        (SERVED + "[limits]\nerrors = 2\n", "limits › errors"),
        (SERVED + '[allow]\nhosts = ["https://api.x"]\n', "the name of a host, without scheme"),
        (SERVED.replace("//portal", "//me:secret@portal"), "a password in clear"),
    ],
)
def test_a_contradiction_is_told(write: Write, text: str, told: str) -> None:
    """What no portal can be is refused with its reason."""
    assert told in refusal(write(text)).seen


def test_a_password_in_clear_is_not_repeated(write: Write) -> None:
    """The refusal of an open secret does not print it."""
    fault = refusal(write(SERVED.replace("//portal", "//me:hunter22@portal")))
    assert "hunter22" not in str(fault)


def test_secrets_come_from_the_environment_and_stay_masked(write: Write) -> None:
    """The value reaches the address, and no repr, no error and no record."""
    path = write(SERVED.replace("//portal", "//${WHO}:${PASS}@portal"))
    target = load_target(str(path), environ={"WHO": "qa", "PASS": "hunter22"})
    assert target.base_url == "https://portal.example/app/"
    assert (target.access.user, target.access.password) == ("qa", "hunter22")
    assert set(target.hidden) == {"hunter22", "qa", target.access.token}
    for shown in (repr(target), str(target), str(target.masked())):
        assert "hunter22" not in shown
        assert MASK in shown


def test_secrets_are_masked_in_every_section(write: Write) -> None:
    """A part of a target hides what the whole hides."""
    path = write(SERVED + '[accounts]\nfile = "${PLACE}/people.json"\n')
    target = load_target(str(path), environ={"PLACE": "/srv/hunter22"})
    assert "hunter22" in str(target.accounts.file)
    assert "hunter22" not in repr(target.accounts)
    assert "hunter22" not in repr(target)


def test_a_masked_target_stays_json(write: Write) -> None:
    """A run keeps its target as JSON."""
    target = load_target(str(write(LAUNCHED)))
    assert json.loads(json.dumps(target.masked()))["launch"] == ["portal", "--port", "{port}"]


def test_an_unknown_name_offers_the_near_one() -> None:
    """A typing error in a target's name is answered with the name meant."""
    with pytest.raises(TargetError, match='Did you mean "reference"'):
        load_target("referense")


def test_a_misspelt_file_offers_the_one_that_lies_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the folder where one works, and in another one."""
    monkeypatch.chdir(tmp_path)
    Path("below").mkdir()
    for path in ("fonds.toml", "below/caisse.toml", "fonds.txt"):
        Path(path).touch()
    for wrong, right in (("fonds.tml", "fonds.toml"), ("below/caise.toml", "below/caisse.toml")):
        with pytest.raises(TargetError, match=f"Did you mean {right}"):
            load_target(wrong)
    for odd in ("x" * 5000, "a\0b", "nowhere/at/all.toml"):
        with pytest.raises(TargetError, match="which is neither"):
            load_target(odd)


@pytest.mark.parametrize("content", [b"[target", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_what_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that cannot be read is one clear message, never a traceback."""
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    assert "broken.toml" in str(refusal(path))


def test_a_target_is_frozen() -> None:
    """A target cannot change while it is judged."""
    with pytest.raises(ValidationError):
        # pyrefly: ignore[read-only]
        load_target().name = "other"


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_read_or_refused_clearly(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Whatever stands in the file, there is a target or a TargetError."""
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(SERVED + text, encoding="utf-8")
    with suppress(TargetError):
        assert isinstance(load_target(str(path), environ={}), Target)


@pytest.mark.parametrize("block", re.findall(r"(?s)```toml\n(.*?)```", MANUAL))
def test_the_manuals_targets_are_sound(write: Write, block: str) -> None:
    """Each example of docs/TARGETS.md can be copied."""
    environ = {
        "STAGING_USER": "qa",
        "STAGING_PASSWORD": "hunter22",
        "MAIL_PASSWORD": "hunter23",
    } | dict.fromkeys(("DOOR_PASSWORD", "DOOR_TOKEN", "PROXY_PASSWORD"), "hunter24")
    whole = block if "[target]" in block else SERVED + block
    assert load_target(str(write(whole)), environ=environ).name


@pytest.mark.parametrize("section", Target.model_fields)
def test_the_manual_names_every_key(section: str) -> None:
    """A key that is not documented cannot be found."""
    kind = Target.model_fields[section].annotation
    fields = getattr(kind, "model_fields", {section: None})
    assert all(
        f"`{name}`" in MANUAL or f"{section}.{name}`" in MANUAL or f"`[{name}]`" in MANUAL
        for name in fields
    )
    assert all(f"`{{{name}}}`" in MANUAL for name in PLACEHOLDERS)
