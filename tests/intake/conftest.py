from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def net() -> Any:
    from tests.intake.nets import Net  # is skipped where the extra is missing, as its tests are

    return Net()
