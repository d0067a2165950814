"""Every action from the command line."""
