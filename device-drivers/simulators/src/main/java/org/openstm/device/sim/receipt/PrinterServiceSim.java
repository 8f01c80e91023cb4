package org.openstm.device.sim.receipt;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.openstm.device.DeviceClass;
import org.openstm.device.sim.xfs4iot.XfsServiceMessages;
import org.openstm.device.sim.xfs4iot.XfsServiceMessages.ServiceCommand;
import org.openstm.device.sim.xfs4iot.XfsServiceSim;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An XFS4IoT service of a receipt printer: forms with pictures, and ESC/POS by PrintNative. Paper moves row by
/// row; paper that is not cut off stays in the printer and comes out with the next one. As strict as the makers'
/// public framework: no media without a height, no paper source or control that the capabilities do not name.
public final class PrinterServiceSim extends XfsServiceSim {
    private static final int DOTS = 576;
    private static final int DOTS_PER_INCH = 203;
    private static final int DOTS_PER_MILLIMETRE = 8;

    /// White margin of a [PaperRoll] picture.
    private static final int EDGE = 16;

    private static final Set<String> PAPER = Set.of("full", "low", "out", "jammed", "unknown");

    private final PaperTray tray;
    private final PaperRoll roll = new PaperRoll(DOTS);
    private final Map<String, JsonNode> forms = new HashMap<>();
    private final Map<String, JsonNode> media = new HashMap<>();
    private volatile String paper = "full";
    private volatile int speed;
    private volatile boolean cutter = true;

    public PrinterServiceSim(String link, Path outDir) throws IOException {
        super(link);
        tray = new PaperTray(outDir);
    }

    @Override
    public DeviceClass deviceClass() {
        return DeviceClass.RECEIPT_PRINTER;
    }

    @Override
    protected String interfaceName() {
        return "Printer";
    }

    @Override
    protected Map<String, String> ownCommands() {
        return Map.of(
                "Printer.SetForm", "1.0",
                "Printer.SetMedia", "1.0",
                "Printer.PrintForm", "3.0",
                "Printer.PrintNative", "3.0",
                "Printer.Reset", "3.0");
    }

    @Override
    protected void putStatus(ObjectNode payload) {
        var printer = payload.putObject("printer").put("media", "present");
        printer.putObject("paper").put("upper", paper);
    }

    @Override
    protected void putCapabilities(ObjectNode payload) {
        var can = payload.putObject("printer");
        can.putObject("type").put("receipt", true);
        can.putObject("resolution").put("low", false).put("high", true);
        can.putObject("writeForm").put("text", true).put("graphics", true);
        can.putObject("control").put("eject", true).put("cut", cutter).put("flush", true);
        can.putObject("paperSources").put("upper", true);
        can.put("mediaPresented", true);
    }

    @Override
    protected String deviceHelp() {
        return "paper full|low|out|jammed|unknown | speed MM-PER-SECOND | no-cutter | tear";
    }

    @Override
    protected String runDeviceWord(String word, String rest) {
        switch (word) {
            case "paper" -> {
                if (!PAPER.contains(rest)) return "error: no such paper: " + rest;
                paper = rest;
            }
            case "speed" -> speed = Integer.parseInt(rest);
            case "no-cutter" -> cutter = false;
            case "tear" -> tearOff();
            default -> {
                return unknownWordError(word);
            }
        }
        return "ok";
    }

    @Override
    protected void resetFaults() {
        paper = "full";
        speed = 0;
        cutter = true;
    }

    @Override
    public List<Path> printedPapers() {
        return tray.paperFiles();
    }

    // ---------------------------------------------------------------- commands

    @Override
    protected boolean isDeviceCommand(String command) {
        return command.startsWith("Printer.Print");
    }

    @Override
    protected void executeCommand(ServiceCommand command) throws InterruptedException {
        switch (command.name()) {
            case "Printer.SetForm" -> storeDefinition(forms, "form", command);
            case "Printer.SetMedia" -> storeDefinition(media, "media", command);
            case "Printer.PrintForm" -> printForm(command);
            case "Printer.PrintNative" -> printNative(command);
            default -> {
                tearOff();
                completeCommand(command, "success", "", XfsServiceMessages.newPayload());
            }
        }
    }

    private void storeDefinition(Map<String, JsonNode> all, String what, ServiceCommand command)
            throws InterruptedException {
        var name = command.payload().path("name").asString("");
        var definition = command.payload().path(what);
        boolean sized = toDots(definition, "width") > 0 && toDots(definition, "height") > 0;
        if (definition.isObject() && !sized)
            completeCommand(command, "invalidData", "", XfsServiceMessages.newPayload());
        else {
            if (definition.isObject()) all.put(name, definition);
            else all.remove(name);
            completeCommand(command, "success", "", XfsServiceMessages.newPayload());
        }
    }

    private void printForm(ServiceCommand command) throws InterruptedException {
        var form = forms.get(command.payload().path("formName").asString(""));
        var paperKind = media.get(command.payload().path("mediaName").asString(""));
        if (form == null) failCommand(command, "formNotFound");
        else if (paperKind == null) failCommand(command, "mediaNotFound");
        else if (toDots(form, "width") > Math.min(DOTS, toDots(paperKind, "width"))
                || toDots(form, "height") > toDots(paperKind, "height")) failCommand(command, "mediaOverflow");
        else {
            var picture = drawForm(form, command.payload().path("fields"));
            if (picture == null) failCommand(command, "fieldSpecFailure");
            else printPicture(command, picture);
        }
    }

