package org.openstm.device.command;

import java.time.Duration;
import java.util.List;
import org.openstm.device.PrintOutcome;
import org.openstm.device.ReceiptPrinter;
import org.openstm.print.Media;
import org.openstm.print.Sheet;

/// The commands of [ReceiptPrinter].
final class ReceiptPrinterCommands {
    /// The rest of a failed sheet must be cleared from the printer.
    private static final CommandTimes PRINTING = CommandTimes.withGrace(3000);

    private static final PortCommand<ReceiptPrinter, Sheet, PrintOutcome> PRINT = new PortCommand<>(
            "ReceiptPrinter.Print",
            ReceiptPrinter.class,
            Sheet.class,
            PrintOutcome.class,
            PRINTING,
            PrintFaults.ofPrint(),
            (printer, sheet, patience, _) -> printer.print(sheet, patience));

    static final PortDescription<ReceiptPrinter> PORT =
            new PortDescription<>(ReceiptPrinter.class, ReceiptPrinterProxy::new, List.of(PRINT));

    private ReceiptPrinterCommands() {}

    private record ReceiptPrinterProxy(CommandTarget target) implements ReceiptPrinter, PortProxy {
        @Override
        public Media media() {
            return target.media();
        }

        @Override
        public PrintOutcome print(Sheet sheet, Duration patience) throws InterruptedException {
            return target.callPort(PRINT, sheet, patience);
        }
    }
}
