"""Valhalla's side of `cargo xtask bench eta`: its tiles of the same extract, and its answer to every pair, in-process.

Usage: valhalla.py EXTRACT.osm.pbf FOLDER PROFILE < pairs
One pair a line on standard input: lat lon lat lon. One answer a line on standard output: seconds metres microseconds, or
"- - microseconds" where Valhalla has none.
"""

import json
import pathlib
import subprocess
import sys
import time

import valhalla
from valhalla import Actor, get_config

COSTING = {"car": "auto", "bicycle": "bicycle", "foot": "pedestrian"}


def tiles(extract: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """Valhalla's configuration for the tiles of this extract, built where they are not there yet."""
    folder = folder / f"{valhalla.__version__}-{extract.stem}-{extract.stat().st_size}"
    config = folder / "valhalla.json"
    done = folder / "done"
    if not done.exists():
        (folder / "tiles").mkdir(parents=True, exist_ok=True)
        config.write_text(json.dumps(get_config(tile_dir=str(folder / "tiles"), tile_extract="", verbose=False)))
        build = pathlib.Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
        log = folder / "build.log"
        with log.open("w") as out:
            code = subprocess.run([build, "-c", config, extract], stdout=out, stderr=out).returncode
        if code != 0:
            sys.exit(f"valhalla_build_tiles ended with {code}; see {log}")
        done.touch()
    return config


def main() -> None:
    extract, folder, profile = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    actor = Actor(str(tiles(extract, folder)))
    pairs = [[float(part) for part in line.split()] for line in sys.stdin if line.strip()]
    # As JSON text, and without turn instructions, so that what is timed is the route and not Python or prose.
    questions = [
        json.dumps(
            {
                "locations": [{"lat": a, "lon": b}, {"lat": c, "lon": d}],
                "costing": COSTING[profile],
                "directions_type": "none",
            }
        )
        for a, b, c, d in pairs
    ]
    # Once to load the tiles.
    for question in questions[:50]:
        ask(actor, question)
    for question in questions:
        answer, micros = ask(actor, question)
        print(*(answer or ("-", "-")), f"{micros:.1f}")


def ask(actor, question):
    start = time.perf_counter()
    try:
        text = actor.route(question)
    except Exception:
        return None, (time.perf_counter() - start) * 1e6
    micros = (time.perf_counter() - start) * 1e6
    summary = (json.loads(text) if isinstance(text, str) else text)["trip"]["summary"]
    return (summary["time"], summary["length"] * 1000), micros


main()
