package org.openstm.kiosk.app.service;

import java.util.ArrayList;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionState;

/// The items available at this terminal now, for central; by the same rule that closes the tiles.
public final class OfferReport {
    private static final int LONGEST = 80;

    private OfferReport() {}

    public static HeartbeatRequest.ServiceOffer of(Session session) {
        int offered = 0;
        var closed = new ArrayList<HeartbeatRequest.ClosedItem>();
        for (var item : session.catalog().items()) {
            if (!session.catalog().isOffered(item)) continue;
            offered++;
            if (item.id().length() > LONGEST) continue; // longer than the contract allows
            ItemAvailability.findClosedReason(item, session)
                    .ifPresent(why ->
                            closed.add(new HeartbeatRequest.ClosedItem(item.id(), why.replaceFirst("^closed\\.", ""))));
        }
        return switch (session.at()) {
            case SessionState.OutOfService(var why) ->
                new HeartbeatRequest.ServiceOffer(false, offered, closed, reasonCode(why));
            case SessionState.AtStaff(var _, var shut)
            when shut.isPresent() -> new HeartbeatRequest.ServiceOffer(false, offered, closed, reasonCode(shut.get()));
            default -> new HeartbeatRequest.ServiceOffer(true, offered, closed);
        };
    }

    private static String reasonCode(String reason) {
        return reason.replaceFirst("^closed\\.", "");
    }
}
