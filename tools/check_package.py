"""Build wheel and sdist, check what is in them, and install the sdist in a fresh environment."""

import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


def run(*command: object) -> str:
    done = subprocess.run(  # noqa: S603 - the commands are written below
        [str(part) for part in command], check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def expected_files() -> set[str]:
    """What the wheel must hold: the package as git would ship it."""
    package = ROOT / "src" / "kinerja"
    return {
        str(path.relative_to(ROOT / "src"))
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def bill_of_materials(python: Path) -> Path:
    """What an installation of the package alone consists of, as CycloneDX JSON."""
    target = ROOT / "dist" / "kinerja.cdx.json"
    target.parent.mkdir(exist_ok=True)
    run(python, "-m", "pip", "uninstall", "-q", "-y", "pip")
    own = ("--pyproject", ROOT / "pyproject.toml", "--output-reproducible")
    run(sys.executable, "-m", "cyclonedx_py", "environment", *own, "-o", target, python)
    return target


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        run(sys.executable, "-m", "build", "--outdir", out, ROOT)
        (wheel,) = out.glob("*.whl")
        (sdist,) = out.glob("*.tar.gz")
        names = set(zipfile.ZipFile(wheel).namelist())
        inside = {name for name in names if not name.split("/")[0].endswith(".dist-info")}
        if inside != expected_files():
            sys.exit(f"the wheel differs from src/: {sorted(inside ^ expected_files())[:10]}")
        if "kinerja/py.typed" not in names:
            sys.exit("the wheel does not say that it is typed")
        if not any(name.endswith("licenses/LICENSE") for name in names):
            sys.exit("the wheel has no licence")
        venv.create(out / "env", with_pip=True)
        python = out / "env" / "bin" / "python"
        run(python, "-m", "pip", "install", "-q", sdist)
        report = run(python, "-m", "kinerja")
        if "P17" not in report:
            sys.exit("the installed sdist does not run the main job")
        materials = bill_of_materials(python)
        print(f"{wheel.name}: {len(inside)} files; {sdist.name} installs and runs")  # noqa: T201
        print(f"bill of materials: {materials.relative_to(ROOT)}")  # noqa: T201


if __name__ == "__main__":
    main()
