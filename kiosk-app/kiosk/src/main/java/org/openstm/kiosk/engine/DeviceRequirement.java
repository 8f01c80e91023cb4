package org.openstm.kiosk.engine;

import org.openstm.device.DeviceClass;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionState;

/// Whether the current session still needs a device class: the device is removed only when it does not.
public final class DeviceRequirement {
    private DeviceRequirement() {}

    public static boolean isNeeded(Session session, DeviceClass device) {
        if (session.over() instanceof Overlay.CardLeftBehind)
            return device == DeviceClass.ID_CARD_READER || device == DeviceClass.CHIP_CARD_READER;
        return switch (session.at()) {
            case SessionState.Idle _, SessionState.OutOfService _, SessionState.Farewell _, SessionState.AtStaff _ ->
                false;
            case SessionState.Choosing choosing ->
                choosing.person().isPresent()
                        && (device == DeviceClass.ID_CARD_READER
                                || device == DeviceClass.CHIP_CARD_READER
                                        && choosing.person().get().isBySocialCard());
            case SessionState.Identifying at ->
                isNeededFor(at.road(), device)
                        || device == DeviceClass.BARCODE_READER
                        || device == DeviceClass.CHIP_CARD_READER;
            case SessionState.Filling at -> isNeededFor(at.road(), device);
            case SessionState.Confirming at -> isNeededFor(at.road(), device);
            case SessionState.Submitting at -> isNeededFor(at.road(), device);
            case SessionState.TransferringState at -> isNeededFor(at.road(), device);
            case SessionState.Paying at -> isNeededFor(at.road(), device);
            case SessionState.Delivering at -> isNeededFor(at.road(), device);
        };
    }

    private static boolean isNeededFor(ServiceApplication road, DeviceClass device) {
        return switch (device) {
            case ID_CARD_READER, RECEIPT_PRINTER -> true;
            case DOCUMENT_PRINTER -> road.item().papers().document();
            // until it is pulled out
            case CHIP_CARD_READER -> road.factors().contains(IdentityFactor.SOCIAL_SECURITY_CARD);
            case CAMERA ->
                road.item().fieldsByName().values().stream()
                        .anyMatch(field -> field.kind().isPicture());
            case BARCODE_READER, LIGHTS -> false;
        };
    }
}
