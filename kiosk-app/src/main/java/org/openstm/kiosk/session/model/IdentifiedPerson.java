package org.openstm.kiosk.session.model;

import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.form.PersonalDataMask;

/// Who stands there, as a card or a phone says.
///
/// @param layout which kind of card; `organisation` where it is no natural person
/// @param address empty where a phone says who it is
/// @param expired day the card ran out (ISO 8601), or empty while it is valid
/// @param born day of birth (ISO 8601), or empty where it is not told
/// @param factor how it is known: `id-card`, `social-security-card`, of an organisation `mandate` or its
///     `credit-code`
/// alone, or `app-code-L1`
/// to `app-code-L3` of a phone
public record IdentifiedPerson(
        String name, String number, String layout, String address, String expired, String born, String factor) {
    private static final String CARD = "id-card";
    private static final String SOCIAL_CARD = "social-security-card";
    private static final String ORGANISATION = "organisation";
    private static final String PHONE = "app-code-";

    /// As a card says.
    public IdentifiedPerson(String name, String number, String layout, String address, String expired, String born) {
        this(name, number, layout, address, expired, born, CARD);
    }

    /// The same, whose day of birth is not told.
    public IdentifiedPerson(String name, String number, String layout, String address, String expired) {
        this(name, number, layout, address, expired, "");
    }

    /// As a social security card says, which knows no address.
    public static IdentifiedPerson ofSocialCard(
            String name, String number, String layout, String expired, String born) {
        return new IdentifiedPerson(name, number, layout, "", expired, born, SOCIAL_CARD);
    }

    public boolean isBySocialCard() {
        return factor.equals(SOCIAL_CARD);
    }

    /// As the centre says of a phone's code.
    public static IdentifiedPerson ofPhone(String name, String number, String layout, Item.AssuranceLevel level) {
        return new IdentifiedPerson(name, number, layout, "", "", "", PHONE + level);
    }

    /// A legal person, or a sole trader's business.
    ///
    /// @param proven the centre has said that who acts may act
    public static IdentifiedPerson ofOrganisation(String name, String code, boolean proven) {
        return new IdentifiedPerson(name, code, ORGANISATION, "", "", "", proven ? "mandate" : "credit-code");
    }

    public boolean isOrganisation() {
        return layout.equals(ORGANISATION);
    }

    /// As screens and slips show it: what is public in full.
    public String shownName() {
        return isOrganisation() ? name : PersonalDataMask.maskName(name);
    }

    public String shownNumber() {
        return isOrganisation() ? number : PersonalDataMask.maskNumber(number);
    }

    public boolean isByPhone() {
        return factor.startsWith(PHONE);
    }

    /// How sure it is who it is, before anything else is asked.
    public Item.AssuranceLevel assuranceLevel() {
        return isByPhone() ? Item.AssuranceLevel.valueOf(factor.substring(PHONE.length())) : Item.AssuranceLevel.L1;
    }

    @Override
    public String toString() {
        return "Person[" + shownName() + "]";
    }
}
