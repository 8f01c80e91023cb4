package org.openstm.kiosk.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.openstm.device.DeviceClass;
import org.openstm.device.IdCardReader;
import org.openstm.device.IdCardReader.Reading;
import org.openstm.device.host.HostSettings;
import org.openstm.device.host.Hosts;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.manager.BuiltInDrivers;
import org.openstm.device.sim.SimulatorFactory;
import org.openstm.device.spi.Driver;
import org.openstm.device.spi.DriverContext;

/// Reading a card, against what the line alone needs for the reader's answers.
final class IdCardBench implements Bench {
    private static final int ROUNDS = 60;
    private static final int WARMING = 8;
    private static final int BYTES_PER_SECOND = 11_520;

    @Override
    public String name() {
        return "id-card";
    }

    @Override
    public String says() {
        return "one card read, over the time in which the bytes that the reader answered go over a line of 115,200 baud"
                + " (" + BYTES_PER_SECOND + " bytes a second, as the simulator paces them); " + ROUNDS
                + " cards, with the driver inside and in a host";
    }

    @Override
    public List<Figure> run(Path folder) throws Exception {
        var figures = new ArrayList<Figure>();
        figures.addAll(cards("inside", BuiltInDrivers.driverNamed(DeviceClass.ID_CARD_READER, "samv"), folder));
        figures.addAll(cards(
                "hosted",
                Hosts.driver(DeviceClass.ID_CARD_READER, "samv", List.of(), HostSettings.standard()),
                folder));
        return figures;
    }

    private static List<Figure> cards(String where, Driver driver, Path folder) throws Exception {
        var took = new Samples();
        var line = new Samples();
        var ratio = new Samples();
        try (var sim = SimulatorFactory.startSimulator(DeviceClass.ID_CARD_READER, "tcp://127.0.0.1:0", folder);
                var tap = new Tap(URI.create(sim.link()).getPort());
                var reader = (IdCardReader) driver.open(new DriverContext("reader", LinkAddress.parse(tap.link())))) {
            sim.runControlLine("pace " + BYTES_PER_SECOND);
            for (int i = -WARMING; i < ROUNDS; i++) {
                sim.runControlLine("lift");
                sim.runControlLine("lay li-xiulan");
                long bytes = tap.bytes();
                long begun = System.nanoTime();
                if (!(reader.read(Duration.ofSeconds(10)) instanceof Reading.Card))
                    throw new IllegalStateException("the card was not read");
                double one = (System.nanoTime() - begun) / 1e6;
                double least = (tap.bytes() - bytes) * 1000.0 / BYTES_PER_SECOND;
                if (i < 0) continue;
                took.add(one);
                line.add(least);
                ratio.add(one / least);
            }
        }
        return List.of(
                Figure.ratio("id-card." + where + ".p50", "ms", took.median(), line.median(), 1.05),
                Figure.told("id-card." + where + ".p99", "ms", took.at(0.99), line.at(0.99)));
    }

    /// Counts what the reader says.
    private static final class Tap implements AutoCloseable {
        private final ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final AtomicLong bytes = new AtomicLong();

        Tap(int port) throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                try (var host = door.accept();
                        var reader = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    host.setTcpNoDelay(true);
                    reader.setTcpNoDelay(true);
                    Thread.ofPlatform().daemon().start(() -> pass(host, reader, new AtomicLong()));
                    pass(reader, host, bytes);
                } catch (IOException over) {
                    // the bench has ended
                }
            });
        }

        private static void pass(Socket from, Socket to, AtomicLong count) {
            try (InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                var buffer = new byte[4096];
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    count.addAndGet(n);
                    out.write(buffer, 0, n);
                }
            } catch (IOException over) {
                // one side has hung up
            }
        }

        String link() {
            return "tcp://127.0.0.1:" + door.getLocalPort();
        }

        long bytes() {
            return bytes.get();
        }

        @Override
        public void close() throws IOException {
            door.close();
        }
    }
}
