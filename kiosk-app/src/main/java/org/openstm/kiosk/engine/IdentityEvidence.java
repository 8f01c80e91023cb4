package org.openstm.kiosk.engine;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.openstm.kiosk.central.CentralApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.ServiceApplication;

/// The evidence that central gives out for the persons of one session; a new one begins with the next session.
///
/// Central is asked when something about a person is asked or handed in, not when the card is read: many
/// sessions need nothing of central. For a case it is asked when the check page comes. Where it cannot be
/// asked, the question goes without evidence and central decides.
final class IdentityEvidence {
    /// Factors that are no property of a card or a phone: they are added to the person who was checked.
    private static final Set<String> CHECKS = Set.of("staff-code", "simulated-match");

    private final CentralApi central;
    private final Set<String> proven = new HashSet<>();
    private String evidence = "";
    private String officer = "";
    private boolean wanted = true;
    private boolean unanswered;

    IdentityEvidence(CentralApi central) {
        this.central = central;
    }

    /// @param number of the officer who has looked at person and card
    synchronized void setCheckingOfficer(String number) {
        officer = number;
    }

    /// @return the person with all the evidence that there is
    synchronized ProvenSubject proveSubject(IdentifiedPerson person) {
        if (!person.isOrganisation()) proveFactor(person, person.factor());
        return new ProvenSubject(WireMapper.toSubject(person), evidence);
    }

    /// @return whose case it is, with evidence for everybody who stands there and for how they were checked
    synchronized ProvenSubject proveSubject(ServiceApplication road) {
        unanswered = false;
        var person = road.person().orElseThrow();
        road.visitor().ifPresent(this::proveSubject);
        if (!person.isOrganisation()) proveSubject(person);
        // an organisation has no face: it is who acts for it that was looked at
        var checked = person.isOrganisation() ? road.visitor() : road.person();
        var checks = new TreeSet<>(road.factors());
        checks.retainAll(CHECKS);
        for (var check : checks) checked.ifPresent(who -> proveFactor(who, check));
        return new ProvenSubject(WireMapper.toSubject(person), evidence);
    }

    /// Whether central left something open when this was last asked for a case: the line may be down.
    synchronized boolean isUnanswered() {
        return unanswered;
    }

    private void proveFactor(IdentifiedPerson person, String factor) {
        String key = person.number() + " " + factor;
        if (!wanted || proven.contains(key)) return;
        var claim = new IdentityClaim(
                evidence, WireMapper.toSubject(person), factor, factor.equals("staff-code") ? officer : "");
        switch (central.proveIdentity(claim)) {
            case CentralReply.Done<String>(var given) -> {
                evidence = given;
                proven.add(key);
            }
            // central of contract 1.6 or older
            case CentralReply.Refused<String>(var problem) when problem.status() == 404 -> wanted = false;
            case CentralReply.Refused<String> _ -> {}
            case CentralReply.NoAnswer<String> _ -> unanswered = true;
        }
    }
}
