package org.openstm.kiosk.reference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A piece of HTML. The only way to make one: what is no `Html` already is text, and is escaped.
record Html(String markup) {
    /// No script, no picture, nothing from elsewhere, in nobody's frame.
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// A page for the branch's wall: it rings, and its buttons go back to it.
    static final String BOARD = POLICY.replace("form-action 'none'", "form-action 'self'") + "; media-src 'self'";

    static Html text(Object words) {
        if (words instanceof Html already) return already;
        return new Html(String.valueOf(words)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;"));
    }

    static Html all(List<Html> parts) {
        return new Html(parts.stream().map(Html::markup).collect(Collectors.joining("\n")));
    }

    /// @param name tag, and with a dot its class
    static Html tag(String name, Object... inside) {
        String[] named = name.split("\\.", 2);
        String mark = named.length > 1 ? " class=\"" + named[1] + "\"" : "";
        String content = Arrays.stream(inside).map(part -> text(part).markup).collect(Collectors.joining());
        return new Html("<" + named[0] + mark + ">" + content + "</" + named[0] + ">");
    }

    static Html link(String to, Object words) {
        return new Html("<a href=\"" + text(to).markup + "\">" + text(words).markup + "</a>");
    }

    /// Buttons that are sent to where the page came from.
    ///
    /// @param buttons value and words of each
    static Html form(String name, Map<String, String> buttons) {
        var inside = buttons.entrySet().stream()
                .map(b -> new Html("<button name=\"" + text(name).markup + "\" value=\"" + text(b.getKey()).markup
                        + "\">" + text(b.getValue()).markup + "</button>"))
                .toList();
        return new Html("<form method=\"post\">" + all(inside).markup + "</form>");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Html row(Object... cells) {
        return tag("tr", Arrays.stream(cells).map(cell -> tag("td", cell)).toArray());
    }

    static Html table(List<String> heads, List<Html> rows) {
        var head = tag("tr", heads.stream().map(h -> tag("th", h)).toArray());
        return tag("table", tag("thead", head), tag("tbody", all(rows)));
    }

    Answer page(int status, String title) {
        String whole = "<!doctype html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width\"><link rel=\"stylesheet\" href=\"/pages.css\">"
                + tag("title", title).markup + "</head>\n<body>" + markup + "</body></html>\n";
        return guarded(status, "text/html; charset=utf-8", whole.getBytes(StandardCharsets.UTF_8));
    }

    /// A page with buttons that may be sent to where it came from.
    Answer form(int status, String title) {
        return page(status, title)
                .with("Content-Security-Policy", POLICY.replace("form-action 'none'", "form-action 'self'"));
    }

    static Answer guarded(int status, String type, byte[] body) {
        return new Answer(
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
