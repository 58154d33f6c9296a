"""The names of fields and buttons, as a person takes them from the page."""
