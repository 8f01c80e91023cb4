package org.openstm.kiosk.central;

import java.util.List;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;

/// Where process data goes.
public interface ProcessDataApi {
    /// At most this many at once.
    int MOST = 50;

    /// Tells of passages; one that was told before changes nothing.
    ///
    /// @return how many were new
    CentralReply<Integer> reportProcessData(List<ProcessDataRecord> passages);
}
