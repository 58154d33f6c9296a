"""Installed as a wheel, the program brings its suite along and shadows nothing of the user's."""

import os
import subprocess
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
BROKEN = "raise RuntimeError('this is the module of the folder, not that of the suite')\n"


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that has the wheel, and our libraries without our checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder / "dist"), versions=["standard"])
    environment = folder / "venv"
    venv.create(environment, symlinks=True)
    names = {"base": str(environment), "platbase": str(environment)}
    site = Path(sysconfig.get_path("purelib", "venv", names))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    # The libraries' own .pth files are not read there, so that the checkout is out of reach.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return environment / "bin" / "python"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A user's folder with names that the program uses as well."""
    for name in ("scenarios", "fixtures", "reference_impl"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "fixtures" / "suite.toml").write_text("none of ours", encoding="utf-8")
    (tmp_path / "harness.txt").write_text("notes", encoding="utf-8")
    return tmp_path


def test_only_one_package_is_installed(python: Path) -> None:
    """Generic names such as `scenarios` stay free."""
    site = next(python.parents[1].glob("lib/python*/site-packages"))
    installed = {path.name for path in site.iterdir()}
    assert {name for name in installed if "dist-info" not in name} == {"harness", "libraries.pth"}


def test_it_runs_in_a_folder_with_the_same_names(python: Path, folder: Path) -> None:
    """The suite, its guide and the reference portal are those of the wheel."""
    code = "from harness.cli.app import main; main()"
    run = ("run", "--driver", "http", "--only", "administrator-lost-identifier", "--out", "kept")
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    for command in (("-c", code), ("-m", "harness")):
        done = subprocess.run(  # noqa: PLW1510 - the code is asserted with what was printed
            [python, *command, *run], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "kept" / "administrator-lost-identifier" / "journal.jsonl").is_file()
