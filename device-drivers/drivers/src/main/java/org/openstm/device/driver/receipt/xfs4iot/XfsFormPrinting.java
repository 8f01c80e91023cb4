package org.openstm.device.driver.receipt.xfs4iot;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.openstm.device.driver.xfs4iot.XfsAnswer;
import org.openstm.device.driver.xfs4iot.XfsCommand;
import org.openstm.device.driver.xfs4iot.XfsServiceClient;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkLost;
import org.openstm.print.Media;
import org.openstm.print.Sheet;
import org.openstm.print.render.PictureRenderer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints a form with one field, which contains the entire paper as a black and white picture (Windows BMP), dot
/// for dot. The form is as high as the paper and is defined anew each time; it contains no personal data.
final class XfsFormPrinting implements XfsPrintMethod {
    private static final String FORM = "OpenStmSlip";
    private static final String ROLL = "OpenStmRoll";
    private static final String FIELD = "slip";

    /// White rows behind the last line, so that the cut does not touch it.
    private static final int FOOT = 48;

    /// Best first.
    private static final List<String> RESOLUTIONS = List.of("veryHigh", "high", "medium", "low");

    private final XfsServiceClient service;
    private final Media media;
    private final MediaControl control;
    private final JsonNode resolutions;

    XfsFormPrinting(XfsServiceClient service, Media media) {
        this.service = service;
        this.media = media;
        var printer = service.interfaceCapabilities("printer");
        this.control = MediaControl.of(printer);
        this.resolutions = printer.path("resolution");
    }

    @Override
    public List<PrintStep> toPrintSteps(Sheet sheet) {
        return PictureRenderer.toPrinterRaster(sheet.on(media)).stream()
                .map(this::formStep)
                .toList();
    }

    private PrintStep formStep(BufferedImage paper) {
        var payload = XfsCommand.emptyPayload();
        payload.put("formName", FORM).put("mediaName", ROLL).put("alignment", "formDefinition");
        RESOLUTIONS.stream()
                .filter(one -> resolutions.path(one).asBoolean(false))
                .findFirst()
                .ifPresent(best -> payload.put("resolution", best));
        control.putControl(payload, true);
        payload.putObject("fields").put(FIELD, XfsCommand.toBase64(toBmp(paper)));
        return new PrintStep("Printer.PrintForm", payload, paper.getHeight());
    }

    /// Encodes in memory: it is a person's receipt and must not be written to a file.
    private static byte[] toBmp(BufferedImage paper) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(paper, "bmp", out)) throw new IllegalStateException("no writer of BMP");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Override
    public Optional<XfsAnswer> prepareStep(PrintStep step, Deadline until) throws LinkLost, InterruptedException {
        var roll = sendDefinition("Printer.SetMedia", rollDefinition(step.rows()), until);
        if (isFailed(roll)) return Optional.of(roll);
        var form = sendDefinition("Printer.SetForm", formDefinition(step.rows()), until);
        return isFailed(form) ? Optional.of(form) : Optional.empty();
    }

    private XfsAnswer sendDefinition(String command, ObjectNode payload, Deadline until)
            throws LinkLost, InterruptedException {
        return service.sendCommand(command, payload, Duration.ofMillis(Math.max(1, until.millisLeft())), false, until);
    }

    private static boolean isFailed(XfsAnswer answer) {
        return !(answer instanceof XfsAnswer.Completed done) || !done.isSuccess();
    }

    /// A media definition as wide as the paper and as long as the form: the specification defines a roll with
    /// height 0, but some services refuse that.
    private ObjectNode rollDefinition(int rows) {
        var payload = XfsCommand.emptyPayload().put("name", ROLL);
        var roll = payload.putObject("media").put("mediaType", "generic").put("source", "any");
        putUnit(roll);
        roll.putObject("size").put("width", media.widthDots()).put("height", rows + FOOT);
        return payload;
    }

    private ObjectNode formDefinition(int rows) {
        var payload = XfsCommand.emptyPayload().put("name", FORM);
        var form = payload.putObject("form").put("orientation", "portrait");
        putUnit(form);
        form.putObject("size").put("width", media.widthDots()).put("height", rows + FOOT);
        form.putObject("alignment").put("relative", "topLeft").put("x", 0).put("y", 0);
        form.putObject("version").put("version", "1.0");
        var field = form.putObject("fields").putObject(FIELD).put("order", 0).put("side", "front");
        field.putObject("position").put("x", 0).put("y", 0);
        field.putObject("size").put("width", media.widthDots()).put("height", rows);
        field.put("fieldType", "graphic")
                .put("scaling", "bestFit")
                .put("class", "required")
                .put("access", "write");
        // the specification does not define how a service recognises a picture; the public framework expects this
        // value
        field.put("format", "BMP");
        return payload;
    }

    /// Sets the unit to one dot.
    private void putUnit(ObjectNode of) {
        of.putObject("unit").put("base", "inch").put("x", media.dotsPerInch()).put("y", media.dotsPerInch());
    }

    @Override
    public Map<String, String> capabilities() {
        return Map.of("prints-by", "form", "cutter", control.cutterKind());
    }
}
