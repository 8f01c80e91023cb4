package org.openstm.device.driver.javapos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import jpos.JposConst;
import jpos.JposException;
import jpos.POSPrinterConst;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openstm.device.Fault;

/// The truth table from service errors to staff faults.
class JposFaultsTest {
    @ParameterizedTest
    @CsvSource({
        JposConst.JPOS_E_NOHARDWARE + ", link-lost, link-lost",
        JposConst.JPOS_E_CLOSED + ", link-lost, link-lost",
        JposConst.JPOS_E_OFFLINE + ", printer-offline, device-offline",
        JposConst.JPOS_E_TIMEOUT + ", no-answer, no-answer",
        JposConst.JPOS_E_BUSY + ", no-answer, no-answer",
        JposConst.JPOS_E_FAILURE + ", printer-mechanical, driver-broken",
        JposConst.JPOS_E_ILLEGAL + ", driver-broken, driver-broken",
        JposConst.JPOS_E_DISABLED + ", driver-broken, driver-broken",
    })
    void each_code_is_a_fault_of_its_own(int code, String ofPrinter, String ofScanner) {
        var trouble = new JposException(code);
        assertEquals(ofPrinter, JposFaults.toFault(trouble).code());
        assertEquals(ofScanner, JposFaults.toScannerFault(trouble).code());
    }

    @ParameterizedTest
    @CsvSource({
        POSPrinterConst.JPOS_EPTR_COVER_OPEN + ", cover-open",
        POSPrinterConst.JPOS_EPTR_REC_EMPTY + ", paper-out",
        POSPrinterConst.JPOS_EPTR_TOOBIG + ", driver-broken",
        POSPrinterConst.JPOS_EPTR_REC_CARTRIDGE_EMPTY + ", printer-mechanical",
    })
    void what_a_printer_has_codes_for_is_told_by_them(int extended, String fault) {
        assertEquals(
                fault,
                JposFaults.toFault(new JposException(JposConst.JPOS_E_EXTENDED, extended))
                        .code());
    }

    @ParameterizedTest
    @CsvSource({
        "Auto cutter error, cutter-jam",
        "CUTTER ERROR, cutter-jam",
        "Head temperature is high, head-hot",
        "Paper jam, paper-jam",
        "Unrecoverable error, printer-broken",
        "Not Responding, no-answer",
        "something failed, printer-mechanical",
    })
    void what_it_has_no_codes_for_is_told_by_the_makers_words(String text, String fault) {
        assertEquals(
                fault,
                JposFaults.toFault(new JposException(JposConst.JPOS_E_FAILURE, text))
                        .code());
        assertEquals(
                Optional.of(fault),
                JposFaults.findComplaint("Internal HCheck: " + text + " error").map(Fault::code));
    }

    @ParameterizedTest
    @CsvSource({"Internal HCheck: Successful", "Internal HCheck: OK", "''", "Internal HCheck: No error"})
    void a_good_health_is_no_complaint(String text) {
        assertEquals(Optional.empty(), JposFaults.findComplaint(text));
    }

    @Test
    void what_a_maker_writes_names_nobody() {
        var fault = JposFaults.toFault(
                new JposException(JposConst.JPOS_E_FAILURE, "job 530102195503080028 of 李秀兰\n failed"));
        assertFalse(fault.detail().contains("530102195503080028"));
        assertFalse(fault.detail().contains("李"));
        assertFalse(fault.detail().contains("\n"));
    }
}
