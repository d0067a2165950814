"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re
from enum import StrEnum

import attrs

HEAD = 4096


class Reader(StrEnum):
    """Who reads a kind of file; PROGRAM also gets what LIBRARY refuses, and LIBRARY everything without it."""

    LIBRARY = "soundfile"
    PROGRAM = "ffmpeg"
    NOBODY = "nobody"


@attrs.frozen
class Kind:
    """A kind of file: its name for people, the name endings that suit it, and who reads it first."""

    name: str
    endings: tuple[str, ...] = ()
    reader: Reader = Reader.LIBRARY
    hint: str = ""


WAV = Kind("WAV", (".wav", ".wave", ".bwf", ".rf64", ".amb"))
W64 = Kind("Wave64", (".w64",))
FLAC = Kind("FLAC", (".flac", ".fla"))
OGG = Kind("Ogg", (".ogg", ".oga", ".opus", ".spx", ".ogv", ".ogx"))
# libsndfile's MP3 decoder would write its complaints about damaged files straight to the terminal.
MP3 = Kind("MP3", (".mp3", ".mp2", ".mp1", ".mpga", ".mpa"), Reader.PROGRAM)
AIFF = Kind("AIFF", (".aiff", ".aif", ".aifc"))
AU = Kind("AU", (".au", ".snd"))
CAF = Kind("CAF", (".caf",))
SVX = Kind("IFF 8SVX", (".iff", ".svx", ".8svx"))
NIST = Kind("NIST Sphere", (".sph", ".nist", ".wav"))
VOC = Kind("VOC", (".voc",))
MP4 = Kind("MP4", (".mp4", ".m4a", ".m4b", ".m4v", ".mov", ".3gp", ".3g2", ".qt"), Reader.PROGRAM)
MATROSKA = Kind("WebM/Matroska", (".webm", ".mkv", ".mka"), Reader.PROGRAM)
AAC = Kind("AAC", (".aac", ".adts"), Reader.PROGRAM)
ASF = Kind("Windows Media", (".wma", ".asf", ".wmv"), Reader.PROGRAM)
AMR = Kind("AMR", (".amr", ".awb"), Reader.PROGRAM)
AVI = Kind("AVI", (".avi",), Reader.PROGRAM)
UNKNOWN = Kind("unknown", (), Reader.PROGRAM)

_AUDIO = (WAV, W64, FLAC, OGG, MP3, AIFF, AU, CAF, SVX, NIST, VOC, MP4, MATROSKA, AAC, ASF, AMR, AVI)
AUDIO_ENDINGS = frozenset(ending for kind in _AUDIO for ending in kind.endings)
RAW_ENDINGS = frozenset({".raw", ".pcm", ".sw", ".s16", ".s16le", ".vox", ".ul", ".al"})


def _other(name: str, hint: str = "Choose a sound recording") -> Kind:
    return Kind(name, (), Reader.NOBODY, hint)


LFS_POINTER = _other(
    "a Git LFS pointer, not the recording itself",
    "Fetch the recording with 'git lfs pull' where this file came from",
)
_TEXT = _other("a text file")
_HTML = _other("a web page", "The download probably gave a page in place of the recording; download it again")

_MAGIC: tuple[tuple[int, bytes, Kind], ...] = (
    (0, b"version https://git-lfs.github.com/spec/", LFS_POINTER),
    (8, b"WEBP", _other("a picture (WebP)")),
    (8, b"AVI ", AVI),
    (0, b"RIFF", WAV),
    (0, b"RIFX", WAV),
    (0, b"RF64", WAV),
    (0, b"BW64", WAV),
    (0, b"riff\x2e\x91\xcf\x11", W64),
    (0, b"fLaC", FLAC),
    (0, b"OggS", OGG),
    (8, b"8SVX", SVX),
    (0, b"FORM", AIFF),
    (0, b".snd", AU),
    (0, b"dns.", AU),
    (0, b"caff", CAF),
    (0, b"NIST_1A", NIST),
    (0, b"Creative Voice File", VOC),
    (4, b"ftyp", MP4),
    (4, b"moov", MP4),
    (4, b"mdat", MP4),
    (0, b"\x1a\x45\xdf\xa3", MATROSKA),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", ASF),
    (0, b"#!AMR", AMR),
    (0, b"MThd", _other("a MIDI file: notes, not a recording")),
    (0, b"PK\x03\x04", _other("a ZIP archive", "Unpack it and choose the recording inside")),
    (0, b"PK\x05\x06", _other("an empty ZIP archive")),
    (0, b"\x1f\x8b", _other("a gzip archive", "Unpack it and choose the recording inside")),
    (0, b"7z\xbc\xaf\x27\x1c", _other("a 7z archive", "Unpack it and choose the recording inside")),
    (0, b"Rar!\x1a\x07", _other("a RAR archive", "Unpack it and choose the recording inside")),
    (0, b"%PDF", _other("a PDF document")),
    (0, b"\x89PNG", _other("a picture (PNG)")),
    (0, b"\xff\xd8\xff", _other("a picture (JPEG)")),
    (0, b"GIF8", _other("a picture (GIF)")),
    (0, b"II*\x00", _other("a picture (TIFF)")),
    (0, b"MM\x00*", _other("a picture (TIFF)")),
    (0, b"Kaydara FBX Binary", _other("an FBX scene")),
    (0, b"glTF", _other("a glTF scene")),
    (0, b"BLENDER", _other("a Blender scene")),
    (0, b"SQLite format 3", _other("a database")),
    (0, b"\x7fELF", _other("a program")),
    (0, b"MZ", _other("a program")),
    (0, b"\x93NUMPY", _other("a NumPy array")),
    (0, b"\x28\xb5\x2f\xfd", _other("a zstd archive", "Unpack it and choose the recording inside")),
)


