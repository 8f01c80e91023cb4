package org.openstm.device.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openstm.device.IdCardReader.Presence;
import org.openstm.device.command.Nothing;
import org.openstm.device.contract.Seeds;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.spi.DriverContext;

/// A host that sends invalid messages harms only itself.
@Timeout(60)
class HostNonsenseTest {
    private static final String HELLO = "{\"type\":\"Hello\",\"token\":\"secret\"}";
    private static final String COMPLETION = "{\"type\":\"Completion\",\"requestId\":1,"
            + "\"completionCode\":\"success\",\"errorDescription\":\"\",\"payload\":\"CARD\"}";
    private static final HostCommand<Presence> PRESENCE =
            new HostCommand<>("IdCardReader.Presence", Duration.ZERO, Presence.class);
    private static final Duration SOON = Duration.ofSeconds(20);

    private Path folder;
    private Process process;
    private SocketChannel child;
    private HostClient conversation;

    @BeforeEach
    void connect() throws Exception {
        // the class's own folder of JUnit is too long for a socket's path
        folder = Files.createTempDirectory("n");
        var address = UnixDomainSocketAddress.of(folder.resolve("s"));
        process = new ProcessBuilder("sleep", "60").start();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            child = SocketChannel.open(address);
            var wire = new HostChannel(server.accept(), HostChannel.LONGEST_ANSWER, "nonsense");
            conversation = new HostClient(new HostProcess(
                    new DriverContext("nonsense", LinkAddress.parse("tcp://nowhere:1")),
                    new ChildRun(process, new HostProcessTree("of nobody", process.pid(), Optional.empty())),
                    wire,
                    "secret",
                    Duration.ofSeconds(1)));
        }
    }

    @AfterEach
    void leave() throws Exception {
        conversation.close();
        child.close();
        process.destroyForcibly();
        Files.delete(folder.resolve("s"));
        Files.delete(folder);
    }

    private void say(String json) throws IOException {
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        child.write(ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .flip());
    }

    private HostClient.HostAnswer<Presence> ask() throws InterruptedException {
        return conversation.sendCommand(PRESENCE, SOON, Nothing.NOTHING);
    }

    private void assertLost() throws InterruptedException {
        long start = System.nanoTime();
        var lost = assertInstanceOf(HostClient.HostAnswer.Lost.class, ask());
        assertFalse(lost.begun() && lost.fault().code().equals("link-lost"));
        assertTrue(System.nanoTime() - start < 10_000_000_000L);
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertInstanceOf(HostClient.HostAnswer.Lost.class, ask());
    }

    @Test
    void an_answer_is_taken_after_its_question_and_never_before() throws Exception {
        say(HELLO);
        answerWith(() -> say(COMPLETION));
        assertEquals(new HostClient.HostAnswer.Given<>(Presence.CARD), ask());
        say(COMPLETION);
        assertLost();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Hello\",\"token\":\"guess\"}",
                "{\"type\":\"Acknowledge\",\"requestId\":1}",
                "hello",
                "null",
                "{}"
            })
    void who_does_not_prove_itself_is_not_listened_to(String first) throws Exception {
        say(first);
        assertLost();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"Hello\",\"token\":\"secret\"}",
                "{\"type\":\"Command\",\"requestId\":1,\"name\":\"Common.Status\",\"timeout\":1,\"payload\":null}",
                "{\"type\":\"Acknowledge\",\"requestId\":99}",
                "{\"type\":\"Acknowledge\",\"requestId\":\"one\"}",
                "{\"type\":\"Completion\",\"requestId\":1,\"completionCode\":\"fine\",\"errorDescription\":\"\",\"payload\":1}",
                "{\"type\":\"Completion\",\"requestId\":1,\"completionCode\":\"success\",\"errorDescription\":\"\",\"payload\":1.5}",
                "{\"type\":\"Completion\",\"requestId\":1,\"completionCode\":\"success\",\"errorDescription\":\"\",\"payload\":null}",
                "{\"type\":\"Completion\",\"requestId\":1,\"completionCode\":\"success\",\"errorDescription\":\"\",\"payload\":{}}",
                "{\"type\":\"java.lang.ProcessBuilder\",\"command\":[\"true\"]}",
                "\u0000\u0000"
            })
    void nonsense_is_the_end_of_its_host(String nonsense) throws Exception {
        say(HELLO);
        answerWith(() -> say(nonsense));
        assertLost();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, HostChannel.LONGEST_ANSWER + 1, -1, Integer.MIN_VALUE, 0, 1})
    void a_length_that_cannot_be_is_not_waited_for(int length) throws Exception {
        say(HELLO);
        answerWith(() -> child.write(ByteBuffer.allocate(4).putInt(length).flip()));
        assertLost();
    }

    @Test
    void a_flood_of_events_does_not_fill_the_memory() throws Exception {
        say(HELLO);
        answerWith(() -> {
            while (true) say("{\"type\":\"Event\",\"requestId\":1,\"payload\":{}}");
        });
        var lost = conversation.sendCommand(PRESENCE, SOON, Nothing.NOTHING, _ -> {
            try {
                Thread.sleep(2);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        assertInstanceOf(HostClient.HostAnswer.Lost.class, lost);
    }

    @Test
    void noise_never_becomes_an_answer() throws Exception {
        say(HELLO);
        answerWith(() -> {
            var noise = new byte[4096];
            new Random(Seeds.next()).nextBytes(noise);
            child.write(ByteBuffer.wrap(noise));
        });
        assertLost();
    }

    @Test
    void a_refusal_is_told_with_its_code() throws Exception {
        say(HELLO);
        answerWith(() -> say("{\"type\":\"Completion\",\"requestId\":1,\"completionCode\":\"sequenceError\","
                + "\"errorDescription\":\"not open\",\"payload\":{}}"));
        assertEquals(new HostClient.HostAnswer.Refused<Presence>(CompletionCode.SEQUENCE_ERROR, "not open"), ask());
    }

    private interface Saying {
        void say() throws IOException;
    }

    /// Answers when the command has arrived.
    private void answerWith(Saying saying) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                child.read(ByteBuffer.allocate(1));
                saying.say();
            } catch (IOException _) {
                // disconnected
            }
        });
    }
}
