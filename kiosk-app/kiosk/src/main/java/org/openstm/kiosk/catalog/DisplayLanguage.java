package org.openstm.kiosk.catalog;

import java.util.Locale;

/// The languages of screens and slips.
public enum DisplayLanguage {
    ZH_CN("zh-CN", Locale.SIMPLIFIED_CHINESE),
    EN("en", Locale.ENGLISH);

    private final String tag;
    private final Locale locale;

    DisplayLanguage(String tag, Locale locale) {
        this.tag = tag;
        this.locale = locale;
    }

    /// BCP 47 tag, as used in YAML and on the wire.
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return locale;
    }

    public DisplayLanguage otherLanguage() {
        return this == ZH_CN ? EN : ZH_CN;
    }
}
