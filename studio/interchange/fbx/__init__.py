"""Binary FBX 7.5: skeleton, skin, blend shapes, materials and animation of one clip.

The layout follows what Autodesk's SDK, Blender, ufbx, three.js and assimp each demand of a file; where only
one of them asks for something, a comment beside it says which.
"""

from studio.interchange.fbx.writer import write

__all__ = ["write"]
