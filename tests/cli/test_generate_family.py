from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from cli import exit_codes
from cli.families import COUNTRY, FAMILIES, SIZES
from instances.catalogue.families import FAMILIES as KNOWN
from instances.catalogue.families import Size
from instances.catalogue.index import index
from tests.cli.helpers import kringplan


def test_the_command_knows_every_family_and_size_of_the_catalogue() -> None:
    assert (*KNOWN, COUNTRY) == FAMILIES
    assert [size.value for size in Size] == list(SIZES)


def test_the_bytes_of_the_catalogue_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "region.json"
    done = kringplan("generate", "--family", "village", "--size", "small", "--seed", "1", "--out", path)
    assert done == exit_codes.DONE
    assert hashlib.sha256(path.read_bytes()).hexdigest() == index()["village-small-1"].sha256
    capsys.readouterr()
    assert kringplan("check", path, "--json", "-") == exit_codes.DONE
    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_without_a_size_and_a_seed_it_is_the_first_ordinary_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("generate", "--family", "town") == exit_codes.DONE
    out = capsys.readouterr().out
    assert hashlib.sha256(out.encode()).hexdigest() == index()["town-ordinary-1"].sha256


def test_an_area_like_those_of_the_country_takes_its_size_from_the_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert kringplan("generate", "--family", "country", "--seed", "9") == exit_codes.DONE
    region = json.loads(capsys.readouterr().out)
    assert (region["id"], len(region["schools"])) == ("gebied-9", 37)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--size", "small"), "--size hoort bij --family"),
        (("--family", "country", "--size", "small"), "laat --size weg"),
        (("--family", "town", "--preset", "default"), "--family maakt een eigen regio"),
        (("--family", "town", "--asking", "3"), "--family maakt een eigen regio"),
        (("--family", "town", "--schools", __file__), "--family maakt een eigen regio"),
        (("--family", "sea"), "sea"),
    ],
)
def test_options_that_do_not_go_together(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kringplan("generate", *arguments) == exit_codes.USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert said in " ".join(err.split())
