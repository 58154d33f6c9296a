"""The differences asked for on the command line."""
active = set()


def on(name):
    return name in active
