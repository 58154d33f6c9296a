"""The labels of the fields, placed and bound in other ways."""

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pages import pages
from reference_impl.variations import shaping
from reference_impl.variations.shaping import Entry

LABELS = "labels"


def _left(entry: Entry) -> str:
    return f'<tr><td align="right">{entry.label}</td><td>{entry.control}<br>{entry.hint}</td></tr>'


def _stars_apart(entry: Entry) -> str:
    star = f'<font color="red">{entry.mark}</font>'
    return (
        f"<tr><td>{entry.words}</td><td>{star}</td>"
        f"<td>{entry.control}</td><td>{entry.hint}</td></tr>"
    )


def _above(entry: Entry) -> str:
    return f"<tr><td>{entry.label}</td></tr><tr><td>{entry.control} {entry.hint}</td></tr>"


def _header_cell(entry: Entry) -> str:
    return (
        f'<tr><th scope="row"><label for="{entry.name}">{entry.words}</label> {entry.mark}</th>'
        f"<td>{entry.control}{entry.hint}</td></tr>"
    )


def _wrapping(entry: Entry) -> str:
    return f"<label>{entry.label} {entry.control}</label>{entry.hint}"


def _labelled_by(entry: Entry) -> str:
    control = entry.control.replace(" id=", f' aria-labelledby="l-{entry.name}" id=', 1)
    return f'<div><span id="l-{entry.name}">{entry.label}</span>{control}{entry.hint}</div>'


def _aria_label(entry: Entry) -> str:
    control = entry.control.replace(" id=", f' aria-label="{entry.words}" id=', 1)
    return f"<p>{entry.label}</p><div>{control}{entry.hint}</div>"


def _title(entry: Entry) -> str:
    control = entry.control.replace(" id=", f' title="{entry.words}" id=', 1)
    return f"<tr><td>{entry.label}</td><td>{control}{entry.hint}</td></tr>"


def _definitions(entry: Entry) -> str:
    return f"<dl><dt>{entry.label}</dt><dd>{entry.control}{entry.hint}</dd></dl>"


def _lines(entry: Entry) -> str:
    return f"{entry.label} {entry.control}<br>{entry.hint}"


def _block_above(entry: Entry) -> str:
    return f"<div><p><b>{entry.label}</b></p><p>{entry.control}</p>{entry.hint}</div>"


def _floating(entry: Entry) -> str:
    label = f'<label for="{entry.name}">{entry.label}</label>'
    return f'<div class="form-floating">{entry.control}{label}</div>{entry.hint}'


def _star_before(entry: Entry) -> str:
    star = f'<abbr title="obligatoire">{entry.mark}</abbr> ' if entry.mark else ""
    label = f'<label for="{entry.name}">{star}{entry.words}{entry.colon}</label>'
    return f"<div>{label}{entry.control}{entry.hint}</div>"


def _star_behind_field(entry: Entry) -> str:
    label = f'<label for="{entry.name}">{entry.words}{entry.colon}</label>'
    return f"<div>{label} {entry.control} {entry.mark}</div>{entry.hint}"


def _star_image(entry: Entry) -> str:
    star = f'<img src="/static/icon.svg" width="8" height="8" alt="{entry.mark}">'
    label = f'<label for="{entry.name}">{entry.words} {star if entry.mark else ""}</label>'
    return f"<div>{label} {entry.control}</div>{entry.hint}"


def _with_placeholder(entry: Entry) -> str:
    label = f'<label for="{entry.name}">{entry.label}</label>'
    control = entry.control.replace(" id=", ' placeholder="Votre saisie" id=', 1)
    return f"<div>{label}{control}{entry.hint}</div>"


def _grid(entry: Entry) -> str:
    label = f'<label class="col-4" for="{entry.name}">{entry.label}</label>'
    control = f'<div class="col-8"><div class="input-group">{entry.control}</div></div>'
    return f'<div class="row"><div class="cell">{label}</div>{control}</div>{entry.hint}'


VARIATIONS = (
    Alteration(
        "labels-in-the-cell-to-the-left",
        LABELS,
        "Forms are laid out in tables, their labels are plain text in the cell to the left.",
        pages(shaping.tables(_left, 2)),
    ),
    Alteration(
        "stars-in-a-cell-of-their-own",
        LABELS,
        "Forms are laid out in tables, the stars in a cell between label and field.",
        pages(shaping.tables(_stars_apart, 4)),
    ),
    Alteration(
        "labels-in-the-cell-above",
        LABELS,
        "Forms are laid out in tables, their labels in the cell above the field.",
        pages(shaping.tables(_above, 1)),
    ),
    Alteration(
        "labels-in-header-cells",
        LABELS,
        "Forms are laid out in tables, their labels bound and in header cells, without colons.",
        pages(shaping.tables(_header_cell, 2)),
    ),
    Alteration(
        "labels-around-fields",
        LABELS,
        "Labels stand around their fields.",
        pages(shaping.fields(_wrapping)),
    ),
    Alteration(
        "labels-by-reference",
        LABELS,
        "Fields are named by aria-labelledby.",
        pages(shaping.fields(_labelled_by)),
    ),
    Alteration(
        "labels-by-attribute",
        LABELS,
        "Fields are named by aria-label, the stars stand in the text before them.",
        pages(shaping.fields(_aria_label)),
    ),
    Alteration(
        "labels-by-title",
        LABELS,
        "Fields are named by their title, with the same words in the cell to the left.",
        pages(shaping.tables(_title, 2)),
    ),
    Alteration(
        "labels-as-definition-lists",
        LABELS,
        "Labels and fields are the terms and the definitions of lists.",
        pages(shaping.fields(_definitions)),
    ),
    Alteration(
        "labels-in-plain-lines",
        LABELS,
        "Labels are bare text before the field, on lines that end with a break.",
        pages(shaping.fields(_lines)),
    ),
    Alteration(
        "labels-above-fields",
        LABELS,
        "Labels are bold paragraphs above their fields.",
        pages(shaping.fields(_block_above)),
    ),
    Alteration(
        "labels-floating",
        LABELS,
        "Labels follow their fields in the mark-up, as floating labels do.",
        pages(shaping.fields(_floating)),
    ),
    Alteration(
        "stars-before-labels",
        LABELS,
        "The stars stand before the labels.",
        pages(shaping.fields(_star_before)),
    ),
    Alteration(
        "stars-behind-fields",
        LABELS,
        "The stars stand behind the fields.",
        pages(shaping.fields(_star_behind_field)),
    ),
    Alteration(
        "stars-as-pictures",
        LABELS,
        "The stars are pictures with their words.",
        pages(shaping.fields(_star_image)),
    ),
    Alteration(
        "fields-with-placeholders",
        LABELS,
        "Each field holds a placeholder besides its label.",
        pages(shaping.fields(_with_placeholder)),
    ),
    Alteration(
        "fields-in-a-grid",
        LABELS,
        "Labels and fields stand in columns made of nested blocks.",
        pages(shaping.fields(_grid)),
    ),
)
