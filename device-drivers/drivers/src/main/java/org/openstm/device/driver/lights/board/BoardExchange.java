package org.openstm.device.driver.lights.board;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.Link;
import org.openstm.device.link.LinkLost;

/// Sends requests to a board and finds the answers, over a line that may lose or damage either.
final class BoardExchange {
    /// Silence after which the request is repeated; repeating is safe because requests are idempotent.
    private static final long AGAIN_MILLIS = 400;

    /// Minimum write time: a link without any time would look broken.
    private static final Duration WRITING = Duration.ofMillis(150);

    private static final int NUMBERS = 1000;

    private final Link link;
    private final BoardLineCodec lines = new BoardLineCodec();
    private final Queue<String> heard = new ArrayDeque<>();
    private final byte[] arrived = new byte[256];
    private int number;

    BoardExchange(Link link) {
        this.link = link;
    }

    /// @return the fields of the answer, or empty when none arrived in time
    Optional<List<String>> sendQuestion(String question, Deadline until) throws LinkLost, InterruptedException {
        number = (number + 1) % NUMBERS;
        var line = BoardLineCodec.encodeLine(number + "," + question);
        while (true) {
            if (!link.writeAll(line, until.plus(WRITING))) return Optional.empty();
            var answer = awaitAnswer(Deadline.inMillis(AGAIN_MILLIS).orSooner(until));
            if (answer.isPresent() || until.over()) return answer;
        }
    }

    private Optional<List<String>> awaitAnswer(Deadline until) throws LinkLost, InterruptedException {
        var mine = number + ",";
        while (true) {
            for (var line = heard.poll(); line != null; line = heard.poll())
                if (line.startsWith(mine))
                    return Optional.of(List.of(line.substring(mine.length()).split(",", -1)));
            int count = link.read(arrived, until);
            if (count == 0) return Optional.empty();
            heard.addAll(lines.feedBytes(arrived, count));
        }
    }

    void close() {
        link.close();
    }
}
