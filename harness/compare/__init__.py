"""An old portal against a new one, with the guide as arbiter; reads journals, touches no portal."""
