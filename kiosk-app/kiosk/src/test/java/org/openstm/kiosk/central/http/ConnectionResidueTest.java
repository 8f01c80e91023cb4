package org.openstm.kiosk.central.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.device.sim.HeapSearch;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.http.HttpTransport.OutgoingRequest;

/// What a connection to central keeps in memory, searched in the heap of a process of its own.
class ConnectionResidueTest {
    /// What this process and the other one can both make, and no class file holds.
    private enum Secret {
        KEPT,
        REQUEST,
        ANSWER;

        byte[] bytes() {
            byte[] bytes = new byte[64];
            new Random(name().hashCode()).nextBytes(bytes);
            return bytes;
        }
    }

    @TempDir
    Path folder;

    @Test
    void a_request_is_gone_after_its_call_and_an_answer_after_the_session() throws IOException, InterruptedException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            try (call) {
                boolean asked = Arrays.equals(
                        Secret.REQUEST.bytes(), call.getRequestBody().readAllBytes());
                call.sendResponseHeaders(asked ? 200 : 400, Secret.ANSWER.bytes().length);
                call.getResponseBody().write(Secret.ANSWER.bytes());
            }
        });
        server.start();
        var caller = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Caller.class.getName(),
                        "http://127.0.0.1:" + server.getAddress().getPort())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var said = caller.inputReader();
                var orders = caller.outputWriter()) {
            assertEquals("answered", said.readLine());
            var kept = find(caller);
            kept.remove(Secret.ANSWER); // the connection is open
            assertEquals(Set.of(Secret.KEPT), kept);
            orders.write("forget\n");
            orders.flush();
            assertEquals("forgotten", said.readLine());
            // a thread of the client closes the connection
            for (int look = 1; look < 20 && find(caller).size() > 1; look++) Thread.sleep(500);
            assertEquals(Set.of(Secret.KEPT), find(caller));
            orders.write("end\n");
        } finally {
            caller.destroyForcibly();
            server.stop(0);
        }
    }

    private Set<Secret> find(Process caller) throws InterruptedException {
        var search = new HeapSearch();
        for (var secret : Secret.values()) search.addBytes(secret.name(), secret.bytes());
        return search.findInProcess(caller.toHandle(), folder).stream()
                .map(found -> Secret.valueOf(found.replaceAll(" .*", "")))
                .collect(Collectors.toSet());
    }

    /// The other process: makes a call, and another where it is told to forget.
    static final class Caller {
        private Caller() {}

        public static void main(String[] words) throws IOException {
            var transport = new HttpTransport(URI.create(words[0]), Duration.ofSeconds(9), Optional.empty(), _ -> {});
            var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            byte[] kept = Secret.KEPT.bytes();
            callCentral(transport);
            System.out.println("answered");
            orders.readLine();
            transport.renewConnections();
            System.out.println("forgotten");
            orders.readLine();
            transport.close();
            System.out.println(kept.length);
        }

        private static void callCentral(HttpTransport transport) {
            var letter = OutgoingRequest.ofJson("PUT", "/v1", "", Secret.REQUEST.bytes());
            var reply = transport.sendRequest(letter, "signature", Duration.ofSeconds(30), 1000);
            if (!(reply instanceof CentralReply.Done(var response))) throw new IllegalStateException("" + reply);
            assertArrayEquals(Secret.ANSWER.bytes(), response.body());
        }
    }
}
