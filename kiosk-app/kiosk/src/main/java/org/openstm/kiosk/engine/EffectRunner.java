package org.openstm.kiosk.engine;

import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openstm.device.supervision.SupervisedLoop;
import org.openstm.kiosk.central.ChannelApi;
import org.openstm.kiosk.central.crypto.AppCodeVerifier;
import org.openstm.kiosk.dispatch.OutboxDispatcher;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.ime.ChineseInput;
import org.openstm.kiosk.journal.Journal;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEffect;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;

/// Executes effects. The effects of one step run in order, on one thread of the session's scope; a failure
/// cancels those behind it, so that nothing is sent that was not stored.
public final class EffectRunner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EffectRunner.class.getName());

    private final SessionLoop loop;
    private final DeviceProvider devices;
    private final Journal journal;
    private final OutboxDispatcher dispatch;
    private final CardWatch cards;
    private final CodeWatch codes;
    private final LightWatch lights;
    private final PersonChecker persons;
    private final PrintService prints;
    private final CentralQueries queries;
    private final SubmissionService submissions;
    private final PaymentWatch paying;
    private final ChineseInput writing;
    private final PhoneLoginService phones;
    private final StaffPort staffPort;
    private final CaseTransferClient halves;
    private final ImageCaptureService photographer;
    private SessionScope scope = new SessionScope(1);
    private volatile IdentityEvidence proofs;

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
        this.queries = new CentralQueries(loop, dispatch.queryClient());
        this.submissions = new SubmissionService(loop, journal, dispatch, paying, clock);
        this.phones = new PhoneLoginService(channels, appCodes, ids, clock);
        this.halves = new CaseTransferClient(channels, journal);
        this.photographer = new ImageCaptureService(devices);
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
                    scope.runTask(this::clearSession);
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

    private void clearSession() {
        try {
            dispatch.queryClient().forgetExchanges();
            submissions.noteCitizenLeft();
            devices.clear();
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        } finally {
            codes.setClearing(false);
        }
    }

    /// Performs these effects on the caller's thread; a failure leaves out those behind it.
    void performInOrder(Session session, List<SessionEffect> effects, IdentityEvidence proofs) {
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
                return submissions.storeCase(session, store, proofs);
            }
            case SessionEffect.SubmitCase(var txId) -> submissions.submitCase(number, txId);
            case SessionEffect.StartPayment(var bill) -> paying.startPayment(number, bill);
            case SessionEffect.RepeatPayment(var bill) -> paying.repeatPayment(number, bill);
            case SessionEffect.WithdrawPayment(var bill) -> paying.withdrawPayment(number, bill);
            case SessionEffect.LeavePayment(var txId) -> paying.leaveCase(txId);
            case SessionEffect.AwaitOutcome(var txId) -> submissions.awaitOutcome(number, txId);
            case SessionEffect.TakePicture(var field) -> loop.postEvent(number, photographer.takePicture(field));
            case SessionEffect.BeginPrint(var paper) -> prints.beginPrint(session, paper);
            case SessionEffect.PrintPaper print -> prints.printPaper(session, print);
            case SessionEffect.SubmitRating(var txId, var grade, var reasons) ->
                dispatch.postRating(txId, grade, reasons);
            case SessionEffect.RunStaffCommand(var order) ->
                staffPort.runCommand(
                        order, session, news -> loop.postEvent(number, new SessionEvent.StaffEventArrived(news)));
            case SessionEffect.CallStaff(var where) -> queries.callStaff(number, where);
            case SessionEffect.RunQuery _,
                    SessionEffect.FetchKnownValues _,
                    SessionEffect.FetchChoices _,
                    SessionEffect.FetchProgress _,
                    SessionEffect.FetchCases _,
                    SessionEffect.FetchMandate _,
                    SessionEffect.FetchRecentItems _,
                    SessionEffect.KeepPersonalization _ -> queries.performQuery(session, effect, proofs);
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

    /// Proves who the citizen is, and hands a case over to another channel.
    private void performIdentification(Session session, SessionEffect effect, IdentityEvidence proofs)
            throws InterruptedException {
        long number = session.number();
        switch (effect) {
            case SessionEffect.ProveIdentity(var road) -> proofs.proveSubject(road);
            case SessionEffect.SendCode(var mobile, var road) ->
                loop.postEvent(number, queries.sendCode(mobile, road, proofs));
            case SessionEffect.CheckCode(var challenge, var code) ->
                loop.postEvent(number, queries.checkCode(challenge, code));
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

    @Override
    public void close() {
        cards.close();
        codes.close();
        lights.close();
        scope.close();
        paying.leaveAll();
    }
}
