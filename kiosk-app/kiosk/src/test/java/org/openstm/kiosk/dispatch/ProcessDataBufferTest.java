package org.openstm.kiosk.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.NoAnswerReason;
import org.openstm.kiosk.central.ProcessDataApi;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;

class ProcessDataBufferTest {
    @TempDir
    Path dir;

    private final List<ProcessDataRecord> heard = new ArrayList<>();
    private ProcessDataBuffer book;

    @BeforeEach
    void open() {
        book = new ProcessDataBuffer(dir);
    }

    private static ProcessDataRecord passage(int n) {
        var strides = List.of(new ProcessDataRecord.StepTiming("notice", n, 1));
        var hour = Instant.parse("2026-11-24T06:00:00Z");
        return new ProcessDataRecord("p-" + n, "pension/life-proof", hour, "left", "", 1, 0, 0, strides);
    }

    private CentralReply<Integer> hear(List<ProcessDataRecord> some) {
        heard.addAll(some);
        return new CentralReply.Done<>(some.size());
    }

    private static CentralReply<Integer> nobody(List<ProcessDataRecord> some) {
        return new CentralReply.NoAnswer<>(NoAnswerReason.UNREACHABLE, "the line is down with " + some.size(), false);
    }

    @Test
    void what_the_line_did_not_take_waits_and_goes_out_once_and_in_order() {
        var all = new ArrayList<ProcessDataRecord>();
        for (int n = 0; n < 2 * ProcessDataApi.MOST + 7; n++) {
            all.add(passage(n));
            book.addRecord(passage(n));
        }
        book.sendRecords(ProcessDataBufferTest::nobody);
        var once = new int[1];
        book.sendRecords(some -> once[0]++ == 0 ? hear(some) : nobody(some));
        assertEquals(ProcessDataApi.MOST, heard.size());
        new ProcessDataBuffer(dir).sendRecords(this::hear); // after a restart
        assertEquals(all, heard);
        book.sendRecords(this::hear);
        assertEquals(all, heard, "nothing is told twice");
    }

    @Test
    void a_line_that_a_power_cut_tore_costs_that_line_alone() throws Exception {
        book.addRecord(passage(1));
        Files.writeString(dir.resolve("passages.ndjson"), "\n{\"id\":\"p-2\",\"it", StandardOpenOption.APPEND);
        book.addRecord(passage(3));
        book.sendRecords(this::hear);
        assertEquals(List.of(passage(1), passage(3)), heard);
    }

    @Test
    void when_the_line_is_long_down_the_oldest_go() {
        for (int n = 0; n < ProcessDataBuffer.MOST + 3; n++) book.addRecord(passage(n));
        book.sendRecords(ProcessDataBufferTest::nobody);
        book.sendRecords(this::hear);
        assertEquals(ProcessDataBuffer.MOST, heard.size());
        assertEquals(passage(3), heard.getFirst());
    }
}
