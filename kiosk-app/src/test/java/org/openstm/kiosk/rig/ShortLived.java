package org.openstm.kiosk.rig;

import java.util.List;

/// Further words for the Java of a process that lives for seconds: it is over before the second compiler has earned its
/// time back. A walk costs half the processor time so.
public final class ShortLived {
    public static final List<String> JVM = List.of("-XX:TieredStopAtLevel=1");

    private ShortLived() {}
}
