"""The labels of fields and buttons, as a reader takes them from the page."""
