package org.openstm.kiosk.cataloguestore;

/// A catalogue that this terminal does not take, in a sentence for staff.
final class UnfitCatalogueException extends Exception {
    UnfitCatalogueException(String why) {
        super(why);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
