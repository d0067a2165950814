"""vispy in a context that somebody else made: a window toolkit's, for instance."""

from __future__ import annotations

from typing import Protocol

# The package, not its part: of two threads that begin to import it at either end one would fail.
from vispy import gloo


class Context(Protocol):
    """An OpenGL context to draw in."""

    def activate(self) -> None:
        """Make it the current one of this thread, and vispy's."""

    def rest(self) -> None:
        """Not current any more: a thread can have one of GLX or one of EGL, never both."""

    def close(self) -> None: ...


class Guest:
    """What vispy takes for a canvas. `enter` each time after the owner has made the context current."""

    def __init__(self) -> None:
        self.context = gloo.context.GLContext()
        self._backend = self

    def enter(self) -> None:
        gloo.context.set_current_canvas(self)

    def leave(self) -> None:
        """The context is about to go."""
        gloo.context.forget_canvas(self)

    def _vispy_get_fb_bind_location(self) -> int:
        return 0
