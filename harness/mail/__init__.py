"""Messages, and the places where they arrive."""
