package org.openstm.kiosk.session;

import java.util.Set;

/// What works around the terminal right now.
///
/// @param lineUp the centre answers
/// @param down back systems that do not
/// @param broken device classes (`id-card-reader` ...) that cannot work
/// @param queueFull so many cases are stored that no more may be
/// @param diskFull the journal has no room for new cases
public record World(boolean lineUp, Set<String> down, Set<String> broken, boolean queueFull, boolean diskFull) {
    public static final World FINE = new World(true, Set.of(), Set.of(), false, false);

    public World {
        down = Set.copyOf(down);
        broken = Set.copyOf(broken);
    }
}
