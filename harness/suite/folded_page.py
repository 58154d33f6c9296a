"""A page of the guide whose fields a portal may ask for on another one: data of a suite."""

from harness.core.value import Value


class FoldedPage(Value):
    """What holds of a portal that does not have a page, but asks its question on the page before.

    Attributes:
        page: slug of the page that such a portal does not have.
        into: slug of the page whose form takes over its field.
        then: slug of the page where a movement ends that would have ended on `page`.
        field: slug of the statement about the field.
        asked: slugs of the statements that say that it is asked; they become claims of the field.
        stays: slugs of the movements that need the page itself.
        submit: slug of the button that sends the form of `into`.
    """

    page: str
    into: str
    then: str
    field: str
    asked: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()
    submit: str
