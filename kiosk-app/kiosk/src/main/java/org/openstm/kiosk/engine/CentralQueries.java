package org.openstm.kiosk.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.central.CaseProgress;
import org.openstm.kiosk.central.CentralQueryApi;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ListOption;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;

/// Asks central and its back systems for what a session needs next, and calls staff through central.
final class CentralQueries {
    /// Interval and duration of the query whether staff have acknowledged a call.
    private static final Duration CALL_LOOK = Duration.ofSeconds(3);

    private static final int CALL_LOOKS = 200;

    private final SessionLoop loop;
    private final CentralQueryApi central;

    /// @param central fails at once while the connection is down
    CentralQueries(SessionLoop loop, CentralQueryApi central) {
        this.loop = loop;
        this.central = central;
    }

    /// Performs a query effect and posts the reply as an event.
    void performQuery(Session session, SessionEffect effect, IdentityEvidence proofs) throws InterruptedException {
        long number = session.number();
        switch (effect) {
            case SessionEffect.RunQuery query -> loop.postEvent(number, runQuery(query, proofs));
            case SessionEffect.FetchKnownValues known -> fetchKnownValues(number, known, proofs);
            case SessionEffect.FetchChoices fetch -> loop.postEvent(number, fetchChoices(fetch));
            case SessionEffect.FetchProgress(var code) -> loop.postEvent(number, fetchProgress(code));
            case SessionEffect.FetchCases(var person) ->
                loop.postEvent(number, WireMapper.toCasesEvent(central.queryCases(proofs.proveSubject(person))));
            case SessionEffect.FetchMandate(var person, var code) ->
                loop.postEvent(
                        number,
                        WireMapper.toMandateEvent(code, central.queryMandate(proofs.proveSubject(person), code)));
            case SessionEffect.FetchRecentItems(var person) ->
                loop.postEvent(
                        number,
                        WireMapper.toRecentItemsEvent(central.queryRecentServices(proofs.proveSubject(person))));
            case SessionEffect.KeepPersonalization(var person, var wanted) -> {
                var reply = central.savePersonalization(proofs.proveSubject(person), wanted);
                if (reply instanceof CentralReply.Done<Boolean>)
                    loop.postEvent(number, new SessionEvent.PersonalizationKept(wanted));
            }
            default ->
                throw new IllegalStateException(
                        "no such effect here: " + effect.getClass().getSimpleName());
        }
    }

    /// Has central send a one-use code to a mobile phone.
    SessionEvent sendCode(String mobile, ServiceApplication road, IdentityEvidence proofs) {
        return switch (central.sendSmsCode(
                proofs.proveSubject(road), road.item().id(), mobile)) {
            case CentralReply.Done<String>(var challenge) -> new SessionEvent.CodeSent(challenge);
            case CentralReply.Refused<String>(var problem) ->
                new SessionEvent.CodeNotSent(
                        switch (problem.code()) {
                            case "number-differs" -> "error.code-number";
                            case "code-too-soon" -> "error.code-too-soon";
                            case "code-too-many" -> "error.code-too-many";
                            default -> "error.code-refused";
                        });
            case CentralReply.NoAnswer<String> _ -> new SessionEvent.CodeNotSent("error.centre-away");
        };
    }

    SessionEvent checkCode(String challenge, String code) {
        return switch (central.checkSmsCode(challenge, code)) {
            case CentralReply.Done<Boolean>(var right) -> new SessionEvent.CodeChecked(right);
            case CentralReply.Refused<Boolean> _ -> new SessionEvent.CodeChecked(false);
            case CentralReply.NoAnswer<Boolean> _ -> new SessionEvent.CodeNotSent("error.centre-away");
        };
    }

    /// Calls staff, then reports that they have acknowledged the call.
    void callStaff(long number, String where) throws InterruptedException {
        var reply = central.callStaff(where, "help");
        var ticket = reply instanceof CentralReply.Done<String>(var given) ? given : "-";
        loop.postEvent(number, new SessionEvent.StaffCalled(ticket));
        if (!ticket.equals("-")) watchCall(number, ticket);
    }

