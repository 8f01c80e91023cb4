package org.openstm.kiosk.reference.cases;

import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.central.CaseReceipt;
import org.openstm.kiosk.central.DocumentReference;
import org.openstm.kiosk.central.codec.ReceiptCodec;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.central.payment.AmountDue;
import org.openstm.kiosk.reference.access.SmsService;
import org.openstm.kiosk.reference.demo.DemoProvince;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.kiosk.reference.store.Transaction;

/// Writes a decided case: its row, its documents, its receipt and the notice to the citizen's phone.
final class CaseWriter {
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final String ADD = "INSERT INTO tx(terminal, tx_id, digest, code, answer) VALUES (?, ?, ?, ?, ?)";

    private static final String ADD_CASE = """
            INSERT INTO case_file(terminal, tx_id, case_number, service, state, person_key, answers_key, at_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ADD_PART = """
            INSERT INTO part(terminal, tx_id, n, case_number, service, state, person_key, answers_key, at_ms)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String ADD_DOCUMENT = """
            INSERT INTO document(terminal, serial, tx_id, pdf) VALUES (?, ?, ?, ?)
            """;

    /// @param state of the receipt
    record OpenedCase(String caseNumber, CaseReceipt.ReceiptState state) {}

    /// What a receipt says about a decision.
    record ReceiptContent(
            Map<String, String> result,
            Map<String, String> message,
            List<DocumentReference> documents,
            Optional<AmountDue> due,
            List<CaseReceipt.ChainPart> parts) {}

    private final DemoProvince demo;
    private final SmsService sms;
    private final AttachmentStore attachments;
    private final SigningKey key;
    private final IssuedDocuments issuedDocuments;

    CaseWriter(DemoProvince demo, SmsService sms, AttachmentStore attachments, SigningKey key) {
        this.demo = demo;
        this.sms = sms;
        this.attachments = attachments;
        this.key = key;
        this.issuedDocuments = new IssuedDocuments(demo.verifyBase());
    }

    static String nextCaseNumber(Transaction b, Instant now) throws SQLException {
        String day = CaseKeys.dayOf(now).format(COMPACT);
        return "SF" + day + String.format("%04d", b.dailyNumber("case", day));
    }

    /// @param caseState as it is stored, which also says whether a payment is due
    static OpenedCase openCase(
            PendingSubmission pending, String number, CaseReceipt.ReceiptState state, String caseState)
            throws SQLException {
        pending.transaction()
                .executeUpdate(
                        ADD_CASE,
                        pending.terminal(),
                        pending.txId(),
                        number,
                        pending.service().id(),
                        caseState,
                        pending.personKey(),
                        pending.answersKey(),
                        pending.now().toEpochMilli());
        return new OpenedCase(number, state);
    }

    /// @param n place in the chain, from 1
    /// @param answersKey of the part
    static void addPart(PendingSubmission pending, int n, CaseReceipt.ChainPart part, String answersKey)
            throws SQLException {
        pending.transaction()
                .executeUpdate(
                        ADD_PART,
                        pending.terminal(),
                        pending.txId(),
                        n,
                        part.caseNumber(),
                        part.service(),
                        part.state().name(),
                        pending.personKey(),
                        answersKey,
                        pending.now().toEpochMilli());
    }

    /// @return the signed receipt
    byte[] storeReceipt(PendingSubmission pending, OpenedCase made, ReceiptContent content) throws SQLException {
        byte[] answer = key.toSignedBytes(ReceiptCodec.toJsonTree(new CaseReceipt(
                pending.txId(),
                1,
                made.state(),
                made.caseNumber(),
                pending.now(),
                content.result(),
                content.message(),
                content.documents(),
                content.due(),
                content.parts(),
                pending.digest(),
                "")));
        var b = pending.transaction();
        b.executeUpdate(
                ADD, pending.terminal(), pending.txId(), pending.digest(), VerificationCode.of(pending.txId()), answer);
        CaseTransferService.closeTransfer(b, pending.txId());
        attachments.attachFiles(b, pending.terminal(), pending.submission());
        sendSmsNotice(pending, made, content.message());
        return answer;
    }

    private void sendSmsNotice(PendingSubmission pending, OpenedCase made, Map<String, String> message)
            throws SQLException {
        String mobile = pending.submission().answers().getOrDefault("mobile", "");
        if (mobile.isEmpty()) return;
        String words = made.state() == CaseReceipt.ReceiptState.ACCEPTED ? "sms-accepted" : "sms-rejected";
        String text = demo.sentences()
                .sentenceFor(
                        words,
                        Map.of(
                                "title", pending.service().title().getOrDefault("zh-CN", ""),
                                "caseNumber", made.caseNumber(),
                                "verification", VerificationCode.of(pending.txId()),
                                "reason", message.getOrDefault("zh-CN", "")))
                .getOrDefault("zh-CN", "");
        sms.sendMessage(
                pending.transaction(),
                pending.terminal(),
                mobile,
                text,
                pending.now().toEpochMilli());
    }

    /// @param service of the document, which in a chain is the part's
    DocumentReference issueDocument(
            PendingSubmission pending,
            ServiceDefinition service,
            OpenedCase opened,
            DepartmentRules.CertificateContent paper)
            throws SQLException {
        var b = pending.transaction();
        var day = CaseKeys.dayOf(pending.now());
        String serial = String.format(
                "SF-ZM-%d-%02d%02d-%04d",
                day.getYear(),
                day.getMonthValue(),
                day.getDayOfMonth(),
                b.dailyNumber("document", day.format(COMPACT)));
        var issue = new IssuedDocuments.IssueDetails(
                serial,
                opened.caseNumber(),
                VerificationCode.of(pending.txId()),
                pending.terminal(),
                service,
                pending.now());
        var made = issuedDocuments.issueDocument(paper, issue, key);
        b.executeUpdate(ADD_DOCUMENT, pending.terminal(), serial, pending.txId(), made.pdf());
        return new DocumentReference(serial, paper.title(), made.pages(), Sha256.digestHex(made.pdf()));
    }
}
