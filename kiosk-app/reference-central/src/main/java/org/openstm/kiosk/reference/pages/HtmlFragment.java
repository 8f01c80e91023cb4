package org.openstm.kiosk.reference.pages;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openstm.kiosk.reference.http.ServerResponse;

/// A piece of HTML, which only this type can build: any other value is text, and is escaped.
record HtmlFragment(String markup) {
    /// Policy: no script, no picture, nothing from other origins, no framing.
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// Policy of a page on the branch's wall: it plays a sound, and its buttons post to its own origin.
    static final String BOARD = POLICY.replace("form-action 'none'", "form-action 'self'") + "; media-src 'self'";

    static HtmlFragment escapeText(Object words) {
        if (words instanceof HtmlFragment already) return already;
        return new HtmlFragment(String.valueOf(words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    }

    static HtmlFragment joinParts(List<HtmlFragment> parts) {
        return new HtmlFragment(parts.stream().map(HtmlFragment::markup).collect(Collectors.joining("\n")));
    }

    /// @param name tag, optionally with a dot and its class
    static HtmlFragment tag(String name, Object... inside) {
        String[] named = name.split("\\.", 2);
        String mark = named.length > 1 ? " class=\"" + named[1] + "\"" : "";
        String content =
                Arrays.stream(inside).map(part -> escapeText(part).markup).collect(Collectors.joining());
        return new HtmlFragment("<" + named[0] + mark + ">" + content + "</" + named[0] + ">");
    }

    static HtmlFragment link(String to, Object words) {
        return new HtmlFragment("<a href=\"" + escapeText(to).markup + "\">" + escapeText(words).markup + "</a>");
    }

    /// Buttons that post to the page's own URL.
    ///
    /// @param buttons value and label of each
    static HtmlFragment form(String name, Map<String, String> buttons) {
        var inside = buttons.entrySet().stream()
                .map(b -> new HtmlFragment("<button name=\"" + escapeText(name).markup + "\" value=\""
                        + escapeText(b.getKey()).markup + "\">" + escapeText(b.getValue()).markup + "</button>"))
                .toList();
        return new HtmlFragment("<form method=\"post\">" + joinParts(inside).markup + "</form>");
    }

    static byte[] toUtf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static HtmlFragment row(Object... cells) {
        return tag("tr", Arrays.stream(cells).map(cell -> tag("td", cell)).toArray());
    }

    static HtmlFragment table(List<String> heads, List<HtmlFragment> rows) {
        var head = tag("tr", heads.stream().map(h -> tag("th", h)).toArray());
        return tag("table", tag("thead", head), tag("tbody", joinParts(rows)));
    }

    ServerResponse toPage(int status, String title) {
        String whole = "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/pages.css\">"
                + tag("title", title).markup + "</head>\n<body>" + markup + "</body></html>\n";
        return guardedResponse(status, "text/html; charset=utf-8", whole.getBytes(StandardCharsets.UTF_8));
    }

    /// A page with buttons that post to its own URL.
    ServerResponse form(int status, String title) {
        return toPage(status, title)
                .withHeader("Content-Security-Policy", POLICY.replace("form-action 'none'", "form-action 'self'"));
    }

    static ServerResponse guardedResponse(int status, String type, byte[] body) {
        return new ServerResponse(
                status,
                type,
                body,
                Map.of(
                        "Content-Security-Policy", POLICY,
                        "X-Content-Type-Options", "nosniff",
                        "Referrer-Policy", "no-referrer",
                        "Cache-Control", "no-store"),
                false);
    }
}
