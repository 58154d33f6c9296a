"""The editions of the portal: the same rules in other mark-up, each as the parts it is made of."""

from collections.abc import Callable, Mapping

from reference_impl.domain.mailer import Mailer
from reference_impl.editions import legacy, one_form, renamed, spa
from reference_impl.parts import Parts
from reference_impl.settings import Settings


def modern(settings: Settings) -> Parts:
    """Give the parts of the present edition."""
    return Parts(mailer=Mailer(settings.smtp_host, settings.smtp_port))


EDITIONS: Mapping[str, Callable[[Settings], Parts]] = {
    "modern": modern,
    "legacy": legacy.parts,
    "spa": spa.parts,
    "renamed": renamed.parts,
    "one-form": one_form.parts,
}


def parts_of(settings: Settings) -> Parts:
    """Give the parts of the edition that the settings name."""
    return EDITIONS[settings.edition](settings)
