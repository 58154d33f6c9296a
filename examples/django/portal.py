"""Serves the password reset of Django's own auth views, with Django's own templates.

Nothing of the flow is written here: this file names settings and addresses, as Django's
documentation shows them, and enters the accounts that it is given. A defect of `defects.toml` is
switched on from outside, by settings, by a template or by a patch of `patches.py`.

    python portal.py PORT SMTP_HOST SMTP_PORT ACCOUNTS [DEFECT]
"""

import importlib
import os
import signal
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

HERE = Path(__file__).parent


def configure(database: Path, smtp_host: str, smtp_port: int, defect: dict[str, object]) -> None:
    """Settings as `django-admin startproject` writes them, in French."""
    loaders = [
        ("django.template.loaders.locmem.Loader", defect.get("templates", {})),
        "django.template.loaders.app_directories.Loader",
    ]
    validators = ("UserAttributeSimilarity", "MinimumLength", "CommonPassword", "NumericPassword")
    known = {
        "SECRET_KEY": "only for this example",
        "ALLOWED_HOSTS": ["*"],
        "ROOT_URLCONF": "pages",
        "LANGUAGE_CODE": "fr",
        "USE_TZ": True,
        "EMAIL_HOST": smtp_host,
        "EMAIL_PORT": smtp_port,
        "DEFAULT_FROM_EMAIL": "Le guichet <guichet@portail.example>",
        "PASSWORD_RESET_TIMEOUT": int(os.environ.get("PASSWORD_RESET_TIMEOUT", "259200")),
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],  # a quick start
        "LOGIN_URL": "/admin/login/",
        "STATIC_URL": "static/",
        "DATABASES": {
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": database,
                "OPTIONS": {"timeout": 20},
            }
        },
        "INSTALLED_APPS": [
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        "MIGRATION_MODULES": dict.fromkeys(("admin", "auth", "contenttypes", "sessions")),  # quick
        "MIDDLEWARE": [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": loaders,
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ],
                },
            }
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
            for name in validators
        ],
    }
    settings.configure(**known | dict(defect.get("settings", {})))


def main(port: str, smtp_host: str, smtp_port: str, accounts: str, name: str = "") -> None:
    """Serve until the process is ended."""
    defects = tomllib.loads((HERE / "defects.toml").read_text(encoding="utf-8"))["mutants"]
    defect = defects[name]["portal"] if name else {}
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # the folder is deleted
    with TemporaryDirectory(prefix="django-") as folder:
        configure(Path(folder) / "portal.sqlite3", smtp_host, int(smtp_port), defect)
        pages = importlib.import_module("pages")
        pages.serve(int(port), Path(accounts), str(defect.get("patch", "")))


if __name__ == "__main__":
    main(*sys.argv[1:])
