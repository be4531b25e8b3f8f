"""A client's repository, and a study in it: files that did not exist, all of them or none."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from generator import __version__
from generator.errors import Diagnostic, Refused
from generator.spec.models import Shared
from generator.spec.models.shared import Level
from generator.spec.paths import leads_out
from generator.spec.schema import json_schema
from generator.words import Lang

_COMMON = {
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "pre-commit.yaml": ".pre-commit-config.yaml",
    "requirements.txt": "requirements.txt",
    "github.yml": ".github/workflows/studies.yml",
    "gitlab.yml": ".gitlab-ci.yml",
    "preview.sh": "ci/preview.sh",
    "publish.sh": "ci/publish.sh",
    "theme.yml": "themes/client/theme.yml",
}
"""Files of a repository that are the same in both languages: what they are called here, and there."""
_FIRST: Mapping[Lang, tuple[str, str, str]] = {
    Lang.FR: ("accueil", "Le temps d'attente en agence", "accueil"),
    Lang.EN: ("welcome", "Waiting in branches", "welcome"),
}
"""The first study: its id, its title, its moment."""
NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
"""What the folder of a study may be called."""
_PLAIN = re.compile(r"[^\W\d_][\w '’&.-]*")


def lay(folder: Path, lang: Lang, client: str, with_example: bool) -> tuple[Path, ...]:
    """Write a new repository into ``folder``; gives its files.

    Raises:
        Refused: E20, files of these names exist already; E21, a file cannot be written.
    """
    study, title, moment = _FIRST[lang]
    told = {"CLIENT": client, "STUDY": study, "VERSION": __version__}
    texts = {there: _filled(f"common/{here}", told) for here, there in _COMMON.items()}
    texts |= {"README.md": _filled(f"{lang.value}/readme.md", told)}
    texts |= {"studies/_shared.yml": _filled(f"{lang.value}/shared.yml", _quoted(told))}
    for name, model in (("study", None), ("shared", Shared)):
        schema = json_schema(model) if model else json_schema()
        texts[f"studies/_schema/{name}-1.json"] = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
    named = {"DECIDER": "direction", "SCALE": "satisfaction5", "MOMENT": moment, "TITLE": title}
    texts |= _study(study, lang, {**told, **named}, with_example)
    return _write(folder, texts)


def add_study(root: Path, shared: Shared, study: str, title: str) -> tuple[Path, ...]:
    """Write a new study beside the others, with the roles, the scale and the moment that they share.

    Raises:
        Refused: E20, it exists already; E21, a file cannot be written; E22, this is no name of a study.
    """
    if not NAME.fullmatch(study):
        raise Refused([Diagnostic("E22", values={"name": study[:60]})])
    if (root / "studies" / study).exists():
        raise Refused([Diagnostic("E20", values={"files": f"studies/{study}"})])
    named = {"DECIDER": _decider(shared), "SCALE": next(iter(shared.scales), "satisfaction5")}
    told = {"CLIENT": shared.client, "STUDY": study, "TITLE": title, "MOMENT": _moment(shared), **named}
    return _write(root, _study(study, shared.lang, told, with_example=False))


def _decider(shared: Shared) -> str:
    deciding = (name for name, role in shared.roles.items() if role.level is Level.DIRECTION)
    return next(deciding, "direction")


def _moment(shared: Shared) -> str:
    """The first moment of truth, else the first moment."""
    moments = [(name, moment) for phase in shared.journey.values() for name, moment in phase.items()]
    return next((name for name, moment in moments if moment.truth), moments[0][0] if moments else "accueil")


def _study(study: str, lang: Lang, told: Mapping[str, str], with_example: bool) -> dict[str, str]:
    """The files of one study."""
    text = _filled(f"{lang.value}/study.yml", _quoted(told))
    if with_example:
        text += _filled(f"{lang.value}/example.yml", told)
    notice = _filled(f"{lang.value}/notice.md", told)
    return {f"studies/{study}/study.yml": text, f"studies/{study}/notices/information.md": notice}


def _filled(template: str, told: Mapping[str, str]) -> str:
    text = files("generator.scaffold").joinpath("templates", *template.split("/")).read_text("utf-8")
    return re.sub(r"@([A-Z]+)@", lambda name: told[name[1]], text)


def _quoted(told: Mapping[str, str]) -> dict[str, str]:
    """The same words as YAML texts: a name such as « Oui : ou non » would be something else."""
    return {name: quoted(text) for name, text in told.items()}


def quoted(text: str) -> str:
    """A text as YAML reads it back, bare where that is the same."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _write(folder: Path, texts: Mapping[str, str]) -> tuple[Path, ...]:
    there = [name for name in texts if (folder / name).exists() or (folder / name).is_symlink()]
    there += [name for name in texts if name not in there and leads_out(folder, name)]
    if there:
        raise Refused([Diagnostic("E20", values={"files": ", ".join(sorted(there))})])
    for name, text in texts.items():
        try:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            # Created, never opened over: a file that appeared meanwhile stays as it is.
            with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            raise Refused([Diagnostic("E21", values={"path": str(folder / name)})]) from error
    return tuple(folder / name for name in texts)
