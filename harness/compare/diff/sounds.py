"""The sounds of two walks, and the rules of accessibility that their pages break."""

from collections.abc import Iterator

from harness.checks.sounds import AUDIBLE
from harness.compare.difference import Change, Kind
from harness.model.journal import AuditRecord, Journal, SoundRecord


def sounds(old: Journal, new: Journal) -> Iterator[Change]:
    """What differs in the sounds that were heard, in their order."""
    if len(old.sounds) != len(new.sounds):
        yield _change("number", str(len(old.sounds)), str(len(new.sounds)))
    for one, other in zip(old.sounds, new.sounds, strict=False):
        before, after = _facts(one, old), _facts(other, new)
        for part in before:
            if before[part] != after[part]:
                yield _change(part, before[part], after[part])


def _change(part: str, old: str, new: str) -> Change:
    return Change(kind=Kind.SOUND, page="certification-code", part=part, old=old, new=new)


def _facts(sound: SoundRecord, journal: Journal) -> dict[str, str]:
    """What was heard in a sound, as far as it does not change with the code that it speaks."""
    heard, code = sound.hearing, journal.secret(sound.code)
    each = code is not None and heard.segments == code.shape.length
    return {
        "status": str(sound.status),
        "type": sound.content_type.partition(";")[0].strip(),
        "format": heard.format,
        "valid": "yes" if heard.valid else heard.problem or "no",
        "loudness": "audible" if heard.peak >= AUDIBLE else "not audible, or not measured",
        "segments": "one for each character" if each else "another number, or not measured",
    }


def audits(page: str, old: AuditRecord | None, new: AuditRecord | None) -> Iterator[Change]:
    """The rules of accessibility that only one of two pages breaks."""
    if old is None or new is None or old.problem or new.problem:
        return
    ours, theirs = ({v.rule: v.help for v in audit.violations} for audit in (old, new))
    for rule in sorted(ours.keys() ^ theirs.keys()):
        told = f"broken: {(ours | theirs)[rule]}"
        before, after = (told if rule in side else "kept" for side in (ours, theirs))
        yield Change(kind=Kind.ACCESSIBILITY, page=page, part=rule, old=before, new=after)
