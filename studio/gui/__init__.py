"""The window: what an artist sees and touches. The only room that knows Qt."""
