package org.openstm.kiosk.central;

import java.util.List;
import org.openstm.kiosk.central.terminal.ProcessDataRecord;

/// The port for process data.
public interface ProcessDataApi {
    /// Maximum number of records per call.
    int MOST = 50;

    /// Reports records; one that was reported before changes nothing.
    ///
    /// @return number of new records
    CentralReply<Integer> reportProcessData(List<ProcessDataRecord> passages);
}
