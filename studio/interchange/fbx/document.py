"""The records around the objects: who wrote the file, its axes, unit and time span."""

from __future__ import annotations

from studio.core.time import Rate
from studio.interchange.fbx import properties as p
from studio.interchange.fbx.records import CREATION_TIME, FILE_ID, VERSION, Record
from studio.interchange.fbx.scene import ROOT
from studio.interchange.fbx.timing import mode
from studio.interchange.fbx.values import integer, long, raw, text

CREATOR = "Moodline"
_DOCUMENT_ID = 999_999


def opening(title: str, rate: Rate, end: int) -> list[Record]:
    """Everything before `Definitions`; `end` is the take's last tick."""
    return [
        _header(title),
        Record("FileId", raw(FILE_ID)),
        Record("CreationTime", text(CREATION_TIME)),
        Record("Creator", text(CREATOR)),
        _settings(rate, end),
        _documents(title),
        Record("References", block=True),
    ]


def takes(title: str, end: int) -> Record:
    span = [long(0), long(end)]
    take = Record(
        "Take",
        text(title),
        children=[
            Record("FileName", text(f"{title}.tak")),
            Record("LocalTime", *span),
            Record("ReferenceTime", *span),
        ],
    )
    return Record("Takes", children=[Record("Current", text(title)), take])


def _header(title: str) -> Record:
    # A fixed stamp: the same performance must give the same bytes on any day.
    parts = {"Year": 1970, "Month": 1, "Day": 1, "Hour": 10, "Minute": 0, "Second": 0, "Millisecond": 0}
    stamp = [Record("Version", integer(1000)), *(Record(k, integer(v)) for k, v in parts.items())]
    return Record(
        "FBXHeaderExtension",
        children=[
            # 1003 and no TCDefinition: later headers may change the length of a tick.
            Record("FBXHeaderVersion", integer(1003)),
            Record("FBXVersion", integer(VERSION)),
            Record("EncryptionType", integer(0)),
            Record("CreationTimeStamp", children=stamp),
            Record("Creator", text(CREATOR)),
            _scene_info(title),
        ],
    )


def _scene_info(title: str) -> Record:
    empty = [Record(key, text("")) for key in ("Subject", "Author", "Keywords", "Revision", "Comment")]
    about = Record(
        "MetaData", children=[Record("Version", integer(100)), Record("Title", text(title)), *empty]
    )
    return Record(
        "SceneInfo",
        text("GlobalInfo\0\x01SceneInfo"),
        text("UserData"),
        children=[
            Record("Type", text("UserData")),
            Record("Version", integer(100)),
            about,
            p.block(
                p.words("Original|ApplicationName", CREATOR), p.words("LastSaved|ApplicationName", CREATOR)
            ),
        ],
    )


def _settings(rate: Rate, end: int) -> Record:
    # Y up, right-handed, +Z to the viewer; one unit is one centimetre, so no reader has to scale the root.
    axes = {
        "UpAxis": 1, "UpAxisSign": 1, "FrontAxis": 2, "FrontAxisSign": 1, "CoordAxis": 0, "CoordAxisSign": 1,
        "OriginalUpAxis": 1, "OriginalUpAxisSign": 1,
    }  # fmt: skip
    settings = [
        *(p.whole(name, value) for name, value in axes.items()),
        p.number("UnitScaleFactor", 1.0),
        p.number("OriginalUnitScaleFactor", 1.0),
        p.choice("TimeMode", mode(rate)),
        p.time("TimeSpanStart", 0),
        p.time("TimeSpanStop", end),
        p.number("CustomFrameRate", rate.fps),
    ]
    return Record("GlobalSettings", children=[Record("Version", integer(1000)), p.block(*settings)])


def _documents(title: str) -> Record:
    document = Record(
        "Document",
        long(_DOCUMENT_ID),
        text("Scene"),
        text("Scene"),
        children=[p.block(p.words("ActiveAnimStackName", title)), Record("RootNode", long(ROOT))],
    )
    return Record("Documents", children=[Record("Count", integer(1)), document])
