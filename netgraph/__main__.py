"""``python -m netgraph`` does what the command ``netgraph`` does."""

from netgraph.cli import main

main()
