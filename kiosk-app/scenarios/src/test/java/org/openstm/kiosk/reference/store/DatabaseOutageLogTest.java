package org.openstm.kiosk.reference.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// A database outage filled the log with a stack trace for each request.
class DatabaseOutageLogTest {
    @Test
    void an_outage_is_said_once_a_minute_in_one_line() {
        List<LogRecord> said = new ArrayList<>();
        var logger = Logger.getLogger(DatabaseOutageLog.class.getName());
        var listener = new Handler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(listener);
        try {
            var log = new DatabaseOutageLog();
            for (int n = 0; n < 1000; n++)
                log.logFailure(new SQLException("Connection refused.\nHint: is it running?"));
        } finally {
            logger.removeHandler(listener);
        }
        assertEquals(1, said.size());
        assertEquals(
                "central's database failed at 1 requests: Connection refused.",
                said.getFirst().getMessage());
        assertNull(said.getFirst().getThrown(), "no trace");
    }
}
