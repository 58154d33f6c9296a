"""The edition under other names: the same rules and promises, in the words of another house.

Fields, buttons, links and titles are called otherwise, the pages lie at other addresses and are
laid out otherwise. What lies behind the forms (step 4, the certification, the mail) speaks as the
guide does. It stands for a portal that nobody here wrote: to be reached by a target file alone.
"""

from pathlib import Path

from reference_impl.domain.mailer import Mailer
from reference_impl.editions.renamed.addresses import OtherAddresses
from reference_impl.parts import Parts
from reference_impl.settings import Settings
from reference_impl.views import FOLDER as PLAIN
from reference_impl.views import Views

TEMPLATES = Path(__file__).parent / "templates"


def parts(settings: Settings) -> Parts:
    """Give the parts of this edition."""
    return Parts(
        mailer=Mailer(settings.smtp_host, settings.smtp_port),
        views=Views(TEMPLATES, others=(PLAIN,)),
        middleware=[OtherAddresses],
    )
