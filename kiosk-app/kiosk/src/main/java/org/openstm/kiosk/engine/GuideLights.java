package org.openstm.kiosk.engine;

import java.util.EnumMap;
import java.util.Map;
import org.openstm.device.Lights.Glow;
import org.openstm.device.Lights.Light;
import org.openstm.kiosk.session.model.CasePaper;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.DeliveryStage;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;

/// Computes the guide lights for a session state: where to lay, show or take something, and that help was
/// called. At most one blinks besides that of help: two would give no guidance.
final class GuideLights {
    private GuideLights() {}

    static Map<Light, Glow> lightsFor(Session session) {
        var glowing = new EnumMap<Light, Glow>(Light.class);
        if (session.over() instanceof Overlay.CardLeftBehind) glowing.put(Light.CARD, Glow.BLINK);
        else if (session.over() instanceof Overlay.HelpCalled) glowing.put(Light.HELP, Glow.BLINK);
        else addGuideLight(session.at(), glowing);
        return glowing;
    }

    private static void addGuideLight(SessionState at, Map<Light, Glow> glowing) {
        switch (at) {
            case SessionState.Identifying(var _, IdentificationStep.LayCard _) -> glowing.put(Light.CARD, Glow.BLINK);
            case SessionState.Identifying(var _, IdentificationStep.ShowPhoneCode _) ->
                glowing.put(Light.CODE, Glow.BLINK);
            case SessionState.Delivering(var _, var _, DeliveryStage.TakeCard _) -> glowing.put(Light.CARD, Glow.BLINK);
            case SessionState.Delivering(var _, var _, DeliveryStage.Printing printing) ->
                glowing.put(outletLight(printing.papers().get(printing.index())), Glow.BLINK);
            case SessionState.Delivering(var _, var _, DeliveryStage.PrintTrouble trouble)
            when !trouble.ticket().isEmpty() -> glowing.put(Light.HELP, Glow.BLINK);
            // the last paper may still lie there
            case SessionState.Farewell farewell when !farewell.taken().isEmpty() -> glowing.put(Light.SLIP, Glow.ON);
            default -> {}
        }
    }

    private static Light outletLight(CasePaper paper) {
        return paper.kind() == CasePaper.PaperKind.SLIP ? Light.SLIP : Light.DOCUMENT;
    }
}
