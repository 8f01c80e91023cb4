package org.openstm.kiosk.central;

import java.util.List;

/// Obtains evidence from central for a test's persons, as the kiosk does: by card, then by staff.
public final class Proofs {
    private static final String OFFICER = "0417";

    private Proofs() {}

    /// A person whose card was read and who was checked by staff.
    public static ProvenSubject proven(CentralApi kiosk, CaseSubject who) {
        return new ProvenSubject(who, evidence(kiosk, who));
    }

    /// A person whose card was read.
    public static ProvenSubject byCard(CentralApi kiosk, CaseSubject who) {
        return new ProvenSubject(who, claim(kiosk, "", who, "id-card"));
    }

    /// As in a case.
    public static IdentityAssurance identity(CentralApi kiosk, CaseSubject... persons) {
        return new IdentityAssurance("L3", List.of("id-card", "staff-code"), evidence(kiosk, persons));
    }

    /// One evidence for all persons of the session.
    public static String evidence(CentralApi kiosk, CaseSubject... persons) {
        String evidence = "";
        for (var person : persons) {
            evidence = claim(kiosk, evidence, person, "id-card");
            evidence = claim(kiosk, evidence, person, "staff-code");
        }
        return evidence;
    }

    private static String claim(CentralApi kiosk, String evidence, CaseSubject who, String factor) {
        var claim = new IdentityClaim(evidence, who, factor, factor.equals("staff-code") ? OFFICER : "");
        return switch (kiosk.proveIdentity(claim)) {
            case CentralReply.Done<String>(var given) -> given;
            case CentralReply.Refused<String>(var problem) -> throw new AssertionError(factor + " refused: " + problem);
            case CentralReply.NoAnswer<String>(var _, var why, var _) -> throw new NoCentral(why);
        };
    }

    /// Central does not answer: a fault-injection test that kills it asks again.
    public static final class NoCentral extends RuntimeException {
        private static final long serialVersionUID = 1;

        NoCentral(String why) {
            super(why);
        }
    }
}
