"""What a performance was like, in figures: time, contacts, smoothness, warnings."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import attrs
import numpy as np

from studio import __version__
from studio.animation.quality import motion_quality
from studio.core.problems import ProblemLog
from studio.core.time import seconds
from studio.rig.contact_report import ContactCount
from studio.rig.contacts import MouthModel
from studio.session.brief import START_UP, Performed
from studio.speech.phones import contacts

Facts = dict[str, Any]


def report(performed: Performed, files: list[Path], log: ProblemLog) -> Facts:
    """Plain values for JSON. Contacts are measured on the character's own mesh, after all layers."""
    with performed.watch.stage("measure"):
        met = measure_contacts(performed)
        quality = motion_quality(performed.clip.face, performed.clip.body)
    watch, clip = performed.watch, performed.clip
    worked = watch.total(without=(START_UP,))
    words = [w for h in performed.heard.values() for w in h.transcript.words]
    return {
        "program": f"moodline {__version__}",
        "clip": clip.name,
        "character": clip.rig.name,
        "seconds": round(performed.seconds, 4),
        "fps": clip.rate.fps,
        "frames": clip.frame_count,
        "stages": {name: round(s, 4) for name, s in watch.seconds.items()},
        "work_seconds": round(worked, 4),
        "real_time_factor": round(worked / max(performed.seconds, 1e-9), 5),
        "transcripts": {i: h.transcript.source for i, h in performed.heard.items()},
        "words": len(words),
        "doubtful_words": [w.text for w in words if w.doubtful],
        "phones": sum(len(w.phones) for w in words),
        "contacts": met,
        "largest_weight": _largest(performed),
        "quality": quality,
        "events": _event_counts(performed),
        "warnings": [{**attrs.asdict(p), "count": n} for p, n in log.items()],
        "files": [str(f) for f in files],
    }


def measure_contacts(performed: Performed) -> Facts:
    """Closures and lip-to-teeth contacts: how many the words ask for, how many the mesh makes."""
    mouth = MouthModel.of(performed.clip.rig)
    found = [
        mouth.measure(contacts(h.transcript), performed.clip.face, h.clip.start)
        for h in performed.heard.values()
    ]
    kinds = {
        "closures": [r.bilabial for r in found],
        "lip_to_teeth": [r.labiodental for r in found],
        "closures_by_surface": [r.surface for r in found],
    }
    return {name: _counted(counts) for name, counts in kinds.items()}


def _counted(counts: list[ContactCount]) -> Facts:
    total, met = sum(c.total for c in counts), sum(c.met for c in counts)
    mean = sum(c.mean_gap * c.total for c in counts) / max(total, 1)
    worst = [
        {
            "sound": m.label,
            "word": m.word_id,
            "start": round(seconds(m.start), 3),
            "gap_mm": round(m.gap * 1e3, 2),
        }
        for c in counts
        for m in c.worst
        if math.isfinite(m.gap)
    ]
    rate = round(met / total, 4) if total else 1.0
    return {"count": total, "met": met, "rate": rate, "mean_gap_mm": round(mean * 1e3, 3), "missed": worst}


def _largest(performed: Performed) -> Facts:
    values = performed.clip.face.values
    if not values.size:
        return {"channel": "", "value": 0.0}
    frame, channel = np.unravel_index(int(np.argmax(values)), values.shape)
    return {"channel": performed.clip.face.names[channel], "value": round(float(values[frame, channel]), 5)}


def _event_counts(performed: Performed) -> dict[str, int]:
    counts: dict[str, int] = {}
    for event in performed.character.events:
        counts[event.kind] = counts.get(event.kind, 0) + 1
    return counts


def summary(facts: Facts) -> str:
    """The report in a few lines, for a terminal."""
    head = f"{facts['clip']}: {facts['seconds']:.2f} s, {facts['words']} words, {facts['phones']} sounds"
    speed = f"performed in {facts['work_seconds']:.2f} s ({facts['real_time_factor']:.3f} x real time)"
    contacts_ = "; ".join(
        f"{name.replace('_', ' ')} {c['met']} of {c['count']}"
        for name, c in facts["contacts"].items()
        if c["count"]
    )
    lines = [head, speed, *([f"contacts: {contacts_}"] if contacts_ else []), *facts["files"]]
    return "\n".join(lines)
