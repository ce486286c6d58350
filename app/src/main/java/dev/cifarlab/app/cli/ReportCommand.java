package dev.cifarlab.app.cli;

import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.lab.Assembly;
import dev.cifarlab.app.report.StudyReport;
import dev.cifarlab.app.search.StudyFolder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = "Writes a study's report.html and report.pdf from what is on disk; trains nothing.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab report studies/quick",
            "  ./cifar-lab report studies/full --runs docs/runs/*-assignment-*"
        })
final class ReportCommand extends Subcommand {

    @Parameters(paramLabel = "STUDY", description = "folder of a study, finished or not; with --runs a new one")
    private Path study;

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            arity = "1..*",
            description = "make the study of finished runs, from whatever machines: run folders, or folders of them")
    private @Nullable List<Path> runs;

    @Override
    int run(Console console) {
        Fonts.areThere(console::warn);
        StudyFolder folder = runs == null ? StudyFolder.open(study) : Assembly.of(study, runs, console::warn);
        StudyReport.write(folder).forEach(file -> console.line("report: %s", file.toAbsolutePath()));
        return 0;
    }
}
