package org.openstm.kiosk.session.model;

import org.openstm.kiosk.catalog.Item.AssuranceLevel;

/// What proves who a person is, with the level of assurance that it gives alone.
public enum IdentityFactor {
    ID_CARD("id-card", AssuranceLevel.L1),
    SOCIAL_SECURITY_CARD("social-security-card", AssuranceLevel.L1),

    /// A code on a phone, of an app that proved the person by itself to this level.
    APP_CODE_L1("app-code-L1", AssuranceLevel.L1),
    APP_CODE_L2("app-code-L2", AssuranceLevel.L2),
    APP_CODE_L3("app-code-L3", AssuranceLevel.L3),

    /// A code by message to the number on record.
    SMS_CODE("sms-code", AssuranceLevel.L2),

    /// An officer compared person and card.
    STAFF_CODE("staff-code", AssuranceLevel.L3),

    /// In a demonstration, instead of a comparison of faces.
    SIMULATED_MATCH("simulated-match", AssuranceLevel.L3),

    /// Of an organisation: central confirmed that the acting person may act for it. The level is that of the person.
    MANDATE("mandate", AssuranceLevel.L0),

    /// Of an organisation: its credit code alone, which proves nothing.
    CREDIT_CODE("credit-code", AssuranceLevel.L0);

    private final String text;
    private final AssuranceLevel level;

    IdentityFactor(String text, AssuranceLevel level) {
        this.text = text;
        this.level = level;
    }

    /// As in the contract.
    public String text() {
        return text;
    }

    public AssuranceLevel level() {
        return level;
    }

    /// Whether it is no property of a card or a phone, but was added to the person who was checked.
    public boolean isCheck() {
        return this == STAFF_CODE || this == SIMULATED_MATCH;
    }

    /// Whether it comes from a code on a phone.
    public boolean isAppCode() {
        return this == APP_CODE_L1 || this == APP_CODE_L2 || this == APP_CODE_L3;
    }

    static IdentityFactor ofAppCode(AssuranceLevel level) {
        return switch (level) {
            case L0 -> throw new IllegalArgumentException("a login proves at least L1");
            case L1 -> APP_CODE_L1;
            case L2 -> APP_CODE_L2;
            case L3 -> APP_CODE_L3;
        };
    }
}
