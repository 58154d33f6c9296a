"""The actor that plays the steps of a scenario on a portal."""
