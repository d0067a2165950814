"""Characters: what they are made of, and their evaluation into joints, vertices and normals."""
