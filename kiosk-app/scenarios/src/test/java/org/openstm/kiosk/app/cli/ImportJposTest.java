package org.openstm.kiosk.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.manager.DeviceManager;
import org.openstm.kiosk.app.Main;

/// `stm device import-jpos`, as an engineer with a vendor's package runs it.
class ImportJposTest {
    private static final String FILE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE JposEntries PUBLIC "-//JavaPOS//DTD//EN" "jpos/res/jcl.dtd">
            <JposEntries>
              <JposEntry logicalName="TP-80 USB">
                <creation factoryClass="x.F" serviceClass="x.P"/>
                <vendor name="Tianhe Printers 天河" url=""/>
                <jpos category="POS Printer" version="1.13"/>
                <product name="TP-80" description="" url=""/>
                <prop name="portName" type="String" value="USB"/>
              </JposEntry>
              <JposEntry logicalName="Drawer">
                <creation factoryClass="x.F" serviceClass="x.D"/>
                <vendor name="Tianhe" url=""/>
                <jpos category="CashDrawer" version="1.13"/>
                <product name="D" description="" url=""/>
              </JposEntry>
              <JposEntry logicalName="Scan">
                <creation factoryClass="x.F" serviceClass="x.S"/>
                <vendor name="Tianhe" url=""/>
                <jpos category="Scanner" version="1.13"/>
                <product name="S-1" description="" url=""/>
              </JposEntry>
            </JposEntries>
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int stm(Object... words) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        var arguments = java.util.Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void lines_are_offered_that_the_terminal_takes() throws Exception {
        var xml = Files.writeString(folder.resolve("jpos.xml"), FILE);
        assertEquals(ExitCodes.DONE, stm("device", "import-jpos", xml), err::toString);
        assertEquals("""
                devices:
                  - {id: slip-1, class: receipt-printer, driver: "tianhe-printers-slip@1.0.0", link: "javapos:TP-80 USB"}
                  # Drawer (CashDrawer): no bridge for this category
                  - {id: scanner-1, class: barcode-reader, driver: "tianhe-printers-scanner@1.0.0", link: "javapos:Scan"}
                """, out.toString().replace(System.lineSeparator(), "\n"));
        var devices = Files.writeString(folder.resolve("devices.yaml"), out.toString());
        var entries =
                DeviceManager.readEntries(devices, entry -> BuiltInDrivers.driverNamed(entry.deviceClass(), "javapos"));
        assertEquals("javapos:TP-80 USB", entries.getFirst().link().toString());
        assertEquals(ExitCodes.DONE, stm("device", "import-jpos", xml, "--json"), err::toString);
        assertTrue(out.toString().contains("\"entry\":\"TP-80 USB\""), out::toString);
    }

    @Test
    void bundles_are_laid_out_that_can_be_packed_and_installed() throws Exception {
        var maker = Files.createDirectories(folder.resolve("maker"));
        var xml = Files.writeString(maker.resolve("jpos.xml"), FILE);
        Files.write(maker.resolve("tp80.jar"), new byte[] {'P', 'K', 3, 4});
        Files.write(maker.resolve("libtp80.so"), new byte[] {0x7F, 'E', 'L', 'F'});
        Files.writeString(maker.resolve("readme.txt"), "read me");
        var bundles = folder.resolve("bundles");
        assertEquals(
                ExitCodes.DONE, stm("device", "import-jpos", xml, "--jars", maker, "--out", bundles), err::toString);
        assertTrue(err.toString().contains("stm device pack " + bundles.resolve("tianhe-printers-slip")));
        var key = bank();
        var zip = folder.resolve("slip.zip");
        assertEquals(
                ExitCodes.DONE,
                stm("device", "pack", bundles.resolve("tianhe-printers-slip"), "--key", key, "--out", zip),
                err::toString);
        var data = Files.createDirectories(folder.resolve("data"));
        assertEquals(
                ExitCodes.DONE,
                stm("device", "install", zip, "--by", "li", "--data", data, "--config", folder),
                err::toString);
        assertEquals(ExitCodes.DONE, stm("device", "bundles", "--json", "--data", data, "--config", folder));
        assertTrue(out.toString().contains("a JavaPOS service, untested"), out::toString);
        assertTrue(out.toString().contains("prop.portName"), out::toString);
        assertEquals(
                ExitCodes.FAILED,
                stm("device", "import-jpos", xml, "--jars", maker, "--out", bundles),
                "never over another");
    }

    private Path bank() throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        pem(
                Files.createDirectories(folder.resolve("trust")).resolve("bank.pem"),
                "PUBLIC KEY",
                keys.getPublic().getEncoded());
        return pem(folder.resolve("bank.pem"), "PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    private static Path pem(Path file, String kind, byte[] der) throws Exception {
        var body = Base64.getMimeEncoder().encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }

    @Test
    void what_cannot_be_imported_is_said_in_one_line() throws Exception {
        var xml = Files.writeString(
                folder.resolve("jpos.xml"),
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n"
                        + FILE.substring(FILE.indexOf("<JposEntries>")).replace("value=\"USB\"", "value=\"&e;\""));
        assertEquals(ExitCodes.FAILED, stm("device", "import-jpos", xml));
        assertTrue(err.toString().contains("entit"), err::toString);
        assertEquals(1, err.toString().lines().count());
        assertEquals("", out.toString());
        Files.writeString(xml, FILE.replace("POS Printer", "MSR").replace("Scanner", "Scale"));
        assertEquals(ExitCodes.FAILED, stm("device", "import-jpos", xml));
        assertTrue(err.toString().contains("no device for which there is a bridge"));
        assertEquals(ExitCodes.FAILED, stm("device", "import-jpos", folder.resolve("none.xml")));
        assertEquals(ExitCodes.FAILED, stm("device", "import-jpos", xml, "--out", folder));
    }
}
