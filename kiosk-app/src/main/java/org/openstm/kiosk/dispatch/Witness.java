package org.openstm.kiosk.dispatch;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.openstm.kiosk.central.Beat;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.Countersign;
import org.openstm.kiosk.central.Json;
import org.openstm.kiosk.central.Pulse;
import org.openstm.kiosk.central.Reply;
import org.openstm.kiosk.journal.Anchor;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.JournalTrouble;

/// Has the centre countersign the end of the journal, and finds out when the journal is not the one that it saw: an
/// old copy that was laid back, or a disk that was cloned.
final class Witness {
    private static final System.Logger LOG = System.getLogger(Witness.class.getName());
    private static final String FORK = "chain-fork";

    private final Journal journal;
    private final CentralApi central;
    private final String version;
    private volatile Supplier<List<Beat.Instrument>> devices = List::of;
    private volatile Supplier<Optional<Beat.Offer>> offer = Optional::empty;

    Witness(Journal journal, CentralApi central, String version) {
        this.journal = journal;
        this.central = central;
        this.version = version;
    }

    void sees(Supplier<List<Beat.Instrument>> all, Supplier<Beat.Offer> now) {
        devices = all;
        offer = () -> Optional.of(now.get());
    }

    Reply<Pulse> beat() {
        var reply = central.heartbeat(now());
        try {
            if (reply instanceof Reply.Done<Pulse>(var pulse)) hear(pulse);
        } catch (RuntimeException notNoted) {
            // the line is up, whatever the disk does; the countersignature comes again with the next beat
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the centre's countersignature was not kept: " + notNoted.getMessage());
        }
        return reply;
    }

    /// A journal that cannot be read keeps nobody from hearing of this terminal.
    private Beat now() {
        try {
            var end = journal.end();
            var seen = journal.anchor().map(last -> new Beat.Seen(last.seq(), last.hash()));
            return new Beat(
                    Optional.of(new Beat.JournalEnd(journal.begin(), end.seq(), end.hash(), seen)),
                    journal.queued(),
                    journal.findings().size(),
                    version,
                    devices.get(),
                    offer.get());
        } catch (JournalTrouble unreadable) {
            return new Beat(Optional.empty(), 0, 0, version, devices.get(), offer.get());
        }
    }

    private void hear(Pulse pulse) {
        var last = pulse.last();
        boolean ours = journal.hashOf(last.seq()).equals(Optional.of(last.hash()));
        boolean newer = journal.anchor().map(known -> last.seq() > known.seq()).orElse(true);
        // not followed and ours: only the centre's last answer was lost on the way
        if (ours && newer && !journal.unwitnessed().isEmpty()) journal.anchored(anchor(last));
        if (!ours && !pulse.followed())
            journal.alarm(
                    FORK,
                    "the centre has seen entry " + last.seq() + " at " + last.at()
                            + ", which this journal does not have: an old copy was laid back, or another terminal"
                            + " runs with a copy");
    }

    private static Anchor anchor(Countersign last) {
        return new Anchor(last.seq(), last.hash(), Json.canonical(last.tree()));
    }
}
