"""The pictures in the reports."""
