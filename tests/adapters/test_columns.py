from __future__ import annotations

from goodterms.adapters import columns


def test_columns_are_as_wide_as_their_widest_cell_and_numbers_stand_right():
    table = columns.lines(
        [
            ("Client", "Verdict", "Burn", "Jul", ""),
            ("A client with a very long name", "let go", "10.2 (8.1 to 12.3)", "10.2", ""),
            ("Bo", "talk first", "1.4", "–", "new"),
        ]
    )

    assert table == [
        "Client            Verdict    Burn                Jul",
        "A client with a … let go     10.2 (8.1 to 12.3) 10.2",
        "Bo                talk first 1.4                   –",
        "                  (new)",
    ]
