"""A dossier in the terminal: plain lines that are readable at 80 columns and stay plain in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from stemma.model import Account, Dossier, Passage, Story, TimelineEntry, Version
from stemma.show.graph import Branch, agency_name
from stemma.show.statements import remarks
from stemma.show.view import Denial, Thread, View
from stemma.show.words import VERDICTS, cut, many, plain, range_words, stance_words, time_words

MOST_ENTRIES = 12
MOST_ACCOUNTS = 12
MOST_DENIALS = 20
TEXT_CUT = 260
STYLES = {"conflict": "red", "compatible": "yellow", "agree": "green"}


def show(dossier: Dossier, console: Console | None = None) -> None:
    """Print a dossier: what is known, where accounts differ, who denies what, and who drew on whom."""
    out = console or Console(highlight=False)
    view = View(dossier)
    _print(out, _header(view))
    for thread in view.threads:
        for part in _thread(view, thread):
            _print(out, part)
    _print(out, *_stemma(view))
    if dossier.rejected:
        _print(out, *_rejected(view))


def _print(out: Console, *parts: RenderableType) -> None:
    """Print parts without the blanks that tables leave at line ends: in a pipe or a file they are only noise."""
    options = out.options.update(overflow="ellipsis", highlight=False)
    for part in parts:
        for segments in out.render_lines(part, options, pad=False):
            line = Text.assemble(*((s.text, s.style or "") for s in segments), no_wrap=True, overflow="ellipsis")
            line.rstrip()
            out.print(line, highlight=False)


def _heading(words: str, note: str = "") -> Text:
    return Text.assemble("\n", (words, "bold"), (f"  {note}" if note else "", "dim"))


def _indent(part: RenderableType, by: int = 2) -> Padding:
    return Padding(part, (0, 0, 0, by))


def _rows(rows: Iterable[Sequence[str | Text]], fixed: Sequence[int | None]) -> Table:
    """Columns without borders; a `None` width takes what is left."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in fixed:
        table.add_column(width=width, ratio=None if width else 1, overflow="ellipsis")
    for row in rows:
        table.add_row(*row)
    return table


# ---------------------------------------------------------------- header and threads


def _header(view: View) -> Text:
    numbers = [f"{count} {noun}" for count, noun in view.counts if count or "denial" in noun or "differ" in noun]
    return Text.assemble(("Dossier of ", "bold"), (", ".join(numbers), "bold"))


def _thread(view: View, thread: Thread) -> Iterable[RenderableType]:
    title = cut(thread.title, 200)
    if len(view.threads) > 1 or len(thread.stories) > 1:
        note = ", ".join(
            p for p in (thread.when, many(len(thread.reports), "report"), _several(len(thread.stories))) if p
        )
        yield Text.assemble("\n", (title, "bold underline"))
        yield Text(note, style="dim")
    for story in thread.stories:
        yield from _story(view, story)
    yield from _known(view, thread.timeline)
    yield from _accounts(view, thread.accounts)
    yield from _denials(view, thread.denials)


def _several(stories: int) -> str:
    return many(stories, "story", "stories") if stories > 1 else ""


def _story(view: View, story: Story) -> Iterable[RenderableType]:
    yield _heading(plain(story.title), range_words(story.begin, story.end))
    rows = [(view.tag(r), view.when(r) or "no date", _about(view, r)) for r in story.reports if r in view.reports]
    yield _indent(_rows(rows, (4, 18, None)))


def _about(view: View, report: str) -> Text:
    """The origin and the title of a report, and below them what its page says of itself."""
    origin, said = view.origin(report), " · ".join(plain(r) for r in remarks(view.reports[report]))
    title = cut(view.title(report), TEXT_CUT)
    return Text.assemble((origin, "bold"), "  " if origin else "", title, (f"\n{said}" if said else "", "dim"))


# ---------------------------------------------------------------- sections


def _known(view: View, entries: Sequence[TimelineEntry]) -> Iterable[RenderableType]:
    if not entries:
        return
    best = sorted(entries, key=lambda t: (-len(t.reports), -len(t.evidence), t.date))[:MOST_ENTRIES]
    chosen = [t for t in entries if t in best]
    yield _heading("What is known")
    yield _indent(_rows([(time_words(t.date), _told(view, t)) for t in chosen], (20, None)))
    if len(entries) > len(chosen):
        yield _indent(Text(f"and {many(len(entries) - len(chosen), 'more date')}", style="dim"))


def _told(view: View, entry: TimelineEntry) -> Text:
    return Text.assemble(cut(plain(entry.headline), TEXT_CUT), "  ", (" ".join(view.tags(entry.reports)), "dim"))


