package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One case as the terminal submits it. `SubmissionCodec` makes the bytes that are journaled and sent.
///
/// @param service item id, such as `pension/life-proof`
/// @param occurredAt when the citizen confirmed
/// @param stored whether the case waited on the terminal before it was submitted
/// @param files of the case; without any, the bytes equal those of release 1
/// @param catalogue number of central's catalogue under which it was made; 0 if the terminal had none, as in
///     releases before 1.2
/// @param acting the representative who submits it for the subject
public record CaseSubmission(
        String txId,
        String service,
        int serviceVersion,
        CaseSubject subject,
        IdentityAssurance identity,
        Map<String, String> answers,
        Instant occurredAt,
        String terminal,
        boolean stored,
        List<FileReference> files,
        int catalogue,
        Optional<CaseRepresentative> acting) {
    /// The answer that the same case is wanted a second time; allowed for any item.
    public static final String AGAIN = "again";

    public CaseSubmission {
        answers = Map.copyOf(answers);
        files = List.copyOf(files);
    }

    /// A case made without a catalogue of central.
    public CaseSubmission(
            String txId,
            String service,
            int serviceVersion,
            CaseSubject subject,
            IdentityAssurance identity,
            Map<String, String> answers,
            Instant occurredAt,
            String terminal,
            boolean stored,
            List<FileReference> files) {
        this(
                txId,
                service,
                serviceVersion,
                subject,
                identity,
                answers,
                occurredAt,
                terminal,
                stored,
                files,
                0,
                Optional.empty());
    }

    /// A case without files.
    public CaseSubmission(
            String txId,
            String service,
            int serviceVersion,
            CaseSubject subject,
            IdentityAssurance identity,
            Map<String, String> answers,
            Instant occurredAt,
            String terminal,
            boolean stored) {
        this(txId, service, serviceVersion, subject, identity, answers, occurredAt, terminal, stored, List.of());
    }

    /// The same case, made under a catalogue of central.
    public CaseSubmission withCatalogue(int number) {
        return new CaseSubmission(
                txId,
                service,
                serviceVersion,
                subject,
                identity,
                answers,
                occurredAt,
                terminal,
                stored,
                files,
                number,
                acting);
    }

    /// The same case, submitted by a representative.
    public CaseSubmission withRepresentative(CaseRepresentative other) {
        return new CaseSubmission(
                txId,
                service,
                serviceVersion,
                subject,
                identity,
                answers,
                occurredAt,
                terminal,
                stored,
                files,
                catalogue,
                Optional.of(other));
    }

    /// One item of a chain, with the answers to that item.
    public CaseSubmission toPartSubmission(String item, List<String> asked) {
        var own = new LinkedHashMap<>(answers);
        own.keySet().removeIf(name -> !asked.contains(name) && !name.equals(AGAIN));
        return new CaseSubmission(
                txId,
                item,
                serviceVersion,
                subject,
                identity,
                own,
                occurredAt,
                terminal,
                stored,
                files,
                catalogue,
                acting);
    }

    @Override
    public String toString() {
        return "CaseSubmission[" + txId + " " + service + "]";
    }
}
