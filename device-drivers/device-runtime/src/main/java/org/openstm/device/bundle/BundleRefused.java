package org.openstm.device.bundle;

import java.nio.file.Path;
import org.openstm.device.Fault;

/// A bundle is refused. Thrown deep inside the reading; the public classes of this package turn it into a value.
final class BundleRefused extends Exception {
    private final transient Fault fault;

    BundleRefused(BundleRefusalReason reason, String what) {
        super(what, null, false, false);
        this.fault = new Fault(reason.code, reason.who, what + "; " + reason.remedy);
    }

    static BundleRefused ofMissingFile(Path file) {
        return new BundleRefused(BundleRefusalReason.FILE_MISSING, file + " does not exist");
    }

    Fault fault() {
        return fault;
    }
}
