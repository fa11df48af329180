"""Rebuild the vendored fonts, the Plotly bundle and the icons under ``static/``.

For maintainers only: the product neither runs nor imports this file, and installing it needs
neither npm nor a network. Needed here: npm, ``rsvg-convert`` (Debian: librsvg2-bin) and

    pip install fonttools==4.68.0 brotli==1.2.1

Run ``python scripts/vendor.py`` and read ``git diff``: the same pins give the same bytes (PNG
icons: with the same librsvg). To move a package, change its version and sha512 in vendor_pins.json
(``npm view NAME@VERSION dist.integrity``). plotly.js must stay the version that
``plotly.offline.get_plotlyjs_version()`` of the installed Python package reports.
"""

import argparse
import base64
import hashlib
import json
import platform
import shutil
import subprocess
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont


class Pin(NamedTuple):
    """A version of an npm package and the sha512 of its tarball, as npm writes it."""

    version: str
    sha512: str


ONEST = "@fontsource-variable/onest"
PLOTLY = "plotly.js"
BUILD_TOOLS = {"fonttools": "4.68.0", "brotli": "1.2.1"}

LOCKED = json.loads((Path(__file__).parent / "vendor_pins.json").read_text(encoding="utf8"))
PINS = {name: Pin(**pin) for name, pin in LOCKED["packages"].items()}
# The dependencies of plotly.js that end up in our bundle; esbuild stops if one is missing.
BUNDLED_PINS = {name: Pin(**pin) for name, pin in LOCKED["bundled"].items()}
ESBUILD_VERSION: str = LOCKED["esbuild"]["version"]
ESBUILD_SHA512: dict[str, str] = LOCKED["esbuild"]["sha512"]

# Characters by screen file: each lies inside the unicode-range of its @font-face in app.css.
NON_BREAKING_HYPHEN, NARROW_NO_BREAK_SPACE, COMBINING_ACUTE = 0x2011, 0x202F, 0x0301
LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2000, 0x2070), 0x20AC, 0x2212}
CYRILLIC = {COMBINING_ACUTE, *map(ord, "№ЁёІіЇїЄєЎў"), *range(0x410, 0x450)}
CHARACTERS = {"cyrillic": CYRILLIC, "latin": LATIN, "latin-ext": {ord("₽")}}
# Onest lacks these two; they borrow the drawing of a neighbour.
BORROWED = {NON_BREAKING_HYPHEN: ord("-"), NARROW_NO_BREAK_SPACE: 0x2009}
LAYOUT_FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk", "tnum"]
SCREEN_WEIGHTS = (400, 400, 700)  # lightest, default, heaviest
PRINT_WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
LEGACY_NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 13, 14]

# Trace type scatter is part of lib/core.
PLOTLY_ENTRY = """\
var Plotly = require("plotly.js/lib/core");
Plotly.register([
    require("plotly.js/lib/bar"),
    require("plotly.js/lib/heatmap"),
    require("plotly.js/lib/scatterpolar"),
    require("plotly.js/lib/locales/ru")
]);
module.exports = Plotly;
"""
PLOTLY_BANNER = (
    f"/*! plotly.js {PINS[PLOTLY].version}, custom bundle: scatter, bar, heatmap, scatterpolar, "
    "locale ru. Copyright Plotly, Inc. MIT licence, see ../licences/ */"
)
ICON_SIZES = (192, 512)


def main() -> None:
    """Rebuild everything under the ``static`` folder of the checkout, or of ``--root``."""
    parser = argparse.ArgumentParser(description="Rebuild the vendored static files.")
    parser.add_argument("--root", type=Path, default=Path(__file__).resolve().parents[1])
    static = parser.parse_args().root.resolve() / "static"
    require_build_tools()
    with tempfile.TemporaryDirectory() as folder:
        modules = fetch_packages(Path(folder))
        build_screen_fonts(modules, static / "fonts")
        build_print_fonts(modules, static / "fonts" / "print", Path(folder))
        build_plotly(modules, static / "vendor" / "plotly")
        write_licences(modules, static / "vendor" / "licences")
    render_icons(static)
    write_vendor_list(static)


def require_build_tools() -> None:
    """Stop unless the pinned tools are installed: other versions write other bytes."""
    for tool, wanted in BUILD_TOOLS.items():
        if version(tool) != wanted:
            raise SystemExit(f"{tool} {wanted} is needed, {version(tool)} is installed")


