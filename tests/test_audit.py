"""The chain of the log: whatever is done to its lines is found, and said at which of them."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.audit import KINDS, Act, Head, check, digest, link, read_line, redacted


def act(number=0, **said):
    return Act(f"2025-06-01T09:00:{number:02}+00:00", "tests", "consultation", "find", **said)


def chain(length):
    """Lines chained from the first, and what the second place says of them."""
    lines, head = [], Head()
    for number in range(1, length + 1):
        line, hash_of_line = link(act(number, options={"as-of": "2025-06-01"}), number, head.hash)
        lines.append(line)
        head = Head(number, hash_of_line)
    return lines, head


def told(lines, head):
    return [(each.line, each.text) for each in check(lines, head).problems]


def changed(line, **said):
    """The line with other content and, as a careful hand would have it, a hash that fits."""
    content = json.loads(line) | said
    content["hash"] = digest(content)
    return json.dumps(content).encode()


def test_a_log_to_which_nothing_was_done_is_whole():
    lines, head = chain(5)
    checked = check(lines, head)

    assert (checked.lines, checked.hash, checked.problems, checked.notes) == (5, head.hash, (), ())


def test_a_log_that_was_not_begun_is_whole():
    assert check([], None).problems == ()


def test_an_edited_line_is_named():
    lines, head = chain(4)
    lines[1] = lines[1].replace(b"find", b"seek")

    assert told(lines, head) == [(2, "line 2 was edited: its hash does not fit what it says")]


def test_an_edited_line_whose_hash_was_made_to_fit_is_named():
    lines, head = chain(4)
    lines[1] = changed(lines[1], by="somebody else")

    assert told(lines, head) == [(3, "line 3 does not follow line 2: one was replaced")]


def test_the_last_line_edited_with_a_hash_that_fits_is_named():
    lines, head = chain(3)
    lines[2] = changed(lines[2], by="somebody else")

    assert told(lines, head) == [(0, "line 3 is not the one whose hash the second place keeps")]


def test_removed_lines_are_named():
    lines, head = chain(6)
    del lines[2:4]

    assert told(lines, head) == [(0, "lines 3 to 4 are missing")]


def test_a_removed_end_is_named():
    lines, head = chain(6)

    assert told(lines[:4], head) == [(0, "lines 5 to 6 are missing at the end")]


def test_a_log_of_which_only_the_second_place_is_left_is_not_whole():
    _, head = chain(3)

    assert told([], head) == [(0, "lines 1 to 3 are missing at the end")]


def test_a_log_without_its_second_place_is_not_whole():
    lines, _ = chain(3)

    assert told(lines, None) == [
        (0, "the second place, which says how many lines there are, is gone")
    ]


def test_a_line_that_was_put_in_is_named():
    lines, head = chain(4)
    extra, _ = link(act(9), 3, json.loads(lines[1])["hash"])
    lines.insert(2, extra)

    assert (4, "there is a line 3 already: this one was put in") in told(lines, head)


def test_a_line_that_was_put_at_the_end_is_named():
    lines, head = chain(4)
    extra, _ = link(act(9), 5, head.hash)

    assert told([*lines, extra], head) == [
        (0, "the second place knows of 4 lines; more were put in")
    ]


def test_lines_that_changed_places_are_named():
    lines, head = chain(5)
    lines[1], lines[2] = lines[2], lines[1]

    assert told(lines, head) == [(3, "line 2 was moved: it stands after line 3")]


def test_what_is_no_line_is_named():
    lines, head = chain(3)
    lines.insert(1, b"{}")

    assert told(lines, head) == [(2, "what stands here is no line of the log")]


def test_a_line_cut_off_at_the_end_is_a_note_and_no_fault():
    lines, head = chain(3)
    line, hash_of_line = link(act(4), 4, head.hash)
    checked = check([*lines, line[:30]], Head(3, head.hash, hash_of_line))

    assert checked.problems == ()
    assert [each.line for each in checked.notes] == [4]


def test_a_line_whose_process_ended_before_it_was_confirmed_is_a_note_and_no_fault():
    lines, head = chain(3)
    line, hash_of_line = link(act(4), 4, head.hash)
    checked = check([*lines, line], Head(3, head.hash, hash_of_line))

    assert checked.problems == ()
    assert len(checked.notes) == 1


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 8), st.data())
def test_any_change_of_any_line_is_found(length, data):
    lines, head = chain(length)
    place = data.draw(st.integers(0, length - 1))
    other = data.draw(st.integers(0, length - 1).filter(lambda each: each != place))
    what = data.draw(st.sampled_from(["edit", "refit", "remove", "cut", "copy", "swap"]))
    if what == "edit":
        at = data.draw(st.integers(0, len(lines[place]) - 1))
        byte = data.draw(st.integers(32, 126).filter(lambda each: each != lines[place][at]))
        lines[place] = lines[place][:at] + bytes([byte]) + lines[place][at + 1 :]
    elif what == "refit":
        lines[place] = changed(lines[place], reason="another")
    elif what == "remove":
        del lines[place]
    elif what == "cut":
        del lines[place:]
    elif what == "copy":
        lines.insert(other, lines[place])
    else:
        lines[place], lines[other] = lines[other], lines[place]

    assert check(lines, head).problems


@given(st.binary(max_size=200))
def test_bytes_that_are_no_line_are_read_as_none(raw):
    assert read_line(raw) is None


@pytest.mark.parametrize("text", ["[]", "1", "null", "{}", '{"number": true}', "[" * 5000])
def test_json_that_is_no_line_is_read_as_none(text):
    assert read_line(text.encode()) is None


def test_a_line_says_who_did_what_when_to_whom_it_went_and_why():
    said = act(options={"about": ["p1"]}, recipient="officer", reason="briefing", inputs=("ab",))
    line = read_line(link(said, 1, "")[0])

    assert set(line) == {
        "number", "previous", "hash", "at", "by", "login", "kind", "command", "options",
        "recipient", "reason", "inputs",
    }  # fmt: skip
    assert line["options"] == {"about": ["p1"]}


def test_the_kinds_of_act_are_those_of_the_law():
    assert KINDS == (
        "collection", "alteration", "consultation", "disclosure", "combination", "erasure",
    )  # fmt: skip


def test_a_line_from_which_ids_were_taken_is_no_problem_where_an_erasure_says_so():
    first, hash_of_first = link(replace(act(), options={"subject": "p1"}), 1, "")
    text, sha256 = redacted({**json.loads(first), "options": {"subject": "forgotten:1"}})
    erased = replace(act(), kind="erasure", options={"redacted_sha256": [f"1:{sha256}"]})
    second, hash_of_second = link(erased, 2, hash_of_first)
    head = Head(2, hash_of_second)

    whole = check([text, second], head)
    assert whole.problems == ()
    assert [note.text for note in whole.notes] == [
        "ids of somebody who was forgotten were taken out of line 1"
    ]
    edited = text.replace(b"forgotten:1", b"forgotten:2")
    assert [each.line for each in check([edited, second], head).problems] == [1]
    unsaid, hash_of_unsaid = link(replace(act(), kind="erasure"), 2, hash_of_first)
    assert [each.line for each in check([text, unsaid], Head(2, hash_of_unsaid)).problems] == [1]
