package org.openstm.kiosk.app;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.central.HttpCentral;
import org.openstm.kiosk.central.Passage;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.telemetry.TelemetryReporter;

/// The operator's collector, where `terminal.yaml` names one; else nobody is told.
record Collecting(Optional<TelemetryReporter> telemetry) implements AutoCloseable {
    static Collecting open(Settings settings) {
        return new Collecting(settings.telemetry()
                .map(there -> TelemetryReporter.open(
                        there,
                        settings.terminal().id(),
                        Program.VERSION,
                        settings.telemetryEvery(),
                        InstantSource.system())));
    }

    void join(HttpCentral central, DeviceManager desk, Supplier<TerminalStatus> board) {
        telemetry.ifPresent(told -> {
            central.overheard(told);
            desk.addUseListener(told::recordDeviceUse);
            told.observeStatus(board);
        });
    }

    void passed(Passage passage) {
        telemetry.ifPresent(told -> told.recordPassage(passage));
    }

    @Override
    public void close() {
        telemetry.ifPresent(TelemetryReporter::close);
    }
}
