package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One case as it leaves the terminal. [ContractCodec#toBytes(Submission)] makes the bytes that are journaled and
/// sent.
///
/// @param service item id in words, `pension/life-proof`
/// @param occurredAt when the citizen confirmed
/// @param stored true if it waits on the terminal before central hears of it
/// @param files that belong to it; none is how release 1 sent every case
/// @param catalogue number of the centre's catalogue under which it was made; 0 if the terminal had
///     none, as in releases before 1.2
/// @param acting who hands it in, when that is not the subject
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
    /// The answer "yes, once more" to the question whether the same case is wanted twice; any item may have it.
    public static final String AGAIN = "again";

    public CaseSubmission {
        answers = Map.copyOf(answers);
        files = List.copyOf(files);
    }

    /// A case under no catalogue of the centre.
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

    /// The same case, made under a catalogue of the centre.
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

    /// The same case, handed in by somebody else.
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

    /// One item of a chain, with what that item asks.
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
        return "Submission[" + txId + " " + service + "]";
    }
}
