package org.openstm.kiosk.walk;

import java.util.List;

/// Further words for the Java of a town's processes.
public record TestBedJvmOptions(List<String> kiosk, List<String> central) {
    public static final TestBedJvmOptions USUAL = new TestBedJvmOptions(List.of());

    public TestBedJvmOptions {
        kiosk = List.copyOf(kiosk);
        central = List.copyOf(central);
    }

    public TestBedJvmOptions(List<String> kiosk) {
        this(kiosk, List.of());
    }
}
