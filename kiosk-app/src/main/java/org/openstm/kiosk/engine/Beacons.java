package org.openstm.kiosk.engine;

import java.util.EnumMap;
import java.util.Map;
import org.openstm.device.Lights.Glow;
import org.openstm.device.Lights.Light;
import org.openstm.kiosk.session.Over;
import org.openstm.kiosk.session.Paper;
import org.openstm.kiosk.session.Place;
import org.openstm.kiosk.session.Place.Handing;
import org.openstm.kiosk.session.Place.Proof;
import org.openstm.kiosk.session.Session;

/// Which lights show the way, by where a session stands: where to lay, show or take something, and that help was
/// called. At most one blinks besides that of help: two would show no way.
final class Beacons {
    private Beacons() {}

    static Map<Light, Glow> of(Session session) {
        var glowing = new EnumMap<Light, Glow>(Light.class);
        if (session.over() instanceof Over.CardLeft) glowing.put(Light.CARD, Glow.BLINK);
        else if (session.over() instanceof Over.Help) glowing.put(Light.HELP, Glow.BLINK);
        else way(session.at(), glowing);
        return glowing;
    }

    private static void way(Place at, Map<Light, Glow> glowing) {
        switch (at) {
            case Place.Identifying(var _, Proof.LayCard _) -> glowing.put(Light.CARD, Glow.BLINK);
            case Place.Identifying(var _, Proof.ShowCode _) -> glowing.put(Light.CODE, Glow.BLINK);
            case Place.Delivering(var _, var _, Handing.TakeCard _) -> glowing.put(Light.CARD, Glow.BLINK);
            case Place.Delivering(var _, var _, Handing.Printing printing) ->
                glowing.put(mouth(printing.papers().get(printing.index())), Glow.BLINK);
            case Place.Delivering(var _, var _, Handing.Trouble trouble)
            when !trouble.ticket().isEmpty() -> glowing.put(Light.HELP, Glow.BLINK);
            // what came out last may still lie there
            case Place.Farewell farewell when !farewell.taken().isEmpty() -> glowing.put(Light.SLIP, Glow.ON);
            default -> {}
        }
    }

    private static Light mouth(Paper paper) {
        return paper.kind() == Paper.Kind.SLIP ? Light.SLIP : Light.DOCUMENT;
    }
}
