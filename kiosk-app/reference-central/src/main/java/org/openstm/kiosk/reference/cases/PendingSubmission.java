package org.openstm.kiosk.reference.cases;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.openstm.kiosk.central.CaseSubmission;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.store.Transaction;

/// A submission while it is decided, in one transaction.
///
/// @param reservedNumber case number that a transferred case already has
/// @param answersKey digest of the answers that make two submissions the same
/// @param digest of the submission's bytes
/// @param identityOpen whether the identity is still to be checked by a person
record PendingSubmission(
        Transaction transaction,
        String terminal,
        CaseSubmission submission,
        ServiceDefinition service,
        Optional<String> reservedNumber,
        String personKey,
        String answersKey,
        String digest,
        boolean identityOpen,
        Instant now) {
    String txId() {
        return submission.txId();
    }

    String caseNumber() throws SQLException {
        return reservedNumber.isPresent() ? reservedNumber.get() : CaseWriter.nextCaseNumber(transaction, now);
    }
}
