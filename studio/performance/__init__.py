"""The layers of a performance, composed: take, expression, life, body, overrides."""
