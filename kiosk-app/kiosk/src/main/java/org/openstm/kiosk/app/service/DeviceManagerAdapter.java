package org.openstm.kiosk.app.service;

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
import org.openstm.kiosk.engine.CameraAvailability;
import org.openstm.kiosk.engine.DeviceProvider;
import org.openstm.kiosk.engine.DeviceRequirement;
import org.openstm.kiosk.engine.SessionLoop;

/// The device manager as sessions see it.
public record DeviceManagerAdapter(DeviceManager desk, SessionLoop loop) implements DeviceProvider {
    @Override
    public Optional<IdCardReader> idCardReader() {
        return desk.findPort(IdCardReader.class);
    }

    @Override
    public Optional<ChipCardReader> chipCardReader() {
        return desk.findPort(ChipCardReader.class);
    }

    @Override
    public Optional<BarcodeReader> barcodeReader() {
        return desk.findPort(BarcodeReader.class);
    }

    @Override
    public Optional<ReceiptPrinter> receiptPrinter() {
        return desk.findPort(ReceiptPrinter.class);
    }

    @Override
    public Optional<DocumentPrinter> documentPrinter() {
        return desk.findPort(DocumentPrinter.class);
    }

    @Override
    public Optional<Lights> guideLights() {
        return desk.findPort(Lights.class);
    }

    @Override
    public Optional<Camera> camera(Camera.View view) {
        return desk.camera(view);
    }

    @Override
    public Set<String> brokenClasses() {
        var broken = new HashSet<String>();
        for (var view : desk.deviceViews())
            if (!view.isServing() || isLeaving(view))
                broken.add(view.deviceClass().text());
        // a device that is not installed counts as broken: the page must not ask for a code without a scanner,
        // nor promise a certificate without a printer; cameras are told apart by their
        // view
        for (var each : DeviceClass.values())
            if (each != DeviceClass.LIGHTS
                    && each != DeviceClass.CAMERA
                    && desk.deviceViews().stream().noneMatch(view -> view.deviceClass() == each))
                broken.add(each.text());
        broken.addAll(CameraAvailability.missingCameras(desk.deviceViews().stream()
                .filter(view -> view.isServing() && !isLeaving(view))
                .toList()));
        return broken;
    }

    /// A device is requested; the current session keeps it until its end.
    private boolean isLeaving(DeviceView view) {
        return !view.awaitedBy().isEmpty() && !DeviceRequirement.isNeeded(loop.session(), view.deviceClass());
    }

    @Override
    public void clear() throws InterruptedException {
        desk.clearDevices();
    }
}
