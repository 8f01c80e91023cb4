package org.openstm.kiosk.engine;

import java.util.HashSet;
import java.util.Set;
import org.openstm.kiosk.central.CentralQueryApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.IdentityClaim;
import org.openstm.kiosk.central.ProvenSubject;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.ServiceApplication;

/// Central's identity evidence for the persons of one session; a new session starts empty.
///
/// Central is asked when a query or submission about a person needs it, not when the card is read: many
/// sessions need nothing of central. For a case it is asked when the check page comes. Without a reply, the
/// request goes without evidence and central decides.
final class IdentityEvidence {
    private final CentralQueryApi central;
    private final Set<String> proven = new HashSet<>();
    private String evidence = "";
    private String officer = "";
    private boolean wanted = true;
    private boolean unanswered;

    IdentityEvidence(CentralQueryApi central) {
        this.central = central;
    }

    /// @param number number of the officer who compared person and card
    synchronized void setCheckingOfficer(String number) {
        officer = number;
    }

    /// @return the person with all available evidence
    synchronized ProvenSubject proveSubject(IdentifiedPerson person) {
        if (!person.isOrganisation()) proveFactor(person, person.factor());
        return new ProvenSubject(WireMapper.toSubject(person), evidence);
    }

    /// @return the case owner, with evidence for every person involved and for the checks made
    synchronized ProvenSubject proveSubject(ServiceApplication road) {
        unanswered = false;
        var person = road.person().orElseThrow();
        road.visitor().ifPresent(this::proveSubject);
        if (!person.isOrganisation()) proveSubject(person);
        // an organisation has no face: its representative was checked
        var checked = person.isOrganisation() ? road.visitor() : road.person();
        road.factors().stream()
                .filter(IdentityFactor::isCheck)
                .sorted()
                .forEach(check -> checked.ifPresent(who -> proveFactor(who, check)));
        return new ProvenSubject(WireMapper.toSubject(person), evidence);
    }

    /// Whether evidence was missing at the last request for a case: central may be unreachable.
    synchronized boolean isUnanswered() {
        return unanswered;
    }

    private void proveFactor(IdentifiedPerson person, IdentityFactor factor) {
        String key = person.number() + " " + factor.text();
        if (!wanted || proven.contains(key)) return;
        var claim = new IdentityClaim(
                evidence,
                WireMapper.toSubject(person),
                factor.text(),
                factor == IdentityFactor.STAFF_CODE ? officer : "");
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
