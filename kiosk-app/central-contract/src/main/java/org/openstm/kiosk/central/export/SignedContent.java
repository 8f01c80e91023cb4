package org.openstm.kiosk.central.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetStringParser;
import org.bouncycastle.asn1.ASN1SequenceParser;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1SetParser;
import org.bouncycastle.asn1.ASN1StreamParser;
import org.bouncycastle.asn1.ASN1TaggedObjectParser;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.openstm.kiosk.central.crypto.Sha256;

/// The outer layer of an export, a SignedData, read once from beginning to end. Only its content may be long.
///
/// Bouncy Castle's own parser of a SignedData ignores what follows the signature, and what it does not look at. Here
/// every byte that the signature does not cover must be as agreed. An [IOException] or a [RuntimeException] of the
/// parser means that the file is not.
final class SignedContent {
    /// Type of a content that is a CMS structure itself (id-ct-contentInfo of RFC 5652).
    static final ASN1ObjectIdentifier CONTENT_INFO = PKCSObjectIdentifiers.id_ct.branch("6");

    /// Of all before the content, and of all after it.
    private static final int LONGEST_EDGE = 1 << 16;

    private static final ASN1Integer VERSION = new ASN1Integer(3);

    private final BoundedStream source;
    private final ASN1SequenceParser contentInfo;
    private final ASN1TaggedObjectParser signedDataTag;
    private final ASN1SequenceParser signedData;
    private final ASN1Set digestAlgorithms;
    private final ASN1SequenceParser encapsulated;
    private final ASN1ObjectIdentifier type;
    private final ASN1TaggedObjectParser contentTag;
    private final MessageDigest digest = Sha256.newDigest();
    private final InputStream content;

    private SignedContent(BoundedStream source, ASN1SequenceParser contentInfo) throws IOException {
        this.source = source;
        this.contentInfo = contentInfo;
        signedDataTag = requireTag(contentInfo.readObject());
        signedData = (ASN1SequenceParser) signedDataTag.parseExplicitBaseObject();
        require(VERSION.equals(signedData.readObject()));
        digestAlgorithms = ASN1Set.getInstance(((ASN1SetParser) signedData.readObject()).toASN1Primitive());
        encapsulated = (ASN1SequenceParser) signedData.readObject();
        type = (ASN1ObjectIdentifier) encapsulated.readObject();
        contentTag = requireTag(encapsulated.readObject());
        var octets = (ASN1OctetStringParser) contentTag.parseExplicitBaseObject();
        source.allow(Long.MAX_VALUE);
        content = new DigestInputStream(octets.getOctetStream(), digest);
    }

    private record Head(ASN1SequenceParser contentInfo, ASN1ObjectIdentifier type) {}

    /// @throws ExportFile.Refused if the file is something else
    static SignedContent open(Path file, BoundedStream source) throws IOException, ExportFile.Refused {
        source.allow(LONGEST_EDGE);
        var head = readHead(new ASN1StreamParser(source, LONGEST_EDGE))
                .orElseThrow(() -> new ExportFile.Refused(file + " is no export of a terminal"));
        var type = head.type();
        if (type.equals(PKCSObjectIdentifiers.signedData)) return new SignedContent(source, head.contentInfo());
        boolean unsigned =
                type.equals(CMSObjectIdentifiers.authEnvelopedData) || type.equals(CMSObjectIdentifiers.envelopedData);
        throw new ExportFile.Refused(file + (unsigned ? " has no signature" : " is no export of a terminal"));
    }

    /// Empty if this is no CMS.
    private static Optional<Head> readHead(ASN1StreamParser parser) {
        try {
            if (parser.readObject() instanceof ASN1SequenceParser contentInfo
                    && contentInfo.readObject() instanceof ASN1ObjectIdentifier type)
                return Optional.of(new Head(contentInfo, type));
            return Optional.empty();
        } catch (UncheckedIOException disk) {
            throw disk;
        } catch (IOException | RuntimeException other) {
            return Optional.empty();
        }
    }

    private static ASN1TaggedObjectParser requireTag(ASN1Encodable object) throws IOException {
        var tagged = (ASN1TaggedObjectParser) object;
        require(tagged.hasContextTag(0));
        return tagged;
    }

    private static void require(boolean agreed) throws IOException {
        if (!agreed) throw new IOException("not as agreed");
    }

    /// To be read to its end before [#readSignature].
    InputStream stream() {
        return content;
    }

    /// SHA-256 of the content, which was read to its end.
    byte[] finishDigest() {
        return digest.digest();
    }

    /// Reads on to the end of the structure.
    SignedData readSignature() throws IOException {
        source.allow(LONGEST_EDGE);
        require(contentTag.parseExplicitBaseObject() == null);
        require(encapsulated.readObject() == null);
        // neither certificates nor revocation lists, which no signature covers
        var signers = ASN1Set.getInstance(((ASN1SetParser) signedData.readObject()).toASN1Primitive());
        require(signedData.readObject() == null);
        require(signedDataTag.parseExplicitBaseObject() == null);
        require(contentInfo.readObject() == null);
        return new SignedData(digestAlgorithms, new ContentInfo(type, null), null, null, signers);
    }

    /// Whether nothing follows the structure.
    boolean isEndOfFile() throws IOException {
        return source.read() < 0;
    }
}
