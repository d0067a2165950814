"""What is saved, as frozen values, and the gate through which every edit goes. Knows only core."""
