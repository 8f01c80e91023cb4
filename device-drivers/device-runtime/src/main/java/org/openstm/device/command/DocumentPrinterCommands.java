package org.openstm.device.command;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.DocumentPrinter.Progress;
import org.openstm.device.PrintOutcome;

/// The commands of [DocumentPrinter].
final class DocumentPrinterCommands {
    /// An abandoned job must be cancelled in the printer's queue, or it is printed for the next citizen.
    private static final CommandTimes PRINTING = CommandTimes.withGrace(8000);

    private static final PortCommand<DocumentPrinter, DocumentJob, PrintOutcome> PRINT = new PortCommand<>(
            "DocumentPrinter.Print",
            DocumentPrinter.class,
            DocumentJob.class,
            PrintOutcome.class,
            Progress.class,
            PRINTING,
            PrintFaults.ofPrint(),
            (printer, job, patience, events) -> printer.print(job.pdf(), job.job(), patience, events::accept));

    static final PortDescription<DocumentPrinter> PORT =
            new PortDescription<>(DocumentPrinter.class, DocumentPrinterProxy::new, List.of(PRINT));

    private DocumentPrinterCommands() {}

    private record DocumentJob(byte[] pdf, String job) {}

    private record DocumentPrinterProxy(CommandTarget target) implements DocumentPrinter, PortProxy {
        @Override
        public PrintOutcome print(byte[] pdf, String job, Duration patience, Consumer<Progress> progress)
                throws InterruptedException {
            return target.callPort(
                    PRINT, new DocumentJob(pdf, job), patience, event -> progress.accept((Progress) event));
        }
    }
}
