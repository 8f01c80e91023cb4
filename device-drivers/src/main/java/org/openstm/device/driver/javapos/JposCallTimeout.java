package org.openstm.device.driver.javapos;

/// A service did not come back in time. What was asked of it may still be done.
public final class JposCallTimeout extends Exception {
    JposCallTimeout() {
        super("the JavaPOS service does not answer");
    }
}
