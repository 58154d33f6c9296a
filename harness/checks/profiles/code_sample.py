"""What can be told of the codes of a walk all together, without telling one of them."""

from collections.abc import Iterable, Iterator

from harness.model.secret import Survey
from harness.redaction.vault import Vault

_FEWEST = 5  # of fewer codes the alphabet would tell too much, and too little


def surveys(vault: Vault, kinds: Iterable[str]) -> Iterator[Survey]:
    """A survey of each kind of codes that the walk came to know enough of."""
    known = list(zip(vault.secrets(), vault.values(), strict=True))
    for kind in kinds:
        codes = [value for secret, value in known if secret.kind == kind]
        if len(codes) >= _FEWEST:
            yield Survey(
                secret=kind,
                samples=len(codes),
                shortest=min(map(len, codes)),
                alphabet="".join(sorted(set("".join(codes)))),
                varying=sum(len(set(column)) > 1 for column in zip(*codes, strict=False)),
            )
