"""What the live performances are made of."""
