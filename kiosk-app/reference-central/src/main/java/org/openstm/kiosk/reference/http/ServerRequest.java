package org.openstm.kiosk.reference.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.json.StrictJson;

/// One HTTP request with its complete body.
///
/// @param path as it was sent, before decoding
/// @param headers by lower-case name, the first value of each
/// @param certificate that the caller presented, with proof of its key; its validity is checked later
public record ServerRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        byte[] body,
        Optional<X509Certificate> certificate) {
    private static final Pattern FILE = Pattern.compile("/v1/terminals/[^/]+/files/[^/]+");

    /// The largest body that is read: file uploads may be larger than other requests.
    public static int maximumBodySize(String method, String path) {
        return method.equals("PUT") && FILE.matcher(path).matches() ? FileReference.LARGEST : StrictJson.LARGEST;
    }

    /// The same with its body.
    public ServerRequest withBody(byte[] bytes) {
        return new ServerRequest(method, path, query, headers, bytes, certificate);
    }

    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), "");
    }

    /// The segments of the path, decoded.
    public List<String> pathParts() {
        return Arrays.stream(path.substring(1).split("/", -1))
                .map(ServerRequest::decodePart)
                .toList();
    }

    public String queryParameter(String name) {
        for (String pair : query.split("&", -1)) {
            int at = pair.indexOf('=');
            if (at > 0 && pair.substring(0, at).equals(name)) return decodePart(pair.substring(at + 1));
        }
        return "";
    }

    private static String decodePart(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return part;
        }
    }

    @Override
    public String toString() {
        return "ServerRequest[" + method + "]";
    }
}