def run(command: str, *arguments: str, cwd: Path) -> None:
    """Run a program and stop if it fails."""
    program = shutil.which(command)
    if program is None:
        raise SystemExit(f"{command} is not installed")
    command_line = [program, *arguments]
    subprocess.run(command_line, cwd=cwd, check=True, stdout=subprocess.DEVNULL)


# --- packages ---------------------------------------------------------------------------------


def fetch_packages(folder: Path) -> Path:
    """Pack every pinned package with npm, check it and unpack it into a node_modules folder."""
    pins = {**PINS, **BUNDLED_PINS, esbuild_package(): esbuild_pin()}
    specs = [f"{name}@{pin.version}" for name, pin in pins.items()]
    run("npm", "pack", "--silent", *specs, cwd=folder)
    modules = folder / "node_modules"
    for name, pin in pins.items():
        tarball = folder / f"{name.removeprefix('@').replace('/', '-')}-{pin.version}.tgz"
        check_sha512(tarball, pin)
        unpack(tarball, modules / name)
    return modules


def esbuild_package() -> str:
    """Return the npm package that holds the esbuild program for this computer."""
    machine = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return f"@esbuild/{platform.system().lower()}-{machine}"


def esbuild_pin() -> Pin:
    """Return the pin of esbuild for this computer."""
    return Pin(ESBUILD_VERSION, ESBUILD_SHA512[esbuild_package().removeprefix("@esbuild/")])


def check_sha512(tarball: Path, pin: Pin) -> None:
    """Stop if the tarball is not the one that was pinned."""
    digest = hashlib.sha512(tarball.read_bytes()).digest()
    if base64.b64encode(digest).decode() != pin.sha512:
        raise SystemExit(f"{tarball.name}: sha512 differs from the pin")


def unpack(tarball: Path, target: Path) -> None:
    """Unpack an npm tarball without its outermost folder."""
    with tarfile.open(tarball) as archive:
        for member in archive.getmembers():
            member.name = member.name.partition("/")[2]
            if member.name:
                archive.extract(member, target, filter="data")


# --- fonts ------------------------------------------------------------------------------------


def build_screen_fonts(modules: Path, target: Path) -> None:
    """Write one variable woff2 per script, weights 400 to 700."""
    target.mkdir(parents=True, exist_ok=True)
    for script, characters in CHARACTERS.items():
        font = open_onest(modules, script)
        instantiateVariableFont(font, {"wght": SCREEN_WEIGHTS}, inplace=True)
        share_borrowed_glyphs(font)
        keep_characters(font, characters)
        save(font, target / f"onest-{script}.woff2")


def build_print_fonts(modules: Path, target: Path, scratch: Path) -> None:
    """Write one static font per weight with all scripts in it, as TTF and as woff2.

    WeasyPrint garbles text that is split over several files by unicode-range, and Chromium
    prints variable fonts as Type 3: both want one static file per weight.
    """
    target.mkdir(parents=True, exist_ok=True)
    for weight, style in PRINT_WEIGHTS.items():
        parts = [write_print_part(modules, script, weight, scratch) for script in CHARACTERS]
        font = Merger().merge(parts)
        keep_dates(font, TTFont(parts[0]))
        copy_borrowed_glyphs(font)
        name_print_font(font, weight, style)
        save(font, target / f"onest-{weight}.ttf")
        save(font, target / f"onest-{weight}.woff2")


def keep_dates(font: TTFont, source: TTFont) -> None:
    """Date the font like its source, not today: a rebuild gives the same bytes."""
    font.recalcTimestamp = False
    font["head"].created = source["head"].created
    font["head"].modified = source["head"].modified


def write_print_part(modules: Path, script: str, weight: int, scratch: Path) -> str:
    """Write the static font of one script and one weight; return its path for the merger."""
    font = open_onest(modules, script)
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    keep_characters(font, CHARACTERS[script])
    path = scratch / f"{script}-{weight}.ttf"
    save(font, path)
    return str(path)


def open_onest(modules: Path, script: str) -> TTFont:
    """Open the variable Onest of one script; saving it later keeps its date."""
    path = modules / ONEST / "files" / f"onest-{script}-wght-normal.woff2"
    return TTFont(path, recalcTimestamp=False)


