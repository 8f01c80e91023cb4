package org.openstm.conformance.checks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;
import org.openstm.conformance.terminal.CentralAnswer;
import org.openstm.conformance.terminal.CheckSkipped;
import org.openstm.conformance.terminal.ContractBreach;
import org.openstm.conformance.terminal.ContractDigest;
import org.openstm.conformance.terminal.TerminalCall;
import tools.jackson.databind.JsonNode;

/// Files go before the case that names them.
public final class FileChecks {
    private static final String SECTION = "Files";
    private static final String PNG = "image/png";
    private static final int LARGEST = 2 * 1024 * 1024;

    private final TestSession session;
    private final byte[] picture = picture();

    public FileChecks(TestSession session) {
        this.session = session;
    }

    public List<ContractCheck> checks() {
        var list = new CheckList("file");
        list.add(
                "missing",
                SECTION,
                "a case that names a file which is not there is refused with 409 files-missing, facts.files names it,"
                        + " and nothing is taken in; with the file it is taken",
                this::submitBeforeAndAfter);
        list.add("repeated", "upload", "a file that comes again changes nothing: 200, taken false", this::repeatUpload);
        list.add(
                "other-digest",
                "upload",
                "bytes that are not those of the path are refused with 422 digest-wrong",
                () -> put("0".repeat(64), PNG, picture).expectAnswer(422, "digest-wrong"));
        list.add(
                "other-type",
                "upload",
                "bytes that do not begin as the type says are refused with 415 type-wrong",
                () -> {
                    byte[] text = "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8);
                    put(ContractDigest.hex(text), PNG, text).expectAnswer(415, "type-wrong");
                });
        list.add("too-large", "upload", "a file of more than 2 MiB is refused with 413 too-large", () -> {
            byte[] large = java.util.Arrays.copyOf(picture, LARGEST + 1);
            put(ContractDigest.hex(large), PNG, large).expectAnswer(413, "too-large");
        });
        return list.checks();
    }

    private CentralAnswer put(String sha256, String type, byte[] bytes) throws IOException, InterruptedException {
        var path = session.terminal().place("files/" + sha256);
        return session.terminal().send(new TerminalCall("PUT", path, "", type, bytes, Map.of()));
    }

    private void submitBeforeAndAfter() throws IOException, InterruptedException {
        var item = session.item("fileCase");
        if (item.file().isEmpty()) throw new CheckSkipped("fileCase has no 'file'");
        var sha256 = ContractDigest.hex(picture);
        var txId = TestSession.newId();
        var named = session.submission(txId, item);
        named.put(
                "files", List.of(Map.of("name", item.file(), "sha256", sha256, "type", PNG, "bytes", picture.length)));
        byte[] body = TerminalCall.bytes(named);
        var refused = session.submitCase(txId, body)
                .expectAnswer(409, "files-missing")
                .json();
        requireNamed(refused, item.file());
        session.requireAbsent(txId);
        put(sha256, PNG, picture).expectAnswer(201);
        session.receipt(session.submitCase(txId, body), txId, body);
    }

    private static void requireNamed(JsonNode problem, String file) {
        var files = problem.path("facts").path("files").asString("");
        if (!files.contains(file)) throw new ContractBreach("files-missing with facts.files '" + files + "'");
    }

    private void repeatUpload() throws IOException, InterruptedException {
        var sha256 = ContractDigest.hex(picture);
        put(sha256, PNG, picture);
        var taken = put(sha256, PNG, picture).expectAnswer(200).json().path("taken");
        if (taken.asBoolean(true)) throw new ContractBreach("taken is " + taken);
    }

    /// Another one in each run.
    private static byte[] picture() {
        var image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int n = 0; n < 64; n++)
            image.setRGB(n % 8, n / 8, ThreadLocalRandom.current().nextInt());
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