def sniff(head: bytes) -> Kind:
    """Kind of a file from its first HEAD bytes; UNKNOWN when nothing fits."""
    for offset, magic, kind in _MAGIC:
        if head.startswith(magic, offset):
            return kind
    if head.startswith(b"ID3"):
        return _behind_id3(head)
    return _text_kind(head) or _frame_kind(head) or UNKNOWN


def _behind_id3(head: bytes) -> Kind:
    # The tag's size is 28 bits in four bytes of seven; behind it may stand any of three formats.
    size = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=False))
    body = head[10 + size :]
    if body.startswith(b"fLaC"):
        return FLAC
    return _frame_kind(body) or MP3


def _frame_kind(head: bytes) -> Kind | None:
    """MP3 or AAC when a first frame leads to a second; one sync word alone also begins many a noise."""
    if len(head) < 6 or head[0] != 0xFF:
        return None
    aac = head[1] & 0xF6 == 0xF0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5 if aac else _mpeg_length(head)
    following = head[length : length + 2]
    whole = len(following) == 2 and following[0] == 0xFF and following[1] & 0xFE == head[1] & 0xFE
    if length < 7 or not (whole or length + 2 > len(head)):
        return None
    return AAC if aac else MP3


# Kilobits a second by the header's index (ISO 11172-3 and 13818-3), and samples a second of MPEG 1.
_LAYER_1 = (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448)
_LAYER_2 = (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384)
_LAYER_3 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_LOW_LAYER_1 = (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256)
_LOW_LAYERS = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_MPEG_RATES = (44_100, 48_000, 32_000)


def _mpeg_length(head: bytes) -> int:
    """Bytes of the MPEG audio frame that `head` begins with; 0 when it is none."""
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if head[1] & 0xE0 != 0xE0 or version == 1 or layer == 4 or bits in (0, 15) or rate == 3:
        return 0
    low = version != 3
    tables = (_LOW_LAYER_1, _LOW_LAYERS, _LOW_LAYERS) if low else (_LAYER_1, _LAYER_2, _LAYER_3)
    hertz = _MPEG_RATES[rate] >> {3: 0, 2: 1, 0: 2}[version]
    bitrate = 1000 * tables[layer - 1][bits]
    if layer == 1:
        return (12 * bitrate // hertz + padding) * 4
    return (72 if low and layer == 3 else 144) * bitrate // hertz + padding


def _text_kind(head: bytes) -> Kind | None:
    text = _as_text(head)
    if text is None:
        return None
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")):
        return _HTML
    if start.startswith("<"):
        return _other("an XML document")
    if start.startswith("#extm3u"):
        return _other("a playlist, not a recording")
    if re.match(r"[\[{]\s*[\"\[{\]}\d-]", start):
        return _other("a JSON document")
    return _TEXT


def _as_text(head: bytes) -> str | None:
    """Decoded head when it reads as text throughout."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8", errors="replace")
    # A multi-byte letter may be cut in two by the end of the head.
    text = text[:-4] if len(head) == HEAD else text
    printable = sum(letter.isprintable() or letter in "\t\r\n\f" for letter in text)
    bad = text.count("\ufffd")
    return text if text and printable - bad >= 0.98 * len(text) and "\0" not in text else None
