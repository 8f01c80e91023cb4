package org.openstm.kiosk.central;

import java.util.List;

/// Evidence that a test's terminal gets of central for its persons, as the kiosk gets it: a card, then staff.
public final class Proofs {
    private static final String OFFICER = "0417";

    private Proofs() {}

    /// A person whose card was read, and whom staff have looked at.
    public static ProvenSubject proven(CentralApi kiosk, Subject who) {
        return new ProvenSubject(who, evidence(kiosk, who));
    }

    /// A person whose card was read.
    public static ProvenSubject byCard(CentralApi kiosk, Subject who) {
        return new ProvenSubject(who, claim(kiosk, "", who, "id-card"));
    }

    /// As a case says it.
    public static Identity identity(CentralApi kiosk, Subject... persons) {
        return new Identity("L3", List.of("id-card", "staff-code"), evidence(kiosk, persons));
    }

    /// One evidence for everybody who stands there.
    public static String evidence(CentralApi kiosk, Subject... persons) {
        String evidence = "";
        for (var person : persons) {
            evidence = claim(kiosk, evidence, person, "id-card");
            evidence = claim(kiosk, evidence, person, "staff-code");
        }
        return evidence;
    }

    private static String claim(CentralApi kiosk, String evidence, Subject who, String factor) {
        var claim = new IdentityClaim(evidence, who, factor, factor.equals("staff-code") ? OFFICER : "");
        return switch (kiosk.proveIdentity(claim)) {
            case Reply.Done<String>(var given) -> given;
            case Reply.Refused<String>(var problem) -> throw new AssertionError(factor + " refused: " + problem);
            case Reply.NoAnswer<String>(var why, var _) -> throw new NoCentral(why);
        };
    }

    /// Central does not answer: a rig that kills it asks again.
    public static final class NoCentral extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoCentral(String why) {
            super(why);
        }
    }
}
