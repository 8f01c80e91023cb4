package org.openstm.kiosk.app;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.openstm.device.BarcodeReader;
import org.openstm.device.Camera;
import org.openstm.device.ChipCardReader;
import org.openstm.device.DeviceClass;
import org.openstm.device.DocumentPrinter;
import org.openstm.device.IdCardReader;
import org.openstm.device.Lights;
import org.openstm.device.ReceiptPrinter;
import org.openstm.device.manager.DeviceManager;
import org.openstm.device.manager.DeviceView;
import org.openstm.kiosk.engine.Devices;
import org.openstm.kiosk.engine.Loop;
import org.openstm.kiosk.engine.Need;
import org.openstm.kiosk.engine.Sight;

/// The desk as sessions see it.
record DeskDevices(DeviceManager desk, Loop loop) implements Devices {
    @Override
    public Optional<IdCardReader> card() {
        return desk.idCardReader();
    }

    @Override
    public Optional<ChipCardReader> chip() {
        return desk.chipCardReader();
    }

    @Override
    public Optional<BarcodeReader> code() {
        return desk.barcodeReader();
    }

    @Override
    public Optional<ReceiptPrinter> receipts() {
        return desk.receiptPrinter();
    }

    @Override
    public Optional<DocumentPrinter> documents() {
        return desk.documentPrinter();
    }

    @Override
    public Optional<Lights> lights() {
        return desk.lights();
    }

    @Override
    public Optional<Camera> camera(Camera.View view) {
        return desk.camera(view);
    }

    @Override
    public Set<String> broken() {
        var broken = new HashSet<String>();
        for (var view : desk.deviceViews())
            if (!view.isServing() || leaving(view))
                broken.add(view.deviceClass().text());
        // what was never installed serves as little as what is broken: nobody is asked to show a code where there
        // is no scanner, nor promised a certificate where nothing prints one; cameras are told apart by what they
        // see
        for (var each : DeviceClass.values())
            if (each != DeviceClass.LIGHTS
                    && each != DeviceClass.CAMERA
                    && desk.deviceViews().stream().noneMatch(view -> view.deviceClass() == each))
                broken.add(each.text());
        broken.addAll(Sight.missing(desk.deviceViews().stream()
                .filter(view -> view.isServing() && !leaving(view))
                .toList()));
        return broken;
    }

    /// Somebody is going to take it; the session that runs has it to its end.
    private boolean leaving(DeviceView view) {
        return !view.awaitedBy().isEmpty() && !Need.of(loop.session(), view.deviceClass());
    }

    @Override
    public void clear() throws InterruptedException {
        desk.clearDevices();
    }
}
