package org.openstm.kiosk.rig;

import java.util.logging.Level;
import java.util.logging.Logger;

/// A logger that says nothing for a while: thousands of faults were made on purpose.
final class Quiet implements AutoCloseable {
    private final Logger logger;

    Quiet(String name) {
        this.logger = Logger.getLogger(name);
        logger.setLevel(Level.OFF);
    }

    @Override
    public void close() {
        logger.setLevel(null);
    }
}