def keep_characters(font: TTFont, characters: set[int]) -> None:
    """Drop every glyph, feature and name that the characters do not need."""
    options = Options()
    options.layout_features = LAYOUT_FEATURES
    options.name_IDs = LEGACY_NAME_IDS
    options.drop_tables = [*options.drop_tables, "STAT"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def share_borrowed_glyphs(font: TTFont) -> None:
    """Let the borrowed characters use the glyph of their lender, where the font has it."""
    for table in unicode_tables(font):
        for character, lender in BORROWED.items():
            if lender in table:
                table[character] = table[lender]


def copy_borrowed_glyphs(font: TTFont) -> None:
    """Give the borrowed characters glyphs of their own, so that text copied from a PDF is exact."""
    for character, lender in BORROWED.items():
        name, source = f"uni{character:04X}", font.getBestCmap()[lender]
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = font["glyf"][source]
        font["hmtx"][name] = font["hmtx"][source]
        for table in unicode_tables(font):
            table[character] = name


def unicode_tables(font: TTFont) -> list[dict[int, str]]:
    """Return the character maps of a font."""
    return [table.cmap for table in font["cmap"].tables if table.isUnicode()]


def name_print_font(font: TTFont, weight: int, style: str) -> None:
    """Write family and style, so that the files are told apart when installed or embedded."""
    basic = style if style in {"Regular", "Bold"} else "Regular"
    family = "Onest" if basic == style else f"Onest {style}"
    full = f"Onest {style}"
    names = {1: family, 2: basic, 3: f"{full} subset", 4: full, 6: full.replace(" ", "-")}
    if family != "Onest":
        names |= {16: "Onest", 17: style}
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    bold = style == "Bold"
    font["OS/2"].fsSelection = (1 << 7) | (1 << 5 if bold else 1 << 6)
    font["head"].macStyle = int(bold)


def save(font: TTFont, path: Path) -> None:
    """Write the font in the format that the file name tells."""
    font.flavor = "woff2" if path.suffix == ".woff2" else None
    font.save(path)


# --- plotly.js --------------------------------------------------------------------------------


def build_plotly(modules: Path, target: Path) -> None:
    """Bundle plotly.js with our trace types and copy the style sheet that belongs to it."""
    target.mkdir(parents=True, exist_ok=True)
    workplace = modules.parent
    (workplace / "entry.js").write_text(PLOTLY_ENTRY)
    (workplace / "empty.js").touch()
    bundle = workplace / "bundle.js"
    esbuild = modules / esbuild_package() / "bin" / "esbuild"
    esbuild.chmod(0o755)
    run(str(esbuild), "entry.js", f"--outfile={bundle}", *esbuild_options(), cwd=workplace)
    shutil.copyfile(bundle, target / "plotly.min.js")
    shutil.copyfile(modules / PLOTLY / "dist" / "plotly.css", target / "plotly.css")


def esbuild_options() -> list[str]:
    """Return the options that upstream builds with, plus the ones that make it ours."""
    return [
        "--bundle",
        "--minify",
        "--format=iife",
        "--global-name=Plotly",
        "--target=es2016",
        "--define:global=window",
        "--define:define.amd=false",
        "--legal-comments=eof",
        "--log-level=warning",
        f"--banner:js={PLOTLY_BANNER}",
        "--footer:js=window.Plotly=Plotly;",  # also when loaded as a module
        "--alias:maplibre-gl/dist/maplibre-gl.css=./empty.js",  # maps only
    ]


# --- licences and list ------------------------------------------------------------------------


def write_licences(modules: Path, target: Path) -> None:
    """Write the licence of the font, of plotly.js and of everything bundled with it."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(modules / ONEST / "LICENSE", target / "onest-OFL.txt")
    shutil.copyfile(modules / PLOTLY / "LICENSE", target / "plotly.js-MIT.txt")
    notices = [bundled_notice(modules / name) for name in BUNDLED_PINS]
    (target / "plotly.js-bundled.txt").write_text("\n\n".join(notices), encoding="utf-8")


def bundled_notice(package: Path) -> str:
    """Return the heading and the licence text of one bundled package."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    heading = f"{about['name']} {about['version']} ({about['license']})"
    return f"{heading}\n{'-' * len(heading)}\n{licence_text(package, about)}"


def licence_text(package: Path, about: dict[str, object]) -> str:
    """Return the licence file of a package, or what its package.json declares."""
    for path in sorted(package.iterdir()):
        if path.name.lower().startswith("licen"):
            return path.read_text(encoding="utf-8").replace("\r\n", "\n").strip() + "\n"
    author = about.get("author")
    name = author.get("name") if isinstance(author, dict) else author
    return (
        f"Author: {name}. The package holds no licence file; its package.json says "
        f"{about['license']}, whose permission notice stands in plotly.js-MIT.txt.\n"
    )


def render_icons(static: Path) -> None:
    """Draw the PNG icons of the web manifest from icon.svg."""
    for size in ICON_SIZES:
        options = [f"--width={size}", f"--height={size}", f"--output=icon-{size}.png"]
        run("rsvg-convert", *options, "icon.svg", cwd=static)


def write_vendor_list(static: Path) -> None:
    """Write VENDOR.md: what was taken from whom, how it was built, and the sum of every file."""
    files = [*static.glob("fonts/**/*"), *static.glob("vendor/*/*"), *static.glob("icon*")]
    rows = [
        f"| {path.relative_to(static).as_posix()} | {path.stat().st_size} "
        f"| `{hashlib.sha256(path.read_bytes()).hexdigest()}` |"
        for path in sorted(files)
        if path.is_file()
    ]
    text = VENDOR_HEAD + "\n".join(rows) + "\n"
    (static / "vendor" / "VENDOR.md").write_text(text, encoding="utf-8")


VENDOR_HEAD = f"""\
# Vendored files

Written by `python scripts/vendor.py`; do not edit by hand. Installing and running the product
needs neither npm nor a network. All npm tarballs are pinned by version and sha512 in that script.

| name | version | licence | source package (npm) | files |
|---|---|---|---|---|
| Onest | 2.001, subset and instanced | OFL-1.1, no reserved font name (`licences/onest-OFL.txt`) | {ONEST} {PINS[ONEST].version} | `fonts/` |
| plotly.js | {PINS[PLOTLY].version}, custom bundle | MIT (`licences/plotly.js-MIT.txt`) | {PLOTLY} {PINS[PLOTLY].version} | `vendor/plotly/` |
| packages inside the bundle | see the licence file | MIT, BSD-3-Clause, Zlib (`licences/plotly.js-bundled.txt`) | {len(BUNDLED_PINS)} packages, pinned in the script | `vendor/plotly/plotly.min.js` |

`icon.svg` is our own drawing; the PNG icons are made from it with rsvg-convert.

## How it was built

- `fonts/*.woff2`: variable, wght {SCREEN_WEIGHTS[0]}-{SCREEN_WEIGHTS[2]} (fonttools instancer), cut to Russian, Ukrainian,
  Belarusian and Latin-1 letters and punctuation, features {", ".join(LAYOUT_FEATURES)}; ₽ alone in latin-ext.
  Onest has no U+202F and U+2011: they borrow U+2009 and the hyphen.
- `fonts/print/`: the same characters, static, all scripts merged into one file per weight, for
  WeasyPrint (ttf) and `@media print` (woff2). Never give WeasyPrint the split files: it garbles them.
- `vendor/plotly/plotly.min.js`: esbuild {ESBUILD_VERSION}; scatter, bar, heatmap, scatterpolar, locale ru. Any other trace
  type draws nothing and raises no error. Works as a classic script or by `import()`: both set `window.Plotly`.
- `vendor/plotly/plotly.css`: `dist/plotly.css` unchanged. Load it as
  `<link id="plotly.js-style-global" class="no-inline-styles" rel="stylesheet" href="...">` before the script:
  id and class keep plotly.js from writing its own style element, which the CSP would block.
- Always draw with `{{showSendToCloud: false, plotlyServerURL: "", displaylogo: false}}`: without it every chart
  has a Share button that uploads the data. The PNG button needs `blob:` in `img-src`, which our CSP denies:
  take it away with `modeBarButtonsToRemove: ["toImage"]`.
- fonttools {BUILD_TOOLS["fonttools"]}, brotli {BUILD_TOOLS["brotli"]}.

## Files, under `static/`

| file | bytes | sha256 |
|---|---|---|
"""


if __name__ == "__main__":
    main()
