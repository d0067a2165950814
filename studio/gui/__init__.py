"""The window: what an artist sees and touches. The only room that knows Qt."""

from studio.gui.kit.quick_imports import spare_imports

spare_imports()
