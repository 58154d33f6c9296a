"""What a portal really holds: every page, form, field, text and address of it, kept for good."""
