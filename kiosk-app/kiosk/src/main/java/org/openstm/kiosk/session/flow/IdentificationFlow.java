package org.openstm.kiosk.session.flow;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.model.ActingPerson;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.IdentityFactor;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.SessionState.IdentificationStep;
import org.openstm.kiosk.session.model.SessionState.SelectionPage;
import org.openstm.kiosk.session.model.SessionStep;

/// Purpose notice, card, and for level L3 the check of the person by staff or by a match; a face is never
/// the only way.
final class IdentificationFlow {
    /// An officer's number, then the officer's one-use code (RFC 6238), typed in one go.
    static final int OFFICER = 4;

    static final int CODE = OFFICER + 6;

    /// Reported every time: these cards are readable, but they are the wrong ones.
    private static final Set<String> NOT_BROKEN =
            Set.of("card-is-bank", "card-without-holder", "card-kind-unknown", "card-left-in");

    private IdentificationFlow() {}

    static SessionStep stepIdentification(
            Session session, SessionState.Identifying here, SessionEvent.IdentifyingEvent event, Instant now) {
        return switch (here.proof()) {
            case IdentificationStep.PurposeNotice notice
            when event instanceof SessionEvent.NoticeEvent input -> stepNotice(session, here, notice, input, now);
            case IdentificationStep.LayCard lay
            when event instanceof SessionEvent.CardStepEvent input -> stepLayCard(session, here, lay, input, now);
            case IdentificationStep.ShowPhoneCode show
            when event instanceof SessionEvent.PhoneStepEvent input ->
                PhoneLoginFlow.stepPhoneCode(session, here, show, input, now);
            case IdentificationStep.PersonCheck _
            when event instanceof SessionEvent.PersonCheckEvent input -> stepPersonCheck(session, here, input);
            case IdentificationStep.StaffCodeEntry code
            when event instanceof SessionEvent.StaffCodeEvent input -> stepStaffCode(session, here, code, input);
            case IdentificationStep.OrganisationEntry organisation
            when event instanceof SessionEvent.OrganisationEvent input ->
                MandateFlow.stepMandate(session, here, organisation, input);
            case IdentificationStep.PersonMatching _
            when event instanceof SessionEvent.MatchingEvent input -> stepMatching(session, here, input);
            case IdentificationStep.PurposeNotice _,
                    IdentificationStep.LayCard _,
                    IdentificationStep.ShowPhoneCode _,
                    IdentificationStep.PersonCheck _,
                    IdentificationStep.StaffCodeEntry _,
                    IdentificationStep.OrganisationEntry _,
                    IdentificationStep.PersonMatching _ -> SessionStep.of(session); // an event for another step
        };
    }

    private static Session showStep(Session session, SessionState.Identifying here, IdentificationStep proof) {
        return session.withState(new SessionState.Identifying(here.road(), proof));
    }

    private static SessionStep returnToGuide(Session session, SessionState.Identifying here) {
        return SessionStep.of(
                session.withState(new SessionState.Choosing(
                        new SelectionPage.GuidePage(here.road().item().id()),
                        here.road().visitor())),
                new SessionEffect.StopCardWatch(),
                new SessionEffect.StopCodeWatch());
    }

    private static SessionStep stepNotice(
            Session session,
            SessionState.Identifying here,
            IdentificationStep.PurposeNotice notice,
            SessionEvent.NoticeEvent event,
            Instant now) {
        boolean sensitive = here.road().item().uses().stream().anyMatch(Item.DataUse::sensitive);
        return switch (event) {
            case SessionEvent.TickConsent _ ->
                SessionStep.of(showStep(
                        session, here, new IdentificationStep.PurposeNotice(!notice.sensitiveTicked(), false)));
            case SessionEvent.Agree _
            when sensitive && !notice.sensitiveTicked() ->
                SessionStep.of(showStep(session, here, new IdentificationStep.PurposeNotice(false, true)));
            case SessionEvent.Agree _ -> continueAfterConsent(session, here, now);
            case SessionEvent.Disagree _, SessionEvent.GoBack _ -> returnToGuide(session, here);
        };
    }

    private static SessionStep continueAfterConsent(Session session, SessionState.Identifying here, Instant now) {
        if (here.road().item().level() == Item.AssuranceLevel.L0) return FormFlow.beginForm(session, here.road());
        if (here.road().person().isPresent()
                || here.road().isForOrganisation() && !here.road().needsVisitorCard())
            return continueIdentified(session, here.road());
        if (!session.world().readsCards() && PhoneLoginFlow.isPhoneLoginOffered(session, here.road()))
            return PhoneLoginFlow.askForPhone(session, here, now);
        return SessionStep.of(
                showStep(session, here, new IdentificationStep.LayCard(now, Optional.empty(), 0)),
                new SessionEffect.WatchCardRemoval(),
                new SessionEffect.WatchCode(),
                new SessionEffect.WatchCard());
    }

