package org.decathlete.app.cli;

import picocli.CommandLine.Command;

/** {@code study}: looks at studies and steers them. */
@Command(
        name = "study",
        mixinStandardHelpOptions = true,
        description = "Looks at the studies that searches have made, takes candidates out of them, and steers them.",
        subcommands = {
            StudyListCommand.class,
            StudyShowCommand.class,
            StudyBestCommand.class,
            StudyParetoCommand.class,
            StudyExportCommand.class,
            StudyImportCommand.class,
            StudyStopCommand.class,
            StudyResumeCommand.class
        })
final class StudyCommand {}
