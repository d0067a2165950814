"""The inspector: fields of whatever is chosen."""
