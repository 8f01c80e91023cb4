package org.openstm.kiosk.central;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One case as it leaves the terminal. [Wire#bytes(Submission)] makes the bytes that are journaled and sent.
///
/// @param service item id in words, `pension/life-proof`
/// @param occurredAt when the citizen confirmed
/// @param stored true if it waits on the terminal before central hears of it
/// @param files that belong to it; none is how release 1 sent every case
/// @param catalogue number of the centre's catalogue under which it was made; 0 if the terminal had
///     none, as in releases before 1.2
/// @param acting who hands it in, when that is not the subject
public record Submission(
        String txId,
        String service,
        int serviceVersion,
        Subject subject,
        Identity identity,
        Map<String, String> answers,
        Instant occurredAt,
        String terminal,
        boolean stored,
        List<FileRef> files,
        int catalogue,
        Optional<Acting> acting) {
    /// The answer "yes, once more" to the question whether the same case is wanted twice; any item may have it.
    public static final String AGAIN = "again";

    public Submission {
        answers = Map.copyOf(answers);
        files = List.copyOf(files);
    }

    /// A case under no catalogue of the centre.
    public Submission(
            String txId,
            String service,
            int serviceVersion,
            Subject subject,
            Identity identity,
            Map<String, String> answers,
            Instant occurredAt,
            String terminal,
            boolean stored,
            List<FileRef> files) {
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
    public Submission(
            String txId,
            String service,
            int serviceVersion,
            Subject subject,
            Identity identity,
            Map<String, String> answers,
            Instant occurredAt,
            String terminal,
            boolean stored) {
        this(txId, service, serviceVersion, subject, identity, answers, occurredAt, terminal, stored, List.of());
    }

    /// The same case, made under a catalogue of the centre.
    public Submission under(int number) {
        return new Submission(
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
    public Submission by(Acting other) {
        return new Submission(
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
    public Submission of(String item, List<String> asked) {
        var own = new LinkedHashMap<>(answers);
        own.keySet().removeIf(name -> !asked.contains(name) && !name.equals(AGAIN));
        return new Submission(
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
