package org.openstm.device.driver.chipcard;

import org.openstm.device.ChipCardReader.Reading;
import org.openstm.device.Fault;
import org.openstm.device.WhoActs;
import org.openstm.device.driver.chipcard.travel.Authorities;
import org.openstm.device.driver.chipcard.travel.TravelChip;
import org.openstm.device.driver.iso7816.CardTalk;
import org.openstm.device.driver.iso7816.Unsound;
import org.openstm.device.link.CardTrouble;
import org.openstm.device.link.LinkLost;

/// Finds out what kind of card it is. A social security card often carries a bank's application,
/// too: the first is asked for first.
final class CardKinds {
    private final CardTalk talk;
    private final Authorities authorities;

    CardKinds(CardTalk talk, Authorities authorities) {
        this.talk = talk;
        this.authorities = authorities;
    }

    Reading read() throws LinkLost, CardTrouble, Unsound, InterruptedException {
        var social = new SocialSecurityFiles(talk);
        if (social.there()) return new Reading.SocialSecurity(social.read());
        var bank = new BankApplication(talk);
        var account = bank.read();
        if (account.isPresent()) return new Reading.Bank(account.get());
        if (bank.blocked())
            return new Reading.Unreadable(
                    new Fault("card-is-bank", WhoActs.CITIZEN, "a bank card whose application is blocked"));
        if (new TravelChip(talk, authorities).there())
            return new Reading.Unreadable(new Fault(
                    TravelChip.NEEDS_KEY,
                    WhoActs.CITIZEN,
                    "a travel document, which is opened by what is printed in it"));
        return new Reading.Unreadable(new Fault(
                "card-kind-unknown",
                WhoActs.CITIZEN,
                "neither a social security card nor a bank card nor a travel document"));
    }
}
