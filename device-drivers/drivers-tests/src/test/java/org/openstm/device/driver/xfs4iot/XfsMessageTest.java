package org.openstm.device.driver.xfs4iot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openstm.device.contract.Seeds;

class XfsMessageTest {
    private static final String COMPLETION = """
            {"header":{"type":"completion","name":"Printer.PrintNative","requestId":7,"version":"3.0",
             "completionCode":"commandErrorCode","errorDescription":"a\\nb"},"payload":{"errorCode":"paperOut"}}""";

    @Test
    void a_message_is_what_its_header_says() {
        var message = XfsMessage.parse(COMPLETION).orElseThrow();
        assertEquals(XfsMessage.MessageKind.COMPLETION, message.kind());
        assertEquals("Printer.PrintNative", message.name());
        assertEquals(7, message.request());
        assertEquals("commandErrorCode", message.code());
        assertEquals("a b", message.description());
    }

    @Test
    void a_person_in_the_services_words_is_not_told_on() {
        var said = XfsMessage.parse(
                        COMPLETION.replace("\"a\\nb\"", "\"field 李秀兰 53010219550308002X too long, 1234 ok\""))
                .orElseThrow();
        assertEquals("field ??? * too long, 1234 ok", said.description());
    }

    /// Different notations of services for missing values.
    @Test
    void nothing_said_is_nothing_meant() {
        var taken = XfsMessage.parse("""
                {"header":{"type":"acknowledge","name":"Printer.Reset","requestId":3,"version":"3.0","status":null,
                 "completionCode":null,"errorDescription":null,"timeout":null},"payload":null}""").orElseThrow();
        assertEquals("", taken.code());
        assertEquals("", taken.description());
        assertEquals("", taken.payload().path("errorCode").asString(""));
        var told = XfsMessage.parse("""
                {"header":{"type":"unsolicited","name":"CardReader.MediaRemovedEvent","requestId":null,"version":"2.0"},
                 "payload":{"errorCode":null}}""").orElseThrow();
        assertEquals(0, told.request());
        assertEquals("", told.payload().path("errorCode").asString(""));
        assertFalse(told.payload().path("errorCode").asBoolean(false));
    }

    @Test
    void what_has_no_sound_header_is_none() {
        for (var text : new String[] {
            "",
            "null",
            "[]",
            "{",
            "{}",
            COMPLETION.replace("completion\"", "command\""),
            COMPLETION.replace("\"requestId\":7", "\"requestId\":0"),
            COMPLETION.replace("\"requestId\":7", "\"requestId\":-1"),
            COMPLETION.replace("\"requestId\":7", "\"requestId\":99999999999"),
            COMPLETION.replace("\"requestId\":7", "\"requestId\":{}"),
            COMPLETION.replace("Printer.PrintNative", "N".repeat(65)),
            COMPLETION.replace("{\"errorCode\":\"paperOut\"}", "[".repeat(100)),
        }) assertEquals(Optional.empty(), XfsMessage.parse(text), text);
    }

    @Test
    void nothing_that_is_said_can_throw() {
        long seed = Seeds.next();
        var random = new Random(seed);
        int sound = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(COMPLETION);
            for (int changes = random.nextInt(4); changes >= 0; changes--)
                text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
            try {
                if (XfsMessage.parse(text.toString()).isPresent()) sound++;
            } catch (RuntimeException thrown) {
                throw new AssertionError("rig.seed=" + seed + " " + text, thrown);
            }
        }
        assertTrue(sound > 100, "only " + sound + " were sound: nothing was tried");
    }
}
