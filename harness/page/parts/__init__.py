"""The parts of a page: texts, fields, controls, messages, media."""
