"""The window itself: docks, menus, dialogs, start and end."""