    /// Polls until the call is acknowledged, at most until the session ends.
    private void watchCall(long number, String ticket) throws InterruptedException {
        for (int looked = 0; looked < CALL_LOOKS && loop.session().number() == number; looked++) {
            Thread.sleep(CALL_LOOK);
            var state = central.queryStaffCall(ticket);
            if (state instanceof CentralReply.Refused<String>) return; // central of contract 1.6
            if (state instanceof CentralReply.Done<String>(var now) && !now.equals("called")) {
                loop.postEvent(number, new SessionEvent.StaffCallSeen(ticket));
                return;
            }
        }
    }

    private SessionEvent runQuery(SessionEffect.RunQuery query, IdentityEvidence proofs) {
        var road = query.road();
        var reply = central.queryBackSystem(
                road.item().system(),
                road.item().id(),
                proofs.proveSubject(road),
                road.answers().given());
        return new SessionEvent.OutcomeKnown(
                switch (reply) {
                    case CentralReply.Done<Map<String, String>>(var values) -> new CaseOutcome.QueryAnswered(values);
                    case CentralReply.Refused<Map<String, String>>(var problem) ->
                        new CaseOutcome.Rejected("", problem.code(), WireMapper.toWords(problem.message()));
                    case CentralReply.NoAnswer<Map<String, String>> _ -> new CaseOutcome.NotSent("");
                });
    }

    private void fetchKnownValues(long number, SessionEffect.FetchKnownValues known, IdentityEvidence proofs) {
        var road = known.road();
        if (road.person().isEmpty()) return;
        var reply = central.queryBackSystem(
                road.item().system(),
                road.item().id(),
                proofs.proveSubject(road),
                road.answers().given());
        if (reply instanceof CentralReply.Done<Map<String, String>>(var values))
            loop.postEvent(number, new SessionEvent.ValuesKnown(values, Optional.of(road.answers())));
        if (reply instanceof CentralReply.Refused<Map<String, String>>(var problem)
                && problem.facts().containsKey("unfit"))
            loop.postEvent(
                    number,
                    new SessionEvent.OutcomeKnown(
                            new CaseOutcome.Rejected("", problem.code(), WireMapper.toWords(problem.message()))));
    }

    private SessionEvent fetchChoices(SessionEffect.FetchChoices fetch) {
        var given = new HashMap<String, String>();
        for (var name : fetch.field().given())
            fetch.given().findAnswer(name).ifPresent(value -> given.put(name, value));
        if (!fetch.parent().isEmpty()) given.put("parent", fetch.parent());
        var name = fetch.field().name();
        return switch (central.queryOptions(fetch.list(), given)) {
            case CentralReply.Done<List<ListOption>>(var options) ->
                new SessionEvent.ChoicesOffered(
                        name,
                        options.stream()
                                .map(o -> new OfferedChoice(
                                        o.value(),
                                        WireMapper.toWords(o.label()),
                                        o.available(),
                                        o.note().isEmpty() ? LocalizedText.NONE : WireMapper.toWords(o.note())))
                                .toList());
            case CentralReply.Refused<List<ListOption>> _ ->
                new SessionEvent.ChoicesUnavailable(name, "error.list-refused");
            case CentralReply.NoAnswer<List<ListOption>> _ ->
                new SessionEvent.ChoicesUnavailable(name, "error.centre-away");
        };
    }

    private SessionEvent fetchProgress(String code) {
        return switch (central.queryProgress(code)) {
            case CentralReply.Done<CaseProgress>(var found) ->
                new SessionEvent.CasesFetched(List.of(WireMapper.toCaseView(found)));
            case CentralReply.Refused<CaseProgress> _ -> new SessionEvent.CasesNotFetched("progress.none");
            case CentralReply.NoAnswer<CaseProgress> _ -> new SessionEvent.CasesNotFetched("error.centre-away");
        };
    }
}
