package org.openstm.device.driver.document.ipp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.openstm.device.link.Deadline;
import org.openstm.device.link.LinkAddress;

class IppClientTest {
    private static final byte[] SUCCESSFUL = {2, 0, 0, 0, 0, 0, 0, 1, 3};

    @Test
    void the_connection_that_carried_a_document_is_not_used_after_it_was_cleared() throws Exception {
        var ports = new CopyOnWriteArrayList<Integer>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> {
            try (request) {
                ports.add(request.getRemoteAddress().getPort());
                request.getRequestBody().readAllBytes();
                request.sendResponseHeaders(200, SUCCESSFUL.length);
                request.getResponseBody().write(SUCCESSFUL);
            }
        });
        server.start();
        var address = "ipp://127.0.0.1:" + server.getAddress().getPort() + "/ipp/print";
        try (var client = new IppClient(LinkAddress.parse(address))) {
            for (var document : List.of(new byte[100], new byte[0])) {
                var answer = client.sendRequest(
                        client.createRequest(IppRequest.PRINT_JOB), document, Deadline.inMillis(20_000));
                assertEquals(0, answer.orElseThrow().status());
            }
            assertEquals(ports.get(0), ports.get(1), "one connection as long as nobody leaves");
            client.forgetExchanges();
            client.queryPrinter(client.createRequest(IppRequest.GET_PRINTER_ATTRIBUTES), Deadline.inMillis(20_000));
            assertNotEquals(ports.get(1), ports.get(2));
        } finally {
            server.stop(0);
        }
    }
}
