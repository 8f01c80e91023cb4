package org.openstm.kiosk.central;

import java.util.List;

/// Where process data goes.
public interface PassageApi {
    /// At most this many at once.
    int MOST = 50;

    /// Tells of passages; one that was told before changes nothing.
    ///
    /// @return how many were new
    Reply<Integer> tell(List<Passage> passages);
}
