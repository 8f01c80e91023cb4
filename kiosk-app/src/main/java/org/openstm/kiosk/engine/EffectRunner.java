package org.openstm.kiosk.engine;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.central.CentralReply;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.FileReference;
import org.openstm.kiosk.central.codec.SubmissionCodec;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.central.crypto.VerificationCode;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.ime.ChineseInput;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.journal.model.Attachment;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.ServiceApplication;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// Executes effects. The effects of one step run in order, on one thread of the session's scope; a failure
/// cancels those behind it, so that nothing is sent that was not stored.
public final class EffectRunner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EffectRunner.class.getName());

    /// How long a citizen waits for central before the page says "we are checking".
    private static final Duration ANSWER = Duration.ofSeconds(12);

    /// Interval and duration of the query whether staff have acknowledged a call.
    private static final Duration CALL_LOOK = Duration.ofSeconds(3);

    private static final int CALL_LOOKS = 200;

    private static final Duration LATER = Duration.ofMinutes(10);
    private final SessionLoop loop;
    private final DeviceProvider devices;
    private final Journal journal;
    private final OutboxDispatcher dispatch;
    private final CardWatch cards;
    private final CodeWatch codes;
    private final LightWatch lights;
    private final PersonChecker persons;
    private final PrintService prints;
    private final PaymentWatch paying;
    private final ChineseInput writing;
    private final PhoneLoginService phones;
    private final StaffPort staffPort;
    private final CaseTransferClient halves;
    private final ImageCaptureService photographer;
    private final InstantSource clock;
    private SessionScope scope = new SessionScope(1);
    private volatile IdentityEvidence proofs;
    private volatile boolean attended;

    public EffectRunner(
            SessionLoop loop,
            Journal journal,
            OutboxDispatcher dispatch,
            ChannelApi channels,
            AppCodeVerifier appCodes,
            DeviceProvider devices,
            ChineseInput writing,
            StaffPort staffPort,
            TerminalProfile terminal,
            PersonChecker persons,
            Supplier<String> ids,
            InstantSource clock) {
        this.loop = loop;
        this.devices = devices;
        this.writing = writing;
        this.staffPort = staffPort;
        this.journal = journal;
        this.dispatch = dispatch;
        this.cards = new CardWatch(devices, loop, clock);
        this.codes = new CodeWatch(devices, terminal.verifyBase(), loop);
        this.lights = new LightWatch(devices, loop);
        this.persons = persons;
        this.prints = new PrintService(loop, journal, dispatch, devices, new ReceiptBuilder(terminal), ids, clock);
        this.paying = new PaymentWatch(loop, dispatch.paymentCoordinator());
        this.phones = new PhoneLoginService(channels, appCodes, ids, clock);
        this.halves = new CaseTransferClient(channels, journal);
        this.photographer = new ImageCaptureService(devices);
        this.clock = clock;
        this.proofs = new IdentityEvidence(dispatch.queryClient());
    }

    /// Starts the watches that live as long as this object.
    public List<SupervisedLoop> supervisedLoops() {
        return Stream.of(cards.supervisedLoops(), codes.supervisedLoops(), lights.supervisedLoops())
                .flatMap(List::stream)
                .toList();
    }

    /// Enters service: the idle screen accepts a card, a code or a touch.
    public void start() {
        loop.setEffectHandler(this::performEffects);
        cards.start();
        codes.start();
        lights.start();
        cards.watchCard(loop.session().number());
        codes.watchCode(loop.session().number());
    }

    private void performEffects(Session session, List<SessionEffect> effects) {
        var slow = new ArrayList<SessionEffect>();
        for (var effect : effects) {
            switch (effect) {
                case SessionEffect.WipeSession _ -> {
                    scope.close();
                    paying.leaveAll();
                    scope = new SessionScope(session.number());
                    proofs = new IdentityEvidence(dispatch.queryClient());
                    cards.stopWatch();
                    codes.stopWatch();
                    codes.setClearing(true);
                    writing.forgetInput();
                    phones.forgetReadings();
                    scope.runTask(this::clearDevices);
                }
                case SessionEffect.WatchCard _ -> cards.watchCard(session.number());
                case SessionEffect.StopCardWatch _ -> cards.stopWatch();
                case SessionEffect.WatchCardRemoval _ -> cards.watchRemoval();
                case SessionEffect.WatchCode _ -> codes.watchCode(session.number());
                case SessionEffect.StopCodeWatch _ -> codes.stopWatch();
                case SessionEffect.SuggestCandidates(var letters) -> suggestCandidates(session.number(), letters);
                case SessionEffect.FetchCandidate(var letters, var candidate) ->
                    chooseCandidate(session.number(), letters, candidate);
                case SessionEffect.RecogniseStrokes(var ink) -> recogniseStrokes(session.number(), ink);
                default -> slow.add(effect);
            }
        }
        var own = proofs; // proofs of an ended session must not count in the next
        if (!slow.isEmpty()) scope.runTask(() -> performInOrder(session, slow, own));
    }

    private void suggestCandidates(long number, String letters) {
        writing.readPinyin(
                letters,
                read -> loop.postEvent(
                        number, new SessionEvent.CandidatesSuggested(letters, read.shown(), read.candidates())));
    }

    private void chooseCandidate(long number, String letters, int candidate) {
        writing.chooseCandidate(
                letters,
                candidate,
                chosen -> loop.postEvent(
                        number, new SessionEvent.CandidateChosen(letters, chosen.text(), chosen.rest())));
    }

    private void recogniseStrokes(long number, List<SessionState.PenStroke> ink) {
        writing.recogniseStrokes(
                ink.stream().map(SessionState.PenStroke::points).toList(),
                KeyboardState.EDGE,
                characters -> loop.postEvent(number, new SessionEvent.StrokesRecognised(ink, characters)));
    }

    /// Records for staff whether a citizen waits; a failure must not prevent anything else.
    private static void noteQuietly(Runnable keep) {
        try {
            keep.run();
        } catch (RuntimeException notKept) {
            LOG.log(Level.WARNING, "could not record whether a citizen waits: {0}", notKept.getMessage());
        }
    }

    private void clearDevices() {
        try {
            if (attended) noteQuietly(journal.recovery()::noteCitizenLeft);
            attended = false;
            devices.clear();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        } finally {
            codes.setClearing(false);
        }
    }

    private void performInOrder(Session session, List<SessionEffect> effects, IdentityEvidence proofs) {
        try {
            for (var effect : effects) if (!performEffect(session, effect, proofs)) return;
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            LOG.log(
                    Level.ERROR,
                    "an effect failed: " + effects.getFirst().getClass().getSimpleName(),
                    bug);
        }
    }

    /// @return whether the effects behind it may run
    private boolean performEffect(Session session, SessionEffect effect, IdentityEvidence proofs)
            throws InterruptedException {
        long number = session.number();
        switch (effect) {
            case SessionEffect.StoreCase store -> {
                return storeCase(session, store, proofs);
            }
            case SessionEffect.SubmitCase(var txId) -> {
                attended = true;
                noteQuietly(() -> journal.recovery().noteCitizenWaiting(txId));
                paying.addWaitingCase(txId);
                loop.postEvent(number, toOutcomeEvent(txId, dispatch.submitCase(txId, ANSWER)));
            }
            case SessionEffect.StartPayment(var bill) -> paying.startPayment(number, bill);
            case SessionEffect.RepeatPayment(var bill) -> paying.repeatPayment(number, bill);
            case SessionEffect.WithdrawPayment(var bill) -> paying.withdrawPayment(number, bill);
            case SessionEffect.LeavePayment(var txId) -> paying.leaveCase(txId);
            case SessionEffect.AwaitOutcome(var txId) -> awaitOutcome(number, txId);
            case SessionEffect.TakePicture(var field) -> loop.postEvent(number, photographer.takePicture(field));
            case SessionEffect.BeginPrint(var paper) -> prints.beginPrint(session, paper);
            case SessionEffect.PrintPaper print -> prints.printPaper(session, print);
            case SessionEffect.SubmitRating(var txId, var grade, var reasons) ->
                dispatch.postRating(txId, grade, reasons);
            case SessionEffect.RunStaffCommand(var order) ->
                staffPort.runCommand(
                        order, session, news -> loop.postEvent(number, new SessionEvent.StaffEventArrived(news)));
            case SessionEffect.CallStaff(var where) -> {
                var reply = dispatch.queryClient().callStaff(where, "help");
                var ticket = reply instanceof CentralReply.Done<String>(var given) ? given : "-";
                loop.postEvent(number, new SessionEvent.StaffCalled(ticket));
                if (!ticket.equals("-")) watchCall(number, ticket);
            }
            case SessionEffect.RunQuery _,
                    SessionEffect.FetchKnownValues _,
                    SessionEffect.FetchChoices _,
                    SessionEffect.FetchProgress _,
                    SessionEffect.FetchCases _,
                    SessionEffect.FetchMandate _,
                    SessionEffect.FetchRecentItems _,
                    SessionEffect.KeepPersonalization _ -> performQuery(session, effect, proofs);
            case SessionEffect.ProveIdentity _,
                    SessionEffect.SendCode _,
                    SessionEffect.CheckCode _,
                    SessionEffect.RedeemPhoneCode _,
                    SessionEffect.SendTransfer _,
                    SessionEffect.FetchTransfer _,
                    SessionEffect.CheckStaff _,
                    SessionEffect.MatchPerson _ -> performIdentification(session, effect, proofs);
            case SessionEffect.WipeSession _,
                    SessionEffect.WatchCard _,
                    SessionEffect.StopCardWatch _,
                    SessionEffect.WatchCardRemoval _,
                    SessionEffect.WatchCode _,
                    SessionEffect.StopCodeWatch _,
                    SessionEffect.SuggestCandidates _,
                    SessionEffect.FetchCandidate _,
                    SessionEffect.RecogniseStrokes _ -> {}
        }
        return true;
    }

    /// Asks central or its back systems for what the page shows next.
    private void performQuery(Session session, SessionEffect effect, IdentityEvidence proofs)
            throws InterruptedException {
        long number = session.number();
        switch (effect) {
            case SessionEffect.RunQuery query -> loop.postEvent(number, runQuery(query, proofs));
            case SessionEffect.FetchKnownValues known -> fetchKnownValues(number, known, proofs);
            case SessionEffect.FetchChoices fetch -> loop.postEvent(number, fetchChoices(fetch));
            case SessionEffect.FetchProgress(var code) -> loop.postEvent(number, fetchProgress(code));
            case SessionEffect.FetchCases(var person) ->
                loop.postEvent(
                        number,
                        WireMapper.toCasesEvent(dispatch.queryClient().queryCases(proofs.proveSubject(person))));
            case SessionEffect.FetchMandate(var person, var code) ->
                loop.postEvent(
                        number,
                        WireMapper.toMandateEvent(
                                code, dispatch.queryClient().queryMandate(proofs.proveSubject(person), code)));
            case SessionEffect.FetchRecentItems(var person) ->
                loop.postEvent(
                        number,
                        WireMapper.toRecentItemsEvent(
                                dispatch.queryClient().queryRecentServices(proofs.proveSubject(person))));
            case SessionEffect.KeepPersonalization(var person, var wanted) -> {
                var reply = dispatch.queryClient().savePersonalization(proofs.proveSubject(person), wanted);
                if (reply instanceof CentralReply.Done<Boolean>)
                    loop.postEvent(number, new SessionEvent.PersonalizationKept(wanted));
            }
            default ->
                throw new IllegalStateException(
                        "no such effect here: " + effect.getClass().getSimpleName());
        }
    }

    /// Proves who the citizen is, and hands a case over to another channel.
    private void performIdentification(Session session, SessionEffect effect, IdentityEvidence proofs)
            throws InterruptedException {
        long number = session.number();
        switch (effect) {
            case SessionEffect.ProveIdentity(var road) -> proofs.proveSubject(road);
            case SessionEffect.SendCode(var mobile, var road) -> loop.postEvent(number, sendCode(mobile, road, proofs));
            case SessionEffect.CheckCode(var challenge, var code) -> loop.postEvent(number, checkCode(challenge, code));
            case SessionEffect.RedeemPhoneCode(var code) -> loop.postEvent(number, phones.redeemCode(number, code));
            case SessionEffect.SendTransfer order ->
                loop.postEvent(
                        number, halves.sendTransfer(order, session.catalog().number()));
            case SessionEffect.FetchTransfer order ->
                loop.postEvent(number, halves.fetchTransfer(order, proofs.proveSubject(order.person())));
            case SessionEffect.CheckStaff(var officer, var code) ->
                loop.postEvent(number, checkStaff(officer, code, proofs));
            case SessionEffect.MatchPerson _ -> {
                Thread.sleep(1200);
                journal.notes().addNote("person-check", "simulated match, demonstration only");
                loop.postEvent(number, new SessionEvent.PersonMatched(true));
            }
            default ->
                throw new IllegalStateException(
                        "no such effect here: " + effect.getClass().getSimpleName());
        }
    }

    private boolean storeCase(Session session, SessionEffect.StoreCase store, IdentityEvidence proofs) {
        var road = store.road();
        boolean storable = road.item().isStorable(session.today());
        boolean lineDown = storable && !session.world().lineUp();
        try {
            var files = collectAttachments(road);
            var named = files.stream()
                    .map(file -> FileReference.of(file.name(), file.type(), file.bytes()))
                    .toList();
            // requested when the check page came; only missing proofs are requested here. A case that waits for the
            // connection goes without: central marks it and has it checked later
            var evidence = lineDown ? "" : proofs.proveSubject(road).evidence();
            boolean stored = lineDown || storable && proofs.isUnanswered();
            var submission = WireMapper.toSubmission(
                    store.txId(),
                    road,
                    evidence,
                    clock.instant(),
                    journal.terminal(),
                    stored,
                    named,
                    session.catalog().number());
            journal.cases()
                    .recordIntent(
                            store.txId(),
                            road.item().id(),
                            road.item().version(),
                            "session-" + session.number(),
                            storable,
                            SubmissionCodec.toBytes(submission),
                            VerificationCode.of(store.txId()),
                            files);
            return true;
        } catch (RuntimeException notKept) {
            LOG.log(Level.ERROR, "the journal could not store the case; nothing is sent", notKept);
            loop.postEvent(
                    session.number(), new SessionEvent.OutcomeKnown(new CaseOutcome.NotSent(store.txId(), true)));
            return false;
        }
    }

    /// Promises that are stored together with the answers.
    private static List<Attachment> collectAttachments(ServiceApplication road) {
        var files = new ArrayList<Attachment>();
        if (!road.signature().isEmpty())
            files.add(new Attachment(SignatureImage.NAME, SignatureImage.TYPE, SignatureImage.toPng(road.signature())));
        road.submittedPictures().forEach((name, still) -> files.add(new Attachment(name, "image/jpeg", still.jpeg())));
        return files;
    }

    private void awaitOutcome(long number, String txId) throws InterruptedException {
        var fate = dispatch.awaitResult(txId, LATER);
        if (!(fate instanceof OutboxDispatcher.SubmissionResult.Unknown))
            loop.postEvent(number, toOutcomeEvent(txId, fate));
    }

    private SessionEvent toOutcomeEvent(String txId, OutboxDispatcher.SubmissionResult fate) {
        if (fate instanceof OutboxDispatcher.SubmissionResult.Accepted(var receipt)) {
            var bill = WireMapper.findBill(receipt);
            if (bill.isPresent()) return new SessionEvent.PaymentDue(bill.get());
        }
        return new SessionEvent.OutcomeKnown(toOutcome(txId, fate));
    }

    private CaseOutcome toOutcome(String txId, OutboxDispatcher.SubmissionResult fate) {
        return switch (fate) {
            case OutboxDispatcher.SubmissionResult.Accepted(var receipt) -> WireMapper.toAccepted(receipt);
            case OutboxDispatcher.SubmissionResult.Rejected rejected -> WireMapper.toRefused(txId, rejected);
            case OutboxDispatcher.SubmissionResult.Unknown _ ->
                new CaseOutcome.Unknown(txId, VerificationCode.of(txId));
            case OutboxDispatcher.SubmissionResult.Stored(var waiting) ->
                new CaseOutcome.Stored(txId, waiting.localReference(), dispatch.sendDeadline(waiting));
            case OutboxDispatcher.SubmissionResult.NotSent _ -> new CaseOutcome.NotSent(txId);
        };
    }

    private SessionEvent runQuery(SessionEffect.RunQuery query, IdentityEvidence proofs) {
        var road = query.road();
        var reply = dispatch.queryClient()
                .queryBackSystem(
                        road.item().system(),
                        road.item().id(),
                        proofs.proveSubject(road),
                        road.answers().given());
        return new SessionEvent.OutcomeKnown(
                switch (reply) {
                    case CentralReply.Done<Map<String, String>>(var values) -> new CaseOutcome.QueryAnswered(values);
                    case CentralReply.Refused<Map<String, String>>(var problem) ->
                        new CaseOutcome.Refused("", problem.code(), WireMapper.toWords(problem.message()));
                    case CentralReply.NoAnswer<Map<String, String>> _ -> new CaseOutcome.NotSent("");
                });
    }

    private void fetchKnownValues(long number, SessionEffect.FetchKnownValues known, IdentityEvidence proofs) {
        var road = known.road();
        if (road.person().isEmpty()) return;
        var reply = dispatch.queryClient()
                .queryBackSystem(
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
                            new CaseOutcome.Refused("", problem.code(), WireMapper.toWords(problem.message()))));
    }

    private SessionEvent fetchChoices(SessionEffect.FetchChoices fetch) {
        var given = new HashMap<String, String>();
        for (var name : fetch.field().given())
            fetch.given().findAnswer(name).ifPresent(value -> given.put(name, value));
        if (!fetch.parent().isEmpty()) given.put("parent", fetch.parent());
        var name = fetch.field().name();
        return switch (dispatch.queryClient().queryOptions(fetch.list(), given)) {
            case CentralReply.Done<List<org.openstm.kiosk.central.ListOption>>(var options) ->
                new SessionEvent.ChoicesOffered(
                        name,
                        options.stream()
                                .map(o -> new OfferedChoice(
                                        o.value(),
                                        WireMapper.toWords(o.label()),
                                        o.available(),
                                        o.note().isEmpty() ? LocalizedText.NONE : WireMapper.toWords(o.note())))
                                .toList());
            case CentralReply.Refused<List<org.openstm.kiosk.central.ListOption>> _ ->
                new SessionEvent.ChoicesUnavailable(name, "error.list-refused");
            case CentralReply.NoAnswer<List<org.openstm.kiosk.central.ListOption>> _ ->
                new SessionEvent.ChoicesUnavailable(name, "error.centre-away");
        };
    }

    private SessionEvent sendCode(String mobile, ServiceApplication road, IdentityEvidence proofs) {
        return switch (dispatch.queryClient()
                .sendSmsCode(proofs.proveSubject(road), road.item().id(), mobile)) {
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

    private SessionEvent checkCode(String challenge, String code) {
        return switch (dispatch.queryClient().checkSmsCode(challenge, code)) {
            case CentralReply.Done<Boolean>(var right) -> new SessionEvent.CodeChecked(right);
            case CentralReply.Refused<Boolean> _ -> new SessionEvent.CodeChecked(false);
            case CentralReply.NoAnswer<Boolean> _ -> new SessionEvent.CodeNotSent("error.centre-away");
        };
    }

    /// Polls until the call is acknowledged, at most until the session ends.
    private void watchCall(long number, String ticket) throws InterruptedException {
        for (int looked = 0; looked < CALL_LOOKS && loop.session().number() == number; looked++) {
            Thread.sleep(CALL_LOOK);
            var state = dispatch.queryClient().queryStaffCall(ticket);
            if (state instanceof CentralReply.Refused<String>) return; // central of contract 1.6
            if (state instanceof CentralReply.Done<String>(var now) && !now.equals("called")) {
                loop.postEvent(number, new SessionEvent.StaffCallSeen(ticket));
                return;
            }
        }
    }

    private SessionEvent checkStaff(String officer, String code, IdentityEvidence proofs) {
        return switch (persons.checkPerson(officer, code)) {
            case PersonChecker.PersonCheckResult.Confirmed(var who) -> {
                proofs.setCheckingOfficer(who);
                yield new SessionEvent.StaffChecked(Optional.empty());
            }
            case PersonChecker.PersonCheckResult.WrongCode _ -> notChecked("error.staff-code", "");
            case PersonChecker.PersonCheckResult.MustWait(var left) ->
                notChecked("error.staff-wait", "" + (left.toSeconds() + 1));
            case PersonChecker.PersonCheckResult.NoOfficer _ -> notChecked("error.staff-nobody", "");
        };
    }

    private static SessionEvent notChecked(String text, String detail) {
        return new SessionEvent.StaffChecked(Optional.of(new EntryVerdict.Wrong(text, detail)));
    }

    private SessionEvent fetchProgress(String code) {
        return switch (dispatch.queryClient().queryProgress(code)) {
            case CentralReply.Done<org.openstm.kiosk.central.CaseProgress>(var found) ->
                new SessionEvent.CasesFetched(List.of(WireMapper.toCaseView(found)));
            case CentralReply.Refused<org.openstm.kiosk.central.CaseProgress> _ ->
                new SessionEvent.CasesNotFetched("progress.none");
            case CentralReply.NoAnswer<org.openstm.kiosk.central.CaseProgress> _ ->
                new SessionEvent.CasesNotFetched("error.centre-away");
        };
    }

    @Override
    public void close() {
        cards.close();
        codes.close();
        lights.close();
        scope.close();
        paying.leaveAll();
    }
}
