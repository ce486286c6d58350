package dev.cifarlab.app.cli;

import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.report.StudyReport;
import dev.cifarlab.app.search.StudyFolder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = "Writes a study's report.html and report.pdf from what is on disk; trains nothing.",
        footer = {"", "Example:  ./cifar-lab report studies/quick"})
final class ReportCommand extends Subcommand {

    @Parameters(paramLabel = "STUDY", description = "folder of a study, finished or not")
    private Path study;

    @Override
    int run(Console console) {
        Fonts.areThere(console::warn);
        StudyReport.write(StudyFolder.open(study)).forEach(file -> console.line("report: %s", file.toAbsolutePath()));
        return 0;
    }
}
