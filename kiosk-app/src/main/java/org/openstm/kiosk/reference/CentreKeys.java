package org.openstm.kiosk.reference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openstm.kiosk.central.CertificateFile;
import org.openstm.kiosk.central.ExportKey;
import org.openstm.kiosk.central.KioskKey;

/// The keys of a centre, in the folder of its data. All instances on one database have the same.
///
/// @param signing makes receipts and countersignatures
/// @param exports opens what is brought from terminals
/// @param authority makes the terminals' certificates; empty without TLS
record CentreKeys(KioskKey signing, ExportKey exports, Optional<CertificateAuthority> authority) {
    /// Name of the key by which a central signs first.
    static final String FIRST = "central";

    static final String SIGNING = "central-key.json";
    static final String EXPORTS = "central-exports-key.json";

    private static final String ADOPT = "INSERT INTO signing_key(name, jwk) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String ADOPTED = "SELECT jwk FROM signing_key WHERE name = ?";

    /// Reads the keys, or makes them at the first start. Which one signs is what [KeySets] says last.
    static CentreKeys at(Path dataDir, boolean tls, Instant now, Books books) {
        return new CentreKeys(
                signing(dataDir, books.together(KeySets::signer)),
                ExportKey.at(dataDir.resolve(EXPORTS)),
                tls ? Optional.of(CertificateAuthority.at(dataDir, now)) : Optional.empty());
    }

    private static KioskKey signing(Path dataDir, String id) {
        if (id.equals(FIRST)) return KioskKey.at(file(dataDir, id), id);
        if (!Files.exists(file(dataDir, id)))
            throw new IllegalStateException("central signs with the key " + id + " since it was changed: copy "
                    + file(dataDir, id).getFileName() + " from the data folder where it was changed");
        return KioskKey.of(file(dataDir, id), id);
    }

    /// Where the private key of this name lies.
    static Path file(Path dataDir, String id) {
        return dataDir.resolve(id.equals(FIRST) ? SIGNING : id + "-key.json");
    }

    private record Kept(String name, String words, String file) {}

    private List<Kept> kept() {
        var all = new ArrayList<Kept>();
        all.add(new Kept(
                signing.id(),
                signing.publicJwk(),
                file(Path.of(""), signing.id()).toString()));
        all.add(new Kept("exports", exports.publicJwk(), EXPORTS));
        authority.ifPresent(one -> all.add(
                new Kept("authority", CertificateFile.text(one.certificate()), CertificateAuthority.CERTIFICATE)));
        return all;
    }

    /// Terminals believe these: an instance with others is no help to anybody.
    void adopt(Books books, Path dataDir) {
        for (var one : kept()) {
            String known = books.together(b -> adopted(b, one));
            if (!known.equals(one.words))
                throw new IllegalStateException("this database was begun with another key than "
                        + dataDir.resolve(one.file) + ": copy " + one.file
                        + " from the data folder of the instance that began it");
        }
    }

    private static String adopted(Turn b, Kept one) throws SQLException {
        b.change(ADOPT, one.name, one.words);
        return b.one(ADOPTED, row -> row.getString(1), one.name).orElseThrow();
    }
}
