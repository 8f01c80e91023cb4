package org.openstm.device.driver.javapos;

/// A call of a service timed out. Its effect may still happen.
public final class JposCallTimeout extends Exception {
    JposCallTimeout() {
        super("the JavaPOS service does not answer");
    }
}
