package org.openstm.device.driver.idcard.samv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;

/// Request and answer, over a link whose bytes are laid down in the test.
class SamvExchangeTest {
    /// A module that refuses everything: an answer to each command.
    private static final byte[] NOT_AUTHORISED = SamvFrameParserTest.frame(0x66, new byte[0]);

    private final RecordedLink link = new RecordedLink();
    private final SamvExchange exchange = new SamvExchange(link);

    /// Gives what was laid down, and keeps what was asked of it.
    private static final class RecordedLink implements Link {
        final Deque<byte[]> stale = new ArrayDeque<>();
        final Deque<byte[]> answers = new ArrayDeque<>();
        final List<Boolean> secretWhileRead = new ArrayList<>();
        final List<byte[]> filled = new ArrayList<>();
        final List<byte[]> written = new ArrayList<>();
        boolean secret;

        @Override
        public int read(byte[] into, Deadline until) {
            secretWhileRead.add(secret);
            filled.add(into);
            var next = stale.isEmpty() ? answers.poll() : stale.poll();
            if (next == null) return 0;
            System.arraycopy(next, 0, into, 0, next.length);
            return next.length;
        }

        @Override
        public int write(byte[] bytes, int from, int length, Deadline until) {
            written.add(bytes.clone());
            return length;
        }

        @Override
        public int bytesPerSecond() {
            return 11_520;
        }

        @Override
        public void secret(boolean on) {
            secret = on;
        }

        @Override
        public void discard() {
            stale.clear();
        }

        @Override
        public void close() {}
    }

    private Optional<SamvReply> send(SamvCommand command, long millis) throws Exception {
        return exchange.sendCommand(command, SamvExchange.ATTEMPTS, Deadline.inMillis(millis));
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_is_secret_in_a_trace_where_it_tells_of_a_person_or_a_chip(SamvCommand command) throws Exception {
        link.answers.add(NOT_AUTHORISED);
        assertEquals(SamStatus.NOT_AUTHORISED, send(command, 5000).orElseThrow().status());
        var personal = EnumSet.of(SamvCommand.SELECT, SamvCommand.READ, SamvCommand.ADDRESS);
        assertEquals(List.of(personal.contains(command)), link.secretWhileRead);
        assertFalse(link.secret, "what follows is open again");
    }

    @Test
    void what_arrived_does_not_stay_in_the_array_that_the_link_filled() throws Exception {
        link.answers.add(SamvFrameParserTest.frame(0x90, new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        assertEquals(8, send(SamvCommand.SELECT, 5000).orElseThrow().data().length);
        var array = link.filled.getLast();
        assertArrayEquals(new byte[array.length], array);
    }

    @Test
    void what_lay_in_the_link_before_the_question_is_no_answer() throws Exception {
        link.stale.add(NOT_AUTHORISED);
        link.answers.add(SamvFrameParserTest.frame(0x80, new byte[0]));
        assertEquals(
                SamStatus.NO_CARD, send(SamvCommand.FIND, 5000).orElseThrow().status());
        assertArrayEquals(SamvCommand.FIND.toFrame(), link.written.getFirst());
    }

    @Test
    void a_late_answer_to_another_question_is_skipped_and_told() throws Exception {
        link.answers.add(SamvFrameParserTest.frame(0x9F, new byte[4]));
        assertEquals(Optional.empty(), exchange.sendCommand(SamvCommand.SELECT, 1, Deadline.inMillis(300)));
        var said = exchange.silenceFault(SamvCommand.SELECT).toString();
        assertTrue(said.contains("an answer to something else came: status 9F (card 0000, 4 bytes)"), said);
    }

    @Test
    void a_damaged_answer_is_asked_for_again() throws Exception {
        var damaged = NOT_AUTHORISED.clone();
        damaged[damaged.length - 1] ^= 1;
        link.answers.add(damaged);
        link.answers.add(new byte[0]);
        var asked = exchange.sendCommand(SamvCommand.FIND, 1, Deadline.inMillis(300));
        assertEquals(Optional.empty(), asked);
        var said = exchange.silenceFault(SamvCommand.FIND).toString();
        assertTrue(said.contains("what came was damaged"), said);
        link.answers.add(NOT_AUTHORISED);
        assertTrue(send(SamvCommand.FIND, 5000).isPresent(), "the next question begins anew");
    }

    @Test
    void the_time_for_an_answer_is_the_wires_and_the_modules() {
        assertEquals(2000 + 113, SamvCommand.READ.answerMillis(11_520));
        assertEquals(1000 + 2, SamvCommand.FIND.answerMillis(11_520));
        assertEquals(1000 + 25_000, SamvCommand.FIND.answerMillis(0), "a link that does not know its speed");
    }
}
