from __future__ import annotations

from tests.golden import FILE, write

if __name__ == "__main__":
    write()
    print(f"written: {FILE}")
