package org.openstm.kiosk.engine;

import org.openstm.device.DeviceClass;
import org.openstm.kiosk.session.Over;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Road;
import org.openstm.kiosk.session.Session;

/// Whether a session that runs still needs a class of device: it is taken away only when it does not.
public final class Need {
    private Need() {}

    public static boolean of(Session session, DeviceClass device) {
        if (session.over() instanceof Over.CardLeft)
            return device == DeviceClass.ID_CARD_READER || device == DeviceClass.CHIP_CARD_READER;
        return switch (session.at()) {
            case Place.Idle _, Place.OutOfService _, Place.Farewell _, Place.AtStaff _ -> false;
            case Place.Choosing choosing ->
                choosing.person().isPresent()
                        && (device == DeviceClass.ID_CARD_READER
                                || device == DeviceClass.CHIP_CARD_READER
                                        && choosing.person().get().bySocialCard());
            case Place.Identifying at ->
                needs(at.road(), device)
                        || device == DeviceClass.BARCODE_READER
                        || device == DeviceClass.CHIP_CARD_READER;
            case Place.Filling at -> needs(at.road(), device);
            case Place.Confirming at -> needs(at.road(), device);
            case Place.Submitting at -> needs(at.road(), device);
            case Place.Passing at -> needs(at.road(), device);
            case Place.Paying at -> needs(at.road(), device);
            case Place.Delivering at -> needs(at.road(), device);
        };
    }

    private static boolean needs(Road road, DeviceClass device) {
        return switch (device) {
            case ID_CARD_READER, RECEIPT_PRINTER -> true;
            case DOCUMENT_PRINTER -> road.item().papers().document();
            // until it was pulled
            case CHIP_CARD_READER -> road.factors().contains("social-security-card");
            case CAMERA ->
                road.item().fieldsByName().values().stream()
                        .anyMatch(field -> field.kind().isPicture());
            case BARCODE_READER, LIGHTS -> false;
        };
    }
}