    static SessionStep stepLayCard(
            Session session,
            SessionState.Identifying here,
            IdentificationStep.LayCard lay,
            SessionEvent.CardStepEvent event,
            Instant now) {
        return switch (event) {
            case SessionEvent.CardRead(var person) -> acceptCard(session, here, lay, person, now);
            case SessionEvent.CardUnreadable(var fault) -> {
                int failures = lay.failures() + 1;
                boolean broken = failures >= 3 && !NOT_BROKEN.contains(fault);
                var why = broken ? "card.third-time" : "card." + fault;
                yield SessionStep.of(showStep(
                        session,
                        here,
                        new IdentificationStep.LayCard(now, Optional.of(new EntryVerdict.Wrong(why, "")), failures)));
            }
            case SessionEvent.LoginByPhone _
            when PhoneLoginFlow.isPhoneLoginOffered(session, here.road()) ->
                PhoneLoginFlow.askForPhone(session, here, now);
            case SessionEvent.PhoneCodeShown shown -> PhoneLoginFlow.acceptPhoneCode(session, here, shown, now);
            case SessionEvent.SlipScanned _ -> SessionStep.of(session, new SessionEffect.WatchCode());
            case SessionEvent.GoBack _ ->
                SessionStep.of(
                        showStep(session, here, new IdentificationStep.PurposeNotice(false, false)),
                        new SessionEffect.StopCardWatch(),
                        new SessionEffect.StopCodeWatch());
            case SessionEvent.LoginByPhone _ -> SessionStep.of(session);
        };
    }

    private static SessionStep acceptCard(
            Session session,
            SessionState.Identifying here,
            IdentificationStep.LayCard lay,
            IdentifiedPerson person,
            Instant now) {
        var road = here.road();
        if (!person.expired().isEmpty())
            return askForOtherCard(session, here, lay, SelectionFlow.expiryError(person), now);
        if (person.isBySocialCard() && road.acting().isPresent())
            return showCardTrouble(session, here, lay, "card.id-wanted", now);
        if (road.isForOrganisation()) {
            if (!isSamePerson(person, road)) return showCardTrouble(session, here, lay, now);
            var acting = new ActingPerson(RepresentativeRole.ORGANISATION, Optional.of(person));
            return withCardEffects(
                    continueIdentified(session, road.withActing(acting).withFactor(person.factor())));
        }
        if (road.needsVisitorCard()) {
            var acting = new ActingPerson(road.acting().orElseThrow().role(), Optional.of(person));
            var next = new SessionState.Identifying(
                    road.withActing(acting), new IdentificationStep.LayCard(now, Optional.empty(), 0));
            return SessionStep.of(
                    session.withState(next), new SessionEffect.WatchCardRemoval(), new SessionEffect.WatchCard());
        }
        if (isSamePerson(person, road.acting()))
            return askForOtherCard(session, here, lay, new EntryVerdict.Wrong("card.same-person", ""), now);
        if (isOtherPerson(person, road)) return showCardTrouble(session, here, lay, now);
        return withCardEffects(continueIdentified(session, road.withPerson(person)));
    }

    private static SessionStep askForOtherCard(
            Session session,
            SessionState.Identifying here,
            IdentificationStep.LayCard lay,
            EntryVerdict.Wrong why,
            Instant now) {
        return SessionStep.of(
                showStep(session, here, new IdentificationStep.LayCard(now, Optional.of(why), lay.failures())),
                new SessionEffect.WatchCardRemoval(),
                new SessionEffect.WatchCard());
    }

    private static SessionStep withCardEffects(SessionStep next) {
        var effects = new java.util.ArrayList<>(next.effects());
        effects.addFirst(new SessionEffect.WatchCardRemoval());
        effects.addFirst(new SessionEffect.StopCodeWatch());
        return new SessionStep(next.next(), effects);
    }

    private static SessionStep showCardTrouble(
            Session session, SessionState.Identifying here, IdentificationStep.LayCard lay, Instant now) {
        return showCardTrouble(session, here, lay, "phone.other-person", now);
    }

    private static SessionStep showCardTrouble(
            Session session, SessionState.Identifying here, IdentificationStep.LayCard lay, String text, Instant now) {
        var other = new EntryVerdict.Wrong(text, "");
        return SessionStep.of(
                showStep(session, here, new IdentificationStep.LayCard(now, Optional.of(other), lay.failures())),
                new SessionEffect.WatchCardRemoval(),
                new SessionEffect.WatchCard());
    }

    /// Whether the card belongs to the person known before, if anybody was known.
    private static boolean isSamePerson(IdentifiedPerson person, ServiceApplication road) {
        return road.visitor()
                .filter(known -> !known.number().equals(person.number()))
                .isEmpty();
    }

    /// The card belongs to another person than the phone.
    private static boolean isOtherPerson(IdentifiedPerson person, ServiceApplication road) {
        return road.person()
                .filter(known -> !known.number().equals(person.number()))
                .isPresent();
    }

    private static boolean isSamePerson(IdentifiedPerson person, Optional<ActingPerson> acting) {
        return acting.flatMap(ActingPerson::who)
                .filter(who -> who.number().equals(person.number()))
                .isPresent();
    }

