package org.openstm.device.contract;

import java.util.Set;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;
import org.openstm.device.FaultCode;

/// The truth table: a device's status for each fault.
public enum Trouble {
    PAPER_LOW(FaultCode.PAPER_LOW),
    PAPER_OUT(FaultCode.PAPER_OUT),
    COVER_OPEN(FaultCode.COVER_OPEN),
    CUTTER_STUCK(FaultCode.CUTTER_JAM),
    MECHANICAL_ERROR(FaultCode.PRINTER_MECHANICAL),
    HEAD_HOT(FaultCode.HEAD_HOT),
    BROKEN(FaultCode.PRINTER_BROKEN),
    FED_BY_BUTTON(FaultCode.FEED_BUTTON),
    OFFLINE(FaultCode.PRINTER_OFFLINE),
    PAPER_JAM(FaultCode.PAPER_JAM),
    OBSTRUCTED(FaultCode.DEVICE_OBSTRUCTED),
    TAMPERED(FaultCode.DEVICE_TAMPERED),
    WITHOUT_POWER(FaultCode.DEVICE_POWER_OFF),
    TONER_LOW(FaultCode.TONER_LOW),
    TONER_OUT(FaultCode.TONER_OUT),
    TRAY_FULL(FaultCode.TRAY_FULL),
    DOOR_OPEN(FaultCode.DOOR_OPEN),
    MOVED(FaultCode.CABINET_MOVED),
    LIGHT_BROKEN(FaultCode.LIGHT_BROKEN),
    NO_PICTURES(FaultCode.CAMERA_NOT_MJPEG),
    SELF_TEST_FAILED(FaultCode.READER_SELF_TEST_FAILED),
    NOT_AUTHORISED(FaultCode.READER_NOT_AUTHORISED);

    private final FaultCode code;

    Trouble(FaultCode code) {
        this.code = code;
    }

    /// The first fault of the device's status.
    public String code() {
        return code.text();
    }

    /// The fault codes by which a device of this class may report it.
    Set<String> codesFor(DeviceClass deviceClass) {
        boolean prints = deviceClass == DeviceClass.RECEIPT_PRINTER || deviceClass == DeviceClass.DOCUMENT_PRINTER;
        return this == OFFLINE && !prints ? Set.of(code.text(), FaultCode.DEVICE_OFFLINE.text()) : Set.of(code.text());
    }

    /// Whether the device still works.
    public boolean usable() {
        return code.works() == FaultCode.Works.YES;
    }

    /// Whether a state is possible with it.
    boolean allows(DeviceState state) {
        boolean works = state == DeviceState.ONLINE || state == DeviceState.DEVICE_BUSY;
        return works == usable() && state != DeviceState.UNKNOWN && state != DeviceState.NO_DEVICE;
    }
}
