import pytest

from studio.core.names import EMOTIONS
from studio.core.problems import ProblemError
from studio.emotion.labels import ALIASES, canonical
from studio.emotion.prototypes import PARTS, STYLES, emotion_of, style_of, variants

FOREIGN = {
    "joy": "happy happiness Happy HAPPY Laughing joy cheekiness",
    "sadness": "sad grief melancholic sadness Sad",
    "anger": "angry anger Threatening mad",
    "fear": "afraid scared fear Scared",
    "disgust": "disgusted disgust",
    "surprise": "surprised surprise amazement",
    "contempt": "contempt contemptuous Sarcastic",
    "pain": "pain out-of-breath",
    "neutral": "neutral calm relaxed Neutral",
}


@pytest.mark.parametrize(("name", "words"), FOREIGN.items())
def test_other_systems_words_find_the_studios_one(name, words):
    assert {canonical(word) for word in words.split()} == {name}


def test_every_alias_leads_to_a_known_emotion():
    assert set(ALIASES.values()) == {*EMOTIONS, "neutral"}


def test_an_unknown_name_lists_the_known_ones_and_the_nearest():
    with pytest.raises(ProblemError) as caught:
        canonical("hapy\n")
    problem = caught.value.problem
    assert problem.kind == "emotion.unknown"
    assert "Did you mean happy" in problem.hint
    assert all(name in problem.hint for name in EMOTIONS)


@pytest.mark.parametrize("name", ["", " ", "\x00", "x" * 100_000, "😀", "joy;rm", "joy:1"])
def test_nonsense_is_a_problem_of_one_line(name):
    with pytest.raises(ProblemError) as caught:
        canonical(name)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_models_own_emotion_is_known_when_it_is_named():
    assert canonical("tired-but-happy", more=("tired-but-happy",)) == "tired-but-happy"


def test_every_emotion_has_a_face_and_every_preset_an_emotion():
    assert set(EMOTIONS) <= set(PARTS)
    assert {emotion_of(style) for style in STYLES} == set(EMOTIONS)
    assert variants("joy") == ("social", "broad")


def test_an_unknown_variant_names_those_there_are():
    with pytest.raises(ProblemError, match="social, broad"):
        style_of("joy", "sociable")
