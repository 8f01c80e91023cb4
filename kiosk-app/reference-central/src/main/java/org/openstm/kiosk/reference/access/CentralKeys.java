package org.openstm.kiosk.reference.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.central.crypto.CertificateFile;
import org.openstm.kiosk.central.crypto.SigningKey;
import org.openstm.kiosk.central.export.ExportKey;
import org.openstm.kiosk.reference.store.Database;
import org.openstm.kiosk.reference.store.Transaction;

/// Central's keys, in its data folder. All instances on one database have the same.
///
/// @param signing signs receipts and countersignatures
/// @param exports opens export files of terminals
/// @param authority issues the terminals' certificates; empty without TLS
public record CentralKeys(SigningKey signing, ExportKey exports, Optional<CertificateAuthority> authority) {
    /// Name of the first signing key.
    public static final String FIRST = "central";

    static final String SIGNING = "central-key.json";
    public static final String EXPORTS = "central-exports-key.json";

    private static final String ADOPT = "INSERT INTO signing_key(name, jwk) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String ADOPTED = "SELECT jwk FROM signing_key WHERE name = ?";

    /// Reads the keys, or generates them at the first start. [KeySetService] decides which one signs.
    public static CentralKeys loadOrCreate(Path dataDir, boolean tls, Instant now, Database database) {
        return new CentralKeys(
                signing(dataDir, database.inTransaction(KeySetService::findSignerName)),
                ExportKey.loadOrCreate(dataDir.resolve(EXPORTS)),
                tls ? Optional.of(CertificateAuthority.loadOrCreate(dataDir, now)) : Optional.empty());
    }

    private static SigningKey signing(Path dataDir, String id) {
        if (id.equals(FIRST)) return SigningKey.loadOrCreate(file(dataDir, id), id);
        if (!Files.exists(file(dataDir, id)))
            throw new IllegalStateException("central signs with the key " + id + " since it was changed: copy "
                    + file(dataDir, id).getFileName() + " from the data folder where it was changed");
        return SigningKey.loadExisting(file(dataDir, id), id);
    }

    /// File of the private key of this name.
    public static Path file(Path dataDir, String id) {
        return dataDir.resolve(id.equals(FIRST) ? SIGNING : id + "-key.json");
    }

    private record StoredKey(String name, String words, String file) {}

    private List<StoredKey> listStoredKeys() {
        var all = new ArrayList<StoredKey>();
        all.add(new StoredKey(
                signing.id(),
                signing.publicJwk(),
                file(Path.of(""), signing.id()).toString()));
        all.add(new StoredKey("exports", exports.publicJwk(), EXPORTS));
        authority.ifPresent(one -> all.add(new StoredKey(
                "authority", CertificateFile.toBase64(one.rootCertificate()), CertificateAuthority.CERTIFICATE)));
        return all;
    }

    /// Terminals trust these keys: an instance with others would be useless.
    public void requireSameKeys(Database database, Path dataDir) {
        for (var one : listStoredKeys()) {
            String known = database.inTransaction(b -> adoptKey(b, one));
            if (!known.equals(one.words))
                throw new IllegalStateException("this database was begun with another key than "
                        + dataDir.resolve(one.file) + ": copy " + one.file
                        + " from the data folder of the instance that began it");
        }
    }

    private static String adoptKey(Transaction b, StoredKey one) throws SQLException {
        b.executeUpdate(ADOPT, one.name, one.words);
        return b.queryFirst(ADOPTED, row -> row.getString(1), one.name).orElseThrow();
    }
}