    private void failCommand(ServiceCommand command, String error) throws InterruptedException {
        completeCommand(command, "commandErrorCode", error, XfsServiceMessages.newPayload());
    }

    /// Converts a size of a definition to dots of this printer.
    private static int toDots(JsonNode definition, String side) {
        return toDots(definition, definition.path("size").path(side).asInt(0));
    }

    private static int toDots(JsonNode definition, int units) {
        var unit = definition.path("unit");
        int parts = Math.max(1, unit.path("x").asInt(1));
        double perInch = unit.path("base").asString("").equals("mm") ? 25.4 * parts : parts;
        return (int) Math.round(units * DOTS_PER_INCH / perInch);
    }

    /// Draws the form with its pictures.
    ///
    /// @return null if a required field is missing or not a picture
    private static @org.jspecify.annotations.Nullable BufferedImage drawForm(JsonNode form, JsonNode values) {
        var page = new BufferedImage(DOTS, Math.max(1, toDots(form, "height")), BufferedImage.TYPE_BYTE_GRAY);
        var pen = page.createGraphics();
        pen.setColor(java.awt.Color.WHITE);
        pen.fillRect(0, 0, page.getWidth(), page.getHeight());
        for (var field : form.path("fields").properties()) {
            var value = values.path(field.getKey()).asString("");
            if (value.isEmpty() && !field.getValue().path("class").asString("").equals("required")) continue;
            var at = field.getValue();
            // like the makers' framework: JPEG unless the form says BMP
            var picture = at.path("format").asString("").equals("BMP") == isBmp(value) ? decodePicture(value) : null;
            if (picture == null) return null;
            pen.drawImage(
                    picture,
                    toDots(form, at.path("position").path("x").asInt(0)),
                    toDots(form, at.path("position").path("y").asInt(0)),
                    toDots(form, at.path("size").path("width").asInt(0)),
                    toDots(form, at.path("size").path("height").asInt(0)),
                    null);
        }
        pen.dispose();
        return page;
    }

    private static boolean isBmp(String base64) {
        return base64.startsWith("Qk");
    }

    private static @org.jspecify.annotations.Nullable BufferedImage decodePicture(String base64) {
        try {
            // ImageIO closes it
            return ImageIO.read(new MemoryCacheImageInputStream(
                    new ByteArrayInputStream(Base64.getDecoder().decode(base64))));
        } catch (IOException | IllegalArgumentException _) {
            return null;
        }
    }

    private void printNative(ServiceCommand command) throws InterruptedException {
        try {
            var bytes =
                    Base64.getDecoder().decode(command.payload().path("data").asString(""));
            var paper = EscPosPaperRenderer.renderBytes(bytes).paper();
            var dots = paper.getSubimage(EDGE, EDGE, paper.getWidth() - 2 * EDGE, paper.getHeight() - 2 * EDGE);
            printPicture(command, dots);
        } catch (IllegalArgumentException _) {
            completeCommand(command, "invalidData", "", XfsServiceMessages.newPayload());
        }
    }

    // ---------------------------------------------------------------- paper

    private void printPicture(ServiceCommand command, BufferedImage picture) throws InterruptedException {
        var control = command.payload().path("mediaControl");
        var move = control.path("move").asString("");
        var source = command.payload().path("paperSource").asString("upper");
        var resolution = command.payload().path("resolution").asString("high");
        boolean cannotCut = !cutter && control.path("cut").asBoolean(false);
        boolean partly = control.path("partialCut").asBoolean(false);
        if (!Set.of("", "eject").contains(move)
                || !source.equals("upper")
                || !resolution.equals("high")
                || cannotCut
                || partly) {
            completeCommand(command, "invalidData", "", XfsServiceMessages.newPayload());
            return;
        }
        for (int row = 0; row < picture.getHeight(); row++) {
            var stopped = findHindrance(command);
            if (!stopped.isEmpty()) {
                if (stopped.equals("canceled"))
                    completeCommand(command, "canceled", "", XfsServiceMessages.newPayload());
                else if (stopped.startsWith("paper")) failCommand(command, stopped);
                else completeCommand(command, stopped, "", XfsServiceMessages.newPayload());
                return;
            }
            roll.feedRows(1);
            for (int x = 0; x < Math.min(DOTS, picture.getWidth()); x++)
                if ((picture.getRGB(x, row) & 0xFF) < 0x80) roll.blackenDot(x, 0, 255);
            if (speed > 0) Thread.sleep(Math.max(1, 1000L / DOTS_PER_MILLIMETRE / speed));
        }
        boolean cuts = control.path("cut").asBoolean(false)
                || command.name().equals("Printer.PrintNative"); // its data contain the cut
        if (cuts) tearOff();
        if (move.equals("eject")) sendEvent(command, "Printer.MediaPresentedEvent");
        completeCommand(command, "success", "", XfsServiceMessages.newPayload());
    }

    private String findHindrance(ServiceCommand command) {
        if (isCancelled(command)) return "canceled";
        if (paper.equals("out")) return "paperOut";
        if (paper.equals("jammed")) return "paperJammed";
        return blockingCompletionCode();
    }

    private void tearOff() {
        if (roll.rows() > 0) tray.addPaper(roll.tearOff());
    }
}
