package org.openstm.kiosk.app.service;

import java.util.ArrayList;
import org.openstm.kiosk.central.Beat;
import org.openstm.kiosk.session.flow.ItemAvailability;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionState;

/// What citizens can do at this terminal now, as the centre is told; by the same rule that closes the tiles.
public final class OfferReport {
    private static final int LONGEST = 80;

    private OfferReport() {}

    public static Beat.Offer of(Session session) {
        int offered = 0;
        var closed = new ArrayList<Beat.Closed>();
        for (var item : session.catalog().items()) {
            if (!session.catalog().isOffered(item)) continue;
            offered++;
            if (item.id().length() > LONGEST) continue; // the contract has no room for it
            ItemAvailability.findClosedReason(item, session)
                    .ifPresent(why -> closed.add(new Beat.Closed(item.id(), why.replaceFirst("^closed\\.", ""))));
        }
        return switch (session.at()) {
            case SessionState.OutOfService(var why) -> new Beat.Offer(false, offered, closed, reasonCode(why));
            case SessionState.AtStaff(var _, var shut)
            when shut.isPresent() -> new Beat.Offer(false, offered, closed, reasonCode(shut.get()));
            default -> new Beat.Offer(true, offered, closed);
        };
    }

    private static String reasonCode(String reason) {
        return reason.replaceFirst("^closed\\.", "");
    }
}
