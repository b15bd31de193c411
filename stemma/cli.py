"""The command line: one thin command per verb. It opens, calls the library, and prints."""

from __future__ import annotations

import contextlib
import datetime
import functools
import gc
import json
import os
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import click

from stemma import flow
from stemma.entities.authority import Authority
from stemma.errors import InputError, OutputError, StemmaError
from stemma.intake.meter import Meter
from stemma.intake.open import open_paths
from stemma.languages.check import check_pack
from stemma.languages.registry import Languages
from stemma.model import Capture, Dossier, Rejected, Report, Stance, json_schema, to_json
from stemma.show.progress import Watch, terminal

NOTHING_READ, USAGE, INTERRUPTED = 1, 2, 130


GARBAGE = (50_000, 20, 100)
"""Thresholds of garbage collection: the tables of the packs are large and never given back, and looking through them
for garbage costs a third of the time."""


@dataclass(frozen=True, slots=True)
class Input:
    """What is read, and how: what `read` and `dossier` are told alike. `pause` is seconds."""

    inputs: tuple[str, ...]
    packs: tuple[str, ...]
    now: str | None
    fetch: bool
    allow_private: bool
    pause: float
    cache: str | None


class _Interrupted(Exception):
    """An interrupt, under a name that click does not answer with a line of its own."""


