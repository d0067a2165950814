"""What every panel is made of: theme, icons, panels, actions as Qt has them."""
