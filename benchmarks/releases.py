"""Compares two releases of Django by the suite of `examples/django`.

    python -m benchmarks.releases [OLD]

installs the old release (4.2 by default) by uv into an environment of its own, and compares its
password reset with that of the installed one: the real differences, and nothing else.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from harness.core.files import write_whole

EXAMPLE = Path(__file__).parents[1] / "examples" / "django"
WORDS = """
[words]
"Identifiants de connexion oubliés ?" = "Mot de passe ou nom d’utilisateur oublié ?"
"""


def target(name: str, python: str, more: str = "") -> str:
    """The example's target file, for another Python and from another folder."""
    text = (EXAMPLE / "target.toml").read_text("utf-8")
    text = text.replace('name = "django"', f'name = "{name}"\nsuite = "{EXAMPLE}"', 1)
    return text.replace("{python}", python, 1) + f'\n[launch]\ncwd = "{EXAMPLE}"\n{more}'


def main(old: str = "4.2") -> int:
    """Install, compare, and give the exit code of the comparison."""
    with tempfile.TemporaryDirectory(prefix="releases-") as name:
        folder = Path(name)
        python = str(folder / "old" / "bin" / "python")
        subprocess.run(["uv", "venv", "-q", str(folder / "old")], check=True)
        install = ["uv", "pip", "install", "-q", "--python", python, f"django=={old}.*"]
        subprocess.run(install, check=True)
        write_whole(folder / "old.toml", target("django-old", python, WORDS))
        write_whole(folder / "new.toml", target("django-new", "{python}"))
        sides = [str(folder / "old.toml"), str(folder / "new.toml")]
        options = ["--driver", "http", "--yes", "--out", str(folder / "compared")]
        command = [sys.executable, "-m", "harness", "compare", *sides, *options]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
