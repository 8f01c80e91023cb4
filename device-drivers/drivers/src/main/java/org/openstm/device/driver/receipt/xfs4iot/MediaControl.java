package org.openstm.device.driver.receipt.xfs4iot;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Media control actions of this printer after a print.
record MediaControl(boolean eject, boolean expel, boolean cut, boolean partialCut, boolean flush) {
    static MediaControl of(JsonNode printer) {
        var control = printer.path("control");
        return new MediaControl(
                hasControl(control, "eject"),
                hasControl(control, "expel"),
                hasControl(control, "cut"),
                hasControl(control, "partialCut"),
                hasControl(control, "flush"));
    }

    private static boolean hasControl(JsonNode control, String what) {
        return control.path(what).asBoolean(false);
    }

    String cutterKind() {
        return partialCut ? "partial" : cut ? "full" : "none";
    }

    /// @param cutting whether a cut is needed because the data contain none
    void putControl(ObjectNode payload, boolean cutting) {
        if (!eject && !flush && !(cutting && (cut || partialCut))) {
            payload.putNull("mediaControl");
            return;
        }
        var wanted = payload.putObject("mediaControl");
        if (cutting && partialCut) wanted.put("partialCut", true);
        else if (cutting && cut) wanted.put("cut", true);
        if (eject) wanted.put("move", "eject");
        // cut and eject flush by themselves
        else if (flush && !wanted.has("cut") && !wanted.has("partialCut")) wanted.put("flush", true);
    }

    /// Adds how an incomplete paper is removed, for Printer.Reset.
    void putReset(ObjectNode payload) {
        if (eject) payload.put("mediaControl", "eject");
        else if (expel) payload.put("mediaControl", "expel");
        else payload.putNull("mediaControl");
    }
}
