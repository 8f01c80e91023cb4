package org.openstm.device.driver.javapos;

/// A service did not come back in time. What was asked of it may still be done.
public final class Overdue extends Exception {
    Overdue() {
        super("the JavaPOS service does not answer");
    }
}
