package org.openstm.kiosk.reference.cases;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openstm.kiosk.central.crypto.DocumentSeal;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.reference.demo.ServiceDefinition;
import org.openstm.kiosk.reference.store.CaseKeys;
import org.openstm.print.Fields;
import org.openstm.print.Sheet;
import org.openstm.print.Templates;
import org.openstm.print.render.PdfRenderer;

/// Creates and seals certificates.
///
/// All copies for a citizen are one file: every copy numbers its own pages and states which of how many it is.
/// One file has one serial, one seal and one print job, whose pages the printer counts to the end.
final class IssuedDocuments {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /// A printed notice that documents of this central prove nothing.
    private static final String SPECIMEN = "样张";

    /// @param pages of all copies together
    record IssuedPdf(byte[] pdf, int pages) {}

    /// The case for which a certificate is issued.
    ///
    /// @param verification code for looking up the case
    record IssueDetails(
            String serial,
            String caseNumber,
            String verification,
            String terminal,
            ServiceDefinition service,
            Instant now) {}

    private final String verifyBase;

    IssuedDocuments(String verifyBase) {
        this.verifyBase = verifyBase;
    }

    IssuedPdf issueDocument(DepartmentRules.CertificateContent paper, IssueDetails issue, SigningKey key) {
        var template = Templates.shipped(paper.template());
        var texts = new HashMap<>(paper.words());
        texts.putAll(documentFields(issue));
        texts.put("copies", Integer.toString(paper.copies()));
        var sheets = new ArrayList<Sheet>();
        for (int copy = 1; copy <= paper.copies(); copy++)
            sheets.add(template.fill(new Fields(texts, paper.tables()).with("copy", Integer.toString(copy))));
        var pdf = PdfRenderer.toPdf(List.copyOf(sheets));
        return new IssuedPdf(DocumentSeal.sealDocument(pdf, key), PdfRenderer.pageCount(pdf));
    }

    private Map<String, String> documentFields(IssueDetails issue) {
        var local = LocalDateTime.ofInstant(issue.now(), CaseKeys.ZONE);
        var service = issue.service();
        var marks = new HashMap<String, String>();
        marks.put("watermark", SPECIMEN);
        marks.put("serial", issue.serial());
        marks.put(
                "caseNumber",
                issue.caseNumber().substring(0, 2) + " "
                        + groupByFour(issue.caseNumber().substring(2)));
        marks.put("verifyUrl", verifyBase + issue.verification());
        marks.put("verifyCode", groupByFour(issue.verification()));
        marks.put("terminal", issue.terminal());
        marks.put("owner", service.owner());
        marks.put("ring", service.owner() + SPECIMEN);
        marks.put("legalLimit", service.legal());
        marks.put("promisedLimit", service.promised());
        marks.put("hotline", service.phone());
        marks.put("asOf", DAY.format(local));
        marks.put("day", DAY.format(local));
        marks.put("issuedAt", STAMP.format(local));
        return marks;
    }

    private static String groupByFour(String text) {
        return text.replaceAll("(.{4})(?=.)", "$1 ");
    }
}
