"""`python -m mentorskap` is the command `mentorskap`."""

import sys

from mentorskap.cli import main

sys.exit(main())
