"""What can be read and set of whatever is chosen, as plain values: the inspector and dialogs show them."""
