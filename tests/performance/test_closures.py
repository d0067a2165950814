import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.names import ARKIT_CHANNELS, EMOTIONS
from studio.emotion.facs import channels
from studio.performance.closures import with_contacts
from studio.performance.contact_timing import Contacts
from studio.performance.expression import with_speech
from studio.performance.least_change import Linkage, least_change
from studio.performance.mouth_linkage import mouth_linkage
from studio.rig.blendshapes import dense_deltas
from studio.rig.characters import load, names
from studio.rig.contacts import CLOSED, TOUCHING, MouthModel

FACES = np.vstack([np.zeros(52), *(channels((name,), np.ones((1, 1))) for name in EMOTIONS)])
CORNERS = [i for i, name in enumerate(ARKIT_CHANNELS) if name.startswith(("mouthSmile", "mouthFrown"))]


@pytest.fixture(scope="module", params=names())
def mouth(request):
    rig = load(request.param)
    return mouth_linkage(rig), MouthModel.of(rig)


def contacts(frames, bilabial=0.0, labiodental=0.0):
    return Contacts(np.full(frames, bilabial), np.full(frames, labiodental))


def spoken(open_jaw):
    faces = FACES.copy()
    faces[:, ARKIT_CHANNELS.index("jawOpen")] = np.maximum(
        faces[:, ARKIT_CHANNELS.index("jawOpen")], open_jaw
    )
    return faces


@pytest.mark.parametrize("open_jaw", [0.0, 0.15, 0.4])
def test_lips_close_under_every_emotion_at_full_strength(mouth, open_jaw):
    linkage, model = mouth
    closed = with_contacts(spoken(open_jaw), contacts(len(FACES), bilabial=1.0), linkage)
    assert model.lip_opening(closed).max() < 0.0003
    assert model.lip_distances(closed).max() < CLOSED
    assert model.lip_gaps(closed).min() > -0.0012


@pytest.mark.parametrize("open_jaw", [0.0, 0.1, 0.3])
def test_the_lower_lip_reaches_the_teeth_with_the_lips_apart(mouth, open_jaw):
    linkage, model = mouth
    tucked = with_contacts(spoken(open_jaw), contacts(len(FACES), labiodental=1.0), linkage)
    assert model.tooth_gap(tucked).max() < TOUCHING
    assert model.lip_opening(tucked).min() > CLOSED


def test_no_emotion_pushes_the_lips_through_each_other(mouth):
    linkage, model = mouth
    free = with_contacts(FACES, contacts(len(FACES)), linkage)
    assert model.lip_gaps(free).min() > -0.0012


def test_where_nothing_touches_nothing_changes(mouth):
    linkage, _ = mouth
    apart = spoken(0.3)
    assert np.array_equal(with_contacts(apart, contacts(len(FACES)), linkage), apart)


def test_the_emotion_still_reads_on_a_closed_mouth(mouth):
    linkage, _ = mouth
    closed = with_contacts(FACES, contacts(len(FACES), bilabial=1.0), linkage)
    assert np.abs(closed - FACES)[:, CORNERS].max() < 0.15
    mouth_only = [i for i, name in enumerate(ARKIT_CHANNELS) if not name.startswith(("mouth", "jaw"))]
    assert np.array_equal(closed[:, mouth_only], FACES[:, mouth_only])


def test_a_contact_comes_and_goes_without_a_pop(mouth):
    linkage, model = mouth
    share = np.sin(np.linspace(0, np.pi, 41)) ** 2
    for face in spoken(0.25):
        for asked in (Contacts(share, np.zeros(41)), Contacts(np.zeros(41), share)):
            path = with_contacts(np.tile(face, (41, 1)), asked, linkage)
            assert np.abs(np.diff(path, axis=0)).max() < 0.16
    opening = model.lip_opening(
        with_contacts(np.tile(spoken(0.25)[0], (41, 1)), Contacts(share, 0 * share), linkage)
    )
    assert (np.diff(opening[:21]) < 1e-5).all()


def test_frames_do_not_depend_on_their_company(mouth):
    linkage, _ = mouth
    whole = with_contacts(FACES, contacts(len(FACES), 0.7, 0.3), linkage)
    alone = np.vstack(
        [with_contacts(FACES[i : i + 1], contacts(1, 0.7, 0.3), linkage) for i in range(len(FACES))]
    )
    assert whole == pytest.approx(alone, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_least_change_meets_bounds_that_can_be_met_and_agrees_with_another_solver(seed):
    from scipy.optimize import minimize  # noqa: PLC0415 - the peer, heavy

    generator = np.random.default_rng(seed)
    linkage = Linkage(generator.uniform(0.5, 4, 8), generator.normal(size=5), generator.normal(size=(5, 8)))
    start, goal = generator.uniform(size=(2, 1, 8))
    middle = linkage.distances(goal)
    low, high = middle - generator.uniform(0.05, 1, (1, 5)), middle + generator.uniform(0.05, 1, (1, 5))
    found = least_change(linkage, start, low, high)
    place = linkage.distances(found)
    assert (place > low - 2e-3).all()
    assert (place < high + 2e-3).all()
    peer = minimize(
        lambda x: linkage.cost @ (x - start[0]) ** 2,
        goal[0],
        jac=lambda x: 2 * linkage.cost * (x - start[0]),
        bounds=[(0, 1)] * 8,
        constraints=[
            {"type": "ineq", "fun": lambda x: (linkage.distances(x[None]) - low)[0]},
            {"type": "ineq", "fun": lambda x: (high - linkage.distances(x[None]))[0]},
        ],
        method="SLSQP",
    )
    if peer.success:
        assert linkage.cost @ (found[0] - start[0]) ** 2 <= peer.fun + 0.02


def test_no_frames_and_bounds_that_cannot_be_met():
    linkage = Linkage(np.ones(2), np.zeros(1), np.ones((1, 2)))
    assert least_change(linkage, np.zeros((0, 2)), np.zeros((0, 1)), np.zeros((0, 1))).shape == (0, 2)
    reached = least_change(linkage, np.zeros((1, 2)), np.full((1, 1), 5.0), np.full((1, 1), 6.0))
    assert reached == pytest.approx(np.ones((1, 2)), abs=1e-3)


def test_rounded_lips_stay_narrower_than_at_rest_under_every_emotion(mouth):
    _, model = mouth
    rig = model.rig
    corners = rig.vertex_sets["upper_lip_inner"][[0, -1]]
    moved = dense_deltas(rig, corners)
    rounded = np.zeros((1, 52))
    rounded[0, [ARKIT_CHANNELS.index(name) for name in ("mouthPucker", "mouthFunnel", "jawOpen")]] = (
        0.75,
        0.2,
        0.08,
    )

    def width(face):
        place = rig.vertices[corners] + np.einsum("m,mvx->vx", face, moved)
        return np.linalg.norm(place[1] - place[0])

    at_rest = width(np.zeros(52))
    for emotion in FACES[1:]:
        assert width(with_speech(rounded, emotion[None], np.ones(1))[0]) < 0.97 * at_rest
