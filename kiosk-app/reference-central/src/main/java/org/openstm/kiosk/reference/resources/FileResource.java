package org.openstm.kiosk.reference.resources;

import java.time.InstantSource;
import java.util.Map;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.crypto.Sha256;
import org.openstm.kiosk.central.json.StrictJson;
import org.openstm.kiosk.reference.http.RefusalResponses;
import org.openstm.kiosk.reference.http.ServerRequest;
import org.openstm.kiosk.reference.http.ServerResponse;
import org.openstm.kiosk.reference.store.AttachmentStore;

/// Files that a terminal uploads before the case that names them.
public final class FileResource {
    private final AttachmentStore attachments;
    private final RefusalResponses refusals;
    private final InstantSource clock;

    public FileResource(AttachmentStore attachments, RefusalResponses refusals, InstantSource clock) {
        this.attachments = attachments;
        this.refusals = refusals;
        this.clock = clock;
    }

    /// By its bytes, and not by the declared type.
    public ServerResponse uploadFile(ServerRequest request, String terminal, String sha256) {
        byte[] bytes = request.body();
        if (!Sha256.digestHex(bytes).equals(sha256)) return refusals.refuse(422, "digest-wrong");
        var type = FileReference.detectType(bytes).filter(request.header("Content-Type")::equals);
        if (type.isEmpty()) return refusals.refuse(415, "type-wrong");
        boolean taken = attachments.storeFile(terminal, type.get(), bytes, clock.instant());
        return ServerResponse.ofJson(taken ? 201 : 200, StrictJson.toCanonicalBytes(Map.of("taken", taken)));
    }
}
