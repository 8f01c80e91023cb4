package org.openstm.kiosk.session.model;

import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.PersonalDataMask;

/// The person at the terminal, as a card or a phone identifies them.
///
/// @param layout kind of card; `organisation` for a legal person
/// @param address empty for a phone login
/// @param expired day on which the card expired (ISO 8601), or empty while it is valid
/// @param born day of birth (ISO 8601), or empty where unknown
/// @param factor what proves it
public record IdentifiedPerson(
        String name, String number, String layout, String address, String expired, String born, IdentityFactor factor) {
    private static final String ORGANISATION = "organisation";

    /// Identity from an identity card.
    public IdentifiedPerson(String name, String number, String layout, String address, String expired, String born) {
        this(name, number, layout, address, expired, born, IdentityFactor.ID_CARD);
    }

    /// The same without a day of birth.
    public IdentifiedPerson(String name, String number, String layout, String address, String expired) {
        this(name, number, layout, address, expired, "");
    }

    /// Identity from a social security card, which holds no address.
    public static IdentifiedPerson ofSocialCard(
            String name, String number, String layout, String expired, String born) {
        return new IdentifiedPerson(name, number, layout, "", expired, born, IdentityFactor.SOCIAL_SECURITY_CARD);
    }

    public boolean isBySocialCard() {
        return factor == IdentityFactor.SOCIAL_SECURITY_CARD;
    }

    /// Identity from central for a phone code.
    public static IdentifiedPerson ofPhone(String name, String number, String layout, Item.AssuranceLevel level) {
        return new IdentifiedPerson(name, number, layout, "", "", "", IdentityFactor.ofAppCode(level));
    }

    /// A legal person, or a sole trader's business.
    ///
    /// @param proven whether central has confirmed the mandate of the acting person
    public static IdentifiedPerson ofOrganisation(String name, String code, boolean proven) {
        var factor = proven ? IdentityFactor.MANDATE : IdentityFactor.CREDIT_CODE;
        return new IdentifiedPerson(name, code, ORGANISATION, "", "", "", factor);
    }

    public boolean isOrganisation() {
        return layout.equals(ORGANISATION);
    }

    /// The person for screens and slips: public data is not masked.
    public String shownName() {
        return isOrganisation() ? name : PersonalDataMask.maskName(name);
    }

    public String shownNumber() {
        return isOrganisation() ? number : PersonalDataMask.maskNumber(number);
    }

    public boolean isByPhone() {
        return factor.isAppCode();
    }

    /// Level of assurance before any further check.
    public Item.AssuranceLevel assuranceLevel() {
        return isByPhone() ? factor.level() : Item.AssuranceLevel.L1;
    }

    @Override
    public String toString() {
        return "IdentifiedPerson[" + shownName() + "]";
    }
}
