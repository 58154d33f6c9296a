"""Patches for the defects that neither settings nor templates can make."""

from django.contrib.auth import forms, tokens
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives


def typed_once() -> None:
    """The second password is not compared with the first."""
    forms.SetPasswordForm.clean = lambda form: form.cleaned_data
    forms.SetPasswordForm.clean_new_password2 = lambda form: form.cleaned_data["new_password2"]


def any_token() -> None:
    """Any token is accepted."""
    tokens.PasswordResetTokenGenerator.check_token = lambda *_: True


def link_for_ever() -> None:
    """A token does not depend on the password, so that it stays good."""
    generator = tokens.PasswordResetTokenGenerator
    generator._make_hash_value = lambda _, user, made: f"{user.pk}{made}"  # noqa: SLF001


def old_password_stays() -> None:
    """The old password goes on opening the account."""
    old = {user.pk: user.password for user in User.objects.all()}
    new = User.check_password

    def check(user: User, raw: str) -> bool:
        first = User(password=old.setdefault(user.pk, user.password))
        return new(user, raw) or new(first, raw)

    User.check_password = check


def who_has_an_account() -> None:
    """The form tells that an address is unknown."""

    def clean_email(form: forms.PasswordResetForm) -> str:
        if not User.objects.filter(email=form.cleaned_data["email"]):
            raise ValidationError("Cette adresse est inconnue.")
        return str(form.cleaned_data["email"])

    forms.PasswordResetForm.clean_email = clean_email


def two_mails() -> None:
    """Each mail goes out twice."""
    send = EmailMultiAlternatives.send
    EmailMultiAlternatives.send = lambda mail, *a, **k: sum(send(mail, *a, **k) for _ in "12")
