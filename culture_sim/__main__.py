"""`python -m culture_sim`: the same as `culture-sim`."""

import sys

from culture_sim.cli import main

sys.exit(main())
