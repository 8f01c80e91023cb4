package org.openstm.device.command;

import java.time.Duration;
import java.util.List;
import org.openstm.device.BarcodeReader;
import org.openstm.device.BarcodeReader.Scan;

/// The commands of [BarcodeReader].
final class BarcodeReaderCommands {
    private static final PortCommand<BarcodeReader, Nothing, Scan> SCAN = new PortCommand<>(
            "BarcodeReader.Read",
            BarcodeReader.class,
            Nothing.class,
            Scan.class,
            CommandTimes.PROMPT,
            CommandFaults.failing(Scan.Failed.class, Scan.Failed::fault, Scan.Failed::new),
            (reader, _, patience, _) -> reader.scan(patience));

    static final PortDescription<BarcodeReader> PORT =
            new PortDescription<>(BarcodeReader.class, BarcodeReaderProxy::new, List.of(SCAN));

    private BarcodeReaderCommands() {}

    private record BarcodeReaderProxy(CommandTarget target) implements BarcodeReader, PortProxy {
        @Override
        public Scan scan(Duration patience) throws InterruptedException {
            return target.callPort(SCAN, patience);
        }
    }
}
