"""What a hand that paints does to curves."""
