package org.openstm.device.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openstm.device.Device;
import org.openstm.device.link.LinkAddress;
import org.openstm.device.sim.HeapSearch;

/// Persons: nothing of them is in traces, in messages or in memory.
///
/// @param <D> the port of the class
/// @param <R> the bench of the class
abstract class PrivacyChecks<D extends Device, R extends Rig> extends LinkChecks<D, R> {
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, Charset.forName("GB18030"));

    @Test
    void nothing_of_a_person_is_in_its_trace_or_its_words() throws Exception {
        var traces = folder.resolve("traces");
        var link = rig().link().toString();
        var device = open(rig(), LinkAddress.parse(link + (link.contains("?") ? "&" : "?") + "trace=" + traces));
        work(device, rig());
        var words = device.status(SOON) + " " + device.capabilities();
        var trace = read(traces);
        boolean traced = trace.lines().anyMatch(line -> line.startsWith("> ") || line.startsWith("< "));
        assertTrue(traced || !rig().traced(), () -> "there is no trace to look at: " + trace);
        var all = (words + trace).toUpperCase(Locale.ROOT);
        for (var secret : secrets())
            for (var charset : CHARSETS) {
                var bytes = secret.getBytes(charset);
                assertFalse(all.contains(HexFormat.of().withUpperCase().formatHex(bytes)), "hex, " + charset);
                assertFalse(
                        all.contains(new String(bytes, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT)),
                        "plain, " + charset);
            }
    }

    private static String read(Path traces) throws IOException {
        var all = new StringBuilder();
        if (Files.isDirectory(traces))
            try (var files = Files.list(traces)) {
                for (var file : files.toList()) all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        return all.toString();
    }

    @Test
    void nothing_of_a_person_stays_in_its_memory_after_it_was_cleared() throws Exception {
        var secrets = secrets();
        var search = new HeapSearch();
        for (int i = 0; i < secrets.size(); i++)
            search.addText("secret " + (i + 1), secrets.get(i).replaceFirst("https://[^/]*/v/", ""));
        rig().personal().forEach(search::addBytes);
        assertEquals(
                List.of(), Residue.after(deviceClass(), rig(), secrets, () -> somebodyComes(rig()), search, folder));
    }
}
