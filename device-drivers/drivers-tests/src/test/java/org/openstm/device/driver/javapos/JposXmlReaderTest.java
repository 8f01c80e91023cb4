package org.openstm.device.driver.javapos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A `jpos.xml` may come from any source, and the process that reads it may read the bank's files.
class JposXmlReaderTest {
    private static final String ENTRY = """
            <JposEntries>
              <JposEntry logicalName="%s">
                <creation factoryClass="a.Factory" serviceClass="a.Service"/>
                <vendor name="%s" url=""/>
                <jpos category="POSPrinter" version="1.14"/>
                <product name="T-1" description="" url=""/>
                <!-- what the maker says -->
                <prop name="portName" type="String" value="%s"/>
                <prop name="baudRate" value="9600"/>
              </JposEntry>
            </JposEntries>
            """;

    @TempDir
    Path folder;

    private static List<JposEntryDefinition> read(String xml) {
        return JposXmlReader.readEntries(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String xml) {
        return Objects.requireNonNull(assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(xml))
                        .getMessage())));
    }

    @Test
    void an_entry_is_told_with_all_that_its_service_may_ask_for() {
        var read = read("<!DOCTYPE JposEntries PUBLIC \"-//JavaPOS//DTD//EN\" \"jpos/res/jcl.dtd\">\n"
                        + ENTRY.formatted("Slip", "A &amp; B", "/dev/ttyS0"))
                .getFirst();
        assertEquals("Slip", read.name());
        assertEquals("A & B", read.maker());
        assertEquals("POSPrinter", read.category());
        assertTrue(read.isOfCategory("POSPrinter") && !read.isOfCategory("Scanner"), read::toString);
        assertEquals("a.Factory", read.factoryClass());
        assertTrue(read.props().contains(new JposEntryDefinition.JposProperty("portName", "String", "/dev/ttyS0")));
        assertTrue(read.props().contains(new JposEntryDefinition.JposProperty("baudRate", "String", "9600")));
        assertTrue(read.props().contains(new JposEntryDefinition.JposProperty("serviceClass", "String", "a.Service")));
    }

    @Test
    void a_file_of_a_chinese_maker_is_read_in_its_own_charset() {
        var text = "<?xml version=\"1.0\" encoding=\"GBK\"?>\n" + ENTRY.formatted("凭条打印机", "某某电子", "COM1");
        var read =
                JposXmlReader.readEntries(text.getBytes(Charset.forName("GBK"))).getFirst();
        assertEquals("凭条打印机", read.name());
        assertEquals("某某电子", read.maker());
    }

    @Test
    void no_entity_is_expanded_wherever_it_stands_and_nothing_is_fetched() throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "TOPSECRET");
        var outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>\n";
        for (var type : List.of(
                outside, "<!DOCTYPE x [<!ENTITY e \"in\">]>\n", "<!DOCTYPE x SYSTEM \"" + secret.toUri() + "\">\n")) {
            var inText = type + ENTRY.formatted("Slip", "m", "p").replace("<!-- what", "&e; <!-- what");
            assertTrue(refusal(inText).contains("entit"), () -> refusal(inText));
            var between = type + ENTRY.formatted("Slip", "m", "p").replaceFirst("<JposEntries>", "<JposEntries>&e;");
            assertTrue(refusal(between).contains("entit"), () -> refusal(between));
            var inValue = type + ENTRY.formatted("Slip", "m", "&e;");
            assertTrue(refusal(inValue).contains("entit"), () -> refusal(inValue));
        }
        var laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 40; i++) laughs.append("<!ENTITY a" + i + " \"&a" + (i - 1) + ";&a" + (i - 1) + ";\">");
        assertTrue(
                refusal(laughs + "]>\n" + ENTRY.formatted("Slip", "m", "&a39;")).contains("entit"));
    }

    @Test
    void what_is_wrong_is_said_with_its_line() {
        assertTrue(refusal("no xml").startsWith("line 1: "));
        assertTrue(refusal("<JposEntries>\n<JposEntry logicalName='a'>\n</JposEntries>")
                .startsWith("line 3: "));
        assertTrue(refusal("<html/>").contains("has <html>"));
        assertTrue(refusal("<JposEntries>\n<JposEntry/></JposEntries>").contains("line 2: has an entry without"));
        assertTrue(refusal("<JposEntries><JposEntry logicalName='a'><run/></JposEntry></JposEntries>")
                .contains("has <run> in an entry"));
        var twice = "<JposEntry logicalName='a'/>".repeat(2);
        assertTrue(refusal("<JposEntries>" + twice + "</JposEntries>").contains("names a twice"));
        var many = "<JposEntry logicalName='a'/>".repeat(1001);
        assertTrue(refusal("<JposEntries>" + many + "</JposEntries>").contains("more than 1000"));
        assertTrue(refusal("<!--" + "x".repeat(1 << 20) + "-->").contains("too long"));
        assertTrue(refusal("<JposEntries><JposEntry logicalName='" + "a".repeat(5000) + "'/></JposEntries>")
                .contains("5000 characters"));
        assertEquals(List.of(), read("<JposEntries/>"));
    }
}