class _Cli(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            raise _Interrupted from interrupt


def main() -> None:
    """Run the command line; errors of use end with one line and status 2, an interrupt with 130."""
    gc.set_threshold(*GARBAGE)
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except StemmaError as error:
        click.echo(f"stemma: {error}", err=True)
        sys.exit(USAGE)
    except (KeyboardInterrupt, click.Abort, _Interrupted):
        click.echo("stemma: interrupted", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


def _inputs(function: Callable[..., None]) -> Callable[..., None]:
    """The arguments that say what is read; the command gets them as one `Input`."""

    @functools.wraps(function)
    def with_input(**options: Any) -> None:
        shared = {name: options.pop(name) for name in Input.__slots__}
        function(Input(**shared), **options)

    command: Callable[..., None] = with_input
    for option in (
        click.argument("inputs", nargs=-1, required=True, metavar="IN..."),
        click.option("--packs", multiple=True, metavar="DIR", help="A folder with language packs of your own."),
        click.option("--now", metavar="DATE", help="Do not believe dates after this day (YYYY-MM-DD)."),
        click.option("--fetch", is_flag=True, help="Fetch the pages to which the items of feed files link."),
        click.option("--allow-private", is_flag=True, help="Fetch from private addresses and any port as well."),
        click.option(
            "--pause",
            type=click.FloatRange(min=0),
            default=2.0,
            show_default=True,
            metavar="SECONDS",
            help="Wait so long between two requests to one host.",
        ),
        click.option("--cache", metavar="DIR", help="Keep fetched pages here; ask only for what has changed."),
    ):
        command = option(command)
    return command


def _known_names(function: Callable[..., None]) -> Callable[..., None]:
    """The options for what a user knows of names; the command gets them as one `Authority`."""

    @functools.wraps(function)
    def with_authority(given: Input, **options: Any) -> None:
        lists = [Path(name) for name in options.pop("name_lists")]
        corrections = options.pop("corrections")
        complain = functools.partial(click.echo, err=True)
        told = Authority.read(lists, Path(corrections) if corrections else None, lambda m: complain(f"stemma: {m}"))
        function(given, authority=told, **options)

    command: Callable[..., None] = with_authority
    for option in (
        click.option(
            "--names",
            "name_lists",
            multiple=True,
            metavar="FILE",
            help="A list of names of your own (CSV, JSON Lines, FollowTheMoney); a match carries its id and topics.",
        ),
        click.option(
            "--corrections", metavar="FILE", help="What names are one and what are not, in lines: not one,A,B"
        ),
    ):
        command = option(command)
    return command


@click.group(cls=_Cli, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="stemma-news", prog_name="stemma")
def cli() -> None:
    """Read news reports in many languages: who says what, where accounts differ, who repeats whom."""


@cli.command("read")
@_inputs
@click.option("--no-marks", is_flag=True, help="Read the pages only: text, blocks, language, date; faster.")
def read_command(given: Input, no_marks: bool) -> None:
    """Print each report, clean and marked, as a line of JSON.

    IN: files (.txt, .html, .jsonl, .json, .warc, .wacz, feeds; also .gz, .bz2, .xz, or in a .zip), folders,
    URLs, or "-" for JSON Lines on standard input.
    """
    read = 0
    with contextlib.closing(_read(given, Languages(given.packs), printing=True, marks=not no_marks)) as reports:
        for report in reports:
            click.echo(to_json(report))
            read += 1
    if not read:
        sys.exit(NOTHING_READ)


@cli.command("dossier")
@_inputs
@_known_names
@click.option("--json", "json_file", metavar="FILE", help="Write the dossier as JSON; - for standard output.")
@click.option("--html", "html_file", metavar="FILE", help="Write the dossier as one HTML file.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing but errors.")
def dossier_command(
    given: Input, authority: Authority, json_file: str | None, html_file: str | None, quiet: bool
) -> None:
    """Compile a dossier of all reports in IN and print it.

    IN: files (.txt, .html, .jsonl, .json, .warc, .wacz, feeds; also .gz, .bz2, .xz, or in a .zip), folders,
    URLs, or "-" for JSON Lines on standard input.
    """
    for target in (json_file, html_file):
        _check_writable(target)
    languages = Languages(given.packs)
    rejected: list[Rejected] = []
    with contextlib.closing(_read(given, languages, rejected)) as read:
        reports = list(read)
    if not reports:
        sys.exit(NOTHING_READ)
    dossier = flow.compile_dossier(reports, languages, rejected, authority)
    _write(json_file, lambda: to_json(dossier, indent=1) + "\n")
    _write(html_file, lambda: _html(dossier))
    if not quiet and "-" not in (json_file, html_file):
        from stemma.show.terminal import show

        show(dossier)
    for target in (json_file, html_file):
        if target and target != "-":
            click.echo(f"written: {target}", err=True)


@cli.command("names")
@_inputs
@_known_names
@click.option("--json", "form", flag_value="json", help="Print JSON Lines.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
def names_command(given: Input, authority: Authority, form: str | None) -> None:
    """Print who and what the reports in IN name, each once, with its names in every language.

    IN: files (.txt, .html, .jsonl, .json, .warc, .wacz, feeds; also .gz, .bz2, .xz, or in a .zip), folders,
    URLs, or "-" for JSON Lines on standard input.
    """
    from stemma.show import names

    languages = Languages(given.packs)
    with contextlib.closing(_read(given, languages, [])) as read:
        reports = list(read)
    if not reports:
        sys.exit(NOTHING_READ)
    entities = flow.compile_names(reports, languages, authority)[1]
    if form == "json":
        click.echo(names.as_json_lines(entities), nl=False)
    elif form == "csv":
        click.echo(names.as_csv(entities), nl=False)
    else:
        names.show(entities)


@cli.command("claims")
@_inputs
@_known_names
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV in place of JSON Lines.")
@click.option("--stance", "stances", multiple=True, type=click.Choice(get_args(Stance)), help="Only these stances.")
@click.option("--source", metavar="WORDS", help="Only what this source says: a part of its name, its words or its id.")
@click.option("--language", metavar="CODE", help="Only reports in this language.")
def claims_command(
    given: Input, authority: Authority, as_csv: bool, stances: tuple[str, ...], source: str | None, language: str | None
) -> None:
    """Print who says what in the reports in IN: each claim with source, carriers, stance, content and place.

    IN: files (.txt, .html, .jsonl, .json, .warc, .wacz, feeds; also .gz, .bz2, .xz, or in a .zip), folders,
    URLs, or "-" for JSON Lines on standard input.
    """
    from stemma.show import claims

    languages = Languages(given.packs)
    with contextlib.closing(_read(given, languages, [])) as read:
        reports = list(read)
    if not reports:
        sys.exit(NOTHING_READ)
    resolved, entities = flow.compile_names(reports, languages, authority)
    found = claims.lines(resolved, entities, stances, source, language)
    click.echo(claims.as_csv(found) if as_csv else claims.as_json_lines(found), nl=False)


def _html(dossier: Dossier) -> str:
    from stemma.show.html import render

    return render(dossier)


@cli.command("schema")
@click.argument("kind", type=click.Choice(["report", "dossier"]))
def schema_command(kind: str) -> None:
    """Print the JSON Schema of a report or of a dossier."""
    schema = json_schema({"report": Report, "dossier": Dossier}[kind])
    click.echo(json.dumps(schema, indent=1, ensure_ascii=False))


@cli.group("languages", invoke_without_command=True)
@click.option("--packs", multiple=True, metavar="DIR", help="A folder with language packs of your own.")
@click.pass_context
def languages_command(context: click.Context, packs: tuple[str, ...]) -> None:
    """List the language packs, or check one."""
    if context.invoked_subcommand is not None:
        return
    languages = Languages(packs)
    for code in languages.codes:
        language = languages.get(code)
        small, examples = language.pack.language, len(language.pack.example)
        extent = f"{examples:>4} examples" if language.reads_marks else "   wording of pages only"
        extent += "" if language.reads_speech or not language.reads_marks else ", without speech"
        click.echo(f"{code:<4}{small.name:<20}{small.english:<22}{extent}")


@languages_command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check_command(file: Path) -> None:
    """Validate a pack and run its examples."""
    if not file.exists():
        raise InputError(f"{file}: no such file")
    result = check_pack(file, _mark_example)
    for failure in result.failures:
        click.echo(f"{file}: {failure}", err=True)
    click.echo(f"{file}: {result.examples - result.failed} of {result.examples} examples give their marks")
    if result.failures:
        sys.exit(NOTHING_READ)


def _mark_example(text: str, published: str | None, languages: Languages, code: str) -> Report:
    capture = Capture("example", text=text, published=published, language=code, clean=True)
    report = next(iter(flow.read([capture], languages)))
    if isinstance(report, Rejected):
        raise StemmaError(f"{text!r}: {report.reason}")
    return report


def _read(
    given: Input,
    languages: Languages,
    rejected: list[Rejected] | None = None,
    printing: bool = False,
    marks: bool = True,
) -> Generator[Report, None, None]:
    """Reports, with what could not be read told on standard error and counted at the end."""
    from stemma.intake.web import WebOptions

    cache = Path(given.cache) if given.cache else None
    web = WebOptions(pause=given.pause, allow_private=given.allow_private, cache=cache)
    console = terminal(printing)
    meter = Meter(given.inputs if console else ())
    captures = open_paths(given.inputs, sys.stdin.buffer, web, given.fetch, meter)
    refused = read = 0
    with Watch(meter, console) as watch:
        for result in flow.read(captures, languages, _day(given.now), marks, together=rejected is not None):
            if isinstance(result, Rejected):
                refused += 1
                click.echo(f"stemma: {result.where}: {result.reason} ({result.stage}); left out", err=True)
                if rejected is not None:
                    rejected.append(result)
                continue
            for note in result.notes:
                click.echo(f"stemma: {result.path or result.id}: {note}", err=True)
            read += 1
            watch.advance()
            yield result
    if refused or not read:
        click.echo(f"stemma: {read} read, {refused} left out", err=True)
    if not read and not refused:
        click.echo("stemma: nothing to read there: no file with a suffix that is read (stemma read --help)", err=True)


def _day(now: str | None) -> datetime.date | None:
    if now is None:
        return None
    try:
        return datetime.date.fromisoformat(now)
    except ValueError as error:
        raise InputError(f"--now {now}: not a day; write it as 2024-11-12") from error


def _check_writable(target: str | None) -> None:
    """Refuse an output that cannot be written before any work is done."""
    if target is None or target == "-":
        return
    try:
        Path(target).exists()
        parent = Path(target).resolve().parent
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error
    if not parent.is_dir():
        raise OutputError(f"{target}: the folder {parent} does not exist; create it first")
    if Path(target).is_dir():
        raise OutputError(f"{target}: is a folder; name a file")


def _write(target: str | None, content: Callable[[], str]) -> None:
    if target is None:
        return
    if target == "-":
        click.echo(content(), nl=False)
        return
    try:
        _replace(Path(os.path.realpath(target)), content())
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {error.strerror or error}") from error


def _replace(place: Path, content: str) -> None:
    """Write a file whole or not at all: beside its place first, and then into it."""
    if place.exists() and not place.is_file():
        place.write_text(content, encoding="utf-8")
        return
    beside = place.parent / f".stemma-{os.getpid()}.part"
    try:
        beside.write_text(content, encoding="utf-8")
        if place.exists():
            beside.chmod(place.stat().st_mode)
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
