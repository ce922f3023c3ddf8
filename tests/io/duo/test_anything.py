"""Whatever stands in a file: a sound region, or a refusal that says where."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from optimizer.domain.intake import InputRefusedError, check_region
from optimizer.io.duo import notice_text
from optimizer.io.duo.notes import Findings
from optimizer.io.duo.table import read_table
from tests.io.duo.made_up import ARK, FAR, HEADER_09, SO, count, files, read

CELLS = st.one_of(
    st.text(st.characters(codec="cp1252", exclude_characters=";\r\n"), max_size=30),
    st.sampled_from(["", " ", "=1+1", "2401 AB", "9711AA", "0", "-1", "'S GRAVENHAGE", "x" * 300, "١٢", '"', "1/2 #:"]),
)


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf;\n")
@example(b'"')
@example(b"a\rb\r\nc\x0bd;e")
def test_any_bytes_are_a_table_or_a_fault(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(data)
        findings = Findings()
        table = read_table(path, findings, required=())
        assert (table is None) == bool(findings.faults)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(HEADER_09), CELLS, max_size=4), st.lists(CELLS, min_size=2, max_size=2))
def test_any_cells_give_a_sound_region_or_are_refused(cells: dict[str, str], pupils: list[str]) -> None:
    odd = {name: cell.encode("cp1252", "ignore").decode("cp1252").replace(";", "") for name, cell in cells.items()}
    counted = count("00AA00", *(p.replace(";", "").replace("\n", "") for p in pupils))
    with tempfile.TemporaryDirectory() as folder:
        given_files = files(Path(folder), schools=(ARK, ARK | odd, FAR), special=(SO | odd,), pupils=(counted,))
        try:
            found = read(given_files)
        except InputRefusedError as error:
            refused = error.faults
        else:
            refused = ()
            assert check_region(found.region) == ()
            assert all(all(notice_text(one, lang)) for one in found.notices for lang in ("nl", "en"))
    assert all(fault.where for fault in refused)
