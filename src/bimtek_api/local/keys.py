"""Development keys, made once per clone. Production gets its keys from the environment or from files."""

import json
import secrets
from pathlib import Path

NAMES = ("INDEX_KEY", "RECEIPT_KEY", "CLIENT_ADDRESS_KEY", "WEB_KEY")


def development(var: Path) -> dict[str, str]:
    """Environment variables with this clone's own keys, kept in `<var>/keys.json` (0600)."""
    path = var / "keys.json"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        keys = {name: secrets.token_urlsafe(32) for name in ("NIK_KEY", *NAMES)}
        path.touch(mode=0o600)
        path.write_text(json.dumps(keys))
    keys = json.loads(path.read_text())
    environment = {f"BIMTEK_{name}": keys[name] for name in NAMES}
    return environment | {
        "BIMTEK_NIK_KEYS": json.dumps({"dev": keys["NIK_KEY"]}),
        "BIMTEK_NIK_KEY_CURRENT": "dev",
    }
