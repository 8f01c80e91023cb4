package org.openstm.kiosk.engine;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.form.EntryChecks;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.print.render.PdfRenderer;

/// Checks that a sealed document is the one that central's signed receipt names, and nobody else's.
///
/// The seal alone proves only that central sealed some file: a cache, a wrong join or a replay at central can
/// return another citizen's. The receipt is bound to the case by central's signature, so its digest binds the
/// file to the person; the numbers in the text are checked because a receipt, too, can result from a wrong
/// join.
final class DocumentVerifier {
    private static final Pattern NUMBER = Pattern.compile("(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9X](?![0-9A-Za-z])");

    private DocumentVerifier() {}

    /// @param numbers identity numbers of all persons of the case
    /// @return why the document must not be printed; empty if it may
    static Optional<String> findMismatch(
            byte[] pdf, CaseOutcome.SealedDocument expected, Set<String> numbers, LocalDate today) {
        if (!Sha256.digestHex(pdf).equals(expected.sha256())) return Optional.of("its digest is not the receipt's");
        int pages;
        String text;
        try {
            pages = PdfRenderer.pageCount(pdf);
            text = PdfRenderer.extractText(pdf);
        } catch (RuntimeException broken) {
            return Optional.of("it cannot be read as a PDF");
        }
        if (pages != expected.pages())
            return Optional.of("it has " + pages + " pages, the receipt says " + expected.pages());
        var named = NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(number -> EntryChecks.checkIdNumber(number, today) instanceof EntryVerdict.Fine)
                .toList();
        return named.isEmpty() || named.stream().anyMatch(numbers::contains)
                ? Optional.empty()
                : Optional.of("it names another person");
    }
}
