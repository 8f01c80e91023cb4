package org.openstm.device.driver.receipt.escpos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class PrinterAnswerParserTest {
    private static PrinterAnswerParser heard(String hex, int piece) {
        var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        var answers = new PrinterAnswerParser();
        for (int at = 0; at < bytes.length; at += piece) {
            var part = java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
            answers.feedBytes(part, part.length);
        }
        return answers;
    }

    @Test
    void answers_are_told_apart_by_their_fixed_bits_in_pieces_of_any_size() {
        for (int piece = 1; piece < 9; piece++) {
            // real-time, announcement with XOFF inside, maker, in-order, process id, cleared
            var answers = heard("16 18 13 08 0F 00 5F 41 42 00 0C 37 22 30 30 30 31 00 37 25 00 11", piece);
            assertEquals(
                    Optional.of(new PrinterAnswer.RealtimeStatus(0x16)),
                    answers.takeAnswer(PrinterAnswer.RealtimeStatus.class));
            assertEquals(
                    Optional.of(new PrinterAnswer.AutoStatus(0x18, 8, 0x0F)),
                    answers.takeAnswer(PrinterAnswer.AutoStatus.class));
            assertEquals(
                    Optional.of(new PrinterAnswer.TextAnswer("AB")),
                    answers.takeAnswer(PrinterAnswer.TextAnswer.class));
            assertEquals(Optional.of(new PrinterAnswer.Barrier(0x0C)), answers.takeAnswer(PrinterAnswer.Barrier.class));
            assertEquals(
                    Optional.of(new PrinterAnswer.ProcessDone("0001")),
                    answers.takeAnswer(PrinterAnswer.ProcessDone.class));
            assertEquals(Optional.of(new PrinterAnswer.Cleared()), answers.takeAnswer(PrinterAnswer.Cleared.class));
        }
    }

    @Test
    void an_announcement_that_breaks_off_does_not_swallow_the_next_answer() {
        var answers = heard("18 08 37 22 30 30 30 32 00", 3);
        assertEquals(
                Optional.of(new PrinterAnswer.ProcessDone("0002")),
                answers.takeAnswer(PrinterAnswer.ProcessDone.class));
    }

    @Test
    void rubbish_neither_hangs_nor_fills_the_memory() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        var answers = new PrinterAnswerParser();
        var bytes = new byte[1000];
        for (int i = 0; i < 200; i++) {
            random.nextBytes(bytes);
            answers.feedBytes(bytes, bytes.length);
        }
        answers.feedBytes(new byte[512], 512);
        answers.feedBytes(HexFormat.of().parseHex("37223030303300"), 7);
        assertEquals(
                Optional.of(new PrinterAnswer.ProcessDone("0003")),
                answers.takeAnswer(PrinterAnswer.ProcessDone.class));
    }

    @Test
    void a_picture_is_never_obeyed_and_its_size_never_changed() {
        var picture = HexFormat.of().parseHex("1D763000100004001004010010140810051004");
        var calm = RasterGuard.maskRealtimeCommands(picture);
        assertEquals(
                "1D763000100004003004010030140830053004",
                HexFormat.of().withUpperCase().formatHex(calm));
        var tall = HexFormat.of().parseHex("1D7630000A0010040000");
        assertArrayEquals(tall, RasterGuard.maskRealtimeCommands(tall));
    }
}
