package org.openstm.device.driver.receipt.xfs4iot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.device.driver.xfs4iot.Answer;
import org.openstm.device.driver.xfs4iot.Command;
import org.openstm.device.driver.xfs4iot.Service;
import org.openstm.device.link.Deadline;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.EscPos;
import org.openstm.print.render.EscPosProfile;

/// ESC/POS through the service. Everything goes as a picture, since nobody tells which characters the printer has; the
/// cut is in the data.
final class NativeWords implements Way {
    private final EscPosProfile profile;
    private final MediaControl control;

    NativeWords(Service service, Media media) {
        this.control = MediaControl.of(service.capabilities("printer"));
        this.profile = new EscPosProfile(
                media, EscPosProfile.Hanzi.NONE, false, EscPosProfile.Layout.PICTURE, control.partialCut());
    }

    @Override
    public List<Step> steps(Sheet sheet) {
        var payload = Command.content();
        payload.put("data", Command.base64(EscPos.render(sheet, profile)));
        control.put(payload, false);
        return List.of(new Step("Printer.PrintNative", payload, 0));
    }

    @Override
    public Optional<Answer> prepare(Step step, Deadline until) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("prints-by", "escpos", "cutter", control.cutter());
    }
}
