package org.openstm.kiosk.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.central.terminal.HeartbeatRequest;
import org.openstm.kiosk.central.terminal.HeartbeatResponse;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.FindingKind;
import org.openstm.kiosk.journal.model.JournalAnchor;
import org.openstm.kiosk.journal.model.JournalException;

/// Has central countersign the end of the journal, and detects a journal that is not the one central saw: an
/// old copy that was restored, or a cloned disk.
final class JournalWitness {
    private static final System.Logger LOG = System.getLogger(JournalWitness.class.getName());
    private static final FindingKind FORK = FindingKind.CHAIN_FORK;

    private final Journal journal;
    private final CentralApi central;
    private final String version;
    private volatile Supplier<List<HeartbeatRequest.DeviceReport>> devices = List::of;
    private volatile Supplier<Optional<HeartbeatRequest.ServiceOffer>> offer = Optional::empty;

    JournalWitness(Journal journal, CentralApi central, String version) {
        this.journal = journal;
        this.central = central;
        this.version = version;
    }

    void setStatusSuppliers(
            Supplier<List<HeartbeatRequest.DeviceReport>> all, Supplier<HeartbeatRequest.ServiceOffer> now) {
        devices = all;
        offer = () -> Optional.of(now.get());
    }

    CentralReply<HeartbeatResponse> sendHeartbeat() {
        var reply = central.sendHeartbeat(buildHeartbeat());
        try {
            if (reply instanceof CentralReply.Done<HeartbeatResponse>(var response)) checkCountersignature(response);
        } catch (RuntimeException notNoted) {
            // the connection is up, whatever the disk does; the next heartbeat brings the countersignature
            // again
            LOG.log(
                    System.Logger.Level.WARNING,
                    "central's countersignature could not be stored: " + notNoted.getMessage());
        }
        return reply;
    }

    /// A journal that cannot be read must not stop the heartbeat.
    private HeartbeatRequest buildHeartbeat() {
        try {
            var end = journal.chain().chainEnd();
            var seen = journal.chain()
                    .latestAnchor()
                    .map(last -> new HeartbeatRequest.CountersignedEntry(last.seq(), last.hash()));
            return new HeartbeatRequest(
                    Optional.of(new HeartbeatRequest.JournalEnd(
                            journal.chain().startSequence(), end.seq(), end.hash(), seen)),
                    journal.cases().queuedCaseCount(),
                    journal.findings().openFindings().size(),
                    version,
                    devices.get(),
                    offer.get());
        } catch (JournalException unreadable) {
            return new HeartbeatRequest(Optional.empty(), 0, 0, version, devices.get(), offer.get());
        }
    }

    private void checkCountersignature(HeartbeatResponse response) {
        var last = response.last();
        boolean ours = journal.chain().findEntryHash(last.seq()).equals(Optional.of(last.hash()));
        boolean newer = journal.chain()
                .latestAnchor()
                .map(known -> last.seq() > known.seq())
                .orElse(true);
        // not followed and ours: only central's last answer was lost on the way
        if (ours && newer && !journal.chain().findEndToCountersign().isEmpty())
            journal.chain().recordAnchor(toAnchor(last));
        if (!ours && !response.followed())
            journal.findings()
                    .raiseFinding(
                            FORK,
                            "central has seen entry " + last.seq() + " at " + last.at()
                                    + ", which this journal does not have: an old copy was laid back, or another terminal"
                                    + " runs with a copy");
    }

    private static JournalAnchor toAnchor(JournalCountersignature last) {
        return new JournalAnchor(last.seq(), last.hash(), StrictJson.toCanonicalBytes(last.toJsonTree()));
    }
}
