"""All packs that are there: those of the package, and those of a user's folders."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import msgspec

from stemma.errors import PackError, UnknownLanguage
from stemma.languages.language import Language
from stemma.languages.pack import PackFile, PageSection, read_pack

UNDETERMINED = "und"
"""The pack of wordings that pages of every language use; its page section is added to all others."""


class Languages:
    """Packs by language code, each read and compiled when it is first asked for.

    `folders` are a user's own; a pack there replaces the package's for the same code.
    """

    def __init__(self, folders: Iterable[str | Path] = ()):
        self._paths: dict[str, Path] = {}
        self._ready: dict[str, Language] = {}
        with as_file(files("stemma.languages") / "packs") as own:
            self._collect(Path(own))
        for folder in folders:
            place = Path(folder)
            if not place.is_dir():
                raise PackError(f"{folder}: no such folder; --packs takes a folder of .toml packs")
            self._collect(place)
        self._common = read_pack(self._paths[UNDETERMINED])

    def _collect(self, folder: Path) -> None:
        for path in sorted(folder.glob("*.toml")):
            self._paths[path.stem] = path

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all packs, in order."""
        return tuple(sorted(c for c in self._paths if c != UNDETERMINED))

    @property
    def marked_codes(self) -> tuple[str, ...]:
        """Codes of the packs that hold more than the wording of pages, in order."""
        return tuple(code for code in self.codes if self.get(code).reads_marks)

    def path(self, code: str) -> Path:
        """The file of a pack. Raises `UnknownLanguage` where there is none."""
        if code not in self._paths:
            raise UnknownLanguage(f"no pack for {code!r}; there are: {', '.join(self.codes)}")
        return self._paths[code]

    def get(self, code: str) -> Language:
        """The language for a code, by its first subtag; without a pack only names, numbers and dates are read."""
        short = code.split("-", maxsplit=1)[0].lower() if code else UNDETERMINED
        language = self._ready.get(short)
        if language is None:
            if short in self._paths and short != UNDETERMINED:
                language = self.compile(read_pack(self._paths[short]))
            else:
                language = self.compile(Language.without_pack(short).pack)
            self._ready[short] = language
        return language

    def use(self, code: str, pack: PackFile) -> None:
        """Take a pack that was read already for a language, in place of the one that is there."""
        self._ready[code] = self.compile(pack)

    def compile(self, pack: PackFile) -> Language:
        """A pack with the wordings that all languages share."""
        shared = self._common.time
        signs = [*pack.time.date_signs, *shared.date_signs]
        time = msgspec.structs.replace(
            pack.time, date_signs=signs, zones={**shared.zones, **pack.time.zones}, roman=shared.roman
        )
        number = msgspec.structs.replace(pack.number, letters=self._common.number.letters)
        name = msgspec.structs.replace(pack.name, inner_words=[*pack.name.inner_words, *self._common.name.inner_words])
        page = _merged(pack.page, self._common.page)
        return Language(msgspec.structs.replace(pack, page=page, time=time, number=number, name=name))


def _merged(own: PageSection, common: PageSection) -> PageSection:
    fields: dict[str, Any] = {}
    for name in PageSection.__struct_fields__:
        mine, shared = getattr(own, name), getattr(common, name)
        if isinstance(mine, dict):
            keys = sorted({*mine, *shared})
            fields[name] = {k: [*mine.get(k, ()), *shared.get(k, ())] for k in keys}
        else:
            fields[name] = [*mine, *shared]
    return PageSection(**fields)
