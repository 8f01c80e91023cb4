package org.openstm.device.driver.chipcard;

import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.FaultCode;
import org.openstm.device.driver.chipcard.travel.CountrySigningAuthorities;
import org.openstm.device.driver.chipcard.travel.TravelChip;
import org.openstm.device.driver.iso7816.ApduChannel;
import org.openstm.device.driver.iso7816.MalformedCardData;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// Detects the kind of a card. A social security card often has a bank application, too, so the social security
/// application is tried first.
final class CardKindDetector {
    private final ApduChannel talk;
    private final CountrySigningAuthorities authorities;

    CardKindDetector(ApduChannel talk, CountrySigningAuthorities authorities) {
        this.talk = talk;
        this.authorities = authorities;
    }

    Reading readCard() throws LinkLost, CardTrouble, MalformedCardData, InterruptedException {
        var social = new SocialSecurityFiles(talk);
        if (social.isPresent()) return new Reading.SocialSecurity(social.readCard());
        var bank = new BankApplication(talk);
        var account = bank.readCard();
        if (account.isPresent()) return new Reading.Bank(account.get());
        if (bank.isBlocked())
            return new Reading.Unreadable(FaultCode.CARD_IS_BANK.fault("a bank card whose application is blocked"));
        if (new TravelChip(talk, authorities).isPresent())
            return new Reading.Unreadable(
                    FaultCode.CARD_NEEDS_KEY.fault("a travel document, which is opened by what is printed in it"));
        return new Reading.Unreadable(FaultCode.CARD_KIND_UNKNOWN.fault(
                "neither a social security card nor a bank card nor a travel document"));
    }
}
