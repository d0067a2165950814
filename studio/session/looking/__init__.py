"""What can be known and set of each thing, and what is wrong with it."""
