package org.openstm.device.driver.idcard.samv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.openstm.device.driver.idcard.samv.SamvFrameParser.ParseResult;

class SamvFrameParserTest {
    @Test
    void the_find_command_is_the_worked_example_of_the_protocol_notes() {
        assertEquals("AAAAAA96690003200122", HexFormat.of().withUpperCase().formatHex(SamvCommand.FIND.toFrame()));
    }

    @Test
    void every_frame_is_found_when_noise_stands_between_and_pieces_are_arbitrary() {
        for (long seed = 1; seed <= 300; seed++) {
            var random = random(seed);
            var sent = new ArrayList<byte[]>();
            var stream = new ByteArrayOutputStream();
            for (int i = 0; i < 5; i++) {
                stream.writeBytes(noise(random));
                var data = bytes(random, random.nextInt(1300));
                sent.add(data);
                stream.writeBytes(frame(0x90, data));
            }
            var got = inPieces(stream.toByteArray(), random);
            assertEquals(sent.size(), got.size(), "seed " + seed);
            for (int i = 0; i < sent.size(); i++)
                assertArrayEquals(sent.get(i), got.get(i).data(), "seed " + seed);
        }
    }

    @Test
    void nothing_false_is_found_and_nothing_hangs_when_frames_are_spoilt_at_random() {
        for (long seed = 1; seed <= 300; seed++) {
            var random = random(seed);
            var frame = frame(0x90, bytes(random, 1284));
            int at = 5 + random.nextInt(frame.length - 5);
            frame[at] ^= (byte) (1 + random.nextInt(255));
            var got = inPieces(frame, random);
            assertTrue(got.isEmpty(), "seed " + seed);
        }
    }

    /// A complete frame with another person's data in the photograph: it is never found, whatever is damaged around
    /// it.
    @Test
    void no_frame_is_found_inside_a_damaged_one() {
        var data = bytes(random(25), 4 + 256 + 1024);
        var stranger = frame(0x90, bytes(random(26), 300));
        System.arraycopy(stranger, 0, data, 4 + 256, stranger.length);
        var whole = frame(0x90, data);
        for (int at = 0; at < whole.length; at++) {
            var spoilt = whole.clone();
            spoilt[at] ^= 0x55;
            assertNothing(spoilt, "byte " + at);
        }
        for (int lost = 1; lost < 200; lost++)
            assertNothing(java.util.Arrays.copyOfRange(whole, lost, whole.length), lost + " bytes lost at the head");
        for (int lost = 1; lost < 200; lost++)
            assertNothing(java.util.Arrays.copyOf(whole, whole.length - lost), lost + " bytes lost at the end");
    }

    private static void assertNothing(byte[] stream, String what) {
        assertEquals(List.of(), inPieces(stream, random(27)), what);
    }

    @Test
    void after_a_frame_that_lied_about_its_length_the_next_question_finds_its_answer() {
        var parser = new SamvFrameParser();
        var liar = frame(0x80, new byte[0]);
        liar[5] = 8;
        parser.feedBytes(liar, liar.length);
        assertEquals(new ParseResult.MoreNeeded(true), parser.nextFrame());
        parser.markDamaged();
        assertTrue(parser.isDamaged());
        parser.startOver();
        var good = frame(0x9F, new byte[4]);
        parser.feedBytes(good, good.length);
        assertEquals(
                0x9F,
                assertInstanceOf(ParseResult.CompleteFrame.class, parser.nextFrame())
                        .reply()
                        .sw3());
    }

    @Test
    void lengths_outside_the_protocol_are_damage() {
        for (int length : new int[] {0, 1, 3, 0x090B, 0xFFFF}) {
            var parser = new SamvFrameParser();
            parser.feedBytes(
                    new byte[] {
                        (byte) 0xAA, (byte) 0xAA, (byte) 0xAA, (byte) 0x96, 0x69, (byte) (length >> 8), (byte) length
                    },
                    7);
            assertEquals(new ParseResult.MoreNeeded(false), parser.nextFrame());
            parser.startOver();
            var good = frame(0x90, new byte[8]);
            parser.feedBytes(good, good.length);
            assertInstanceOf(ParseResult.CompleteFrame.class, parser.nextFrame());
        }
    }

    private static List<SamvReply> inPieces(byte[] stream, RandomGenerator random) {
        var parser = new SamvFrameParser();
        var got = new ArrayList<SamvReply>();
        for (int at = 0; at < stream.length; ) {
            int piece = Math.min(stream.length - at, 1 + random.nextInt(50));
            parser.feedBytes(java.util.Arrays.copyOfRange(stream, at, at + piece), piece);
            at += piece;
            while (parser.nextFrame() instanceof ParseResult.CompleteFrame(var reply)) got.add(reply);
        }
        while (parser.nextFrame() instanceof ParseResult.MoreNeeded(var begun) && begun) parser.markDamaged();
        return got;
    }

    static byte[] frame(int sw3, byte[] data) {
        var out = new ByteArrayOutputStream();
        int length = data.length + 4;
        out.writeBytes(new byte[] {(byte) 0xAA, (byte) 0xAA, (byte) 0xAA, (byte) 0x96, 0x69});
        out.writeBytes(new byte[] {(byte) (length >> 8), (byte) length, 0, 0, (byte) sw3});
        out.writeBytes(data);
        int check = 0;
        var so = out.toByteArray();
        for (int i = 5; i < so.length; i++) check ^= so[i];
        out.write(check);
        return out.toByteArray();
    }

    /// Noise without a complete preamble: with one, losing the following frame is correct.
    private static byte[] noise(RandomGenerator random) {
        var noise = bytes(random, random.nextInt(30));
        for (int i = 0; i < noise.length; i++) {
            if (noise[i] == 0x69) noise[i] = 0x68;
            if (random.nextInt(4) == 0) noise[i] = (byte) 0xAA;
        }
        return noise;
    }

    private static byte[] bytes(RandomGenerator random, int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
