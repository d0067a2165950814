"""The built-in face performer: sounds to mouth by articulators, dominance and contacts. Plain numpy."""
