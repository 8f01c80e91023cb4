package org.openstm.kiosk.reference;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.openstm.kiosk.central.export.ExportFile;
import org.openstm.kiosk.central.export.ExportKey;
import org.openstm.kiosk.central.terminal.JournalCountersignature;
import org.openstm.kiosk.central.terminal.TerminalCommand;
import org.openstm.kiosk.reference.access.CentralKeys;
import org.openstm.kiosk.reference.access.KeySetService;
import org.openstm.kiosk.reference.access.PairingRegister;
import org.openstm.kiosk.reference.access.RequestAuthenticator;
import org.openstm.kiosk.reference.access.SigningKeyStatus;
import org.openstm.kiosk.reference.store.AttachmentStore;
import org.openstm.kiosk.reference.terminals.CommandQueue;
import org.openstm.kiosk.reference.terminals.JournalHeads;
import org.openstm.kiosk.reference.terminals.PublishedCatalogues;

/// What people at central do by command, on its database: pairing codes, catalogues, commands to terminals,
/// keys, exports. A central that runs takes notice of it without a restart, unless a method says otherwise.
public final class CentralAdministration {
    private CentralAdministration() {}

    /// A code that lets this terminal register its key within the next quarter of an hour, once.
    ///
    /// @param dataDir folder of the database file, where there is no `url`
    public static String createPairingCode(Path dataDir, Optional<String> url, String terminal, InstantSource clock) {
        try (var database = ReferenceCentral.openDatabase(dataDir, url)) {
            return PairingRegister.issueCode(database, terminal, clock.instant());
        }
    }

    /// Validity of a code of [#createPairingCode].
    public static Duration pairingCodeValidity() {
        return PairingRegister.VALID;
    }

    /// Publishes a catalogue, which terminals take from now on.
    ///
    /// @param dataDir of central, with its key and, if there is no `url`, its database
    /// @param files by path, complete: a file that is missing is not in the catalogue
    /// @param from not before now
    /// @param counts how long terminals accept it without renewal by central
    /// @param program lowest version of the terminals' program
    /// @return its number, or empty if these are the files of the last one
    /// @throws ContractViolationException with a description, if a file's name or size is not allowed
    public static Optional<Integer> publishCatalogue(
            Path dataDir,
            Optional<String> url,
            Map<String, byte[]> files,
            Instant from,
            Duration counts,
            String program,
            InstantSource clock) {
        if (from.isBefore(clock.instant().minusSeconds(60)))
            throw new IllegalArgumentException("a catalogue cannot have been in force before it was published");
        try (var database = ReferenceCentral.openDatabase(dataDir, url)) {
            var keys = CentralKeys.loadOrCreate(dataDir, false, clock.instant(), database);
            keys.requireSameKeys(database, dataDir);
            return new PublishedCatalogues(database, keys.signing()).publishCatalogue(files, from, counts, program);
        }
    }

    /// Signs a command for a terminal, which receives it with its next heartbeat.
    ///
    /// @param id a UUID that no earlier command had
    /// @param good period after which it is no longer started
    public static void queueCommand(
            Path dataDir,
            Optional<String> url,
            String id,
            String terminal,
            TerminalCommand.CommandType kind,
            Duration good,
            InstantSource clock) {
        try (var database = ReferenceCentral.openDatabase(dataDir, url)) {
            var keys = CentralKeys.loadOrCreate(dataDir, false, clock.instant(), database);
            keys.requireSameKeys(database, dataDir);
            new CommandQueue(database, keys.signing()).queueCommand(id, terminal, kind, good, clock.instant());
        }
    }

    /// Changes nothing.
    public static SigningKeyStatus signingKeys(Path dataDir, Optional<String> url) {
        return withKeys(dataDir, url, KeySetService::keyStatus);
    }

    /// Makes the next signing key and tells terminals of it with their heartbeats.
    public static SigningKeyStatus announceKey(Path dataDir, Optional<String> url, InstantSource clock) {
        return withKeys(dataDir, url, keys -> {
            keys.announceKey(clock.instant());
            return keys.keyStatus();
        });
    }

    /// From the next start on every instance signs with the announced key; the one before stays valid for a
    /// while.
    public static SigningKeyStatus changeKey(
            Path dataDir, Optional<String> url, Duration overlap, InstantSource clock) {
        return withKeys(dataDir, url, keys -> {
            keys.changeKey(overlap, clock.instant());
            return keys.keyStatus();
        });
    }

    /// Nobody is to believe the key before the one that signs.
    public static SigningKeyStatus retireKey(Path dataDir, Optional<String> url, InstantSource clock) {
        return withKeys(dataDir, url, keys -> {
            keys.retireKey(clock.instant());
            return keys.keyStatus();
        });
    }

    private static SigningKeyStatus withKeys(
            Path dataDir, Optional<String> url, Function<KeySetService, SigningKeyStatus> work) {
        try (var database = ReferenceCentral.openDatabase(dataDir, url)) {
            return work.apply(new KeySetService(database, dataDir));
        }
    }

    /// Decrypts an export file of a terminal into a new payload file.
    ///
    /// @throws ExportFile.Refused with a sentence for the person who brought it; then no file is left
    public static ExportFile.OpenedExport openExport(Path file, Path dataDir, Optional<String> url, Path payload)
            throws ExportFile.Refused {
        var key = ExportKey.loadExisting(dataDir.resolve(CentralKeys.EXPORTS));
        try (var database = ReferenceCentral.openDatabase(dataDir, url)) {
            return ExportFile.openExport(
                    file,
                    key,
                    terminal -> database.inTransaction(b -> RequestAuthenticator.findRegisteredJwk(b, terminal)),
                    payload);
        }
    }

    /// How far central has countersigned the journal of a terminal; empty if it never has.
    public static Optional<JournalCountersignature> findCountersignature(
            String terminal, Path dataDir, Optional<String> url) {
        try (var database = ReferenceCentral.openDatabase(dataDir, url)) {
            return database.inTransaction(b -> JournalHeads.findLastCountersignature(b, terminal));
        }
    }

    /// The newest support bundle of a terminal, as it was received.
    public static Optional<byte[]> findSupportBundle(String terminal, Path dataDir, Optional<String> url) {
        try (var database = ReferenceCentral.openDatabase(dataDir, url)) {
            return AttachmentStore.findNewestExport(database, terminal);
        }
    }
}