    /// A phone login without a face check gives staff nothing to compare with: they need the card.
    static SessionStep continueIdentified(Session session, ServiceApplication road) {
        var person = (road.isForOrganisation() ? road.visitor() : road.person()).orElseThrow();
        if (road.item().level() == Item.AssuranceLevel.L3
                && person.isByPhone()
                && !PhoneLoginFlow.isFullyAssured(person))
            return SessionStep.of(
                    session.withState(new SessionState.Identifying(
                            road,
                            new IdentificationStep.LayCard(
                                    session.seconds(), Optional.of(new EntryVerdict.Wrong("phone.weak", "")), 0))),
                    new SessionEffect.WatchCardRemoval(),
                    new SessionEffect.WatchCode(),
                    new SessionEffect.WatchCard());
        if (road.item().level() == Item.AssuranceLevel.L3 && !PhoneLoginFlow.isFullyAssured(person))
            return SessionStep.of(session.withState(
                    new SessionState.Identifying(road, new IdentificationStep.PersonCheck(Optional.empty()))));
        return continueToForm(session, road);
    }

    private static SessionStep continueToForm(Session session, ServiceApplication road) {
        return road.isForOrganisation() && road.person().isEmpty()
                ? MandateFlow.beginMandate(session, road)
                : FormFlow.beginForm(session, road);
    }

    private static SessionStep stepPersonCheck(
            Session session, SessionState.Identifying here, SessionEvent.PersonCheckEvent event) {
        return switch (event) {
            case SessionEvent.CheckByStaff _ ->
                SessionStep.of(
                        showStep(session, here, new IdentificationStep.StaffCodeEntry("", Optional.empty(), false)));
            case SessionEvent.CheckByMatch _
            when session.demo() ->
                SessionStep.of(
                        showStep(session, here, new IdentificationStep.PersonMatching()),
                        new SessionEffect.MatchPerson());
            case SessionEvent.GoBack _ ->
                SessionStep.of(showStep(session, here, new IdentificationStep.PurposeNotice(false, false)));
            case SessionEvent.CheckByMatch _ -> SessionStep.of(session);
        };
    }

    private static SessionStep stepStaffCode(
            Session session,
            SessionState.Identifying here,
            IdentificationStep.StaffCodeEntry code,
            SessionEvent.StaffCodeEvent event) {
        if (code.asking() && !(event instanceof SessionEvent.StaffChecked)) return SessionStep.of(session);
        return switch (event) {
            case SessionEvent.PressKey(var key)
            when code.entry().length() < CODE && key.matches("\\d") ->
                SessionStep.of(showStep(
                        session,
                        here,
                        new IdentificationStep.StaffCodeEntry(code.entry() + key, Optional.empty(), false)));
            case SessionEvent.Backspace _
            when !code.entry().isEmpty() ->
                SessionStep.of(showStep(
                        session,
                        here,
                        new IdentificationStep.StaffCodeEntry(
                                code.entry().substring(0, code.entry().length() - 1), Optional.empty(), false)));
            case SessionEvent.ClearEntry _ ->
                SessionStep.of(
                        showStep(session, here, new IdentificationStep.StaffCodeEntry("", Optional.empty(), false)));
            case SessionEvent.GoOn _
            when code.entry().length() < CODE ->
                SessionStep.of(showStep(
                        session,
                        here,
                        new IdentificationStep.StaffCodeEntry(
                                code.entry(),
                                Optional.of(new EntryVerdict.Wrong(
                                        "error.code-short",
                                        "" + (CODE - code.entry().length()))),
                                false)));
            case SessionEvent.GoOn _ ->
                SessionStep.of(
                        showStep(
                                session,
                                here,
                                new IdentificationStep.StaffCodeEntry(code.entry(), Optional.empty(), true)),
                        new SessionEffect.CheckStaff(
                                code.entry().substring(0, OFFICER), code.entry().substring(OFFICER)));
            case SessionEvent.StaffChecked(var wrong)
            when wrong.isEmpty() -> continueToForm(session, here.road().withFactor(IdentityFactor.STAFF_CODE));
            case SessionEvent.StaffChecked(var wrong) ->
                SessionStep.of(showStep(session, here, new IdentificationStep.StaffCodeEntry("", wrong, false)));
            case SessionEvent.GoBack _ ->
                SessionStep.of(showStep(session, here, new IdentificationStep.PersonCheck(Optional.empty())));
            case SessionEvent.PressKey _, SessionEvent.Backspace _ -> SessionStep.of(session);
        };
    }

    private static SessionStep stepMatching(
            Session session, SessionState.Identifying here, SessionEvent.MatchingEvent event) {
        return switch (event) {
            case SessionEvent.PersonMatched(var same)
            when same -> continueToForm(session, here.road().withFactor(IdentityFactor.SIMULATED_MATCH));
            case SessionEvent.PersonMatched _ ->
                SessionStep.of(showStep(
                        session,
                        here,
                        new IdentificationStep.PersonCheck(
                                Optional.of(new EntryVerdict.Wrong("error.not-matched", "")))));
            case SessionEvent.GoBack _ ->
                SessionStep.of(showStep(session, here, new IdentificationStep.PersonCheck(Optional.empty())));
        };
    }
}
