"""``python -m reference_impl``."""

import sys

from reference_impl.command import main

if __name__ == "__main__":
    sys.exit(main())
