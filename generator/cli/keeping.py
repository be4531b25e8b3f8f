"""The command that recalls what must not be kept: ``retention``."""

from generator.cli.options import HERE, AsOf, Form, Language, ProblemForm, Root
from generator.cli.session import day_of, speaking
from generator.words import Formatter


def retention(
    root: Root = HERE,
    as_of: AsOf = None,
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
) -> None:
    """List the files of answers and the day each must be deleted; those past it are errors."""
    from generator import locks
    from generator.spec import load

    with speaking(root, lang, form) as session:
        today = day_of(as_of, root)
        workspace = load(root, (), today)
        kept, overdue = locks.kept(workspace), tuple(locks.overdue(workspace, today))
    if form is Form.TEXT:
        for file in kept:
            until = Formatter(session.lang).day(file.until)
            session.tell("command.kept", study=file.study, wave=file.wave, file=file.name, until=until)
    late = [*(problem for problem in workspace.diagnostics if problem.number == "G02"), *overdue]
    if not kept and not late and form is Form.TEXT:
        session.tell("command.nothing_kept")
    session.finish(late)
