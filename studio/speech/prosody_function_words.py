"""Small words that carry grammar rather than meaning, and are seldom stressed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_LISTS = {
    "en": """
        a an the and or but nor so if as than that this these those which who whom whose what when where
        while because though although until of in on at by for from to into onto with without within
        about over under after before between through during against among up down out off i you he she
        it we they me him her us them my your his its our their mine yours hers ours theirs am is are
        was were be been being do does did have has had having will would shall should can could may
        might must 'm 's 're 've 'll 'd i'm i've i'll i'd you're you've you'll he's she's it's we're
        we've we'll they're they've they'll that's there's there then not no'r some any each such own
        too very just also only
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber denn sondern wenn weil
        dass daß ob als wie in im an am auf aus bei mit nach von vom zu zum zur für durch gegen ohne um
        über unter vor hinter neben zwischen ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm
        ihnen mein dein sein unser euer sich man bin bist ist sind seid war waren habe hast hat haben
        hatte werde wird werden würde kann können muss soll will auch nur noch schon so da dann hier
        doch ja
    """,
    "fr": """
        le la les l un une des du de d au aux et ou mais donc or ni car que qui dont où quand comme si
        dans en sur sous par pour avec sans chez vers je j tu il elle on nous vous ils elles me m te t
        se s lui leur y mon ma mes ton ta tes son sa ses notre nos votre vos ce c cet cette ces est suis
        es sommes êtes sont était ai as a avons avez ont ne n pas plus
    """,
    "it": """
        il lo la i gli le l un uno una di a da in con su per tra fra del dello della dei degli delle al
        allo alla ai agli alle dal dalla nel nella sul sulla e ed o ma se che chi cui come quando io tu
        lui lei noi voi loro mi ti si ci vi ne è sono sei siamo siete era ho hai ha abbiamo hanno non
    """,
    "es": """
        el la los las un una unos unas de del a al en con por para sin sobre y e o u pero si que quien
        como cuando yo tú él ella nosotros ellos ellas me te se nos os le les lo mi tu su es son soy
        eres era está he ha han no
    """,
}

_WORDS = MappingProxyType({language: frozenset(words.split()) for language, words in _LISTS.items()})


def function_words() -> Mapping[str, frozenset[str]]:
    """By language, where there is a list."""
    return _WORDS


def is_function_word(text: str, language: str) -> bool:
    """By list for the languages that have one; elsewhere words of one or two letters."""
    word = text.lower().replace("’", "'").strip('.,;:!?…"“”«»()[]-–— ')
    known = _WORDS.get(language.lower().partition("-")[0])
    return len(word) <= 2 if known is None else word in known
