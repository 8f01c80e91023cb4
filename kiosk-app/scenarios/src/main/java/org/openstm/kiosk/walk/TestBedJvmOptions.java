package org.openstm.kiosk.walk;

import java.util.List;

/// Additional JVM options for the processes of a test bed.
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