def _accounts(view: View, accounts: Sequence[Account]) -> Iterable[RenderableType]:
    differing = [a for a in accounts if len(a.versions) > 1]
    if differing:
        yield _heading("Where accounts differ")
    for account in differing[:MOST_ACCOUNTS]:
        verdict = (VERDICTS[account.agreement], STYLES[account.agreement])
        yield _indent(Text.assemble("", (view.question(account), "bold"), "  ", verdict))
        yield _indent(_rows([_version(view, v) for v in account.versions], (24, None, 18)), 4)
    if len(differing) > MOST_ACCOUNTS:
        yield _indent(Text(f"and {len(differing) - MOST_ACCOUNTS} more", style="dim"))
    agreed = [a for a in accounts if len(a.versions) == 1]
    if agreed:
        yield _heading("Where accounts agree")
        rows = [(plain(a.versions[0].value), view.question(a), _tags(view, a.versions[0])) for a in agreed]
        yield _indent(_rows(rows[:MOST_ACCOUNTS], (24, None, 18)))
        if len(rows) > MOST_ACCOUNTS:
            yield _indent(Text(f"and {len(rows) - MOST_ACCOUNTS} more", style="dim"))


def _version(view: View, version: Version) -> tuple[Text, Text, Text]:
    who = view.names(version.sources)
    where = "; ".join(dict.fromkeys(view.origin(r) for r in version.reports if r in view.reports))
    told = Text.assemble(who, "  " if who and where else "", (where, "dim"))
    return Text(plain(version.value), style="bold"), told, _tags(view, version)


def _tags(view: View, version: Version) -> Text:
    reports, tags = len(version.reports), " ".join(view.tags(version.reports))
    origins = f", {many(version.independent, 'origin')}" if reports > 1 else ""
    return Text.assemble(tags, (origins, "dim"))


def _denials(view: View, denials: Sequence[Denial]) -> Iterable[RenderableType]:
    if not denials:
        return
    yield _heading("Who denies what")
    rows = [(_denier(view, d), _denied(view, d)) for d in denials[:MOST_DENIALS]]
    yield _indent(_rows(rows, (24, None)))
    if len(denials) > MOST_DENIALS:
        yield _indent(Text(f"and {len(denials) - MOST_DENIALS} more", style="dim"))


def _denier(view: View, denial: Denial) -> Text:
    return Text.assemble((view.denier(denial), "bold"), "\n", stance_words(denial.stance))


def _denied(view: View, denial: Denial) -> Text:
    where = "; ".join(dict.fromkeys(f"{view.tag(r)} {view.origin(r)}".strip() for r in denial.reports))
    text = Text.assemble(cut(denial.text, TEXT_CUT), "\n", (where, "dim"))
    for passage in _known_passages(view, denial.against)[:2]:
        words = cut(view.words(passage), TEXT_CUT)
        text.append_text(Text.assemble("\nagainst: ", words, "  ", (view.tag(passage.report), "dim")))
    return text


def _known_passages(view: View, passages: Iterable[Passage]) -> list[Passage]:
    return [p for p in passages if p.report in view.reports]


# ---------------------------------------------------------------- the stemma and what was left out


def _stemma(view: View) -> Iterable[RenderableType]:
    if not view.reports:
        return
    yield _heading("The stemma", "origins first; ~ where the direction is not known")
    for nodes in view.graph.components:
        for branch in view.graph.tree(nodes):
            tree = Tree(_node(view, branch), guide_style="dim")
            _grow(view, tree, branch)
            yield _indent(tree)
    if view.graph.alone:
        yield _indent(Text("Drawing on nothing that is known:", style="dim"))
        yield _indent(Group(*(_node(view, Branch(r, None, ())) for r in view.graph.alone)), 4)


def _grow(view: View, tree: Tree, branch: Branch) -> None:
    for child in branch.below:
        _grow(view, tree.add(_node(view, child)), child)


def _node(view: View, branch: Branch) -> Text:
    text = Text(no_wrap=True, overflow="ellipsis")
    if branch.link is not None:
        text.append(f"{'' if branch.link.directed else '~ '}{branch.link.kind} {branch.link.score:.2f}  ", style="dim")
    agency = agency_name(branch.node)
    if agency is not None:
        return text.append(plain(agency), style="bold")
    text.append(f"{view.tag(branch.node)} ")
    text.append("again: " if branch.again else "", style="dim")
    return text.append(plain(view.node(branch.node)), style="dim" if branch.again else "")


def _rejected(view: View) -> Iterable[RenderableType]:
    rejected = view.dossier.rejected
    yield _heading("Left out", many(len(rejected), "input"))
    yield _indent(_rows([(plain(r.where), f"{plain(r.reason)} ({plain(r.stage)})") for r in rejected], (30, None)))
