package org.openstm.kiosk.central.terminal;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.json.ContractViolationException;
import org.openstm.kiosk.central.json.StrictJson;

/// Contents of a catalogue. A parsed manifest lists plain files whose names stay in one folder; [#parseSigned]
/// also verifies central's signature.
///
/// @param number increasing; a terminal takes no lower one than it has seen
/// @param from start of its validity
/// @param until end of its validity
/// @param program lowest version of the terminal's program that understands it, `0.1.0`
public record CatalogueManifest(int number, Instant from, Instant until, String program, List<ManifestFile> files) {
    /// Maximum size of one file.
    public static final int LARGEST = 1 << 20;

    /// Maximum size of all files together.
    public static final int LARGEST_WHOLE = 32 << 20;

    public static final int MOST_FILES = 1500;
    private static final Pattern PATH =
            Pattern.compile("[a-z0-9][a-z0-9-]{0,59}(/[a-z0-9][a-z0-9-]{0,59}){0,2}\\.yaml");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PROGRAM = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4}){2}");

    /// @param path in lower-case letters, digits and hyphens, `pension/life-proof.yaml`
    /// @param sha256 of its bytes, hex
    public record ManifestFile(String path, String sha256, int bytes) {
        public ManifestFile {
            if (!PATH.matcher(path).matches())
                throw new ContractViolationException("'" + path + "' is no name of a catalogue's file");
            if (!DIGEST.matcher(sha256).matches()) throw new ContractViolationException("no digest: " + sha256);
            if (bytes < 0 || bytes > LARGEST)
                throw new ContractViolationException(path + " is larger than " + LARGEST + " bytes");
        }
    }

    /// Verifies that a signature was made by central.
    public interface SignatureCheck {
        boolean isSignedByCentral(String jws, byte[] payload);
    }

    public CatalogueManifest {
        files = List.copyOf(files);
        if (number < 1) throw new ContractViolationException("catalogues are numbered from 1");
        if (!from.isBefore(until)) throw new ContractViolationException("the catalogue ends before it begins");
        if (!PROGRAM.matcher(program).matches()) throw new ContractViolationException("no version: " + program);
        if (files.isEmpty() || files.size() > MOST_FILES)
            throw new ContractViolationException(files.size() + " files: 1 to " + MOST_FILES + " are taken");
        var names = new HashSet<String>();
        long whole = 0;
        for (var file : files) {
            if (!names.add(file.path)) throw new ContractViolationException(file.path + " stands there twice");
            whole += file.bytes;
        }
        if (whole > LARGEST_WHOLE)
            throw new ContractViolationException("the files are larger than " + LARGEST_WHOLE + " bytes");
    }

    /// Parses a manifest that central signed.
    ///
    /// @param bytes as they were received or stored
    /// @throws ContractViolationException if it breaks the contract, or is not signed by central
    public static CatalogueManifest parseSigned(byte[] bytes, SignatureCheck proof) {
        var json = StrictJson.parse(bytes);
        if (!proof.isSignedByCentral(json.text("signature"), json.canonicalBytesWithout("signature")))
            throw new ContractViolationException("the signature of the catalogue is not valid");
        return new CatalogueManifest(
                json.integer("number"),
                json.instant("from"),
                json.instant("until"),
                json.text("program"),
                json.objectList("files").stream()
                        .map(f -> new ManifestFile(f.text("path"), f.text("sha256"), f.integer("bytes")))
                        .toList());
    }

    /// The bytes that are signed.
    public Map<String, Object> toJsonTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("number", number);
        tree.put("from", from);
        tree.put("until", until);
        tree.put("program", program);
        tree.put(
                "files",
                files.stream()
                        .map(f -> Map.<String, Object>of("path", f.path, "sha256", f.sha256, "bytes", f.bytes))
                        .toList());
        return tree;
    }
}
