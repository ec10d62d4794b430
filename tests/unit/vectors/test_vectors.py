import json

import pytest

from tests.vectors import main, outcome

AGE = {"id": "a", "rule": "age_ok", "in": {"dob": "1990-01-01", "on": "2024-09-10"}, "out": True}


@pytest.fixture
def run(tmp_path, capsys):
    def run(content):
        path = tmp_path / "vectors.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        code = main([str(path)])
        captured = capsys.readouterr()
        return code, captured.out.splitlines(), captured.err.splitlines()

    return run


def test_agreement_ends_with_the_count_and_exit_0(run):
    assert run([AGE]) == (0, ["1 vectors, 1 agree, 0 unknown"], [])


def test_a_disagreement_shows_id_input_expected_and_got(run):
    code, out, _ = run([AGE, AGE | {"id": "b", "out": False}])
    assert code == 1
    assert out[0] == 'b age_ok: in {"dob": "1990-01-01", "on": "2024-09-10"}'
    assert [line.split() for line in out[1:3]] == [["expected", "false"], ["got", "true"]]
    assert out[-1] == "2 vectors, 1 agree, 0 unknown"


def test_an_unknown_rule_is_not_agreement(run):
    code, out, _ = run([AGE, AGE | {"rule": "horoscope"}])
    assert (code, out[-1]) == (1, "2 vectors, 1 agree, 1 unknown")


def test_true_is_not_one_and_a_number_in_words_is_not_the_number(run):
    assert run([AGE | {"out": 1}])[0] == 1
    assert run([AGE | {"out": "true"}])[0] == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        "3",
        "[3]",
        '[{"id": "a"}]',
        '[{"id": "a", "rule": "age_ok", "in": []}]',
        '[{"id": 1, "rule": "age_ok", "in": {}, "out": 1}]',
        '[{"id": "a", "rule": "age_ok", "in": {}}]',
        "[" * 100000,
    ],
)
def test_a_file_that_holds_no_vectors_gives_one_sentence_and_exit_2(run, content):
    code, out, err = run(content)
    assert (code, out, len(err)) == (2, [], 1)


def test_a_file_that_is_not_there_and_a_call_without_file_exit_2(capsys, tmp_path):
    assert main([str(tmp_path / "none.json")]) == 2
    assert main([]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("age_ok", {}),
        ("age_ok", {"dob": "yesterday", "on": "2024-09-10"}),
        ("skd_codes", {"quota": 1, "cands": 5}),
        ("skd_pass", {"cat": "ASTRONAUT", "twk": 1, "tiu": 1, "tkp": 1}),
        ("final", {"skd": 420, "skb": [[500, 0, 100]]}),
        ("ikm", {"totals": [4] * 9, "n": 0}),
        ("predikat", {"hasil": ["DIATAS"], "perilaku": "DIATAS"}),
    ],
)
def test_an_input_that_makes_no_sense_is_refused_not_a_crash(rule, given):
    assert outcome(rule, given).keys() == {"refused"}


def test_numbers_written_with_a_point_stay_exact(run):
    finalists = [
        {"id": name, "skd": 400, "tkp": 190, "tiu": 120, "twk": 90, "skb100": 70.1, "acad": acad, "dob": "1990-01-01"}
        for name, acad in (("A", 3.85), ("B", 3.86))
    ]
    assert run([{"id": "x", "rule": "final_order", "in": {"cands": finalists}, "out": ["B", "A"]}])[0] == 0
