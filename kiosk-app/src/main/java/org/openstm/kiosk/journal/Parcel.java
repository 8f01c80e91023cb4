package org.openstm.kiosk.journal;

/// Something small that waits to be delivered.
public record Parcel(long id, String txId, String kind, byte[] body) {
    @Override
    public String toString() {
        return "Parcel[" + kind + " of " + txId + "]";
    }
}
