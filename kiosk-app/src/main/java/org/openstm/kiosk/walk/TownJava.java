package org.openstm.kiosk.walk;

import java.util.List;

/// Further words for the Java of a town's processes.
public record TownJava(List<String> kiosk, List<String> central) {
    public static final TownJava USUAL = new TownJava(List.of());

    public TownJava {
        kiosk = List.copyOf(kiosk);
        central = List.copyOf(central);
    }

    public TownJava(List<String> kiosk) {
        this(kiosk, List.of());
    }
}
