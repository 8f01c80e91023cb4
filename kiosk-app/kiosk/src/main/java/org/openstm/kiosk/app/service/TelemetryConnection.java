package org.openstm.kiosk.app.service;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.app.config.KioskSettings;
import org.openstm.kiosk.app.config.ProgramVersion;
import org.openstm.kiosk.central.http.HttpCentralClient;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;
import org.openstm.kiosk.staff.TerminalStatus;
import org.openstm.kiosk.telemetry.TelemetryReporter;

/// Connection to the operator's collector, if `terminal.yaml` names one; else nothing is sent.
public record TelemetryConnection(Optional<TelemetryReporter> telemetry) implements AutoCloseable {
    public static TelemetryConnection open(KioskSettings settings) {
        return new TelemetryConnection(settings.telemetry()
                .map(there -> TelemetryReporter.open(
                        there,
                        settings.terminal().id(),
                        ProgramVersion.VERSION,
                        settings.telemetryInterval(),
                        InstantSource.system())));
    }

    public void attachSources(HttpCentralClient central, DeviceManager desk, Supplier<TerminalStatus> board) {
        telemetry.ifPresent(told -> {
            central.setCallListener(told);
            desk.addUseListener(told::recordDeviceUse);
            told.observeStatus(board);
        });
    }

    public void reportPassage(ProcessDataRecord passage) {
        telemetry.ifPresent(told -> told.recordPassage(passage));
    }

    @Override
    public void close() {
        telemetry.ifPresent(TelemetryReporter::close);
    }
}
