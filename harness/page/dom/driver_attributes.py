"""The attributes with which a driver tells the extractor what HTML alone does not show.

A browser driver adds them to the live document when it serialises it; documents fetched over
plain HTTP come without the attributes of layout, and the extractor uses the HTML alone. The
value "1" means yes, "0" means no. If a driver lays pages out (it adds BOX or HIDDEN), a missing
CHECKED or DISABLED means no too; otherwise the HTML decides. Both drivers put the documents of
frames into the same wrapper elements.
"""

REF = "data-cp-ref"  # the driver's identifier of the element: "12", in a frame "f1:12"
HIDDEN = "data-cp-hidden"  # "1": it is not visible
VISIBILITY = (  # "hidden": only its `visibility` hides it; "visible": it is seen within such a one
    "data-cp-visibility"
)
UNSEEN = "data-cp-unseen"  # "1": it is drawn nowhere, and screen readers read it
POINTED = (
    "data-cp-pointed"  # "REF hover WORDS": that element shows it under the pointer, or "focus"
)
BEHIND = "data-cp-behind"  # "1": it is behind a modal dialog
STRUCK = "data-cp-struck"  # "1": a line goes through its words; "0": none, though it is `del` …
APART = "data-cp-apart"  # of inline mark-up: "block": it stands apart; "blank": it is a word apart
CLICKABLE = "data-cp-clickable"  # "1": no link or button by its mark-up, and drawn as one
LIST = "data-cp-list"  # "1": of a text field: a script draws a list that nobody can type into
BOX = "data-cp-box"  # "x y width height" in CSS pixels of the document
VALUE = "data-cp-value"  # the current value of a field
CHECKED = "data-cp-checked"  # "1": a checkbox or radio is checked, an option is selected
DISABLED = "data-cp-disabled"  # "1": disabled, perhaps by its fieldset
FORM = "data-cp-form"  # ref of the form that owns it (form.elements, not nesting)
PROBLEM = "data-cp-problem"  # the browser's validation message after a refused submission
NAME = "data-cp-label"  # the name in the browser's accessibility tree
URL = "data-cp-url"  # href, src or action, resolved
SHADOW_ELEMENT = "cp-shadow"  # contains the shadow tree of an element
GIVEN = "data-cp-given"  # of a slot: how many trees around its own what is given to it belongs to
FRAME_ELEMENT = "cp-frame"  # contains the document of a frame, in place of the frame element
FRAME_NAME = "data-cp-name"  # name of that frame, "popup" for a window opened by the page
