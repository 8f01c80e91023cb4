package org.openstm.kiosk.ui.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openstm.kiosk.catalog.Item;
import org.openstm.kiosk.catalog.ItemCatalogue;
import org.openstm.kiosk.catalog.ItemField;
import org.openstm.kiosk.catalog.LocalizedText;
import org.openstm.kiosk.catalog.RepresentativeRole;
import org.openstm.kiosk.catalog.load.CatalogueFiles;
import org.openstm.kiosk.form.EntryVerdict;
import org.openstm.kiosk.session.flow.SessionStateMachine;
import org.openstm.kiosk.session.model.CaseBill;
import org.openstm.kiosk.session.model.CaseOutcome;
import org.openstm.kiosk.session.model.IdentifiedPerson;
import org.openstm.kiosk.session.model.KeyboardState;
import org.openstm.kiosk.session.model.OfferedChoice;
import org.openstm.kiosk.session.model.OrganisationMandate;
import org.openstm.kiosk.session.model.Overlay;
import org.openstm.kiosk.session.model.PrintingEvent;
import org.openstm.kiosk.session.model.ServiceEnvironment;
import org.openstm.kiosk.session.model.Session;
import org.openstm.kiosk.session.model.SessionEvent;
import org.openstm.kiosk.session.model.SessionState;
import org.openstm.kiosk.session.model.TerminalEvent;
import org.openstm.kiosk.ui.text.BranchInfo;

