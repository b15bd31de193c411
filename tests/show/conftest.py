from __future__ import annotations

import pytest

from stemma.model import Dossier

from . import sample


@pytest.fixture
def dossier() -> Dossier:
    return sample.dossier()
