"""Statements of the guide that many defects break together."""

# Each is a search that ends on step 3, with the identifier filled in.
FOUND_BY_BCR = (
    "search.found",
    "search.found.identifier",
    "search.found.by-bcr",
    "search.found.by-both",
    "search.found.blanks",
    "search.found.decomposed",
    "search.found.apostrophe",
    "search.found.namesake",
    "search.found.two-tabs",
    "search.found.two-people",
)
FOUND_BY_CONTRACT = ("search.found", "search.found.by-contract")
FOUND_BY_USER = ("search.found.user",)
FOUND_IDENTIFIER = ("search.found.identifier", "search.found.by-bcr")
FOUND = (*FOUND_BY_BCR, "search.found.by-contract", "search.found.user")

# That of the namesakes is left out: two people may have the same name as first name.
FOUND_BY_NAMES = tuple(slug for slug in FOUND if slug != "search.found.namesake")

# Each is a request that ends on step 4.
GENERATED_AFTER_SEARCH = ("regenerate.generated", "regenerate.generated.two-people")
GENERATED = (*GENERATED_AFTER_SEARCH, "regenerate.generated.email-case")
ADVICE = ("regenerate.condition.first-login.advice", "regenerate.condition.address.advice")