/// All sessions on the way through an item, for tests that check all screens.
public final class Roads {
    public static final BranchInfo BOARD = new BranchInfo(
            LocalizedText.of("政务服务自助终端", "Government Services"),
            LocalizedText.of("示范银行翠湖支行 · 3 号机", "Demo Bank, Cuihu Branch • Terminal 3"),
            LocalizedText.of("示范银行东风路支行，步行 9 分钟", "Demo Bank, Dongfeng Road, 9 minutes on foot"),
            LocalizedText.of("本网点 5 号窗口", "Counter 5 of this branch"));
    public static final ItemCatalogue CATALOG = CatalogueFiles.loadShipped();
    private static final IdentifiedPerson LI = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "");
    private static final Instant NOW = Instant.parse("2026-11-24T06:32:00Z");

    private Roads() {}

    public static Session after(Session from, SessionEvent... events) {
        var session = from;
        for (var event : events)
            session = SessionStateMachine.nextStep(session, event, NOW).next();
        return session;
    }

    public static Session first() {
        return Session.initialSession(CATALOG, true, NOW);
    }

    /// Everything works but the cameras.
    static final ServiceEnvironment BLIND = new ServiceEnvironment(
            true,
            Set.of(),
            Set.of(ServiceEnvironment.PAPER_CAMERA, ServiceEnvironment.PERSON_CAMERA),
            Set.of(),
            false,
            false);

    /// Everything works but the slip printer.
    static final ServiceEnvironment SLIPLESS =
            new ServiceEnvironment(true, Set.of(), Set.of("receipt-printer"), Set.of(), false, false);

    /// The search page: empty, with one, several and many results on its first and second page, and
    /// with none and the widest letters.
    static List<Session> finding() {
        var empty = after(first(), new SessionEvent.StartSession(), new SessionEvent.OpenSearch());
        var all = new ArrayList<Session>();
        all.add(empty);
        for (var typed : List.of("yanglao", "ydjy", "kbbx", "zheng", "s", "pension life", "mmmmmmmmmmmmmm")) {
            var found = typing(empty, typed);
            all.add(found);
            all.add(after(found, new SessionEvent.TurnPage(1)));
        }
        var pinyin = typing(empty, "zheng");
        all.add(after(
                pinyin,
                new SessionEvent.CandidatesSuggested(
                        "zheng", "zheng", List.of("证", "政", "正", "整", "争", "郑", "征", "症", "挣", "证明"))));
        all.add(after(pinyin, new SessionEvent.CandidatesSuggested("zheng", "zheng", List.of())));
        all.add(chosen(empty, "养老"));
        var square = after(empty, new SessionEvent.SwitchKeyboard(KeyboardState.KeyboardMode.HANDWRITING));
        all.add(square);
        var ink = List.of(new SessionState.PenStroke(List.of(60, 300, 540, 300)));
        all.add(after(
                square,
                new SessionEvent.DrawStroke(ink.getFirst()),
                new SessionEvent.StrokesRecognised(ink, List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十"))));
        all.add(after(chosen(empty, "证"), new SessionEvent.SwitchKeyboard(KeyboardState.KeyboardMode.SIGNS)));
        all.add(after(
                empty,
                new TerminalEvent.EnvironmentChanged(new ServiceEnvironment(
                        true, Set.of(), Set.of("pinyin", "handwriting"), Set.of(), false, false))));
        return all;
    }

    /// Regions of a level that fills more than one page, and the names of the fifth.
    static List<Session> places() {
        var all = new ArrayList<Session>();
        var item = CATALOG.findItem("self-employed/register").orElseThrow();
        var at = after(
                first(),
                new SessionEvent.CardRead(LI),
                new SessionEvent.BeginItem(item.id()),
                new SessionEvent.TickConsent());
        at = after(at, new SessionEvent.Agree(), new SessionEvent.CheckByMatch(), new SessionEvent.PersonMatched(true));
        for (int page = 0; page < item.pages().size(); page++) {
            var field = item.pages().get(page).fields().getFirst();
            if (field.kind() == ItemField.FieldKind.REGION) break;
            if (!skipped(at, page)) at = answered(at, field, new ArrayList<>());
        }
        for (var code : List.of("530100", "530103", "530103100")) at = picked(at, code);
        var many = new ArrayList<OfferedChoice>();
        for (int n = 201; n < 240; n++)
            many.add(new OfferedChoice(
                    "530103100" + n, LocalizedText.of("小石桥边青山村", "Qingchengshan"), true, LocalizedText.NONE));
        at = after(at, new SessionEvent.ChoicesOffered("region", many));
        all.add(at);
        all.add(after(at, new SessionEvent.TurnPage(1), new SessionEvent.PickOption("530103100239")));
        return all;
    }

    private static Session picked(Session at, String code) {
        var place = new OfferedChoice(code, LocalizedText.of("云岭自治市", "Yunling County"), true, LocalizedText.NONE);
        return after(at, new SessionEvent.ChoicesOffered("region", List.of(place)), new SessionEvent.PickOption(code));
    }

    /// Personalised pages for a known person: by age, by recent items, by both, and in the usual
    /// order.
    public static List<Session> known() {
        var old = new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "", "1955-03-08");
        var met = after(first(), new SessionEvent.CardRead(old));
        var lately = List.of("medical-insurance/remote-care", "id-card/replace", "household/residence-permit");
        var all = new ArrayList<Session>();
        all.add(met);
        for (var done : List.of(List.<String>of(), lately)) {
            var laidOut = after(met, new SessionEvent.RecentItemsKnown(true, done));
            all.add(laidOut);
            all.add(after(laidOut, new SessionEvent.SeeForMe()));
            all.add(after(laidOut, new SessionEvent.SeeTheme("pension")));
            var off = after(laidOut, new SessionEvent.SwitchPersonalization());
            all.add(off);
            all.add(after(off, new SessionEvent.PersonalizationKept(false)));
        }
        all.add(after(
                first(),
                new SessionEvent.CardRead(new IdentifiedPerson("李秀兰", "530102195503080028", "resident", "云岭", "")),
                new SessionEvent.RecentItemsKnown(true, lately)));
        all.add(after(first(), new SessionEvent.CardRead(LI), new SessionEvent.RecentItemsKnown(true, List.of())));
        var foreigner = new IdentifiedPerson("SMITH, JOHN WILLIAM", "911124198108030024", "foreigner", "", "");
        all.add(after(first(), new SessionEvent.CardRead(foreigner)));
        var left = after(
                first(),
                new SessionEvent.StartSession(),
                new SessionEvent.CardRead(foreigner),
                new SessionEvent.CardPresence(true));
        all.add(after(left, new SessionEvent.AskToLeave(), new SessionEvent.ConfirmLeave()));
        return all;
    }

    /// A half-done case is transferred to the phone and to the counter, or cannot be.
    private static void handingOver(Session at, List<Session> all) {
        all.add(after(at, new SessionEvent.CallHelp(), new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW)));
        for (var to : SessionEvent.TransferCase.TransferTarget.values()) {
            var asking = after(at, new SessionEvent.TransferCase("half", to));
            all.add(asking);
            for (var why : List.of("no-answer", "refused", "elsewhere"))
                all.add(after(asking, new SessionEvent.CaseNotTransferred("handover." + why)));
            var handed = after(
                    asking,
                    new SessionEvent.CaseTransferred(new CaseOutcome.Transferred(
                            "half",
                            "SF202611240007",
                            to,
                            "https://zwfw.sf.example/h/7K4M92QXD3HP7K4M92QXD3HP7K",
                            "A017",
                            LocalizedText.of("5 号窗口", "Window 5"),
                            NOW)));
            all.add(handed);
            all.add(after(handed, new SessionEvent.FinishVisit()));
        }
    }

    /// A half-done case is resumed from another channel.
    private static void opening(Item item, List<Session> all) {
        var card = after(first(), new SessionEvent.TransferCodeShown("7K4M92QXD3HP7K4M92QXD3HP7K"));
        all.add(card);
        var opening = after(card, new SessionEvent.CardRead(LI));
        all.add(opening);
        for (var why : List.of("other-person", "taken", "expired", "unknown", "no-line"))
            all.add(after(opening, new SessionEvent.CaseNotResumed("handover." + why)));
        all.add(after(opening, new SessionEvent.CaseResumed("t", "SF202611240007", item.id(), Map.of())));
        all.add(after(opening, new SessionEvent.CaseResumed("t", "SF202611240007", "no/such-item", Map.of())));
    }

    private static IdentifiedPerson expired() {
        return new IdentifiedPerson("孙桂花", "530102194007150046", "resident", "云岭", "2024-07-15");
    }

    /// All sessions on the way through one item, with every reply of central at its
    /// end.
    public static List<Session> road(Item item) {
        return road(item, LI);
    }

    static List<Session> road(Item item, IdentifiedPerson citizen) {
        var all = new ArrayList<Session>();
        var at = after(first(), new SessionEvent.StartSession());
        all.add(first());
        all.add(at);
        at = after(at, new SessionEvent.SeeTheme(item.theme()));
        all.add(at);
        at = after(at, new SessionEvent.SeeItem(item.id()));
        all.add(at);
        for (var role : item.by()) {
            var begun = after(
                    at,
                    new SessionEvent.BeginItemFor(item.id(), role),
                    new SessionEvent.TickConsent(),
                    new SessionEvent.Agree());
            all.add(begun);
            all.add(after(begun, new SessionEvent.CardRead(LI)));
            all.add(after(begun, new SessionEvent.CardRead(LI), new SessionEvent.CardRead(LI)));
        }
        at = after(
                at,
                item.self()
                        ? new SessionEvent.BeginItem(item.id())
                        : new SessionEvent.BeginItemFor(item.id(), RepresentativeRole.ORGANISATION));
        all.add(at);
        all.add(after(at, new SessionEvent.Agree()));
        at = after(at, new SessionEvent.TickConsent(), new SessionEvent.Agree());
        all.add(at);
        all.add(after(at, new SessionEvent.CardUnreadable("card-moved")));
        all.add(after(at, new SessionEvent.CardRead(expired())));
        var phone = after(at, new SessionEvent.LoginByPhone());
        all.add(phone);
        all.add(after(at, new SessionEvent.PhoneCodeShown("a.b.c")));
        for (var why : List.of("expired", "elsewhere", "used", "not-proved", "strange", "no-line", "no-answer"))
            all.add(after(
                    phone,
                    new SessionEvent.PhoneCodeShown("a.b.c"),
                    new SessionEvent.PhoneRefused("a.b.c", "phone." + why)));
        var known = IdentifiedPerson.ofPhone(LI.name(), LI.number(), "resident", Item.AssuranceLevel.L1);
        all.add(after(
                phone, new SessionEvent.PhoneCodeShown("a.b.c"), new SessionEvent.PhoneIdentified("a.b.c", known)));
        at = after(at, new SessionEvent.CardRead(citizen));
        all.add(at);
        all.add(after(at, new SessionEvent.CheckByStaff(), new SessionEvent.PressKey("1"), new SessionEvent.GoOn()));
        if (item.level() == Item.AssuranceLevel.L3)
            at = after(at, new SessionEvent.CheckByMatch(), new SessionEvent.PersonMatched(true));
        if (!item.self()) at = mandated(at, all);
        if (item.makesCase()) handingOver(at, all);
        opening(item, all);
        for (int page = 0; page < item.pages().size(); page++) {
            if (skipped(at, page)) continue;
            all.add(at);
            all.add(after(at, new SessionEvent.GoOn()));
            var field = item.pages().get(page).fields().getFirst();
            at = answered(at, field, all);
        }
        at = after(at, new SessionEvent.ValuesKnown(Map.of("amount", "¥10,564.80", "flexible", "灵活就业参保")));
        all.add(at);
        at = after(at, new SessionEvent.GoToSigning());
        all.add(at);
        all.add(after(at, new SessionEvent.OpenInfo(Overlay.InfoTopic.COMMITMENT)));
        all.add(after(at, new SessionEvent.CallHelp(), new SessionEvent.OpenInfo(Overlay.InfoTopic.TERMINAL)));
        at = after(
                at,
                new SessionEvent.TickRead(),
                new SessionEvent.DrawSignature(
                        new org.openstm.kiosk.session.model.SessionState.PenStroke(List.of(0, 0, 150, 0))),
                new SessionEvent.DrawSignature(
                        new org.openstm.kiosk.session.model.SessionState.PenStroke(List.of(0, 9, 150, 9))),
                new SessionEvent.ConfirmCase(item.makesCase() ? "tx" : ""));
        all.add(at);
        outcomes(at, item, all);
        if (item.fee().isPresent()) paying(at, all);
        return all;
    }

    /// Replies of the register about a representative; the last one grants the mandate.
    private static Session mandated(Session at, List<Session> all) {
        all.add(at);
        all.add(after(typing(at, "9135"), new SessionEvent.GoOn()));
        var code = "91350100M000100Y43";
        var asking = after(typing(at, code), new SessionEvent.GoOn());
        all.add(asking);
        for (var no : List.of(
                "organisation-unknown",
                "organisation-struck-off",
                "not-authorised",
                "authorisation-expired",
                "refused"))
            all.add(after(
                    asking,
                    new SessionEvent.MandateDenied(code, new EntryVerdict.Wrong("mandate." + no, "2026-10-31"))));
        var name = "云岭市翠湖区秀兰和她的女儿们百年老字号副食百货便民服务有限责任公司";
        for (var until : List.of("", "2027-06-30"))
            all.add(after(asking, new SessionEvent.MandateGranted(new OrganisationMandate(code, name, false, until))));
        var may =
                after(asking, new SessionEvent.MandateGranted(new OrganisationMandate(code, "云岭市翠湖区秀兰副食店", true, "")));
        all.add(may);
        return after(may, new SessionEvent.GoOn());
    }

    /// Whether these answers skip a page.
    private static boolean skipped(Session at, int page) {
        return at.at() instanceof SessionState.Filling here && here.page() != page;
    }

    private static Session answered(Session at, org.openstm.kiosk.catalog.ItemField field, List<Session> all) {
        var next = at;
        switch (field.kind()) {
            case CHOICE, REGION -> {
                var choice = new OfferedChoice("c", LocalizedText.of("甲乙丙", "Some Place"), true, LocalizedText.NONE);
                for (int level = 0; level < Math.max(1, field.depth()); level++) {
                    next = after(next, new SessionEvent.ChoicesOffered(field.name(), List.of(choice)));
                    var value =
                            field.list().isEmpty() ? field.options().getFirst().value() : "c";
                    next = after(next, new SessionEvent.PickOption(value));
                    all.add(next);
                }
            }
            case MONTH_RANGE -> next = after(next, new SessionEvent.PickOption("last-12"));
            case MOBILE -> {
                all.add(after(typing(next, "1380000"), new SessionEvent.GoOn()));
                next = typing(next, "13800006021");
            }
            case BANK_CARD -> {
                all.add(after(typing(next, "62220202"), new SessionEvent.GoOn()));
                next = typing(next, "6222020200112233446");
            }
            case NUMBER -> next = typing(next, "" + Math.max(1, field.least()));
            case AMOUNT -> next = typing(next, "100.5");
            case DIGITS -> next = typing(next, "1".repeat(Math.max(1, field.least())));
            case ID_NUMBER -> next = typing(next, "11010519491231002X");
            case PLATE -> {
                next = typing(next, "云A1234");
                all.add(next);
                next = typing(next, "挂");
            }
            case USCC -> next = typing(next, "91350100M000100Y43");
            case TEXT, ADDRESS -> next = writing(next, field, all);
            case DATE, COPIES -> {}
            case SCAN, PHOTO -> next = pictured(next, field, all);
        }
        next = after(next, new SessionEvent.GoOn());
        if (field.checkCode()) {
            next = after(next, new SessionEvent.CodeSent("id"));
            all.add(next);
            for (int i = 0; i < 6; i++) next = after(next, new SessionEvent.PressKey("1"));
            next = after(next, new SessionEvent.GoOn(), new SessionEvent.CodeChecked(true));
        }
        return next;
    }

    /// Each possible problem with a picture, "later", and in the end a good one.
    private static Session pictured(Session at, ItemField field, List<Session> all) {
        all.add(at);
        var taking = after(at, new SessionEvent.RequestPicture());
        all.add(taking);
        var whose = field.kind() == ItemField.FieldKind.PHOTO ? "-person" : "";
        for (var why :
                List.of("blurred" + whose, "dark", "bright" + whose, "blank" + whose, "failed", "small", "no-camera"))
            all.add(after(taking, new SessionEvent.PictureFailed(field.name(), "picture." + why)));
        all.add(after(at, new SessionEvent.GoOn()));
        all.add(after(at, new TerminalEvent.EnvironmentChanged(BLIND)));
        if (field.later()) {
            var later = after(at, new SessionEvent.BringPictureLater());
            all.add(later);
            all.add(after(later, new SessionEvent.GoBack()));
        }
        var looking = after(taking, new SessionEvent.PictureTaken(field.name(), Stills.drawn(1600, 1200)));
        all.add(looking);
        all.add(after(taking, new SessionEvent.PictureTaken(field.name(), Stills.drawn(1200, 1600))));
        all.add(after(looking, new TerminalEvent.EnvironmentChanged(BLIND)));
        return looking;
    }

    /// By pinyin with few and with many candidates and with none, by hand, with letters and signs, too much
    /// and too little, and where nothing works; in the end a right text.
    private static Session writing(Session at, ItemField field, List<Session> all) {
        var letters = typing(at, "zhangw");
        all.add(letters);
        var offered = after(
                letters,
                new SessionEvent.CandidatesSuggested("zhangw", "zhang w", List.of("张伟", "张维", "章文", "张", "章", "长")));
        all.add(offered);
        var long0 = after(
                letters,
                new SessionEvent.CandidatesSuggested("zhangw", "zhang w", List.of("云南省昆明市五华区", "云南省昆明市", "云南省", "云南")));
        all.add(long0);
        all.add(after(long0, new SessionEvent.TurnCandidates(1)));
        all.add(after(letters, new SessionEvent.CandidatesSuggested("zhangw", "zhang w", List.of())));
        all.add(after(offered, new SessionEvent.GoOn()));
        all.add(after(
                typing(at, "w".repeat(40)),
                new SessionEvent.CandidatesSuggested("w".repeat(30), "w ".repeat(30), List.of("我"))));
        var square = after(at, new SessionEvent.SwitchKeyboard(KeyboardState.KeyboardMode.HANDWRITING));
        all.add(square);
        var ink = List.of(new SessionState.PenStroke(List.of(60, 300, 540, 300)));
        var written = after(square, new SessionEvent.DrawStroke(ink.getFirst()));
        all.add(after(
                written,
                new SessionEvent.StrokesRecognised(
                        ink, List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百"))));
        for (var mode : List.of(KeyboardState.KeyboardMode.LETTERS, KeyboardState.KeyboardMode.SIGNS))
            all.add(after(at, new SessionEvent.SwitchKeyboard(mode)));
        all.add(after(
                at,
                new SessionEvent.SwitchKeyboard(KeyboardState.KeyboardMode.LETTERS),
                new SessionEvent.SwitchCapitals()));
        for (var broken : List.of(Set.of("pinyin"), Set.of("handwriting"), Set.of("pinyin", "handwriting")))
            all.add(after(
                    at,
                    new TerminalEvent.EnvironmentChanged(
                            new ServiceEnvironment(true, Set.of(), broken, Set.of(), false, false))));
        var next = at;
        var phrase = "翠湖路𠮷祥里一号院";
        for (int length = 0; length < Math.min(field.most(), 600); length += 10)
            next = chosen(next, phrase.substring(0, Math.min(phrase.length(), field.most())));
        all.add(next);
        all.add(chosen(next, phrase));
        next = chosen(after(next, new SessionEvent.ClearEntry()), "翠湖𠮷祥里一号");
        all.add(next);
        return next;
    }

    private static Session chosen(Session at, String text) {
        var letter = typing(at, "c");
        return after(
                letter,
                new SessionEvent.CandidatesSuggested("c", "c", List.of(text)),
                new SessionEvent.ChooseCandidate(0),
                new SessionEvent.CandidateChosen("c", text, ""));
    }

    private static Session typing(Session at, String signs) {
        var next = at;
        for (var sign : signs.split("")) next = after(next, new SessionEvent.PressKey(sign));
        return next;
    }

    private static final CaseBill BILL = new CaseBill(
            "tx",
            "SF202611240317",
            "2026年11月24日 14:32",
            Map.of("year", "2026"),
            LocalizedText.of("好", "ok"),
            1_056_480);

    /// Every result of the payment for an item with a fee.
    private static void paying(Session at, List<Session> all) {
        var asking = after(at, new SessionEvent.PaymentDue(BILL));
        var code =
                after(asking, new SessionEvent.PaymentCodeReady("tx", "https://pay.example/pay/0123456789abcdef", NOW));
        all.add(asking);
        all.add(code);
        all.add(after(code, new SessionEvent.PaymentCharged("tx")));
        all.add(after(code, new SessionEvent.DeclinePayment()));
        for (var why : List.of("EXPIRED", "REFUSED", "NO-CODE"))
            all.add(after(code, new SessionEvent.PaymentFailed("tx", why)));
        all.add(after(code, new SessionEvent.OutcomeKnown(BILL.toPaidOutcome("ZF20261124000317"))));
        var unknown =
                after(code, new SessionEvent.OutcomeKnown(new CaseOutcome.PaymentUnknown("tx", "7K4M92QXD3HP", BILL)));
        all.add(unknown);
        all.add(after(unknown, new SessionEvent.PrintPapers(), new SessionEvent.CardPresence(false)));
        for (var money : CaseOutcome.MoneyOutcome.values())
            all.add(after(code, new SessionEvent.OutcomeKnown(new CaseOutcome.Undone(BILL, money))));
        all.add(after(code, new SessionEvent.CallHelp(), new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW)));
    }

    /// Every item of a chain, the last one refused.
    private static List<CaseOutcome.ChainItemResult> shares(Item chain) {
        var all = new ArrayList<CaseOutcome.ChainItemResult>();
        for (var part : chain.parts())
            all.add(new CaseOutcome.ChainItemResult(
                    part.title(),
                    "SF202611240318-" + (all.size() + 1),
                    all.size() + 1 < chain.parts().size(),
                    LocalizedText.of(
                            "已受理。审核后从次月起发放，每月100元。", "Accepted. After the check it is paid from next month.")));
        return all;
    }

    private static void outcomes(Session at, Item item, List<Session> all) {
        var documents = List.of(new CaseOutcome.SealedDocument("D1", "参保缴费证明", 1, ""));
        var tx = item.makesCase() ? "tx" : "";
        for (var outcome : List.of(
                new CaseOutcome.Accepted(
                        tx,
                        "SF202611240317",
                        "2026年11月24日 14:32",
                        Map.of("nextDue", "2027-11-24"),
                        LocalizedText.of("好", "ok"),
                        documents),
                new CaseOutcome.Accepted(
                        tx,
                        "SF202611240318",
                        "2026年11月24日 14:32",
                        Map.of("done", "1", "of", "2"),
                        LocalizedText.NONE,
                        List.of(),
                        shares(item)),
                new CaseOutcome.Rejected(tx, "not-of-age", LocalizedText.of("要满 80 周岁", "From age 80")),
                new CaseOutcome.Rejected(tx, "same-again", LocalizedText.of("今天已经办过", "Already done today")),
                new CaseOutcome.Unknown(tx, "7K4M92QXD3HP"),
                new CaseOutcome.Stored(tx, "BJ-ST-0412-03-42", NOW.plus(Duration.ofDays(3))),
                new CaseOutcome.NotSent(tx),
                new CaseOutcome.QueryAnswered(Map.of("balance", "86420.17")))) {
            var told = after(at, new SessionEvent.OutcomeKnown(outcome));
            all.add(told);
            if (item.id().equals("pension/life-proof"))
                all.add(after(told, new TerminalEvent.EnvironmentChanged(SLIPLESS)));
            var taking = after(told, new SessionEvent.PrintPapers());
            all.add(taking);
            var printing = after(taking, new SessionEvent.CardPresence(false));
            all.add(printing);
            if (printing.at()
                    instanceof
                    org.openstm.kiosk.session.model.SessionState.Delivering(
                            var road,
                            var o,
                            org.openstm.kiosk.session.model.SessionState.DeliveryStage.Printing p)) {
                var paper = p.papers().get(p.index());
                all.add(after(printing, new PrintingEvent.PaperFailed(paper, "paper-out", false)));
                all.add(after(printing, new PrintingEvent.PaperFailed(paper, "link-lost", true)));
            }
            all.add(after(told, new SessionEvent.FinishVisit()));
            all.add(after(
                    told,
                    new SessionEvent.FinishVisit(),
                    new SessionEvent.GiveGrade(1),
                    new SessionEvent.PickReason("slow")));
            all.add(after(told, new SessionEvent.CallHelp(), new SessionEvent.StaffCalled("H001")));
            all.add(after(told, new SessionEvent.OpenInfo(Overlay.InfoTopic.WINDOW)));
            all.add(after(told, new SessionEvent.OpenInfo(Overlay.InfoTopic.GUIDE)));
            all.add(after(told, new SessionEvent.AskToLeave()));
        }
    }
}
