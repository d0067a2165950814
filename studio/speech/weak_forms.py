"""Small English words as running speech says them: without stress, and often with half their sounds."""

from __future__ import annotations

from types import MappingProxyType

_ROW = (
    "a AH|EY; an AH N; the DH AH|DH IY; and AH N D|AH N|N; of AH V; to T AH|T IH; for F ER|F AO R; "
    "from F R AH M; at AH T; as AH Z; than DH AH N; that DH AH T; them DH AH M|AH M; him IH M; "
    "his IH Z; he IY; her ER|HH AH; have AH V|HH AH V; has AH Z|HH AH Z; had AH D|HH AH D|D; "
    "was W AH Z; were W ER; are ER; is Z|S; us AH S; you Y AH; your Y ER; or ER; but B AH T; "
    "can K AH N; could K AH D; would W AH D|AH D|D; should SH AH D; will AH L|L; some S AH M; "
    "must M AH S|M AH S T; do D AH; does D AH Z; am AH M|M; be B IY; been B IH N; in IH N|N; "
    "it IH T; its IH T S; on AA N; with W IH DH; by B AY; my M AY; me M IY; we W IY; she SH IY; "
    "they DH EY; who UW; if IH F; so S OW; our AA R|AW R"
)
WEAK_FORMS: MappingProxyType[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        word: tuple(tuple(form.split()) for form in forms.split("|"))
        for word, _, forms in (entry.strip().partition(" ") for entry in _ROW.split(";"))
    }
)
