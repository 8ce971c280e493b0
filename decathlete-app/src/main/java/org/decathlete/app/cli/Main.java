package org.decathlete.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./decathlete}: hands the arguments to a verb and turns what happens into an exit code. */
@Command(
        name = "decathlete",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description =
                "AutoML for 3D medical image segmentation: a folder of labelled volumes in, a validated model out.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            InspectCommand.class,
            PlanCommand.class,
            PreprocessCommand.class,
            TrainCommand.class,
            PredictCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            SelectCommand.class,
            SearchCommand.class,
            WorkerCommand.class,
            StudyCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            FoldWorkerCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 2 wrong usage, 3 bad data, 4 not enough memory or disk, 5 interrupted and resumable,",
            "6 training failed, 7 some cases failed, 70 a bug of ours."
        })
public final class Main {

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(Interruption.during(() -> execute(arguments)));
    }

    private static int execute(String[] arguments) {
        CommandLine command = commandLine();
        try {
            return command.execute(arguments);
        } catch (OutOfMemoryError e) {
            return FailureReport.outOfMemory(command.getErr(), String.valueOf(e.getMessage()));
        }
    }

    /** The command line with its error handling, for tests. */
    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new FailureReport())
                .setUsageHelpAutoWidth(true);
    }
}
