package org.openstm.device.contract;

import java.util.Set;
import org.openstm.device.DeviceClass;
import org.openstm.device.DeviceState;

/// The truth table: a device's status for each fault.
public enum Trouble {
    PAPER_LOW("paper-low", true),
    PAPER_OUT("paper-out", false),
    COVER_OPEN("cover-open", false),
    CUTTER_STUCK("cutter-jam", false),
    MECHANICAL_ERROR("printer-mechanical", false),
    HEAD_HOT("head-hot", false),
    BROKEN("printer-broken", false),
    FED_BY_BUTTON("feed-button", false),
    OFFLINE("printer-offline", false),
    PAPER_JAM("paper-jam", false),
    OBSTRUCTED("device-obstructed", false),
    TAMPERED("device-tampered", false),
    WITHOUT_POWER("device-power-off", false),
    TONER_LOW("toner-low", true),
    TONER_OUT("toner-out", false),
    TRAY_FULL("tray-full", false),
    DOOR_OPEN("door-open", true),
    MOVED("cabinet-moved", true),
    LIGHT_BROKEN("light-broken", true),
    NO_PICTURES("camera-not-mjpeg", false),
    SELF_TEST_FAILED("reader-self-test-failed", false),
    NOT_AUTHORISED("reader-not-authorised", false);

    private final String code;
    private final boolean usable;

    Trouble(String code, boolean usable) {
        this.code = code;
        this.usable = usable;
    }

    /// The first fault of the device's status.
    public String code() {
        return code;
    }

    /// The fault codes by which a device of this class may report it.
    Set<String> codesFor(DeviceClass deviceClass) {
        boolean prints = deviceClass == DeviceClass.RECEIPT_PRINTER || deviceClass == DeviceClass.DOCUMENT_PRINTER;
        return this == OFFLINE && !prints ? Set.of(code, "device-offline") : Set.of(code);
    }

    /// Whether the device still works.
    public boolean usable() {
        return usable;
    }

    /// Whether a state is possible with it.
    boolean allows(DeviceState state) {
        boolean works = state == DeviceState.ONLINE || state == DeviceState.DEVICE_BUSY;
        return works == usable && state != DeviceState.UNKNOWN && state != DeviceState.NO_DEVICE;
    }
}
