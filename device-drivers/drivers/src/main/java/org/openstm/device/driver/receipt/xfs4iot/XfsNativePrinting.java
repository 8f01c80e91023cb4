package org.openstm.device.driver.receipt.xfs4iot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.driver.xfs4iot.XfsCommand;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.link.Deadline;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.EscPosProfile;
import org.openstm.print.render.EscPosRenderer;

/// Prints ESC/POS through the service. All output is a picture, since the printer's characters are unknown; the
/// data contain the cut.
final class XfsNativePrinting implements XfsPrintMethod {
    private final EscPosProfile profile;
    private final MediaControl control;

    XfsNativePrinting(XfsServiceClient service, Media media) {
        this.control = MediaControl.of(service.interfaceCapabilities("printer"));
        this.profile = new EscPosProfile(
                media, EscPosProfile.Hanzi.NONE, false, EscPosProfile.OutputMode.PICTURE, control.partialCut());
    }

    @Override
    public List<PrintStep> toPrintSteps(Sheet sheet) {
        var payload = XfsCommand.emptyPayload();
        payload.put("data", XfsCommand.toBase64(EscPosRenderer.toEscPos(sheet, profile)));
        control.putControl(payload, false);
        return List.of(new PrintStep("Printer.PrintNative", payload, 0));
    }

    @Override
    public Optional<XfsAnswer> prepareStep(PrintStep step, Deadline until) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("prints-by", "escpos", "cutter", control.cutterKind());
    }
}
