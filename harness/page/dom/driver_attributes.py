"""The attributes by which a driver tells the extractor what mark-up alone does not show.

A browser driver serialises the live document with these attributes added; documents
fetched over plain HTTP come without them, and the extractor does with the mark-up alone.
A stamp that says yes is "1"; "0" says no. Where a driver lays pages out (it stamps BOX or
HIDDEN), a missing CHECKED or DISABLED says no as well; elsewhere the mark-up decides.
The same two wrapper elements carry the documents of frames in both cases.
"""

REF = "data-cp-ref"  # the driver's name of the element: "12", in a frame "f1:12"
HIDDEN = "data-cp-hidden"  # "1": a person does not see it
BEHIND = "data-cp-behind"  # "1": a modal dialog lies over it, and nobody can reach it
BOX = "data-cp-box"  # "x y width height" in CSS pixels of the document
VALUE = "data-cp-value"  # what stands in a field now
CHECKED = "data-cp-checked"  # "1": a box or radio is ticked, an option is selected
DISABLED = "data-cp-disabled"  # "1": also by a fieldset around it
FORM = "data-cp-form"  # ref of the form that owns it (form.elements, not nesting)
PROBLEM = "data-cp-problem"  # the browser's validation message after a refused sending
URL = "data-cp-url"  # href, src or action, resolved
FRAME_ELEMENT = "cp-frame"  # stands where a frame's document was put, within its iframe's place
FRAME_NAME = "data-cp-name"  # name of that frame, "popup" for a window opened by the page
SHADOW_ELEMENT = "cp-shadow"  # stands around the content of an open shadow root
