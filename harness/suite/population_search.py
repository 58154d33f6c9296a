"""How a whole list of accounts is searched on a portal: the section `[search]` of a suite."""

from collections.abc import Mapping

from harness.core.value import Value


class PopulationSearch(Value):
    """One harmless search, which is made for each account of a list.

    Attributes:
        name: of the search, on the command line.
        way: slugs of the links or buttons from the entry page to the page where it starts.
        start: slug of that page; a target that names its address is entered there.
        choices: by the role of the account, the slug of the link or button on `start`; under ""
            that of all other roles.
        form: slug of the page with the form.
        fields: slug of the statement about a field to the field of the account typed into it.
        submit: slug of the button.
        found: slug of the page that a search leads to if it finds the account.
        shows: slug of the statement about the field there that holds the key of the account.
        spelled: names of the signs in names that may explain differences.
        numbers: fields of the account of which each may be empty; which ones are filled may
            explain differences.
    """

    name: str
    way: tuple[str, ...] = ()
    start: str
    choices: Mapping[str, str]
    form: str
    fields: Mapping[str, str]
    submit: str
    found: str
    shows: str
    spelled: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
