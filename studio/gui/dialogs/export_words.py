"""What the export dialog says about files, one or several."""

from __future__ import annotations

from pathlib import Path

from studio.gui.kit.language import counted, tr


def replaced(there: int, names: int) -> str:
    """A line about files that are there already, `there` of `names`; empty when none is."""
    if not there:
        return ""
    if names == 1:
        return "\n" + tr("It replaces the file that is there.")
    one, many = "1 of them replaces a file that is there.", "{0} of them replace files that are there."
    text = counted(there, one, many)
    return "\n" + text


def written(files: int, notes: int) -> str:
    """What was done, and how much there is to read about it among the problems."""
    text = counted(files, "1 file written.", "{0} files written.")
    if not notes:
        return text
    more = counted(notes, "1 note is in the list of problems.", "{0} notes are in the list of problems.")
    return f"{text} {more}"


def exported(files: int, folder: Path) -> str:
    """For the status bar."""
    return counted(files, "Exported 1 file to {1}", "Exported {0} files to {1}", str(folder))
