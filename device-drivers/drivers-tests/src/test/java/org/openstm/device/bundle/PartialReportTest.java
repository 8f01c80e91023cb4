package org.openstm.device.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.openstm.device.DeviceClass;
import org.openstm.device.contract.BarcodeReaderContract;
import org.openstm.device.contract.BarcodeRig;
import org.openstm.device.contract.SimulatedCodes;
import org.openstm.device.contract.SimulatedRig.Way;
import org.openstm.device.contract.Subject;

/// A partial run of the kit gives a report that says so, and no bundle is made with it.
class PartialReportTest {
    @TempDir
    Path folder;

    @Test
    void a_report_of_a_partial_run_names_what_was_not_checked_and_is_refused() throws Exception {
        run("its_status_never_throws", "a_check_that_gives_up", "a_check_that_is_switched_off");
        var report = Files.readAllBytes(folder.resolve("serial-scanner.json"));
        var refused = assertThrows(
                BundleRefused.class,
                () -> BundleKitReport.parseReport(
                        report, BundleName.parse("serial-scanner@1.0.0"), DeviceClass.BARCODE_READER));
        var fault = refused.fault();
        assertEquals("report-partial", fault.code());
        assertTrue(fault.detail().contains("tcp: a check that gives up"), fault::detail);
        assertTrue(fault.detail().contains("tcp: a check that is switched off"), fault::detail);
        assertTrue(fault.detail().contains("tcp: closing from another thread frees a command"), fault::detail);
        assertTrue(!fault.detail().contains("its status never throws"), fault::detail);
    }

    private void run(String... checks) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(Arrays.stream(checks)
                        .map(check -> selectMethod(Scanner.class, check))
                        .toList())
                .configurationParameter("kit.report", folder.toString())
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
        var heard = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, heard);
        var summary = heard.getSummary();
        assertEquals(1, summary.getTestsSucceededCount());
        assertEquals(1, summary.getTestsAbortedCount());
        assertEquals(1, summary.getTestsSkippedCount());
    }

    static final class Scanner extends BarcodeReaderContract {
        @Override
        protected Subject subject() {
            return new Subject("serial-scanner", "1.0.0", "tcp");
        }

        @Override
        protected BarcodeRig rig(Path papers) throws Exception {
            return new SimulatedCodes("serial", Way.TCP, papers);
        }

        @Test
        void a_check_that_gives_up() {
            Assumptions.abort("there is no such device here");
        }

        @Test
        @Disabled("it shows what a report says of it")
        void a_check_that_is_switched_off() {}
    }
}
