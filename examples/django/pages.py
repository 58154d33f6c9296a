"""The addresses of Django's admin and of its password reset, as its documentation has them."""

import json
from pathlib import Path

import django

django.setup()

import patches  # noqa: E402 - Django's models can be imported once it is set up
from django.contrib import admin  # noqa: E402
from django.contrib.auth import views  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import run  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import path  # noqa: E402

ASK, SENT, CHOOSE, DONE = (
    view.as_view()
    for view in (
        views.PasswordResetView,
        views.PasswordResetDoneView,
        views.PasswordResetConfirmView,
        views.PasswordResetCompleteView,
    )
)
urlpatterns = [
    path("admin/password_reset/", ASK, name="admin_password_reset"),
    path("admin/password_reset/done/", SENT, name="password_reset_done"),
    path("reset/<uidb64>/<token>/", CHOOSE, name="password_reset_confirm"),
    path("reset/done/", DONE, name="password_reset_complete"),
    path("admin/", admin.site.urls),
]


def serve(port: int, accounts: Path, patch: str) -> None:
    """Enter a member of the staff for each account, and serve until the process is ended."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    for one in json.loads(accounts.read_text(encoding="utf-8")):
        User.objects.create_superuser(one["username"], one["email"], one["password"])
    if patch:
        getattr(patches, patch)()
    run("127.0.0.1", port, get_wsgi_application(), threading=True)
